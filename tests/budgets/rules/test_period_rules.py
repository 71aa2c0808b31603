"""Months of a financial year: period 1 is April (domain 6.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.budgets.rules.period import next_to_close, period_end, period_number, period_start, year_start

YEAR = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 4, 1), 1),
        (date(2026, 12, 31), 9),
        (date(2027, 1, 1), 10),
        (date(2027, 3, 31), 12),
    ],
)
def test_april_is_the_first(day: date, number: int) -> None:
    assert period_number(day) == number
    assert period_start(YEAR, number) == day.replace(day=1)
    assert year_start(day) == YEAR


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_its_own_period(day: date) -> None:
    start = period_start(year_start(day), period_number(day))
    assert start <= day <= period_end(start)
    assert period_end(start) + timedelta(days=1) == (start + timedelta(days=32)).replace(day=1)


def test_february_of_a_leap_year() -> None:
    assert period_end(date(2028, 2, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize("number", [0, 13])
def test_there_are_twelve(number: int) -> None:
    with pytest.raises(ValueError, match="has no period"):
        period_start(YEAR, number)


@pytest.mark.parametrize(
    ("opened_on", "closed", "expected"),
    [
        (date(2026, 3, 2), set(), 1),
        (date(2026, 11, 24), set(), 8),
        (date(2026, 11, 24), {8}, 9),
        (date(2026, 4, 1), set(range(1, 13)), None),
        (date(2027, 6, 1), set(), 12),
    ],
)
def test_they_close_in_their_order_from_the_one_in_which_the_books_were_opened(
    opened_on: date, closed: set[int], expected: int | None
) -> None:
    assert next_to_close(opened_on=opened_on, starts_on=YEAR, closed=closed) == expected
