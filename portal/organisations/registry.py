"""What `grants_check` recomputes, and the workflows."""

from portal.common.grants import register_check, register_grants
from portal.common.workflow import register
from portal.organisations.groups import drift_of_groups
from portal.organisations.models import Organisation
from portal.organisations.permissions import wanted_grants
from portal.organisations.workflow import CLAIM, INVITATION, JOIN_REQUEST, ORGANISATION

register_grants(Organisation, wanted_grants)
register_check("organisation roles", drift_of_groups)
for workflow in (ORGANISATION, JOIN_REQUEST, INVITATION, CLAIM):
    register(workflow)
