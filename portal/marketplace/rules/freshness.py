"""How far the details of a service can be trusted, by the day they were last checked (domain 8.1)."""

from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

CHECK_AFTER = relativedelta(months=6)
SINKS_AFTER = relativedelta(months=12)


class Freshness(StrEnum):
    """`fresh`; `ageing`: check before you go; `old`: comes last; `never`: comes last too."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"
    NEVER = "never"


def freshness(assured_on: date | None, today: date) -> Freshness:
    """Older than 6 months: ageing. Older than 12: old. The very day is still within."""
    if assured_on is None:
        return Freshness.NEVER
    if assured_on < sinks_before(today):
        return Freshness.OLD
    return Freshness.AGEING if assured_on < ages_before(today) else Freshness.FRESH


def ages_before(today: date) -> date:
    """Checked before this day: check before you go."""
    return today - CHECK_AFTER


def sinks_before(today: date) -> date:
    """Checked before this day: below all that is fresher."""
    return today - SINKS_AFTER
