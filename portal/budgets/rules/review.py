"""When a personal budget must be looked at again (SI 2013/1617 reg 14(2); SI 2014/2871 reg 7(1)(a))."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.budgets.enums import FunderKind, HoldingMode

FIRST_MONTHS = {FunderKind.NHS: 3, FunderKind.COUNCIL: 6}
THEN_MONTHS = 12


@dataclass(frozen=True)
class Funding:
    """One funder's money: how it is held, when it was first paid, when that funder last reviewed it."""

    funder: FunderKind
    mode: HoldingMode
    first_paid_on: date | None = None
    last_reviewed_on: date | None = None


def months_after(day: date, months: int) -> date:
    """The corresponding date; where the month has no such day, its last [D: neither text counts days]."""
    years, month = divmod(day.month - 1 + months, 12)  # below zero too: months before
    first_of_next = (
        date(day.year + years + 1, 1, 1) if month == 11 else date(day.year + years, month + 2, 1)
    )  # the first day of the month after the one that is sought
    last = first_of_next - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def review_due(money: Funding) -> date | None:
    """The last day for this funder's review; None where no interval is laid down.

    The clock starts with the first payment, not with the signature, and binds direct payments only.
    """
    if money.mode != HoldingMode.DIRECT or money.first_paid_on is None:
        return None
    reviewed = money.last_reviewed_on
    if reviewed is None or reviewed < money.first_paid_on:
        return months_after(money.first_paid_on, FIRST_MONTHS[money.funder])
    return months_after(reviewed, THEN_MONTHS)


def next_review_due(moneys: Iterable[Funding]) -> date | None:
    """The earliest of all funders' days."""
    return min((due for money in moneys if (due := review_due(money))), default=None)


def aim_for(due: date, is_working_day: Callable[[date], bool]) -> date:
    """The last working day on or before the day: what to aim for [D]; the law rolls nothing forward."""
    while not is_working_day(due):
        due -= timedelta(days=1)
    return due
