from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.disclosure import (
    HIDDEN,
    NOTHING,
    PeopleMoney,
    SdcProfile,
    check_dimensions,
    disclose_average,
    disclose_count,
    disclose_counts,
    disclose_money_mean,
    disclose_money_rows,
    disclose_money_total,
    disclose_percent,
    may_publish_text,
    smallest_area,
)
from portal.common.exceptions import DomainError

NHS7, LT5 = SdcProfile.NHS7, SdcProfile.LT5
money_groups = st.lists(st.integers(0, 5_000_000), max_size=30).map(PeopleMoney.of)


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20"), (102, "100")],
)
def test_nhs7(people: int, shown: str) -> None:
    assert str(disclose_count(people)) == shown


@pytest.mark.parametrize(
    ("people", "shown"), [(0, "0"), (1, "*"), (4, "*"), (5, "5"), (7, "5"), (8, "10"), (1234, "1,235")]
)
def test_lt5(people: int, shown: str) -> None:
    assert str(disclose_count(people, LT5)) == shown


def test_a_hidden_figure_has_no_value_to_leak() -> None:
    assert disclose_count(3).value is None
    assert "3" not in repr(disclose_count(3))


def test_a_count_below_zero_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="below zero"):
        disclose_count(-1)


@given(st.integers(0, 10**7), st.sampled_from(SdcProfile))
def test_a_shown_count_is_a_multiple_of_five_within_two(people: int, profile: SdcProfile) -> None:
    figure = disclose_count(people, profile)
    if figure.value is None:
        assert 1 <= people <= 7
    else:
        assert figure.value % 5 == 0
        assert abs(figure.value - people) <= 2


def test_a_total_is_rounded_on_its_own_and_rows_may_not_add() -> None:
    table = disclose_counts({"Ward A": 12, "Ward B": 12, "Ward C": 12})
    assert [figure.value for figure in table.rows.values()] == [10, 10, 10]
    assert table.total.value == 35


def test_lt5_hides_a_second_row_so_that_the_first_cannot_be_worked_out() -> None:
    table = disclose_counts({"A": 3, "B": 40, "C": 12, "D": 0}, LT5)
    assert {label: str(figure) for label, figure in table.rows.items()} == {"A": "*", "B": "40", "C": "*", "D": "0"}
    assert table.total.value == 55


def test_lt5_hides_the_total_where_no_second_row_has_anybody() -> None:
    table = disclose_counts({"A": 3, "B": 0}, LT5)
    assert table.total == HIDDEN
    assert table.rows["B"].value == 0


def test_two_hidden_rows_protect_each_other() -> None:
    table = disclose_counts({"A": 3, "B": 2, "C": 40}, LT5)
    assert table.rows["C"].value == 40


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8))
def test_lt5_never_leaves_exactly_one_row_hidden_beside_a_total(people: dict[str, int]) -> None:
    table = disclose_counts(people, LT5)
    hidden = sum(figure.is_suppressed for figure in table.rows.values())
    assert hidden != 1 or table.total.is_suppressed


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(8, 17, "67"), (0, 40, "0"), (3, 40, "*"), (3, 5, "*"), (0, 5, "*"), (0, 0, "–"), (40, 40, "100")],
)
def test_percentages_come_from_rounded_figures(part: int, whole: int, shown: str) -> None:
    assert str(disclose_percent(part, whole)) == shown


def test_a_part_larger_than_the_whole_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="larger"):
        disclose_percent(9, 8)


def test_averages_on_few_people_are_hidden() -> None:
    assert disclose_average(Fraction(10, 3), 7) == HIDDEN
    assert disclose_average(Fraction(10, 3), 8).value == Decimal("3.3")
    assert disclose_average(Fraction(10, 3), 5, LT5).value == Decimal("3.3")
    assert disclose_average(None, 0) == NOTHING
    assert str(disclose_average(Decimal("3.25"), 9)) == "3.3"


def test_money_of_seven_people_is_hidden_and_of_eight_is_rounded() -> None:
    assert disclose_money_total(PeopleMoney.of([200_050] * 7)) == HIDDEN
    eight = PeopleMoney.of([200_050] * 8)
    assert disclose_money_total(eight).value == 1_600_000
    assert disclose_money_mean(eight).value == 200_000


def test_money_that_is_mostly_one_person_is_hidden() -> None:
    others = [100_000] * 9
    assert disclose_money_total(PeopleMoney.of([*others, 900_001])) == HIDDEN
    assert disclose_money_mean(PeopleMoney.of([*others, 900_001])) == HIDDEN
    assert disclose_money_total(PeopleMoney.of([*others, 900_000])).value == 1_800_000


def test_money_of_nobody() -> None:
    assert disclose_money_total(PeopleMoney.of([])).value == 0
    assert disclose_money_mean(PeopleMoney.of([])) == NOTHING


def test_a_group_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="largest"):
        PeopleMoney(people=3, total_pence=10, largest_pence=11)


def test_a_single_hidden_money_row_takes_the_smallest_other_with_it() -> None:
    table = disclose_money_rows(
        {
            "Direct payments": PeopleMoney.of([500_000] * 5),
            "Home care": PeopleMoney.of([300_000] * 40),
            "Peer support": PeopleMoney.of([100_000] * 40),
        }
    )
    assert table.rows["Direct payments"] == HIDDEN
    assert table.rows["Peer support"] == HIDDEN
    assert table.rows["Home care"].value == 12_000_000
    assert table.total.value == 18_500_000


def test_the_total_is_hidden_where_the_only_spending_is_hidden() -> None:
    table = disclose_money_rows({"A": PeopleMoney.of([100] * 4), "B": PeopleMoney.of([])})
    assert table.total == HIDDEN


@given(money_groups)
def test_shown_money_is_always_coarse_and_never_about_few(money: PeopleMoney) -> None:
    total, mean = disclose_money_total(money), disclose_money_mean(money)
    if money.people and total.value is not None:
        assert money.people >= 8
        assert total.value % 100_000 == 0
        assert mean.value is not None
        assert mean.value % 10_000 == 0


@given(st.dictionaries(st.text(max_size=3), money_groups, max_size=6))
def test_no_hidden_money_row_stands_alone_beside_its_total(groups: dict[str, PeopleMoney]) -> None:
    table = disclose_money_rows(groups)
    hidden = sum(figure.is_suppressed for figure in table.rows.values())
    assert hidden != 1 or table.total.is_suppressed


def test_text_needs_eight_people() -> None:
    assert not may_publish_text(7)
    assert may_publish_text(8)


def test_the_smallest_area_with_enough_people() -> None:
    areas = [("Ashvale ward", 3), ("North district", 7), ("Riverside", 90)]
    assert smallest_area(areas) == "Riverside"
    assert smallest_area(areas[:2]) is None


def test_two_dimensions_at_most() -> None:
    check_dimensions(["ward", "age"])
    check_dimensions(["ward", "ward", "age"])
    with pytest.raises(DomainError, match="at most two"):
        check_dimensions(["ward", "age", "gender"])
