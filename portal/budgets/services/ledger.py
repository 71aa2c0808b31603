"""Writing the ledger. Only the services of this app call this, inside their own transaction."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.budgets.bookings import Booking, Line
from portal.budgets.chain import entry_hash, head_signature
from portal.budgets.models import JournalEntry, JournalLine, LedgerAccount, LedgerHead
from portal.budgets.selectors.ledger import closed_until
from portal.common.clock import now, today
from portal.common.exceptions import DomainError

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.budgets.models import PooledFund


def ledger_lock(fund: "PooledFund") -> LedgerHead:
    """Take the fund's ledger for this transaction: every decision about its money waits for the one before it."""
    return LedgerHead.objects.select_for_update(of=("self",)).get(fund=fund)


def ledger_open(fund: "PooledFund") -> LedgerHead:
    """An empty ledger with its signed end."""
    return LedgerHead.objects.create(fund=fund, signature=head_signature(fund.pk, 0, ""))


def book(
    *,
    head: LedgerHead,
    booking: Booking,
    description: str,
    prepared_by: "User",
    approved_by: "User | None" = None,
) -> JournalEntry | None:
    """Write one entry and move the signed end. `head` is locked. A second booking of one source fails in the database.

    Raises ValueError when the lines do not sum to zero, DomainError when the month is closed.
    """
    if not booking.lines:
        return None
    open_on(head.fund_id, today())
    if sum(line.amount_pence for line in booking.lines):
        raise ValueError(f"{booking.source} does not balance.")
    entry = JournalEntry(
        fund_id=head.fund_id,
        sequence=head.sequence + 1,
        booked_at=now(),
        description=description[:300],
        source=booking.source,
        prepared_by=prepared_by,
        approved_by=approved_by,
        previous_hash=head.hash,
    )
    lines = [
        JournalLine(entry=entry, account=_account(head, line), position=place, amount_pence=line.amount_pence)
        for place, line in enumerate(booking.lines, start=1)
    ]
    entry.hash = entry_hash(entry, lines)
    entry.save(force_insert=True)
    JournalLine.objects.bulk_create(lines)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.signature = head_signature(head.fund_id, head.sequence, head.hash)
    head.save(update_fields=["sequence", "hash", "signature"])
    return entry


def open_on(fund_id: int, day: date) -> None:
    """A closed month takes no entry; what was wrong in it is put right by a new one in the open month (SOD-23).

    Raises DomainError, with the first open day.
    """
    closed = closed_until(fund_id)
    if closed is not None and day <= closed:
        raise DomainError(
            _("%(month)s is closed, so nothing can be written into it. Write it into an open month: %(day)s or later.")
            % {"month": date_format(day, "F Y"), "day": date_format(closed + timedelta(days=1), "j F Y")}
        )


def _account(head: LedgerHead, line: Line) -> LedgerAccount:
    place: dict[str, Any] = {"fund_id": head.fund_id, "scheme_id": line.scheme_id, "kind": line.kind}
    account, _made = LedgerAccount.objects.get_or_create(**place)
    return account
