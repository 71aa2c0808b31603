"""The worked calculation of an outcome payment, as sentences, steps and points of a curve."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.budgets.paying import most_pence, why_not_payable, work_out
from portal.budgets.sums import LIVE, indicator_paid_pence
from portal.common.money import format_pounds
from portal.common.rounding import digits, exact, round_half_up
from portal.outcomes.wording import measured, plain_number, unit_of


@dataclass(frozen=True)
class Worked:
    """One result against its curve. Amounts in pence."""

    indicator: Any
    observation: Any
    earned_pence: int
    payable_pence: int
    most_pence: int
    already_paid_pence: int
    share: str
    pot_pence: int
    refusal: str = ""

    @classmethod
    def of_payment(cls, payment: Any) -> "Worked":
        """From what was kept with the payment."""
        data = payment.calculation
        return cls(
            payment.observation.indicator,
            payment.observation,
            data["earned_pence"],
            data["payable_pence"],
            data["most_pence"],
            data["already_paid_pence"],
            data["share"],
            data["pot_pence"],
        )

    @property
    def missed_pence(self) -> int:
        return self.most_pence - self.already_paid_pence - self.payable_pence

    @property
    def start(self) -> str:
        return measured(self.indicator, self.indicator.baseline)

    @property
    def floor(self) -> str:
        return measured(self.indicator, self.indicator.floor)

    @property
    def target(self) -> str:
        return measured(self.indicator, self.indicator.target)

    @property
    def found(self) -> str:
        return measured(self.indicator, self.observation.value)

    @property
    def pairing_percent(self) -> int:
        """Of those asked at the start, how many answered again, in whole per cent."""
        return round_half_up(exact(self.observation.people_measured) * 100 / self.observation.people_started)

    @property
    def said(self) -> str:
        """The finding in a sentence."""
        return _(
            "%(found)s was found. It was %(start)s at the start and the target is %(target)s. By the contract, "
            "%(earned)s of the %(most)s that hangs on it can be paid now."
        ) % {
            "found": self.found,
            "start": self.start,
            "target": self.target,
            "earned": format_pounds(self.payable_pence, always_pence=True),
            "most": format_pounds(self.most_pence, always_pence=True),
        }

    @property
    def curve_title(self) -> str:
        """All numbers of the picture in words."""
        return _(
            "Nothing is paid up to %(floor)s. From there to %(target)s the payment grows in a straight line to "
            "%(most)s. The start was %(start)s. %(found)s was found, which earns %(earned)s."
        ) % {
            "floor": self.floor,
            "target": self.target,
            "most": format_pounds(self.most_pence),
            "start": self.start,
            "found": self.found,
            "earned": format_pounds(self.earned_pence, always_pence=True),
        }

    @property
    def points(self) -> list[tuple[Decimal, int]]:
        """The curve, from left to right."""
        ends = [(self._plain(self.indicator.floor), 0), (self._plain(self.indicator.target), self.most_pence)]
        return sorted(ends, key=lambda point: point[0])

    @property
    def marks(self) -> list[tuple[Decimal, str]]:
        """Where the curve's figures lie."""
        figures = self.indicator
        found = [(figures.floor, _("floor")), (figures.target, _("target"))]
        if figures.baseline is not None and figures.baseline != figures.floor:
            found.insert(0, (figures.baseline, _("start")))
        return [(self._plain(value), word) for value, word in found if value != self.observation.value]

    @property
    def at(self) -> Decimal:
        """Where the result lies."""
        return self._plain(self.observation.value)

    @property
    def unit(self) -> str:
        return unit_of(self.indicator)

    @staticmethod
    def _plain(value: Decimal) -> Decimal:
        return Decimal(plain_number(value).replace(",", ""))

    @property
    def steps(self) -> list[tuple[str, str, str, bool]]:
        """The sum, one step a line."""
        indicator, value = self.indicator, self.observation.value
        above = digits(value - indicator.floor)
        needed = digits(indicator.target - indicator.floor)
        weight = digits(indicator.payment_weight)
        money = {name: format_pounds(pence, always_pence=True) for name, pence in self._amounts().items()}
        steps = [
            (
                _("From the floor to what was found"),
                above,
                f"{plain_number(value)} − {plain_number(indicator.floor)}",
                False,
            ),
            (
                _("From the floor to the target"),
                needed,
                f"{plain_number(indicator.target)} − {plain_number(indicator.floor)}",
                False,
            ),
            (
                _("Share reached"),
                self.share,
                _("%(a)s divided by %(b)s, kept between 0 and 1") % {"a": above, "b": needed},
                False,
            ),
            (_("Most this outcome can pay"), money["most"], f"{weight}% × {money['pot']}", False),
            (_("Earned"), money["earned"], f"{self.share} × {money['most']}", True),
        ]
        if self.already_paid_pence:
            steps.append(
                (
                    _("Paid or prepared before"),
                    money["before"],
                    _("All payments of one outcome stay within its most"),
                    False,
                )
            )
            steps.append((_("Can be paid now"), money["payable"], "", True))
        steps.append((_("Not earned so far"), money["missed"], _("Stays in the pot"), False))
        return steps

    def _amounts(self) -> dict[str, int]:
        return {
            "most": self.most_pence,
            "pot": self.pot_pence,
            "earned": self.earned_pence,
            "before": self.already_paid_pence,
            "payable": self.payable_pence,
            "missed": self.missed_pence,
        }

    @property
    def measured_rows(self) -> list[tuple[str, Any]]:
        """What was measured, for a summary."""
        observation, indicator = self.observation, self.indicator
        answered = _("%(n)d of the %(all)d people asked at the start answered again (%(share)d%%)") % {
            "n": observation.people_measured,
            "all": observation.people_started,
            "share": self.pairing_percent,
        }
        return [
            (_("Outcome"), f"“{indicator.outcome.statement}”"),
            (_("What shows it"), indicator.title),
            (_("Instrument"), indicator.get_instrument_display()),
            (_("Who answered"), answered),
            (_("Needed"), _("At least %(n)d pairs of answers") % {"n": indicator.min_n}),
            (_("How it was measured"), observation.evidence),
        ]


def worked_for(commitment: Any, observation: Any) -> Worked:
    """What a result would bring if it were prepared now; `refusal` says why it brings nothing."""
    indicator = observation.indicator
    most = most_pence(commitment, indicator)
    already = indicator_paid_pence(commitment.contract, indicator, LIVE)
    pot = commitment.outcome_pot_pence
    if refusal := why_not_payable(observation):
        return Worked(indicator, observation, 0, 0, most, already, "0", pot, refusal)
    worked = work_out(commitment, observation, already)
    return Worked(
        indicator,
        observation,
        worked.earned_pence,
        worked.payable_pence,
        worked.most_pence,
        already,
        digits(worked.share),
        pot,
    )
