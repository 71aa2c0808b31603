"""What the portal knows of this app: workflows, derived grants, protected tables. One line each, by aggregate."""

from portal.common.grants import register_grants
from portal.common.workflow import register
from portal.tenders.models import Procurement
from portal.tenders.permissions import procurement as procurement_permissions
from portal.tenders.workflow.procurement import CLARIFICATION, PROCUREMENT

# Procurements and questions about them
register(PROCUREMENT)
register(CLARIFICATION)
register_grants(Procurement, procurement_permissions.wanted_grants)
