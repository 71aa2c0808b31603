"""Months of a financial year: period 1 is April (domain 6.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.budgets.rules.period import month_end, month_start, next_to_close, period_number

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


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_its_own_month(day: date) -> None:
    assert month_start(day) <= day <= month_end(day)
    assert (month_end(day) + timedelta(days=1)).day == 1
    assert month_end(day).month == day.month


def test_february_of_a_leap_year() -> None:
    assert month_end(date(2028, 2, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("opened_on", "closed_until", "expected"),
    [
        (date(2026, 3, 2), None, date(2026, 4, 1)),
        (date(2026, 11, 24), None, date(2026, 11, 1)),
        (date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1)),
    ],
)
def test_they_close_in_their_order_from_the_one_in_which_the_books_were_opened(
    opened_on: date, closed_until: date | None, expected: date
) -> None:
    assert next_to_close(opened_on=opened_on, starts_on=YEAR, closed_until=closed_until) == expected
