"""What `grants_check` recomputes."""

from portal.common.grants import register_check, register_grants
from portal.organisations.groups import drift_of_groups
from portal.organisations.models import Organisation
from portal.organisations.permissions import wanted_grants

register_grants(Organisation, wanted_grants)
register_check("organisation roles", drift_of_groups)
