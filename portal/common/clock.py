"""The only clock. Tests and the demo move it; nothing else reads the time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, in UTC."""
    frozen = _frozen.get()
    if frozen is not None:
        return frozen
    real = datetime.now(UTC)
    return real + demo_offset() if settings.DEMO else real


def machine_time() -> float:
    """Seconds since 1970 by the machine itself, only to compare with what a library wrote down by its own clock."""
    return datetime.now(UTC).timestamp()


def today() -> date:
    """The calendar day in London."""
    return now().astimezone(LONDON).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Inside the block it is `instant`."""
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)


def demo_offset() -> timedelta:
    """How far the demo's clock runs ahead of the real one."""
    path = Path(settings.DEMO_CLOCK_FILE)
    if not path.exists():
        return timedelta(0)
    return timedelta(seconds=json.loads(path.read_text())["seconds_ahead"])


def demo_move_to(instant: datetime) -> timedelta:
    """Move the demo's clock forward to `instant`; it never goes back. Returns the new offset.

    Raises ValueError when this is no demo or the instant has passed.
    """
    if not settings.DEMO:
        raise ValueError("Only a demo's clock can be moved.")
    if instant < now():
        raise ValueError("The demo's clock only moves forward.")
    offset = instant - datetime.now(UTC)
    path = Path(settings.DEMO_CLOCK_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"seconds_ahead": offset.total_seconds()}))
    return offset
