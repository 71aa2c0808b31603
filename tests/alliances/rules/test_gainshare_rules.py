from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.alliances.rules.gainshare import GainShareTerms, gain_share, terms_problem
from portal.common.exceptions import DomainError

D = Decimal
POUNDS = 100
TERMS = GainShareTerms(
    target_cost_pence=1_000_000 * POUNDS,
    cap_percent=D(5),
    provider_share_percent=D(50),
    participation={"m1": D(50), "m2": D(30), "m3": D(20)},
    outcome_gate=D("0.60"),
)


def test_gain_of_the_brief() -> None:
    share = gain_share(TERMS, actual_cost_pence=940_000 * POUNDS, outcome_score=D("0.80"))
    assert share.shared_pence == 50_000 * POUNDS
    assert share.pool_pence == 20_000 * POUNDS
    assert share.members_pence == {"m1": 10_000 * POUNDS, "m2": 6_000 * POUNDS, "m3": 4_000 * POUNDS}
    assert share.commissioners_pence == 40_000 * POUNDS
    assert share.outside_cap_pence == 10_000 * POUNDS


def test_no_reward_for_savings_made_by_poor_outcomes() -> None:
    share = gain_share(TERMS, actual_cost_pence=940_000 * POUNDS, outcome_score=D("0.55"))
    assert share.pool_pence == 0
    assert share.commissioners_pence == 60_000 * POUNDS
    assert share.working[-1] == "Outcomes at 0.55 are below the gate of 0.6, so nothing is shared out"


def test_at_the_gate_the_gain_is_shared() -> None:
    share = gain_share(TERMS, actual_cost_pence=940_000 * POUNDS, outcome_score=D("0.60"))
    assert share.pool_pence == 15_000 * POUNDS


def test_pain_of_the_brief() -> None:
    share = gain_share(TERMS, actual_cost_pence=1_080_000 * POUNDS, outcome_score=1)
    assert (share.shared_pence, share.pool_pence) == (-50_000 * POUNDS, -25_000 * POUNDS)
    assert share.members_pence == {"m1": -12_500 * POUNDS, "m2": -7_500 * POUNDS, "m3": -5_000 * POUNDS}
    assert share.shortfall_pence == 0
    assert share.commissioners_pence == -55_000 * POUNDS


def test_a_loss_beyond_the_fee_at_risk_falls_to_the_commissioners_not_to_other_members() -> None:
    limited = replace(TERMS, fee_at_risk_pence={"m3": 3_000 * POUNDS})
    share = gain_share(limited, actual_cost_pence=1_080_000 * POUNDS, outcome_score=1)
    assert share.members_pence == {"m1": -12_500 * POUNDS, "m2": -7_500 * POUNDS, "m3": -3_000 * POUNDS}
    assert share.shortfall_pence == 2_000 * POUNDS
    assert share.commissioners_pence == -57_000 * POUNDS


def test_a_fee_at_risk_does_not_limit_a_gain() -> None:
    limited = replace(TERMS, fee_at_risk_pence={"m1": 1})
    assert gain_share(limited, actual_cost_pence=940_000 * POUNDS, outcome_score=1).members_pence["m1"] == 1_250_000


def test_outcomes_do_not_soften_or_sharpen_pain() -> None:
    good = gain_share(TERMS, actual_cost_pence=1_080_000 * POUNDS, outcome_score=1)
    poor = gain_share(TERMS, actual_cost_pence=1_080_000 * POUNDS, outcome_score=0)
    assert good.members_pence == poor.members_pence


def test_on_target_nobody_gains_or_loses() -> None:
    share = gain_share(TERMS, actual_cost_pence=TERMS.target_cost_pence, outcome_score=1)
    assert set(share.members_pence.values()) == {0}
    assert share.commissioners_pence == 0


def test_the_working_for_the_page() -> None:
    gain = gain_share(TERMS, actual_cost_pence=940_000 * POUNDS, outcome_score=D("0.80"))
    assert gain.working == (
        "£1,000,000 − £940,000 = £60,000",
        "At most 5% of the target cost is shared: £50,000",
        "£50,000 × 50% × 0.8 = £20,000",
    )
    pain = gain_share(TERMS, actual_cost_pence=1_010_000 * POUNDS, outcome_score=1)
    assert pain.working == ("£1,000,000 − £1,010,000 = −£10,000", "−£10,000 × 50% = −£5,000")


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (TERMS, ""),
        (replace(TERMS, target_cost_pence=0), "target cost"),
        (replace(TERMS, cap_percent=D(101)), "between 0 and 100"),
        (replace(TERMS, provider_share_percent=D(-1)), "between 0 and 100"),
        (replace(TERMS, outcome_gate=D("1.1")), "between 0 and 1"),
        (replace(TERMS, participation={"m1": D(60), "m2": D(30)}), "sum to 100"),
        (replace(TERMS, participation={"m1": D(130), "m2": D(-30)}), "part cannot be below zero"),
        (replace(TERMS, fee_at_risk_pence={"m1": -1}), "fee at risk"),
    ],
)
def test_terms_that_can_be_agreed(terms: GainShareTerms, problem: str) -> None:
    assert problem in terms_problem(terms)
    assert bool(terms_problem(terms)) is bool(problem)


@pytest.mark.parametrize(("actual", "outcome"), [(1, D("1.01")), (1, D("-0.01")), (-1, D(1))])
def test_figures_that_cannot_be(actual: int, outcome: Decimal) -> None:
    with pytest.raises(DomainError):
        gain_share(TERMS, actual_cost_pence=actual, outcome_score=outcome)


terms_of_any_alliance = st.builds(
    GainShareTerms,
    target_cost_pence=st.integers(1, 10**10),
    cap_percent=st.decimals(0, 100, places=1),
    provider_share_percent=st.decimals(0, 100, places=1),
    participation=st.sampled_from([TERMS.participation, {"m1": D(100)}, {"m1": D("33.4"), "m2": D("66.6")}]),
    outcome_gate=st.decimals(0, 1, places=2),
    fee_at_risk_pence=st.dictionaries(st.sampled_from(["m1", "m2", "m3"]), st.integers(0, 10**9)),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rule
@given(terms_of_any_alliance, st.integers(0, 2 * 10**10), st.decimals(0, 1, places=2))
def test_no_penny_is_lost_and_nobody_loses_more_than_the_fee_at_risk(
    terms: GainShareTerms, actual: int, outcome: Decimal
) -> None:
    share = gain_share(terms, actual_cost_pence=actual, outcome_score=outcome)
    assert sum(share.members_pence.values()) + share.commissioners_pence == share.raw_pence
    assert sum(share.members_pence.values()) - share.shortfall_pence == share.pool_pence
    assert share.shortfall_pence >= 0
    assert abs(share.pool_pence) <= abs(share.shared_pence) <= abs(share.raw_pence)
    assert all(part >= -terms.fee_at_risk_pence.get(member, 10**12) for member, part in share.members_pence.items())


@given(st.decimals(0, 1, places=2), st.decimals(0, 1, places=2))
def test_better_outcomes_never_earn_less(one: Decimal, other: Decimal) -> None:
    worse, better = sorted((one, other))
    pools = [gain_share(TERMS, actual_cost_pence=1, outcome_score=score).pool_pence for score in (worse, better)]
    assert pools[0] <= pools[1]
