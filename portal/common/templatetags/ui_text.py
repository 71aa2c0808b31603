"""Filters for what people read: money, dates, counts."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common import clock
from portal.common.templatetags.registry import library

MINUS = "\N{MINUS SIGN}"


def _signed(pence: int, text: str) -> str:
    return f"{MINUS}£{text}" if pence < 0 else f"£{text}"


@library.filter
def pounds(pence: int | str | None) -> str:
    """Whole pounds from pence, half up: £1,840,000."""
    if pence is None or pence == "":
        return ""
    whole = (Decimal(abs(int(pence))) / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return _signed(int(pence) if whole else 0, f"{whole:,}")


@library.filter(name="pence")
def to_the_penny(pence: int | str | None) -> str:
    """Pounds and pence from pence: £1,234.56."""
    if pence is None or pence == "":
        return ""
    return _signed(int(pence), f"{Decimal(abs(int(pence))) / 100:,.2f}")


@library.filter
def pounds_short(pence: int | str | None) -> str:
    """A large amount in words from pence: £1.84 million. Below a million: whole pounds."""
    if pence is None or pence == "":
        return ""
    amount = Decimal(abs(int(pence))) / 100
    for unit, name in ((Decimal(10) ** 9, _("billion")), (Decimal(10) ** 6, _("million"))):
        if amount >= unit:
            figure = (amount / unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
            text = f"{figure:,f}".rstrip("0").rstrip(".")
            return _signed(int(pence), f"{text}\N{NO-BREAK SPACE}{name}")
    return pounds(int(pence))


@library.filter
def number(value: Any) -> str:
    """A number with its thousands apart: 1,840."""
    return "" if value is None or value == "" else f"{value:,}"


@library.filter
def counted(count: int, forms: str) -> str:
    """A count with its noun: `{{ n|counted:"bid,bids" }}` gives "1 bid" or "3 bids"."""
    one, many = forms.split(",")
    return f"{count:,} {one if count == 1 else many}"


@library.filter
def named(name: Any) -> str:
    """A name in the middle of a sentence: the board, where it is called "The board"."""
    text = str(name)
    return f"the{text[3:]}" if text.startswith("The ") else text


def _local(value: datetime) -> datetime:
    return value.astimezone(clock.LONDON)


@library.filter
def day(value: date | datetime | None) -> str:
    """3 May 2026 (of an instant: the day in London)."""
    if not value:
        return ""
    local = _local(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


@library.filter
def day_short(value: date | datetime | None) -> str:
    """3 May, where the year is plain."""
    if not value:
        return ""
    local = _local(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B}"


@library.filter
def day_brief(value: date | datetime | None) -> str:
    """3 May or 14 Dec, for the narrow column of a list by date."""
    if not value:
        return ""
    local = _local(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%b}"


@library.filter
def when(value: datetime | date | None) -> str:
    """3 May 2026, 12:00, in London time. A date without a time stays a date."""
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)}, {_local(value):%H:%M}"


@library.filter
def when_exact(value: datetime | None) -> str:
    """14 January 2027, 09:41:07, for receipts: the second counts there."""
    return f"{day(value)}, {_local(value):%H:%M:%S}" if value else ""


@library.filter
def at_time(value: datetime | None) -> str:
    """12:00, in London time."""
    return f"{_local(value):%H:%M}" if value else ""


def _duration(span: timedelta, days: int) -> str:
    minutes = int(span.total_seconds() // 60)
    if days == 0 or minutes < 12 * 60:
        hours, rest = divmod(minutes, 60)
        if hours:
            return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
        return ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest}
    if days < 100:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    months = days * 12 // 365
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}


@library.filter
def since(value: datetime | date | None) -> str:
    """How far away: "4 days ago", "in 3 hours", "tomorrow", "now". Days are calendar days in London."""
    if not value:
        return ""
    now = clock.now()
    today = _local(now).date()
    if not isinstance(value, datetime):
        return _day_apart((value - today).days)
    span, days = value - now, (_local(value).date() - today).days
    if abs(span) < timedelta(minutes=1):
        return _("now")
    if abs(days) == 1 and abs(span) >= timedelta(hours=12):
        return _day_apart(days)
    text = _duration(abs(span), abs(days))
    return _("in %(time)s") % {"time": text} if span > timedelta(0) else _("%(time)s ago") % {"time": text}


def _day_apart(days: int) -> str:
    named = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in named:
        return named[days]
    text = _duration(timedelta(days=abs(days)), abs(days))
    return _("in %(time)s") % {"time": text} if days > 0 else _("%(time)s ago") % {"time": text}


@library.filter
def when_in(value: datetime | date | None) -> str:
    """3 May 2026, 12:00 (in 4 days)."""
    return f"{when(value)} ({since(value)})" if value else ""


@library.filter
def iso(value: datetime | date | None) -> str:
    """For the `datetime` attribute of a `time` element; never shown."""
    if not value:
        return ""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


@library.filter
def file_size(size_bytes: int | None) -> str:
    """640 KB, 2.1 MB."""
    if size_bytes is None:
        return ""
    if size_bytes < 1024 * 1024:
        return f"{max(1, round(size_bytes / 1024)):,} KB"
    return f"{size_bytes / (1024 * 1024):.1f} MB"
