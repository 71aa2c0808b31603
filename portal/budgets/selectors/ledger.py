"""Reading a fund's ledger, and proving it whole and true."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from portal.budgets import bookings
from portal.budgets.chain import entry_hash, head_signature
from portal.budgets.enums import AccountKind, ApprovalState, ContributionState
from portal.budgets.models import (
    Allocation,
    Commitment,
    Contribution,
    JournalEntry,
    JournalLine,
    LedgerAccount,
    LedgerHead,
    Payment,
    PeriodClosing,
    PooledFund,
    Release,
    Scheme,
    Virement,
)
from portal.budgets.rules.period import month_end
from portal.budgets.sums import AGREED
from portal.common.clock import LONDON

Amounts = dict[tuple[str, int | None], int]


def entries_of(fund: PooledFund) -> QuerySet[JournalEntry]:
    """The fund's bookings, newest first, with their lines and who made them."""
    return (
        JournalEntry.objects.filter(fund=fund)
        .select_related("prepared_by", "approved_by")
        .prefetch_related("lines__account__scheme")
        .order_by("-sequence")
    )


def balances(fund: PooledFund) -> Amounts:
    """The sum of each account in pence, by kind and scheme."""
    found: Amounts = defaultdict(int)
    lines = JournalLine.objects.filter(entry__fund=fund).order_by("pk")
    for kind, scheme_id, amount in lines.values_list("account__kind", "account__scheme_id", "amount_pence"):
        found[(kind, scheme_id)] += amount
    return dict(found)


def counted() -> int:
    """How many entries there are in all ledgers."""
    return JournalEntry.objects.count()


def verify_all() -> Iterator[str]:
    """Every break of every fund's ledger: chain, signed end, balance, and what the domain says should be there."""
    heads = {head.fund_id: head for head in LedgerHead.objects.order_by("fund_id")}
    for fund in PooledFund.objects.order_by("pk").iterator():
        try:
            yield from _verify(fund, heads.get(fund.pk))
        except ObjectDoesNotExist as missing:
            yield f"{fund.ref}: a row that the ledger stands on is gone ({missing})"
    strays = LedgerAccount.objects.exclude(scheme=None).select_related("scheme", "fund").order_by("pk")
    for account in strays:
        if account.scheme is not None and account.scheme.fund_id != account.fund_id:
            yield f"{account.fund.ref}: an account belongs to a scheme of another fund"


def _verify(fund: PooledFund, head: LedgerHead | None) -> Iterator[str]:
    entries = list(JournalEntry.objects.filter(fund=fund).prefetch_related("lines__account").order_by("sequence"))
    previous = ""
    for place, entry in enumerate(entries, start=1):
        yield from _check_entry(fund, entry, place, previous)
        previous = entry.hash
    yield from _check_head(fund, head, entries[-1] if entries else None)
    yield from _check_domain(fund, entries)
    yield from _check_limits(fund)
    yield from _check_periods(fund, entries)


def _check_entry(fund: PooledFund, entry: JournalEntry, place: int, previous: str) -> Iterator[str]:
    lines = sorted(entry.lines.all(), key=lambda line: line.position)
    name = f"{fund.ref}: entry {entry.sequence}"
    if entry.sequence != place:
        yield f"{fund.ref}: entry {place} is missing"
    if entry.previous_hash != previous:
        yield f"{name} does not follow the one before it"
    if entry.hash != entry_hash(entry, lines):
        yield f"{name} or one of its lines was altered"
    if not lines or sum(line.amount_pence for line in lines) != 0:
        yield f"{name} does not balance"
    if any(line.account.fund_id != fund.pk for line in lines):
        yield f"{name} stands on an account of another fund"


def _check_head(fund: PooledFund, head: LedgerHead | None, last: JournalEntry | None) -> Iterator[str]:
    if head is None:
        yield f"{fund.ref}: its signed end is missing"
        return
    reached = (last.sequence, last.hash) if last else (0, "")
    if (head.sequence, head.hash) != reached:
        yield f"{fund.ref}: ends at entry {reached[0]}, but {head.sequence} were booked"
    if head.signature != head_signature(fund.pk, head.sequence, head.hash):
        yield f"{fund.ref}: its signed end was altered"


def expected_bookings(fund: PooledFund) -> Iterator[bookings.Booking]:
    """What the rows of the domain say must stand in the ledger."""
    for contribution in Contribution.objects.filter(fund=fund, state__in=AGREED).order_by("pk"):
        yield bookings.contribution_agreed(contribution)
        if contribution.state == ContributionState.RECEIVED:
            yield bookings.contribution_received(contribution)
    for scheme in Scheme.objects.filter(fund=fund).order_by("pk"):
        yield bookings.scheme_planned(scheme)
    approved = {"state": ApprovalState.APPROVED}
    for allocation in Allocation.objects.filter(scheme__fund=fund, **approved).order_by("pk"):
        yield bookings.allocation_approved(allocation)
    for commitment in Commitment.objects.filter(scheme__fund=fund, **approved).order_by("pk"):
        yield bookings.commitment_approved(commitment)
    payments = Payment.objects.filter(commitment__scheme__fund=fund, **approved).select_related("commitment")
    for payment in payments.order_by("pk"):
        yield bookings.payment_approved(payment)
    releases = Release.objects.filter(commitment__scheme__fund=fund, **approved).select_related("commitment")
    for release in releases.order_by("pk"):
        yield bookings.release_approved(release)
    for virement in Virement.objects.filter(from_scheme__fund=fund, **approved).order_by("pk"):
        yield bookings.virement_approved(virement)


def _check_domain(fund: PooledFund, entries: list[JournalEntry]) -> Iterator[str]:
    wanted = {
        booking.source: sorted((line.kind.value, line.scheme_id or 0, line.amount_pence) for line in booking.lines)
        for booking in expected_bookings(fund)
        if booking.lines
    }
    booked = {
        entry.source: sorted(
            (line.account.kind, line.account.scheme_id or 0, line.amount_pence) for line in entry.lines.all()
        )
        for entry in entries
    }
    for source in sorted(wanted.keys() - booked.keys()):
        yield f"{fund.ref}: {source} is decided but not booked"
    for source in sorted(booked.keys() - wanted.keys()):
        yield f"{fund.ref}: {source} is booked but not decided"
    for source in sorted(wanted.keys() & booked.keys()):
        if wanted[source] != booked[source]:
            yield f"{fund.ref}: {source} is booked with other amounts than decided"


NEVER_NEGATIVE = (
    (AccountKind.RECEIVABLE, "more has come in than was agreed"),
    (AccountKind.BANK, "more is paid than has come in"),
    (AccountKind.UNALLOCATED, "more is set aside than planned"),
    (AccountKind.ALLOCATED, "more is promised than set aside"),
    (AccountKind.COMMITTED, "more is paid than promised"),
)


def _check_limits(fund: PooledFund) -> Iterator[str]:
    held = balances(fund)
    for kind, words in NEVER_NEGATIVE:
        for (found, scheme_id), amount in sorted(held.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
            if found == kind and amount < 0:
                yield f"{fund.ref}: {words}" + (f" (scheme {scheme_id})" if scheme_id else "")
    agreed = -sum(amount for (kind, _scheme), amount in held.items() if kind == AccountKind.CONTRIBUTIONS)
    planned = -sum(amount for (kind, _scheme), amount in held.items() if kind == AccountKind.PLANNED)
    if planned > agreed:
        yield f"{fund.ref}: more is planned than was agreed"


def end_instant(starts_on: date) -> datetime:
    """The first instant after the month that begins on this day, in London."""
    return datetime.combine(month_end(starts_on) + timedelta(days=1), time(0), tzinfo=LONDON)


def figures_of(lines: Iterable[JournalLine]) -> dict[str, int]:
    """What stands on each kind of account, in pence, kinds without an amount left out."""
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        found[line.account.kind] += line.amount_pence
    return {kind: amount for kind, amount in sorted(found.items()) if amount}


def closed_until(fund_id: int) -> date | None:
    """The last day of the newest closed month; None while nothing is closed."""
    starts_on = (
        PeriodClosing.objects.filter(fund=fund_id, state=ApprovalState.APPROVED)
        .order_by("-starts_on")
        .values_list("starts_on", flat=True)
        .first()
    )
    return month_end(starts_on) if starts_on else None


def _check_periods(fund: PooledFund, entries: list[JournalEntry]) -> Iterator[str]:
    """A closed month ends with the entry it was closed with, and holds what it held then (SOD-23)."""
    for closing in PeriodClosing.objects.filter(fund=fund, state=ApprovalState.APPROVED).order_by("starts_on"):
        name = f"{fund.ref}: {closing.starts_on:%B %Y}"
        inside = [entry for entry in entries if entry.booked_at < end_instant(closing.starts_on)]
        reached = (inside[-1].sequence, inside[-1].hash) if inside else (0, "")
        if reached != (closing.last_sequence, closing.last_hash):
            yield f"{name} was closed with entry {closing.last_sequence} and holds {reached[0]} now"
        if closing.figures != figures_of(line for entry in inside for line in entry.lines.all()):
            yield f"{name} was closed with other amounts than its entries have"
