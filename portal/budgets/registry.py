"""What `grants_check` recomputes, the workflows, and the tables that nobody may change."""

from portal.audit.triggers import protect
from portal.budgets.models import PooledFund
from portal.budgets.permissions import wanted_grants
from portal.budgets.workflow import ALLOCATION, COMMITMENT, CONTRIBUTION, PAYMENT, PERIOD, RELEASE, VIREMENT
from portal.budgets.workflow.personal import PERSONAL_WORKFLOWS
from portal.common.grants import register_grants
from portal.common.workflow import register

register_grants(PooledFund, wanted_grants)
for _workflow in (CONTRIBUTION, ALLOCATION, COMMITMENT, PAYMENT, RELEASE, PERIOD, VIREMENT, *PERSONAL_WORKFLOWS):
    register(_workflow)
for _label in ("budgets.JournalEntry", "budgets.JournalLine", "budgets.LedgerAccount", "budgets.PublishedStatistic"):
    protect(_label)
