from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.tenders.enums import PriceFormula
from portal.tenders.rules.price import (
    PriceTerms,
    abnormally_low,
    abnormally_low_without_highest,
    mean_price,
    price_scores,
    rule_in_words,
    terms_problem,
)

D = Decimal
WEIGHT = D(40)
VECTOR = {"a": 100_00, "b": 105_00, "c": 108_00}
AWARD_PAGE = {"Meridian": 1_391_000_00, "Alongside": 1_438_600_00, "Calder Vale": 1_472_500_00}
prices_of_bids = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(1, 10**10), min_size=1, max_size=8
)


def shown(terms: PriceTerms, prices: dict[str, int | None], **options: object) -> list[str]:
    scores = price_scores(terms, prices, **options)  # type: ignore[arg-type]
    return [str(score.shown) for score in scores.values()]


def test_relative_lowest() -> None:
    assert shown(PriceTerms(PriceFormula.RELATIVE_LOWEST, WEIGHT), VECTOR) == ["40.00", "38.10", "37.04"]


def test_factors_of_the_lowest_price() -> None:
    scores = price_scores(PriceTerms(PriceFormula.RELATIVE_LOWEST, D(1)), {"a": 10_000, "b": 15_000, "c": 30_000})
    assert [score.points for score in scores.values()] == [1, Fraction(2, 3), Fraction(1, 3)]


def test_deviation_from_mean() -> None:
    assert shown(PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT), VECTOR) == ["21.66", "19.74", "18.59"]


def test_deviation_is_kept_between_nothing_and_the_weight() -> None:
    terms = PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT)
    scores = price_scores(terms, {"a": 1, "b": 1, "c": 100_00})
    assert [score.points for score in scores.values()] == [40, 40, 0]
    assert scores["c"].working.endswith("kept between 0 and 40")


def test_a_mean_needs_three_valid_bids() -> None:
    terms = PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT)
    with pytest.raises(DomainError, match="at least three valid bids"):
        price_scores(terms, {"a": 100, "b": 105, "c": None})


def test_benchmark() -> None:
    terms = PriceTerms(PriceFormula.BENCHMARK, WEIGHT, reference_pence=100_00)
    assert shown(terms, {"a": 80_00, "b": 100_00, "c": 105_00}) == ["40.00", "40.00", "38.10"]


def test_benchmark_does_not_look_at_other_bids() -> None:
    terms = PriceTerms(PriceFormula.BENCHMARK, WEIGHT, reference_pence=100_00)
    alone = price_scores(terms, {"c": 105_00})["c"]
    assert alone == price_scores(terms, {"a": 1, "c": 105_00})["c"]


def test_a_fixed_price_earns_no_points_and_a_bid_above_it_fails() -> None:
    terms = PriceTerms(PriceFormula.FIXED_PRICE, D(0), reference_pence=100_00)
    scores = price_scores(terms, {"at": 100_00, "below": 90_00, "above": 100_01})
    assert [score.points for score in scores.values()] == [0, 0, None]
    assert scores["above"].reason == "The price is above the price that is set, £100."


def test_price_for_each_quality_point() -> None:
    terms = PriceTerms(PriceFormula.PRICE_PER_QUALITY_POINT, D(0))
    scores = price_scores(terms, {"a": 100_000_00, "b": 90_000_00}, quality={"a": D("80.00"), "b": D("60.00")})
    assert [str(score.shown) for score in scores.values()] == ["1250.00", "1500.00"]
    assert scores["a"].working == "£100,000 ÷ 80.00 = £1,250"


def test_no_quality_points_to_divide_by() -> None:
    terms = PriceTerms(PriceFormula.PRICE_PER_QUALITY_POINT, D(0))
    assert not price_scores(terms, {"a": 100_00}, quality={"a": D(0)})["a"].is_valid
    assert not price_scores(terms, {"a": 100_00})["a"].is_valid


@pytest.mark.parametrize(
    ("price", "reason"),
    [(None, "No price was given."), (0, "The price is not above zero."), (-5, "The price is not above zero.")],
)
def test_an_invalid_price_is_not_zero_points_and_sets_nothing(price: int | None, reason: str) -> None:
    scores = price_scores(PriceTerms(PriceFormula.RELATIVE_LOWEST, WEIGHT), {"x": price, **VECTOR})
    assert (scores["x"].points, scores["x"].reason, scores["x"].shown) == (None, reason, None)
    assert scores["a"].points == 40


def test_a_failed_bid_is_out_before_the_lowest_price_is_found() -> None:
    scores = price_scores(PriceTerms(PriceFormula.RELATIVE_LOWEST, WEIGHT), {"cheap": 1_00, **VECTOR}, failed={"cheap"})
    assert [str(score.shown) for score in scores.values()] == ["None", "40.00", "38.10", "37.04"]
    assert "taken out before" in scores["cheap"].reason


def test_a_failed_bid_is_out_of_the_mean_too() -> None:
    terms = PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT)
    assert shown(terms, {**VECTOR, "dear": 900_00}, failed=["dear"])[:3] == ["21.66", "19.74", "18.59"]


def test_everybody_failed() -> None:
    scores = price_scores(PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT), dict(VECTOR), failed=list(VECTOR))
    assert not any(score.is_valid for score in scores.values())


def test_the_working_on_the_award_page() -> None:
    scores = price_scores(PriceTerms(PriceFormula.RELATIVE_LOWEST, D(15)), AWARD_PAGE)
    assert [score.working for score in scores.values()] == [
        "15 × £1,391,000 ÷ £1,391,000",
        "15 × £1,391,000 ÷ £1,438,600 = 14.5036…",
        "15 × £1,391,000 ÷ £1,472,500 = 14.1697…",
    ]
    assert [str(score.shown) for score in scores.values()] == ["15.00", "14.50", "14.17"]


def test_the_working_of_the_other_formulas() -> None:
    deviation = price_scores(PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT), VECTOR)
    assert deviation["a"].working == "40 × (0.5 − (£100 − £104.3333…) ÷ £104.3333…) = 21.6613…"
    benchmark = price_scores(PriceTerms(PriceFormula.BENCHMARK, WEIGHT, 100_00), {"a": 80_00, "c": 105_00})
    assert benchmark["a"].working == "40 × £100 ÷ £80, at most 40"
    assert benchmark["c"].working == "40 × £100 ÷ £105 = 38.0952…"
    fixed = price_scores(PriceTerms(PriceFormula.FIXED_PRICE, D(0), 100_00), {"a": 100_00})
    assert fixed["a"].working == "£100 is within the price that is set, £100"


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (PriceTerms(PriceFormula.RELATIVE_LOWEST, D(15)), "15 × lowest ranked price ÷ this price"),
        (PriceTerms(PriceFormula.BENCHMARK, D("12.5"), 500_00), "12.5 × benchmark of £500 ÷ this price, at most 12.5"),
        (PriceTerms(PriceFormula.FIXED_PRICE, D(0), 500_00), "The price is set at £500; a bid above it is out"),
        (PriceTerms(PriceFormula.PRICE_PER_QUALITY_POINT, D(0)), "the lowest wins"),
        (PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, D(40)), "between 0 and 40"),
    ],
)
def test_each_formula_in_words(terms: PriceTerms, words: str) -> None:
    assert words in rule_in_words(terms)
    assert terms_problem(terms) == ""


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (PriceTerms(PriceFormula.RELATIVE_LOWEST, D(0)), "above 0"),
        (PriceTerms(PriceFormula.RELATIVE_LOWEST, D(101)), "at most 100"),
        (PriceTerms(PriceFormula.BENCHMARK, D(40)), "Say the amount"),
        (PriceTerms(PriceFormula.FIXED_PRICE, D(0), 0), "Say the amount"),
        (PriceTerms(PriceFormula.FIXED_PRICE, D(10), 100), "set the price weight to 0"),
        (PriceTerms(PriceFormula.PRICE_PER_QUALITY_POINT, D(10)), "set the price weight to 0"),
    ],
)
def test_terms_that_cannot_be_published(terms: PriceTerms, problem: str) -> None:
    assert problem in terms_problem(terms)
    with pytest.raises(DomainError, match=problem):
        price_scores(terms, VECTOR)


@given(prices_of_bids)
def test_the_lowest_earns_the_whole_weight_and_a_higher_price_never_more(prices: dict[str, int]) -> None:
    scores = price_scores(PriceTerms(PriceFormula.RELATIVE_LOWEST, WEIGHT), prices)
    in_order = sorted(scores.values(), key=lambda score: score.price_pence or 0)
    points = [score.points or Fraction(0) for score in in_order]
    assert points[0] == 40
    assert points == sorted(points, reverse=True)
    assert all(0 < each <= 40 for each in points)


@given(prices_of_bids, st.integers(1, 10**10))
def test_a_failed_bid_changes_nobody_elses_points(prices: dict[str, int], price: int) -> None:
    terms = PriceTerms(PriceFormula.RELATIVE_LOWEST, WEIGHT)
    without = price_scores(terms, prices)
    among = price_scores(terms, {**prices, "failed one": price}, failed={"failed one"})
    assert {ref: among[ref] for ref in prices} == without


@given(prices_of_bids)
def test_distance_from_the_mean_is_never_outside_the_weight(prices: dict[str, int]) -> None:
    assume(len(prices) >= 3)
    scores = price_scores(PriceTerms(PriceFormula.DEVIATION_FROM_MEAN, WEIGHT), prices)
    assert all(score.points is not None and 0 <= score.points <= 40 for score in scores.values())


def test_no_price_on_the_award_page_is_abnormally_low() -> None:
    test = abnormally_low(AWARD_PAGE)
    assert test.limit_shown == "£1,218,928.33"
    assert test.flagged == {}


@pytest.mark.parametrize(("lowest", "is_flagged"), [(84_99, False), (80_00, True)])
def test_more_than_fifteen_percent_below_the_mean(lowest: int, is_flagged: bool) -> None:
    prices = {"low": lowest, "b": 100_00, "c": 105_00}
    assert ("low" in abnormally_low(prices).flagged) is is_flagged


def test_exactly_fifteen_percent_below_is_not_more() -> None:
    prices = {"low": 85, "b": 115}
    assert abnormally_low(prices).flagged == {}
    assert list(abnormally_low({"low": 84, "b": 116}).flagged) == ["low"]


def test_another_published_percentage() -> None:
    assert list(abnormally_low({"low": 94, "b": 106}, percent=D(5)).flagged) == ["low"]


def test_below_what_it_should_cost() -> None:
    test = abnormally_low({"a": 95_00, "b": 100_00}, should_cost_pence=96_00)
    assert test.flagged == {"a": ("Below what it should cost, £96.",)}


def test_both_reasons_are_given() -> None:
    assert len(abnormally_low({"a": 10_00, "b": 100_00}, should_cost_pence=96_00).flagged["a"]) == 2


@pytest.mark.parametrize(
    ("prices", "flagged"),
    [
        # Average without the highest 94; 15% below is 79.9; 1% below the next lowest is 99.
        ({"a": 79_00, "b": 100_00, "c": 103_00, "d": 200_00}, ["a"]),
        ({"a": 80_00, "b": 100_00, "c": 102_00, "d": 200_00}, []),
        # Far below the average, but hardly below the next lowest.
        ({"a": 50_00, "b": 50_20, "c": 120_00, "d": 130_00}, []),
        ({"a": 10_00, "b": 100_00}, []),
    ],
)
def test_the_published_test_without_the_highest(prices: dict[str, int], flagged: list[str]) -> None:
    assert list(abnormally_low_without_highest(prices).flagged) == flagged


def test_no_prices_no_mean() -> None:
    with pytest.raises(ValueError, match="no mean"):
        mean_price([])
