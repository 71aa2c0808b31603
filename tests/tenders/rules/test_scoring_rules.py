from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.tenders.rules.scoring import (
    DEFAULT_SCALE,
    Level,
    RankingBid,
    Scale,
    ScoredQuestion,
    TieStep,
    failed_minimums,
    heaviest_question,
    lot_total,
    rank_bids,
    weighted_score,
    weights_problem,
    whole_scale,
)

D = Decimal


def bid(reference: str, total: str, quality: str = "50.00", price: int = 100, heaviest: str | None = "4") -> RankingBid:
    return RankingBid(reference, D(total), D(quality), price, D(heaviest) if heaviest else None)


ranking_bids = st.lists(
    st.builds(
        RankingBid,
        reference=st.uuids().map(str),
        total=st.sampled_from([D("80.00"), D("80.01"), D("79.99")]),
        quality=st.sampled_from([D("60.00"), D("60.01")]),
        price_pence=st.sampled_from([100, 200]),
        heaviest_score=st.sampled_from([D(3), D(4)]),
    ),
    max_size=8,
)


def test_the_default_scale() -> None:
    assert DEFAULT_SCALE.maximum == 5
    assert [level.label for level in DEFAULT_SCALE.levels] == [
        "No response",
        "Poor",
        "Partial",
        "Satisfactory",
        "Good",
        "Excellent",
    ]


def test_only_listed_scores_exist() -> None:
    assert DEFAULT_SCALE.level(3).label == "Satisfactory"
    for score in (D("2.5"), 6, -1):
        with pytest.raises(DomainError, match="0, 1, 2, 3, 4, 5"):
            DEFAULT_SCALE.level(score)


def test_a_scale_may_list_halves() -> None:
    halves = Scale("halves", tuple(Level(D(n) / 2, str(n)) for n in range(5)))
    assert halves.level(D("1.5")).label == "3"
    assert halves.maximum == 2


@pytest.mark.parametrize("values", [[], [1], [2, 1], [1, 1], [-1, 3]])
def test_a_scale_that_is_none(values: list[int]) -> None:
    with pytest.raises(DomainError, match="two levels"):
        Scale("bad", tuple(Level(D(value), "") for value in values))


def test_another_published_scale() -> None:
    four = whole_scale("0-4", [("Unacceptable", ""), ("Poor", ""), ("Fair", ""), ("Good", ""), ("Excellent", "")])
    assert weighted_score(3, four.maximum, 20) == 15


def test_the_one_rounding_at_the_lot_total() -> None:
    points = [weighted_score(score, 6, D(weight)) for score, weight in ((1, "34.52"), (1, "6.45"), (2, "59.03"))]
    assert sum(points) == Fraction("26.505")
    assert lot_total(points) == D("26.51")


def test_rounding_each_part_first_would_give_another_total() -> None:
    thirds = [Fraction(10, 3)] * 3
    assert lot_total(thirds) == D("10.00")
    assert sum(lot_total([third]) for third in thirds) == D("9.99")


def test_the_award_page_adds_up() -> None:
    weights, scores = (25, 20, 20, 10, 10), (5, 3, 4, 4, 3)
    quality = [weighted_score(score, 5, weight) for score, weight in zip(scores, weights, strict=True)]
    assert quality == [25, 12, 16, 8, 6]
    price = Fraction(15 * 1_391_000, 1_438_600)
    assert (lot_total(quality), lot_total([price]), lot_total([*quality, price])) == (
        D("67.00"),
        D("14.50"),
        D("81.50"),
    )


@pytest.mark.parametrize("score", [6, -1])
def test_a_score_outside_its_scale(score: int) -> None:
    with pytest.raises(DomainError, match="between 0 and 5"):
        weighted_score(score, 5, 20)


@given(st.integers(0, 5), st.decimals(0, 100, places=2))
def test_points_never_exceed_the_weight_and_grow_with_the_score(score: int, weight: Decimal) -> None:
    points = weighted_score(score, 5, weight)
    assert 0 <= points <= Fraction(weight)
    assert score == 5 or points <= weighted_score(score + 1, 5, weight)


@pytest.mark.parametrize(
    ("weights", "problem"),
    [
        (["85", "15"], ""),
        (["34.52", "6.45", "59.03"], ""),
        (["33.33", "33.33", "33.33"], "The weights sum to 99.99. They must sum to 100.00."),
        (["60", "41"], "The weights sum to 101.00. They must sum to 100.00."),
        (["99.995"], "The weights sum to 99.995. They must sum to 100.00."),
        ([], "The weights sum to 0.00. They must sum to 100.00."),
        (["-10", "110"], "A weight cannot be below zero."),
    ],
)
def test_weights_must_sum_to_a_hundred(weights: list[str], problem: str) -> None:
    assert weights_problem([D(weight) for weight in weights]) == problem


def question(number: str, score: int, weight: int, minimum: int | None = None) -> ScoredQuestion:
    return ScoredQuestion(number, D(score), D(5), D(weight), D(minimum) if minimum is not None else None)


def test_a_score_below_its_minimum_puts_a_bid_out() -> None:
    reasons = failed_minimums([question("1", 1, 25, minimum=2), question("2", 2, 20, minimum=2), question("3", 0, 40)])
    assert reasons == ["Agreed at 1 on question 1, where the minimum is 2."]


@pytest.mark.parametrize(
    ("scores", "reasons"),
    [
        ((3, 3), []),
        ((2, 4), []),
        ((3, 2), ["40.00 of 80 quality points, where the minimum is 60%."]),
    ],
)
def test_an_overall_floor(scores: tuple[int, int], reasons: list[str]) -> None:
    questions = [question(str(place), score, 40) for place, score in enumerate(scores, 1)]
    assert failed_minimums(questions, D(60)) == reasons


def test_no_questions_no_floor() -> None:
    assert failed_minimums([], D(60)) == []


def test_the_highest_total_wins() -> None:
    ranked = rank_bids([bid("b", "77.00"), bid("a", "81.50"), bid("c", "71.17")])
    assert [(each.bid.reference, each.rank, each.reason) for each in ranked] == [
        ("a", 1, ""),
        ("b", 2, ""),
        ("c", 3, ""),
    ]


@pytest.mark.parametrize(
    ("first", "second", "step"),
    [
        (
            bid("z", "80.00", quality="60.01"),
            bid("a", "80.00", quality="60.00", price=1, heaviest="5"),
            TieStep.QUALITY,
        ),
        (bid("z", "80.00", heaviest="5", price=200), bid("a", "80.00", heaviest="4"), TieStep.HEAVIEST_QUESTION),
        (bid("z", "80.00", price=100), bid("a", "80.00", price=101), TieStep.PRICE),
        (bid("z", "80.00", heaviest=None, price=100), bid("a", "80.00", heaviest=None, price=101), TieStep.PRICE),
    ],
)
def test_a_tie_is_decided_by_the_first_step_that_parts_them(
    first: RankingBid, second: RankingBid, step: TieStep
) -> None:
    ranked = rank_bids([second, first])
    assert [(each.bid, each.rank, each.decided_by) for each in ranked] == [(first, 1, step), (second, 2, step)]


def test_equal_in_everything_needs_the_panel_interview() -> None:
    ranked = rank_bids([bid("a", "80.00"), bid("b", "80.00"), bid("c", "79.99")])
    assert [(each.rank, each.needs_interview) for each in ranked] == [(1, True), (1, True), (3, False)]
    assert "panel interview" in ranked[0].reason
    assert ranked[2].reason == ""


def test_only_the_two_that_cannot_be_parted_are_interviewed() -> None:
    ranked = rank_bids([bid("a", "80.00", quality="60.00"), bid("b", "80.00"), bid("c", "80.00")])
    assert [(each.rank, each.decided_by) for each in ranked] == [
        (1, TieStep.QUALITY),
        (2, TieStep.INTERVIEW),
        (2, TieStep.INTERVIEW),
    ]


def test_a_hidden_decimal_decides_nothing() -> None:
    a = RankingBid("a", lot_total([Fraction("80.0049")]), D("50.00"), 100)
    b = RankingBid("b", lot_total([Fraction("80.0001")]), D("50.01"), 100)
    assert [each.bid.reference for each in rank_bids([a, b])] == ["b", "a"]


def test_another_published_order() -> None:
    cheap, good = bid("cheap", "80.00", quality="50.00", price=1), bid("good", "80.00", quality="60.00", price=2)
    ranked = rank_bids([good, cheap], (TieStep.PRICE, TieStep.INTERVIEW))
    assert [each.bid.reference for each in ranked] == ["cheap", "good"]


def test_the_lowest_figure_wins_where_price_for_each_point_decides() -> None:
    ranked = rank_bids([bid("a", "2000.00"), bid("b", "1900.00")], lowest_total_wins=True)
    assert [each.bid.reference for each in ranked] == ["b", "a"]


def test_nobody_to_rank() -> None:
    assert rank_bids([]) == []


@given(ranking_bids, st.randoms(use_true_random=False))
def test_the_order_of_arrival_decides_nothing(bids: list[RankingBid], random: Random) -> None:
    shuffled = list(bids)
    random.shuffle(shuffled)
    assert rank_bids(shuffled) == rank_bids(bids)


@given(ranking_bids)
def test_a_higher_total_is_never_behind_and_ranks_are_shared_only_before_an_interview(bids: list[RankingBid]) -> None:
    ranked = rank_bids(bids)
    assert sorted(each.bid.reference for each in ranked) == sorted(each.reference for each in bids)
    for before, after in pairwise(ranked):
        assert before.bid.total >= after.bid.total
        assert before.rank <= after.rank
        assert before.rank < after.rank or (before.needs_interview and after.needs_interview)
    assert not ranked or ranked[0].rank == 1


@given(ranking_bids, ranking_bids)
def test_one_more_bid_never_turns_two_others_round(bids: list[RankingBid], more: list[RankingBid]) -> None:
    alone = {each.bid.reference: each.rank for each in rank_bids(bids)}
    among = {each.bid.reference: each.rank for each in rank_bids([*bids, *more])}
    for one in bids:
        for other in bids:
            if alone[one.reference] < alone[other.reference]:
                assert among[one.reference] < among[other.reference]


@pytest.mark.parametrize(
    ("weights", "heaviest"),
    [({"1": D(25), "2": D(20)}, "1"), ({"1": D(25), "2": D(25)}, None), ({}, None)],
)
def test_the_single_heaviest_question(weights: dict[str, Decimal], heaviest: str | None) -> None:
    assert heaviest_question(weights) == heaviest
