"""What `grants_check` recomputes, the workflow, and the table whose rows stay as they were written."""

from portal.audit.triggers import protect
from portal.common.grants import register_grants
from portal.common.workflow import register
from portal.outcomes.models import OutcomesFramework
from portal.outcomes.permissions import wanted_grants
from portal.outcomes.workflow import FRAMEWORK

register_grants(OutcomesFramework, wanted_grants)
register(FRAMEWORK)
protect("outcomes.Observation")
