"""What the rows of a fund add up to, in pence. Asked by services under the ledger's lock, and by pages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum

from portal.budgets.enums import ApprovalState, ContributionState
from portal.budgets.models import Allocation, Commitment, Contribution, Payment, PooledFund, Release, Scheme, Virement

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


def moved_pence(scheme: Scheme, states: tuple[str, ...] = APPROVED) -> int:
    """What moved to a scheme less what moved away from it. What is only asked for counts where it would leave."""
    moved_in = Virement.objects.filter(to_scheme=scheme, state__in=APPROVED)
    return total(moved_in) - total(Virement.objects.filter(from_scheme=scheme, state__in=states))


def free_pence(scheme: Scheme, states: tuple[str, ...] = APPROVED) -> int:
    """What of a scheme is neither set aside nor moved away; with LIVE, nor asked to be."""
    return scheme.planned_pence + moved_pence(scheme, states) - allocated_pence(scheme=scheme, states=states)


def paid_pence(fund: PooledFund) -> int:
    """All approved payments."""
    return total(Payment.objects.filter(commitment__scheme__fund=fund, state__in=APPROVED))


def allocated_pence(
    *, scheme: Scheme | None = None, project: "Project | None" = None, states: tuple[str, ...] = APPROVED
) -> int:
    """What is set aside in a scheme, for a project, or both; what went back to the scheme no longer is."""
    rows = Allocation.objects.filter(state__in=states)
    rows = rows.filter(scheme=scheme) if scheme else rows
    rows = rows.filter(project=project) if project else rows
    return total(rows) - released_pence(scheme=scheme, project=project)


def committed_pence(
    *, scheme: Scheme | None = None, project: "Project | None" = None, states: tuple[str, ...] = APPROVED
) -> int:
    """What is promised from a scheme, to contracts of a project, or both; what went back no longer is."""
    rows = Commitment.objects.filter(state__in=states)
    rows = rows.filter(scheme=scheme) if scheme else rows
    if project:
        rows = rows.filter(contract__award__lot__procurement__specification__project=project)
    return total(rows) - released_pence(scheme=scheme, project=project)


def released_pence(*, scheme: Scheme | None = None, project: "Project | None" = None) -> int:
    """What went back to a scheme, from contracts of a project, or both. Counts once it is approved."""
    rows = Release.objects.filter(state__in=APPROVED)
    rows = rows.filter(commitment__scheme=scheme) if scheme else rows
    if project:
        rows = rows.filter(commitment__contract__award__lot__procurement__specification__project=project)
    return total(rows)


@dataclass(frozen=True)
class Left:
    """What of a promise is neither paid nor given back nor on its way to either, in pence."""

    outcome_pence: int
    fixed_pence: int

    @property
    def all_pence(self) -> int:
        return self.outcome_pence + self.fixed_pence


def left_of(commitment: Commitment, states: tuple[str, ...] = LIVE) -> Left:
    """Of the part for outcomes, and of the rest: three queries."""
    given_back = Release.objects.filter(commitment=commitment, state__in=states)
    outcome_back = total(given_back, "outcome_pence")
    paid = Payment.objects.filter(commitment=commitment, state__in=states)
    return Left(
        commitment.outcome_pot_pence - outcome_back - total(paid.exclude(observation=None)),
        commitment.amount_pence
        - commitment.outcome_pot_pence
        - (total(given_back) - outcome_back)
        - total(paid.filter(observation=None)),
    )


def contract_payments(contract: "Contract", states: tuple[str, ...] = APPROVED) -> QuerySet[Payment]:
    """The payments of a contract."""
    return Payment.objects.filter(commitment__contract=contract, state__in=states)


def indicator_paid_pence(contract: "Contract", indicator: "Indicator", states: tuple[str, ...] = APPROVED) -> int:
    """What was paid so far for one indicator under one contract."""
    return total(contract_payments(contract, states).filter(observation__indicator=indicator))
