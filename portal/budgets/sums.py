"""What the rows of a fund add up to, in pence. Asked by services under the ledger's lock, and by pages."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum

from portal.budgets.enums import ApprovalState, ContributionState
from portal.budgets.models import Allocation, Commitment, Contribution, Payment, PooledFund, Scheme

if TYPE_CHECKING:
    from portal.codesign.models import Project
    from portal.outcomes.models import Indicator
    from portal.tenders.models import Contract

AGREED = (ContributionState.AGREED, ContributionState.RECEIVED)
LIVE = (ApprovalState.PREPARED, ApprovalState.APPROVED)
APPROVED = (ApprovalState.APPROVED,)


def total(rows: QuerySet[Any], field: str = "amount_pence") -> int:
    """The sum of a column, 0 for no rows."""
    return rows.aggregate(total=Sum(field))["total"] or 0


def agreed_pence(fund: PooledFund) -> int:
    """All agreed contributions, received ones among them."""
    return total(Contribution.objects.filter(fund=fund, state__in=AGREED), "agreed_pence")


def received_pence(fund: PooledFund) -> int:
    """All contributions that have come in."""
    return total(Contribution.objects.filter(fund=fund, state=ContributionState.RECEIVED), "agreed_pence")


def planned_pence(fund: PooledFund) -> int:
    """All scheme plans, what is kept for the unexpected among them."""
    return total(Scheme.objects.filter(fund=fund), "planned_pence")


def paid_pence(fund: PooledFund) -> int:
    """All approved payments."""
    return total(Payment.objects.filter(commitment__scheme__fund=fund, state__in=APPROVED))


def allocated_pence(
    *, scheme: Scheme | None = None, project: "Project | None" = None, states: tuple[str, ...] = APPROVED
) -> int:
    """What is set aside in a scheme, for a project, or both."""
    rows = Allocation.objects.filter(state__in=states)
    rows = rows.filter(scheme=scheme) if scheme else rows
    rows = rows.filter(project=project) if project else rows
    return total(rows)


def committed_pence(
    *, scheme: Scheme | None = None, project: "Project | None" = None, states: tuple[str, ...] = APPROVED
) -> int:
    """What is promised from a scheme, to contracts of a project, or both."""
    rows = Commitment.objects.filter(state__in=states)
    rows = rows.filter(scheme=scheme) if scheme else rows
    if project:
        rows = rows.filter(contract__award__lot__procurement__specification__project=project)
    return total(rows)


def contract_payments(contract: "Contract", states: tuple[str, ...] = APPROVED) -> QuerySet[Payment]:
    """The payments of a contract."""
    return Payment.objects.filter(commitment__contract=contract, state__in=states)


def indicator_paid_pence(contract: "Contract", indicator: "Indicator", states: tuple[str, ...] = APPROVED) -> int:
    """What was paid so far for one indicator under one contract."""
    return total(contract_payments(contract, states).filter(observation__indicator=indicator))


def fixed_paid_pence(commitment: Commitment, states: tuple[str, ...] = APPROVED) -> int:
    """What was paid so far of the part that does not depend on outcomes."""
    return total(Payment.objects.filter(commitment=commitment, observation=None, state__in=states))
