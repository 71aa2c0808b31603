"""What a provider is paid: the pay-out curve and the payment mechanisms of domain 3.3. Pence in, pence out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.money import format_pounds, largest_remainder, to_pence
from portal.common.rounding import Exact, digits, exact, round_places

AmountT = TypeVar("AmountT", int, Decimal, Fraction, Exact)


def curve_problem(floor: Exact, target: Exact, baseline: Exact | None = None) -> str:
    """Why a pay-out curve cannot be used; empty when it can.

    Floor and target differ, and the floor is at or better than the baseline, in the direction of the target.
    """
    if exact(floor) == exact(target):
        return _("The floor and the target are the same, so there is nothing to pay along.")
    if baseline is None:
        return ""
    gained = exact(floor) - exact(baseline)
    if (gained < 0) if exact(target) > exact(floor) else (gained > 0):
        return _("Payment may not begin at a worse figure than the one we started from.")
    return ""


def payout_share(floor: Exact, target: Exact, actual: Exact) -> Fraction:
    """The share earned, 0 to 1: (actual − floor) ÷ (target − floor), kept within. Lower-better has floor > target."""
    if problem := curve_problem(floor, target):
        raise DomainError(problem)
    share = (exact(actual) - exact(floor)) / (exact(target) - exact(floor))
    return min(max(share, Fraction(0)), Fraction(1))


@dataclass(frozen=True)
class OutcomePayment:
    """What one observation earns and what of it can still be paid. `most_pence`: all payments of the indicator."""

    share: Fraction
    earned_pence: int
    payable_pence: int
    most_pence: int
    already_paid_pence: int
    working: tuple[str, ...] = ()

    @property
    def is_capped(self) -> bool:
        return self.payable_pence < self.earned_pence

    @property
    def left_pence(self) -> int:
        """What later observations of the indicator can still bring."""
        return self.most_pence - self.already_paid_pence - self.payable_pence


def indicator_most_pence(pot_pence: int, weight_percent: Exact) -> int:
    """All that one indicator can ever be paid: weight × pot, down to the penny, so that it is never exceeded."""
    exact_most = exact(pot_pence) * exact(weight_percent) / 100
    return exact_most.numerator // exact_most.denominator


def outcome_payment(
    *,
    pot_pence: int,
    weight_percent: Exact,
    floor: Exact,
    target: Exact,
    actual: Exact,
    already_paid_pence: int = 0,
) -> OutcomePayment:
    """Pay for one observation: pot × weight × share, half up to the penny, within what the indicator has left.

    DomainError: floor equals target, weight outside 0 to 100, or a pot below zero.
    """
    if not 0 <= exact(weight_percent) <= 100:
        raise DomainError(_("A payment weight lies between 0 and 100."))
    if pot_pence < 0 or already_paid_pence < 0:
        raise DomainError(_("An amount of money cannot be below zero."))
    share = payout_share(floor, target, actual)
    most = indicator_most_pence(pot_pence, weight_percent)
    earned = to_pence(exact(pot_pence) * exact(weight_percent) / 100 * share)
    payable = max(0, min(earned, most - already_paid_pence))
    working = (
        _share_line(floor, target, actual, share),
        f"{format_pounds(pot_pence)} × {digits(weight_percent)}% × {digits(share)} = {_money(earned)}",
        *_cap_line(earned, payable, most, already_paid_pence),
    )
    return OutcomePayment(share, earned, payable, most, already_paid_pence, working)


def _share_line(floor: Exact, target: Exact, actual: Exact, share: Fraction) -> str:
    sum_shown = f"({digits(actual)} − {digits(floor)}) ÷ ({digits(target)} − {digits(floor)})"
    raw = (exact(actual) - exact(floor)) / (exact(target) - exact(floor))
    if raw == share:
        return f"{sum_shown} = {digits(share)}"
    return _("%(sum)s = %(raw)s, kept between 0 and 1: %(share)s") % {
        "sum": sum_shown,
        "raw": digits(raw),
        "share": digits(share),
    }


def _cap_line(earned: int, payable: int, most: int, already_paid: int) -> tuple[str, ...]:
    if payable == earned:
        return ()
    words = {"most": _money(most), "paid": _money(already_paid), "payable": _money(payable)}
    return (_("At most %(most)s for this outcome, of which %(paid)s is paid already: %(payable)s") % words,)


def _money(pence: int) -> str:
    return format_pounds(pence, always_pence=True)


def weights_problem(weights: Iterable[Exact]) -> str:
    """Why payment weights of a lot cannot be used: they sum to 100; a weight of 0 is for learning only."""
    listed = [exact(weight) for weight in weights]
    if any(weight < 0 for weight in listed):
        return _("A weight cannot be below zero.")
    total = sum(listed, start=Fraction(0))
    if total == 100:
        return ""
    return _("The payment weights sum to %(total)s. They must sum to 100.") % {"total": digits(total)}


def grant_payment(fixed_pence: int) -> int:
    """`grant`: the fixed sum, in advance."""
    return _not_negative(fixed_pence)


def block_payments(fixed_pence: int, periods: int) -> list[int]:
    """`block`: the fixed sum in `periods` equal parts that sum to it exactly; odd pence go to the first periods."""
    if periods < 1:
        raise DomainError(_("A fixed sum needs at least one period."))
    width = len(str(periods))
    shares = {f"{period:0{width}d}": 1 for period in range(1, periods + 1)}
    return list(largest_remainder(_not_negative(fixed_pence), shares).values())


def cost_volume_payment(
    *, base_pence: int, volume: Exact, threshold: Exact, marginal_rate_pence: Exact, cap_pence: int | None
) -> int:
    """`cost_volume`: base + what is above the threshold × marginal rate, never above the cap, which is required."""
    if cap_pence is None or cap_pence < base_pence:
        raise DomainError(_("Cost and volume needs a cap that is not below the base."))
    extra = max(Fraction(0), exact(_not_negative(volume)) - exact(threshold)) * exact(
        _not_negative(marginal_rate_pence)
    )
    return min(cap_pence, to_pence(_not_negative(base_pence) + extra))


def activity_payment(units: Exact, price_pence: Exact) -> int:
    """`activity` (payment by results): units × price."""
    return to_pence(exact(_not_negative(units)) * exact(_not_negative(price_pence)))


@dataclass(frozen=True)
class RiskBand:
    """People of one level of need: months that they were enrolled, and the rate for a month in pence."""

    person_months: int
    monthly_rate_pence: int


def capitation_payment(bands: Sequence[RiskBand], *, withheld_percent: Exact = 0, outcome_part_pence: int = 0) -> int:
    """`capitation_year_of_care`: months × rates, less the share withheld, plus the part earned by outcomes."""
    if not 0 <= exact(withheld_percent) <= 100:
        raise DomainError(_("The part withheld lies between 0 and 100 percent."))
    gross = sum(_not_negative(band.person_months) * _not_negative(band.monthly_rate_pence) for band in bands)
    return to_pence(gross * (1 - exact(withheld_percent) / 100)) + _not_negative(outcome_part_pence)


@dataclass(frozen=True)
class Milestone:
    amount_pence: int
    has_evidence: bool
    is_approved: bool
    accepted_share: Decimal | Fraction | int = 1


def milestone_payment(milestone: Milestone) -> int:
    """`milestone`: the fixed sum (its accepted share when partly met) once evidence is in and somebody approved it."""
    if not 0 <= exact(milestone.accepted_share) <= 1:
        raise DomainError(_("A milestone is accepted in full or in part, never more than in full."))
    if not (milestone.has_evidence and milestone.is_approved):
        return 0
    return to_pence(_not_negative(milestone.amount_pence) * exact(milestone.accepted_share))


def percent_shown(share: Exact) -> Decimal:
    """A share of 0 to 1 as percent with one decimal, for display."""
    return round_places(exact(share) * 100, 1)


def _not_negative(amount: AmountT) -> AmountT:
    if amount < 0:
        raise DomainError(_("An amount cannot be below zero."))
    return amount
