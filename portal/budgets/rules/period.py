"""Months of a financial year, 1 April to 31 March; period 1 is April (domain 6.2). No database."""

from datetime import date, timedelta

FIRST_MONTH = 4
PERIODS = 12


def year_start(day: date) -> date:
    """The 1 April on or before `day`."""
    return date(day.year if day.month >= FIRST_MONTH else day.year - 1, FIRST_MONTH, 1)


def period_number(day: date) -> int:
    """1 for April to 12 for March."""
    return (day.month - FIRST_MONTH) % PERIODS + 1


def period_start(year: date, number: int) -> date:
    """The first day of a period of the financial year that `year` lies in. ValueError unless 1 to 12."""
    if not 1 <= number <= PERIODS:
        raise ValueError(f"A financial year has no period {number}.")
    months = FIRST_MONTH - 1 + number - 1
    return date(year_start(year).year + months // PERIODS, months % PERIODS + 1, 1)


def period_end(start: date) -> date:
    """The last day of the month that begins on `start`."""
    return (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def next_to_close(*, opened_on: date, starts_on: date, closed: set[int]) -> int | None:
    """Periods close in their order, from the one in which the books were opened; None when all are closed.

    Nothing can stand in the books before they were opened, so earlier periods need no closing.
    """
    opened = max(opened_on, starts_on)
    first = period_number(opened) if year_start(opened) == year_start(starts_on) else PERIODS
    return next((number for number in range(first, PERIODS + 1) if number not in closed), None)
