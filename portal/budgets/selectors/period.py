"""The months of a fund's books: which is next to close, what one holds, which are closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portal.budgets.enums import AccountKind, ApprovalState
from portal.budgets.models import (
    Allocation,
    Commitment,
    JournalEntry,
    JournalLine,
    Payment,
    PeriodClosing,
    Release,
    Virement,
)
from portal.budgets.rules.period import month_end as last_day
from portal.budgets.rules.period import month_start, next_to_close
from portal.budgets.selectors.ledger import closed_until, end_instant, figures_of
from portal.common.clock import LONDON, today

if TYPE_CHECKING:
    from portal.budgets.models import PooledFund


@dataclass(frozen=True)
class MonthEnd:
    """The entry that ends a month, and what stood on each kind of account then, in pence."""

    last_sequence: int
    last_hash: str
    figures: dict[str, int]


def next_month(fund: "PooledFund") -> date:
    """The first day of the month whose turn it is to be closed."""
    opened = fund.created_at.astimezone(LONDON).date()
    return next_to_close(opened_on=opened, starts_on=fund.starts_on, closed_until=closed_until(fund.pk))


def can_close_now(fund: "PooledFund") -> bool:
    """Whether the month whose turn it is has ended and nobody asked for it yet."""
    starts_on = next_month(fund)
    if fund.closings.filter(starts_on=starts_on, state=ApprovalState.PREPARED).exists():
        return False
    return last_day(starts_on) < today()


def month_close(fund: "PooledFund", starts_on: date) -> MonthEnd:
    """What the books hold at the end of the month that begins on this day."""
    before = end_instant(starts_on)
    last = JournalEntry.objects.filter(fund=fund, booked_at__lt=before).order_by("-sequence").first()
    lines = JournalLine.objects.filter(entry__fund=fund, entry__booked_at__lt=before).select_related("account")
    return MonthEnd(last.sequence if last else 0, last.hash if last else "", figures_of(lines.order_by("pk")))


def in_month(fund: "PooledFund", starts_on: date) -> dict[str, int]:
    """What was written in the month itself, by kind of account, in pence, and how many entries ("entries")."""
    begin = end_instant(month_start(starts_on - timedelta(days=1)))
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
        + Virement.objects.filter(from_scheme__fund=fund, **waits).count()
    )
