"""The sum of one result, step by step, and the last day to pay."""

from datetime import date
from decimal import Decimal

import pytest

from portal.budgets.models import Commitment
from portal.budgets.paying import most_pence, pay_by, why_not_payable, work_out
from portal.budgets.selectors.calculation import Worked
from portal.outcomes.enums import Direction, Instrument, Statistic
from portal.outcomes.models import Indicator, Observation, Outcome


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 11, 16), date(2026, 12, 15)),
        (date(2026, 2, 1), date(2026, 3, 2)),
        (date(2028, 2, 1), date(2028, 3, 1)),
        (date(2026, 12, 5), date(2027, 1, 3)),
    ],
)
def test_thirty_days_beginning_with_the_day_of_receipt(received: date, last: date) -> None:
    assert pay_by(received) == last


def example(**extra: object) -> tuple[Commitment, Observation]:
    """Domain 3.3: baseline 40, floor 45, target 60, weight 25, pot £100,000; 54 found."""
    values = {
        "baseline": Decimal(40),
        "floor": Decimal(45),
        "target": Decimal(60),
        "payment_weight": Decimal(25),
        "min_n": 30,
        "statistic": Statistic.PERCENT_AT_OR_ABOVE,
        "instrument": Instrument.LOCAL,
        "direction": Direction.HIGHER,
        "title": "People seldom feel lonely",
        "outcome": Outcome(statement="I have people"),
    }
    found = {"value": Decimal(54), "people_measured": 139, "people_started": 171, "evidence": "Asked."}
    measures = {name: value for name, value in extra.items() if name in values}
    results = {name: value for name, value in extra.items() if name in found}
    indicator = Indicator(**{**values, **measures})
    return Commitment(outcome_pot_pence=10_000_000), Observation(indicator=indicator, **{**found, **results})


def worked(already: int = 0, **extra: object) -> Worked:
    commitment, observation = example(**extra)
    sum_of = work_out(commitment, observation, already)
    most = most_pence(commitment, observation.indicator)
    return Worked(
        observation.indicator, observation, sum_of.earned_pence, sum_of.payable_pence, most, already,
        str(sum_of.share), commitment.outcome_pot_pence,
    )  # fmt: skip


def test_the_example_of_the_rules() -> None:
    found = worked()
    assert (found.earned_pence, found.most_pence, found.missed_pence) == (1_500_000, 2_500_000, 1_000_000)
    assert "54% was found. It was 40% at the start and the target is 60%." in found.said
    assert "£15,000.00 of the £25,000.00 that hangs on it can be paid now." in found.said
    labels = [label for label, *_rest in found.steps]
    assert labels == [
        "From the floor to what was found",
        "From the floor to the target",
        "Share reached",
        "Most this outcome can pay",
        "Earned",
        "Not earned so far",
    ]
    assert [shown for _label, shown, *_rest in found.steps][:2] == ["9", "15"]
    assert found.points == [(Decimal(45), 0), (Decimal(60), 2_500_000)]
    assert [word for _value, word in found.marks] == ["start", "floor", "target"]
    assert found.pairing_percent == 81
    assert ("Who answered", "139 of the 171 people asked at the start answered again (81%)") in found.measured_rows


def test_what_was_paid_before_is_shown_and_taken_off() -> None:
    found = worked(already=1_500_000, value=Decimal(60))
    assert (found.earned_pence, found.payable_pence, found.missed_pence) == (2_500_000, 1_000_000, 0)
    steps = {label: shown for label, shown, *_rest in found.steps}
    assert steps["Paid or prepared before"] == "£15,000.00"
    assert steps["Can be paid now"] == "£10,000.00"


def test_lower_better_draws_from_the_target_to_the_floor() -> None:
    found = worked(
        baseline=Decimal(60), floor=Decimal(55), target=Decimal(40), value=Decimal(46), direction=Direction.LOWER
    )
    assert found.earned_pence == 1_500_000
    assert found.points == [(Decimal(40), 2_500_000), (Decimal(55), 0)]


def test_a_mark_that_the_result_covers_is_left_out() -> None:
    assert [word for _value, word in worked(value=Decimal(60)).marks] == ["start", "floor"]
    assert [word for _value, word in worked(baseline=Decimal(45)).marks] == ["floor", "target"]


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({}, ""),
        ({"people_measured": 30}, ""),
        ({"people_measured": 29}, "Too few to report"),
        ({"payment_weight": Decimal(0)}, "No payment depends on this measure"),
    ],
)
def test_why_nothing_can_be_paid(extra: dict[str, object], reason: str) -> None:
    said = why_not_payable(example(**extra)[1])
    assert said.startswith(reason)
    assert bool(said) == bool(reason)
