"""Quarters of the financial year, by which figures about people are published (domain 9.6)."""

from datetime import date, timedelta

from portal.budgets.rules.review import months_after

QUARTER_MONTHS = 3


def quarter_start(day: date) -> date:
    """The first day of that day's quarter: 1 April, 1 July, 1 October, 1 January."""
    return date(day.year, 1 + QUARTER_MONTHS * ((day.month - 1) // QUARTER_MONTHS), 1)


def quarter_end(start: date) -> date:
    """Its last day."""
    return months_after(start, QUARTER_MONTHS) - timedelta(days=1)


def year_start(day: date) -> date:
    """1 April before or on that day."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def last_ended(today: date) -> date:
    """The first day of the newest quarter that is over."""
    return months_after(quarter_start(today), -QUARTER_MONTHS)
