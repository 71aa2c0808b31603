"""Months of a financial year, 1 April to 31 March; period 1 is April (domain 6.2). No database."""

from datetime import date, timedelta

FIRST_MONTH = 4
PERIODS = 12


def period_number(day: date) -> int:
    """1 for April to 12 for March."""
    return (day.month - FIRST_MONTH) % PERIODS + 1


def month_start(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return (month_start(day) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def next_to_close(*, opened_on: date, starts_on: date, closed_until: date | None) -> date:
    """The first day of the month whose turn it is.

    Months close in their order, from the one in which the books were opened: nothing can stand in them before.
    """
    if closed_until is not None:
        return closed_until + timedelta(days=1)
    return month_start(max(opened_on, starts_on))
