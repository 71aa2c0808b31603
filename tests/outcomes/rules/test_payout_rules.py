from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.outcomes.rules.payout import (
    Milestone,
    OutcomePayment,
    RiskBand,
    activity_payment,
    block_payments,
    capitation_payment,
    cost_volume_payment,
    curve_problem,
    grant_payment,
    indicator_most_pence,
    milestone_payment,
    outcome_payment,
    payout_share,
    percent_shown,
    weights_problem,
)

D = Decimal
figures = st.decimals(-1000, 1000, places=2)
POUNDS = 100


def pay(actual: int | Decimal, already_paid: int = 0, pot: int = 100_000 * POUNDS, weight: int = 25) -> OutcomePayment:
    return outcome_payment(
        pot_pence=pot, weight_percent=weight, floor=45, target=60, actual=actual, already_paid_pence=already_paid
    )


def test_the_example_of_the_brief() -> None:
    assert payout_share(45, 60, 54) == Fraction(3, 5)
    payment = pay(54)
    assert (payment.payable_pence, payment.most_pence) == (15_000 * POUNDS, 25_000 * POUNDS)


def test_lower_is_better_by_the_same_formula() -> None:
    assert payout_share(floor=55, target=40, actual=46) == Fraction(3, 5)
    assert payout_share(floor=55, target=40, actual=56) == 0
    assert payout_share(floor=55, target=40, actual=39) == 1


@pytest.mark.parametrize(("actual", "share"), [(44, 0), (45, 0), (60, 1), (61, 1), (D("52.5"), Fraction(1, 2))])
def test_nothing_below_the_floor_and_no_more_above_the_target(actual: int | Decimal, share: Fraction | int) -> None:
    assert payout_share(45, 60, actual) == share


def test_floor_and_target_must_differ() -> None:
    assert "the same" in curve_problem(45, 45)
    with pytest.raises(DomainError, match="the same"):
        payout_share(45, D("45.00"), 50)


@pytest.mark.parametrize(
    ("baseline", "floor", "target", "is_refused"),
    [
        (40, 45, 60, False),
        (40, 40, 60, False),
        (40, 39, 60, True),
        (60, 55, 40, False),
        (60, 60, 40, False),
        (60, 61, 40, True),
    ],
)
def test_payment_never_begins_below_the_baseline(baseline: int, floor: int, target: int, is_refused: bool) -> None:
    assert bool(curve_problem(floor, target, baseline)) is is_refused


@given(figures, figures, figures, figures)
def test_doing_better_never_pays_less(floor: Decimal, target: Decimal, one: Decimal, other: Decimal) -> None:
    assume(floor != target)
    worse, better = sorted((one, other), reverse=target < floor)
    assert 0 <= payout_share(floor, target, worse) <= payout_share(floor, target, better) <= 1


@given(figures, figures)
def test_the_curve_runs_from_floor_to_target(floor: Decimal, target: Decimal) -> None:
    assume(floor != target)
    assert payout_share(floor, target, floor) == 0
    assert payout_share(floor, target, target) == 1


def test_half_a_penny_goes_up() -> None:
    assert pay(54, pot=100, weight=25).earned_pence == 15
    assert outcome_payment(pot_pence=10, weight_percent=50, floor=0, target=2, actual=1).earned_pence == 3


def test_a_second_observation_gets_what_is_left() -> None:
    second = pay(60, already_paid=15_000 * POUNDS)
    assert second.earned_pence == 25_000 * POUNDS
    assert second.payable_pence == 10_000 * POUNDS
    assert second.is_capped
    assert second.left_pence == 0
    assert pay(60, already_paid=25_000 * POUNDS).payable_pence == 0


def test_weight_times_pot_with_half_a_penny_is_never_exceeded() -> None:
    payment = outcome_payment(pot_pence=101, weight_percent=50, floor=0, target=1, actual=1)
    assert (payment.earned_pence, payment.payable_pence, indicator_most_pence(101, 50)) == (51, 50, 50)


@given(
    st.integers(0, 10**10),
    st.decimals(0, 100, places=2),
    st.lists(st.integers(0, 120), max_size=8),
)
def test_the_payments_of_one_indicator_never_exceed_its_weight_of_the_pot(
    pot: int, weight: Decimal, observations: list[int]
) -> None:
    paid = 0
    for actual in observations:
        payment = outcome_payment(
            pot_pence=pot, weight_percent=weight, floor=10, target=110, actual=actual, already_paid_pence=paid
        )
        assert payment.payable_pence >= 0
        paid += payment.payable_pence
    assert paid * 100 <= Fraction(weight) * pot


@given(st.integers(0, 10**10), st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_all_indicators_together_never_exceed_the_pot(pot: int, parts: list[int]) -> None:
    weights = [Fraction(100 * part, sum(parts)) for part in parts]
    assert sum(indicator_most_pence(pot, weight) for weight in weights) <= pot


def test_the_working_for_the_page() -> None:
    assert pay(54).working == (
        "(54 − 45) ÷ (60 − 45) = 0.6",
        "£100,000 × 25% × 0.6 = £15,000.00",
    )
    assert pay(70, already_paid=15_000 * POUNDS).working == (
        "(70 − 45) ÷ (60 − 45) = 1.6666…, kept between 0 and 1: 1",
        "£100,000 × 25% × 1 = £25,000.00",
        "At most £25,000.00 for this outcome, of which £15,000.00 is paid already: £10,000.00",
    )


@pytest.mark.parametrize(("pot", "weight", "paid"), [(100, 101, 0), (100, -1, 0), (-1, 25, 0), (100, 25, -1)])
def test_a_payment_that_cannot_be(pot: int, weight: int, paid: int) -> None:
    with pytest.raises(DomainError):
        pay(54, already_paid=paid, pot=pot, weight=weight)


@pytest.mark.parametrize(
    ("weights", "problem"),
    [
        ([25, 75], ""),
        ([D("33.34"), D("33.33"), D("33.33")], ""),
        ([100, 0], ""),
        ([50, 49], "The payment weights sum to 99. They must sum to 100."),
        ([150, -50], "A weight cannot be below zero."),
    ],
)
def test_payment_weights(weights: list[int | Decimal], problem: str) -> None:
    assert weights_problem(weights) == problem


def test_a_grant_is_its_sum() -> None:
    assert grant_payment(5_000) == 5_000


def test_a_block_in_periods() -> None:
    assert block_payments(100, 3) == [34, 33, 33]
    assert block_payments(100_000_01, 12)[0] == 8_333_34
    with pytest.raises(DomainError, match="at least one period"):
        block_payments(100, 0)


@given(st.integers(0, 10**11), st.integers(1, 60))
def test_a_block_sums_exactly_in_near_equal_parts_with_odd_pence_first(fixed: int, periods: int) -> None:
    parts = block_payments(fixed, periods)
    assert sum(parts) == fixed
    assert parts == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("volume", "paid"), [(0, 10_000), (100, 10_000), (110, 10_500), (D("100.5"), 10_025), (1000, 12_000)]
)
def test_cost_and_volume(volume: int | Decimal, paid: int) -> None:
    assert (
        cost_volume_payment(base_pence=10_000, volume=volume, threshold=100, marginal_rate_pence=50, cap_pence=12_000)
        == paid
    )


@pytest.mark.parametrize("cap", [None, 9_999])
def test_cost_and_volume_needs_a_cap(cap: int | None) -> None:
    with pytest.raises(DomainError, match="needs a cap"):
        cost_volume_payment(base_pence=10_000, volume=1, threshold=0, marginal_rate_pence=1, cap_pence=cap)


def test_activity() -> None:
    assert activity_payment(D("7.5"), 4_501) == 33_758
    with pytest.raises(DomainError, match="below zero"):
        activity_payment(-1, 100)


def test_capitation_with_a_part_withheld_for_outcomes() -> None:
    bands = [RiskBand(1_200, 10_000), RiskBand(120, 45_050)]
    gross = 1_200 * 10_000 + 120 * 45_050
    assert capitation_payment(bands) == gross
    assert capitation_payment(bands, withheld_percent=10, outcome_part_pence=99) == gross * 9 // 10 + 99
    with pytest.raises(DomainError, match="between 0 and 100"):
        capitation_payment(bands, withheld_percent=101)


@pytest.mark.parametrize(
    ("milestone", "paid"),
    [
        (Milestone(5_000, has_evidence=True, is_approved=True), 5_000),
        (Milestone(5_000, has_evidence=False, is_approved=True), 0),
        (Milestone(5_000, has_evidence=True, is_approved=False), 0),
        (Milestone(5_001, has_evidence=True, is_approved=True, accepted_share=Fraction(1, 2)), 2_501),
        (Milestone(5_000, has_evidence=True, is_approved=True, accepted_share=0), 0),
    ],
)
def test_a_milestone_is_paid_on_evidence_that_somebody_accepted(milestone: Milestone, paid: int) -> None:
    assert milestone_payment(milestone) == paid


def test_a_milestone_is_never_more_than_met() -> None:
    with pytest.raises(DomainError, match="never more"):
        milestone_payment(Milestone(5_000, has_evidence=True, is_approved=True, accepted_share=2))


def test_a_share_for_display() -> None:
    assert str(percent_shown(Fraction(2, 3))) == "66.7"
