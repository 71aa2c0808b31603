from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.budgets.rules.fund import (
    Rag,
    RiskBasis,
    RiskShareRule,
    SchemeFigures,
    available,
    forecast_outturn,
    fund_problems,
    rag,
    risk_rule_problem,
    risk_share,
    rule_in_force,
    scheme_problems,
    uncommitted,
    variance,
    variance_in_words,
    variance_percent,
    virement_problem,
)
from portal.common.exceptions import DomainError

POUNDS = 100
SINCE = date(2026, 4, 1)
SIX_TO_FOUR = {"ICB": 6_000_000 * POUNDS, "Council": 4_000_000 * POUNDS}
EVEN = {"ICB": Decimal(50), "Council": Decimal(50)}


def test_what_is_available_is_what_came_less_what_went() -> None:
    assert available([600, 400], [150]) == 850
    assert available([], []) == 0


def test_what_is_not_yet_promised() -> None:
    assert uncommitted(1_000, 800) == 200
    assert uncommitted(1_000, 1_100) == -100


def test_the_forecast_and_its_variance() -> None:
    outturn = forecast_outturn(paid_pence=500, accrued_pence=100, forecast_remaining_pence=450)
    assert outturn == 1_050
    assert variance(outturn, 1_000) == 50


@pytest.mark.parametrize(
    ("pence", "words"),
    [(12_000 * POUNDS, "£12,000 over"), (-50_050, "£500.50 under"), (0, "On budget"), (1, "£0.01 over")],
)
def test_a_variance_in_words(pence: int, words: str) -> None:
    assert variance_in_words(pence) == words


def test_a_variance_as_percent() -> None:
    assert str(variance_percent(-25, 1_000)) == "-2.5"
    assert variance_percent(25, 0) is None


@pytest.mark.parametrize(
    ("pence", "colour"),
    [
        (0, Rag.GREEN),
        (1_000, Rag.GREEN),
        (1_001, Rag.AMBER),
        (3_000, Rag.AMBER),
        (3_001, Rag.RED),
        (-1_000, Rag.GREEN),
        (-1_001, Rag.AMBER),
        (-3_001, Rag.RED),
    ],
)
def test_the_colour_of_a_variance(pence: int, colour: Rag) -> None:
    assert rag(pence, 100_000) == colour


def test_spending_without_a_budget_is_red() -> None:
    assert rag(1, 0) == Rag.RED
    assert rag(0, 0) == Rag.GREEN
    with pytest.raises(ValueError, match="below zero"):
        rag(0, -1)


def test_limits_agreed_locally() -> None:
    assert rag(2_000, 100_000, green_within=Decimal(2)) == Rag.GREEN


def test_committed_stays_within_budget_and_paid_within_committed() -> None:
    assert scheme_problems(SchemeFigures("Peer support", 1_000, 1_000, 1_000)) == []
    assert scheme_problems(SchemeFigures("Peer support", 1_000, 1_100, 0)) == [
        "Peer support is promised £1 more than its budget."
    ]
    assert scheme_problems(SchemeFigures("Peer support", 1_000, 1_100, 0, is_overcommitment_approved=True)) == []
    assert scheme_problems(SchemeFigures("Peer support", 1_000, 500, 550)) == [
        "Peer support is paid £0.50 more than was promised."
    ]


def test_budgets_and_contingency_equal_contributions() -> None:
    schemes = [SchemeFigures("A", 600), SchemeFigures("B", 300)]
    assert fund_problems(schemes, [500, 500], contingency_pence=100) == []
    assert fund_problems(schemes, [500, 300], contingency_pence=-100) == []
    assert fund_problems(schemes, [500, 500]) == ["£9 is planned and £10 is agreed; they must be equal."]


def test_moved_money_comes_to_nothing_together() -> None:
    assert virement_problem({"A": -500, "B": 300, "C": 200}) == ""
    assert virement_problem({"A": -500, "B": 400}) == ("The changes must come to nothing together; they come to −£1.")


def test_an_overspend_in_proportion_to_contributions() -> None:
    rule = RiskShareRule(RiskBasis.PROPORTION, SINCE)
    share = risk_share(rule, 100_000 * POUNDS, contributions_pence=SIX_TO_FOUR, host="ICB")
    assert share.parts_pence == {"ICB": 60_000 * POUNDS, "Council": 40_000 * POUNDS}
    assert share.beyond_cap_pence == 0


def test_an_underspend_goes_back_the_same_way() -> None:
    rule = RiskShareRule(RiskBasis.PROPORTION, SINCE)
    share = risk_share(rule, -100_000 * POUNDS, contributions_pence=SIX_TO_FOUR, host="ICB")
    assert share.parts_pence == {"ICB": -60_000 * POUNDS, "Council": -40_000 * POUNDS}


def test_fixed_shares_may_differ_over_and_under() -> None:
    rule = RiskShareRule(RiskBasis.FIXED_PERCENT, SINCE, EVEN, {"ICB": Decimal(70), "Council": Decimal(30)})
    over = risk_share(rule, 1_001, contributions_pence=SIX_TO_FOUR, host="ICB")
    under = risk_share(rule, -1_000, contributions_pence=SIX_TO_FOUR, host="ICB")
    assert over.parts_pence == {"ICB": 500, "Council": 501}
    assert under.parts_pence == {"ICB": -700, "Council": -300}


def test_the_host_bears_it() -> None:
    rule = RiskShareRule(RiskBasis.HOST_BEARS, SINCE)
    assert risk_share(rule, 77, contributions_pence=SIX_TO_FOUR, host="Council").parts_pence == {"Council": 77}


def test_who_caused_it_bears_it() -> None:
    rule = RiskShareRule(RiskBasis.COST_CAUSER, SINCE)
    caused = {"ICB": 900, "Council": 100}
    share = risk_share(rule, 1_000, contributions_pence=SIX_TO_FOUR, host="ICB", caused_pence=caused)
    assert share.parts_pence == caused
    with pytest.raises(DomainError, match="nobody"):
        risk_share(rule, 1_000, contributions_pence=SIX_TO_FOUR, host="ICB")


@pytest.mark.parametrize(("variance_pence", "beyond"), [(150, 50), (-150, -50), (100, 0), (50, 0)])
def test_what_lies_beyond_the_cap_is_not_shared(variance_pence: int, beyond: int) -> None:
    rule = RiskShareRule(RiskBasis.PROPORTION, SINCE, cap_pence=100)
    share = risk_share(rule, variance_pence, contributions_pence=SIX_TO_FOUR, host="ICB")
    assert share.beyond_cap_pence == beyond
    assert sum(share.parts_pence.values()) == variance_pence - beyond


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (RiskShareRule(RiskBasis.FIXED_PERCENT, SINCE, EVEN, EVEN), ""),
        (RiskShareRule(RiskBasis.FIXED_PERCENT, SINCE, EVEN, {}), "sum to 100"),
        (RiskShareRule(RiskBasis.FIXED_PERCENT, SINCE, {"ICB": Decimal(99)}, EVEN), "sum to 100"),
        (
            RiskShareRule(RiskBasis.FIXED_PERCENT, SINCE, {"ICB": Decimal(150), "Council": Decimal(-50)}, EVEN),
            "below zero",
        ),
        (RiskShareRule(RiskBasis.HOST_BEARS, SINCE, cap_pence=-1), "A cap cannot be below zero."),
    ],
)
def test_rules_that_can_be_agreed(rule: RiskShareRule, problem: str) -> None:
    assert problem in risk_rule_problem(rule)
    assert bool(risk_rule_problem(rule)) is bool(problem)
    if problem:
        with pytest.raises(DomainError, match=problem):
            risk_share(rule, 100, contributions_pence=SIX_TO_FOUR, host="ICB")


def test_the_rule_of_the_day_applies() -> None:
    old = RiskShareRule(RiskBasis.HOST_BEARS, date(2025, 4, 1))
    new = RiskShareRule(RiskBasis.PROPORTION, SINCE)
    assert rule_in_force([new, old], date(2026, 3, 31)) == old
    assert rule_in_force([new, old], SINCE) == new
    assert rule_in_force([new, old], date(2025, 3, 31)) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(-(10**11), 10**11),
    st.dictionaries(st.text("ABC", min_size=1), st.integers(1, 10**10), min_size=1, max_size=6),
    st.one_of(st.none(), st.integers(0, 10**9)),
)
def test_no_penny_of_a_variance_is_lost(variance_pence: int, contributions: dict[str, int], cap: int | None) -> None:
    rule = RiskShareRule(RiskBasis.PROPORTION, SINCE, cap_pence=cap)
    share = risk_share(rule, variance_pence, contributions_pence=contributions, host="A")
    assert sum(share.parts_pence.values()) + share.beyond_cap_pence == variance_pence
    assert all(part * variance_pence >= 0 for part in share.parts_pence.values())
