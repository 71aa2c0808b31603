from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.outcomes.rules.distance import Reading, distance_travelled
from portal.outcomes.rules.goals import goals_mean, goals_problem, person_mean

D = Decimal
scores = st.integers(0, 10)
many_readings = st.lists(st.builds(Reading, first=scores, last=st.one_of(st.none(), scores)), max_size=60)


def people(*pairs: tuple[int, int | None], times: int = 1) -> list[Reading]:
    return [Reading(first, last) for first, last in pairs] * times


def test_change_is_last_less_first_of_those_who_answered_twice() -> None:
    travelled = distance_travelled(people((4, 6), (5, 5), (6, 3), (2, 9), (3, None), times=5))
    assert (travelled.n_start, travelled.n_pairs, travelled.pairing_rate) == (25, 20, D("80.0"))
    assert travelled.change is not None
    assert (travelled.change.mean, travelled.change.median) == (D("1.50"), D("1.00"))
    assert travelled.change.percent_improved == 50
    assert travelled.change.percent_same == 25
    assert travelled.change.percent_worse == 25


def test_the_sign_is_turned_where_lower_is_better() -> None:
    lonely = distance_travelled(people((9, 6), times=10), lower_is_better=True)
    assert lonely.change is not None
    assert lonely.change.mean == 3
    assert lonely.change.percent_improved == 100


def test_a_last_reading_of_nought_counts() -> None:
    travelled = distance_travelled(people((3, 0), times=10))
    assert travelled.n_pairs == 10
    assert travelled.change is not None
    assert travelled.change.mean == -3


@pytest.mark.parametrize(
    ("pairs", "is_shown", "may_be_claimed"), [(9, False, False), (10, True, False), (29, True, False), (30, True, True)]
)
def test_too_few_to_report(pairs: int, is_shown: bool, may_be_claimed: bool) -> None:
    travelled = distance_travelled(people((4, 6), times=pairs))
    assert (travelled.change is not None) is is_shown
    assert travelled.may_be_claimed is may_be_claimed
    assert travelled.pairing_rate == 100


def test_people_without_a_second_reading_do_not_make_up_the_number() -> None:
    assert distance_travelled(people((4, 6), times=9) + people((4, None), times=40)).change is None


def test_nobody_started() -> None:
    nobody = distance_travelled([])
    assert (nobody.n_start, nobody.n_pairs, nobody.pairing_rate, nobody.change) == (0, 0, None, None)
    assert distance_travelled([], min_to_show=0, min_to_claim=0).change is None


def test_a_measure_may_ask_for_more_people() -> None:
    assert distance_travelled(people((4, 6), times=40), min_to_show=50).change is None
    assert not distance_travelled(people((4, 6), times=40), min_to_show=50).may_be_claimed


@given(many_readings)
def test_turning_the_scale_turns_the_result(readings: list[Reading]) -> None:
    up = distance_travelled(readings, min_to_show=1).change
    down = distance_travelled(readings, lower_is_better=True, min_to_show=1).change
    if up and down:
        assert (up.mean, up.median) == (-down.mean, -down.median)
        assert (up.percent_improved, up.percent_same) == (down.percent_worse, down.percent_same)


@given(many_readings)
def test_everybody_got_better_worse_or_stayed(readings: list[Reading]) -> None:
    change = distance_travelled(readings, min_to_show=1).change
    if change:
        assert abs(change.percent_improved + change.percent_same + change.percent_worse - 100) <= D("0.2")


def test_a_person_with_three_goals_counts_as_one_person() -> None:
    assert person_mean([2, 4, 6]) == 4
    assert goals_mean([[2, 4, 6], [10]]) == 7
    assert Fraction(2 + 4 + 6 + 10, 4) != 7


def test_nobody_has_goals() -> None:
    assert goals_mean([]) is None


@pytest.mark.parametrize(
    ("goals", "problem"),
    [
        ([5], ""),
        ([0, 10, 5], ""),
        ([], "one, two or three"),
        ([1, 2, 3, 4], "one, two or three"),
        ([11], "0 to 10"),
        ([-1], "0 to 10"),
    ],
)
def test_goals_that_can_be_taken(goals: list[int], problem: str) -> None:
    assert problem in goals_problem(goals)
    if problem:
        with pytest.raises(DomainError, match=problem):
            person_mean(goals)
    else:
        assert goals_problem(goals) == ""


@given(st.lists(st.lists(scores, min_size=1, max_size=3), min_size=1, max_size=20))
def test_the_mean_lies_within_what_people_said(everybody: list[list[int]]) -> None:
    mean = goals_mean(everybody)
    assert mean is not None
    assert min(map(min, everybody)) <= mean <= max(map(max, everybody))
