"""What of a promise could go back to its scheme, and what did."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from portal.budgets.enums import ApprovalState
from portal.budgets.models import Commitment, Release
from portal.budgets.selectors.contract import results_to_pay
from portal.budgets.sums import left_of
from portal.common.clock import today
from portal.tenders.enums import ContractState

if TYPE_CHECKING:
    from portal.budgets.models import PooledFund
    from portal.tenders.models import Contract


def is_over(contract: "Contract") -> bool:
    """Whether nothing more can be delivered under it: it ended, or its last day has passed."""
    return contract.state == ContractState.ENDED or (contract.ends_on is not None and contract.ends_on < today())


def results_waiting(commitment: Commitment) -> bool:
    """Whether a reported result has no payment yet, prepared or decided, and could have one."""
    return any(row.people_measured >= row.indicator.min_n for row in results_to_pay(commitment))


def why_not_releasable(commitment: Commitment) -> str:
    """Why nothing of it can go back now; empty when something can."""
    if commitment.releases.filter(state=ApprovalState.PREPARED).exists():
        return _("Something of this contract waits for the board already.")
    if results_waiting(commitment):
        return _("A reported result has no payment yet. Work it out first: it may earn some of this money.")
    if releasable(commitment) <= 0:
        return _("Everything is paid, given back, or on its way to be.")
    return ""


def releasable(commitment: Commitment) -> int:
    """The most that can go back now, in pence: all that is left once it is over, of outcomes alone before."""
    left = left_of(commitment)
    return left.all_pence if is_over(commitment.contract) else left.outcome_pence


def releases_of(fund: "PooledFund") -> QuerySet[Release]:
    """All that was asked to go back, whatever became of it."""
    rows = Release.objects.filter(commitment__scheme__fund=fund)
    return rows.select_related("commitment__contract").order_by("-prepared_at", "-pk")


def live_commitment(contract: "Contract") -> Commitment | None:
    """The promise from which something could go back."""
    rows = Commitment.objects.filter(contract=contract, state=ApprovalState.APPROVED)
    return rows.select_related("scheme__fund__host", "contract").first()


def ended_with_money_left(funds: list[int]) -> list[tuple[Commitment, int]]:
    """Promises to contracts that are over, of which something is left and nothing waits for the board."""
    over = Q(contract__state=ContractState.ENDED) | Q(contract__ends_on__lt=today())
    asked = Release.objects.filter(commitment=OuterRef("pk"), state=ApprovalState.PREPARED)
    rows = Commitment.objects.filter(over, ~Exists(asked), scheme__fund__in=funds, state=ApprovalState.APPROVED)
    found = [(row, releasable(row)) for row in rows.select_related("contract", "scheme").order_by("pk")]
    return [(row, left) for row, left in found if left > 0 and not results_waiting(row)]
