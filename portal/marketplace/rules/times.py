"""When a service is next there, worked out from RFC 5545 parts, and the same in words. Local times, no clock."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil import rrule
from dateutil.relativedelta import relativedelta
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVENING_FROM = time(17, 0)
_FREQ = {"WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}
_BYDAY = re.compile(r"(?P<nth>-?[1-5])?(?P<day>MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class Pattern:
    """A time that comes back. `byday`: "TU,TH", "1MO", "-1FR"; `bymonthday`: "1,15"."""

    freq: str = ""
    interval: int = 1
    byday: str = ""
    bymonthday: str = ""
    starts_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True)
class Occasion:
    """One time at which it is there."""

    on: date
    opens: time | None
    closes: time | None


def byday_parts(byday: str) -> list[tuple[int, str]]:
    """The days with their "nth" (0: each). ValueError says what is no day of the week."""
    found = []
    for part in filter(None, (each.strip().upper() for each in byday.split(","))):
        match = _BYDAY.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part}” is no day such as MO or 2TU")
        found.append((int(match["nth"] or 0), match["day"]))
    return found


def monthday_parts(bymonthday: str) -> list[int]:
    """The days of the month, from the end when negative. ValueError says which is none."""
    found = []
    for part in filter(None, (each.strip() for each in bymonthday.split(","))):
        if not re.fullmatch(r"-?[0-9]{1,2}", part) or not 1 <= abs(int(part)) <= 31:
            raise ValueError(f"“{part}” is no day of a month")
        found.append(int(part))
    return found


def days_of(byday: str) -> set[str]:
    """The days of the week it names; empty when it names none or cannot be read."""
    try:
        return {day for _nth, day in byday_parts(byday)}
    except ValueError:
        return set()


def next_occasions(pattern: Pattern, after: datetime, count: int = 3, within_days: int = 400) -> list[Occasion]:
    """The next `count` times that end (or, without an end, begin) after the local instant `after`.

    None where the pattern does not say which of every few weeks or months it means.
    """
    anchor = pattern.starts_on or pattern.from_on
    if pattern.freq not in _FREQ or (anchor is None and pattern.interval > 1):
        return []
    last = min(filter(None, (pattern.to_on, after.date() + timedelta(days=within_days))))
    # The day before counts too: what began then may end after midnight.
    first = max(filter(None, (anchor, pattern.from_on, after.date() - timedelta(days=1))))
    found: list[Occasion] = []
    for moment in _rule(pattern, anchor, first).xafter(datetime.combine(first, time(0)), inc=True):
        if moment.date() > last or len(found) == count:
            break
        if not _is_over(pattern, moment.date(), after):
            found.append(Occasion(moment.date(), pattern.opens, pattern.closes))
    return found


def soonest(patterns: list[Pattern], after: datetime, count: int = 3) -> list[Occasion]:
    """The next `count` times of all patterns together, each once."""
    found = {occasion for pattern in patterns for occasion in next_occasions(pattern, after, count)}
    return sorted(found, key=lambda each: (each.on, each.opens or time(0), each.closes or time(0)))[:count]


def pattern_words(pattern: Pattern) -> str:
    """ "Tuesdays and Thursdays, 10:30 to 11:30"; empty when nothing is known."""
    when = _days_words(pattern)
    hours = hours_words(pattern.opens, pattern.closes)
    return ", ".join(part for part in (when, hours) if part)


def hours_words(opens: time | None, closes: time | None) -> str:
    """ "10:30 to 11:30", "from 10:30", "until 16:00"."""
    if opens and closes:
        return _("%(opens)s to %(closes)s") % {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    if opens:
        return _("from %(opens)s") % {"opens": f"{opens:%H:%M}"}
    return _("until %(closes)s") % {"closes": f"{closes:%H:%M}"} if closes else ""


def joined(parts: list[str]) -> str:
    """ "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _rule(pattern: Pattern, anchor: date | None, first: date) -> rrule.rrule:
    """The recurrence from a start near `first`, so that a start long ago costs nothing."""
    start = anchor or first.replace(day=1)
    weeks = max((first - start).days // 7, 0) // pattern.interval * pattern.interval
    months = max((first.year - start.year) * 12 + first.month - start.month, 0) // pattern.interval * pattern.interval
    monthdays = monthday_parts(pattern.bymonthday)
    if pattern.freq == "WEEKLY":
        # Weeks are counted from their Monday.
        near = start + timedelta(weeks=weeks)
    else:
        near = start.replace(day=1) + relativedelta(months=months)
        monthdays = monthdays if monthdays or pattern.byday else [start.day]
    return rrule.rrule(
        _FREQ[pattern.freq],
        dtstart=datetime.combine(near, time(0)),
        interval=pattern.interval,
        byweekday=[_weekday(nth, day) for nth, day in byday_parts(pattern.byday)] or None,
        bymonthday=monthdays or None,
    )


def _weekday(nth: int, day: str) -> rrule.weekday:
    plain = getattr(rrule, day)
    return plain(nth) if nth else plain


def _is_over(pattern: Pattern, on: date, after: datetime) -> bool:
    ends = pattern.closes or pattern.opens
    if ends is None:
        return on < after.date()
    # A time that ends after midnight ends on the next day.
    ends_on = on + timedelta(days=1) if pattern.opens and pattern.closes and pattern.closes < pattern.opens else on
    return datetime.combine(ends_on, ends) <= after.replace(tzinfo=None)


def _days_words(pattern: Pattern) -> str:
    days = byday_parts(pattern.byday)
    if pattern.freq == "MONTHLY":
        return _monthly_words(days, pattern.bymonthday)
    if {day for _nth, day in days} >= set(DAYS):
        words = _("Every day")
    elif [day for _nth, day in days] == list(DAYS[:5]):
        words = _("Mondays to Fridays")
    else:
        ordered = sorted(DAYS.index(day) for _nth, day in days)
        words = joined([_("%(day)ss") % {"day": WEEKDAYS[day]} for day in ordered])
    if pattern.interval == 1 or not words:
        return words
    every = ngettext("every %(n)d week", "every %(n)d weeks", pattern.interval) % {"n": pattern.interval}
    return f"{words}, {_('every second week') if pattern.interval == 2 else every}"


def _monthly_words(days: list[tuple[int, str]], bymonthday: str) -> str:
    nths = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}
    words = [
        _("the %(nth)s %(day)s of the month") % {"nth": nths.get(nth, _("every")), "day": WEEKDAYS[DAYS.index(day)]}
        for nth, day in days
    ]
    words += [_("day %(n)d of the month") % {"n": day} for day in monthday_parts(bymonthday)]
    text = joined(words) or _("once a month")
    return text[:1].upper() + text[1:]
