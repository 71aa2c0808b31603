"""How long people get to answer (domain 5.3): six weeks, more over Christmas, Easter and August; four at the least."""

from datetime import date, datetime, timedelta

USUAL = timedelta(weeks=6)
SHORTEST = timedelta(weeks=4)
EXTRA = timedelta(weeks=1)


def easter_sunday(year: int) -> date:
    """The anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, rest = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, rest + 1)


def _quiet_times(year: int) -> tuple[tuple[date, date], ...]:
    easter = easter_sunday(year)
    return (
        (easter - timedelta(days=2), easter + timedelta(days=1)),
        (date(year, 8, 1), date(year, 8, 31)),
        (date(year, 12, 24), date(year + 1, 1, 1)),
    )


def advised_closing(opens_at: datetime) -> datetime:
    """Six weeks after opening, and a week more for each quiet time that falls into them."""
    ends = opens_at + USUAL
    years = range(opens_at.year - 1, ends.year + 1)
    quiet = [span for year in years for span in _quiet_times(year)]
    falling = [begin for begin, end in quiet if begin <= ends.date() and end >= opens_at.date()]
    return ends + EXTRA * len(falling)


FORMAT_WITHIN = timedelta(days=14)
"""Within which another form of a text is promised to whoever asks for it."""


def format_due(asked_on: date) -> date:
    """The day promised for another form of a text."""
    return asked_on + FORMAT_WITHIN


def days_late(due_on: date, delivered_on: date) -> int:
    """How many days people waited longer than promised; comments stay open as much longer (domain 5.3, rule 3)."""
    return max(0, (delivered_on - due_on).days)
