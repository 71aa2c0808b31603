"""What one result earns under one contract, step by step. No writes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.common.rounding import digits
from portal.outcomes.rules.payout import OutcomePayment, indicator_most_pence, outcome_payment

if TYPE_CHECKING:
    from portal.budgets.models import Commitment
    from portal.outcomes.models import Indicator, Observation

PAYMENT_DAYS = 30


def pay_by(invoice_received_on: date) -> date:
    """The last day to pay: 30 days beginning with the day a valid invoice is received (PA23 s68, 73)."""
    return invoice_received_on + timedelta(days=PAYMENT_DAYS - 1)


def most_pence(commitment: "Commitment", indicator: "Indicator") -> int:
    """All that this indicator can ever be paid under the commitment."""
    return indicator_most_pence(commitment.outcome_pot_pence, indicator.payment_weight)


def why_not_payable(observation: "Observation") -> str:
    """Why no payment can be worked out from a result; empty when one can."""
    indicator = observation.indicator
    if not indicator.payment_weight:
        return _("No payment depends on this measure. It is there to learn from.")
    if observation.people_measured < indicator.min_n:
        return _(
            "Too few to report: %(n)d people answered both times and the contract needs %(least)d. "
            "Nothing can be paid for it."
        ) % {"n": observation.people_measured, "least": indicator.min_n}
    return ""


def work_out(commitment: "Commitment", observation: "Observation", already_paid_pence: int) -> OutcomePayment:
    """Pot x weight x share, within what the indicator has left. Pence. Raises DomainError for an unusable curve."""
    indicator = observation.indicator
    assert indicator.floor is not None  # noqa: S101 - fixed frameworks have all figures
    assert indicator.target is not None  # noqa: S101
    return outcome_payment(
        pot_pence=commitment.outcome_pot_pence,
        weight_percent=indicator.payment_weight,
        floor=indicator.floor,
        target=indicator.target,
        actual=observation.value,
        already_paid_pence=already_paid_pence,
    )


@dataclass(frozen=True)
class Snapshot:
    """The calculation as it was when the payment was prepared, kept with it."""

    data: dict[str, Any]

    @classmethod
    def of(cls, commitment: "Commitment", observation: "Observation", worked: OutcomePayment) -> "Snapshot":
        """Exact numbers as texts, so that nothing is lost in JSON."""
        indicator = observation.indicator
        return cls(
            {
                "baseline": str(indicator.baseline),
                "floor": str(indicator.floor),
                "target": str(indicator.target),
                "actual": str(observation.value),
                "weight_percent": str(indicator.payment_weight),
                "pot_pence": commitment.outcome_pot_pence,
                "share": digits(worked.share),
                "earned_pence": worked.earned_pence,
                "payable_pence": worked.payable_pence,
                "most_pence": worked.most_pence,
                "already_paid_pence": worked.already_paid_pence,
                "people_measured": observation.people_measured,
                "people_started": observation.people_started,
                "min_n": indicator.min_n,
                "working": list(worked.working),
            }
        )
