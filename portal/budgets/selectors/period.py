"""The months of a fund's books: which is next to close, what one holds, which are closed."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portal.budgets.enums import AccountKind, ApprovalState
from portal.budgets.models import Allocation, Commitment, JournalEntry, JournalLine, Payment, PeriodClosing, Release
from portal.budgets.rules.period import next_to_close, period_start
from portal.budgets.selectors.ledger import end_instant, figures_of
from portal.common.clock import LONDON, today

if TYPE_CHECKING:
    from portal.budgets.models import PooledFund


@dataclass(frozen=True)
class MonthEnd:
    """The entry that ends a month, and what stood on each kind of account then, in pence."""

    last_sequence: int
    last_hash: str
    figures: dict[str, int]


def next_period(fund: "PooledFund") -> int | None:
    """The month whose turn it is (1 = April); None when all twelve are closed."""
    closed = set(fund.closings.filter(state=ApprovalState.APPROVED).values_list("number", flat=True))
    opened = fund.created_at.astimezone(LONDON).date()
    return next_to_close(opened_on=opened, starts_on=fund.starts_on, closed=closed)


def can_close_now(fund: "PooledFund") -> bool:
    """Whether the month whose turn it is has ended and nobody asked for it yet."""
    number = next_period(fund)
    if number is None or fund.closings.filter(number=number, state=ApprovalState.PREPARED).exists():
        return False
    return end_instant(period_start(fund.starts_on, number)).date() <= today()


def month_end(fund: "PooledFund", starts_on: date) -> MonthEnd:
    """What the books hold at the end of the month that begins on this day."""
    before = end_instant(starts_on)
    last = JournalEntry.objects.filter(fund=fund, booked_at__lt=before).order_by("-sequence").first()
    lines = JournalLine.objects.filter(entry__fund=fund, entry__booked_at__lt=before).select_related("account")
    return MonthEnd(last.sequence if last else 0, last.hash if last else "", figures_of(lines.order_by("pk")))


def in_month(fund: "PooledFund", starts_on: date) -> dict[str, int]:
    """What was written in the month itself, by kind of account, in pence, and how many entries ("entries")."""
    begin = end_instant(date.fromordinal(starts_on.toordinal() - 1).replace(day=1))
    entries = JournalEntry.objects.filter(fund=fund, booked_at__gte=begin, booked_at__lt=end_instant(starts_on))
    lines = JournalLine.objects.filter(entry__in=entries).select_related("account").order_by("pk")
    return figures_of(lines) | {"entries": entries.count()}


def paid_out(figures: dict[str, int]) -> int:
    """Of figures: what was paid, in pence."""
    return figures.get(AccountKind.EXPENDITURE.value, 0)


def came_in(figures: dict[str, int]) -> int:
    """Of the figures since the beginning: what was received, in pence: what is held and what was paid."""
    return figures.get(AccountKind.BANK.value, 0) + paid_out(figures)


def closings_of(fund: "PooledFund") -> QuerySet[PeriodClosing]:
    """All that was asked to be closed, whatever became of it."""
    return PeriodClosing.objects.filter(fund=fund).select_related("fund").order_by("-starts_on", "-pk")


def closed_months(fund: "PooledFund") -> list[PeriodClosing]:
    """The closed months, the newest first."""
    return list(closings_of(fund).filter(state=ApprovalState.APPROVED))


def waiting_for_board(fund: "PooledFund") -> int:
    """How much that was prepared has no decision: it is written into the month in which it is decided."""
    waits = {"state": ApprovalState.PREPARED}
    return (
        Allocation.objects.filter(scheme__fund=fund, **waits).count()
        + Commitment.objects.filter(scheme__fund=fund, **waits).count()
        + Payment.objects.filter(commitment__scheme__fund=fund, **waits).count()
        + Release.objects.filter(commitment__scheme__fund=fund, **waits).count()
    )
