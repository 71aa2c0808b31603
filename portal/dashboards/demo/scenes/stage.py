"""What every scene uses: the people, the organisations, and the days around the loading."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from portal.accounts.models import User
from portal.common import clock
from portal.common.clock import LONDON
from portal.dashboards.demo.cast import BODIES
from portal.organisations.models import Organisation


def who(key: str) -> Any:
    """The demo person of that key, as the next request would load them."""
    return User.objects.get(email=f"{key}@example.org")


@cache
def _name(key: str) -> str:
    return next(body.name for body in BODIES if body.key == key)


def body(key: str) -> Organisation:
    """The demo organisation of that key."""
    return Organisation.objects.get(name=_name(key))


def instant(noon: datetime, days: float) -> datetime:
    """So many days after (or before) the noon of the loading day, at the same London hour; in UTC."""
    whole, part = divmod(days, 1)
    moved = noon.replace(tzinfo=None) + timedelta(days=whole, hours=24 * part)
    return moved.replace(tzinfo=LONDON).astimezone(UTC)


def on(noon: datetime, days: float) -> AbstractContextManager[None]:
    """`with on(noon, -30): …`: it is that day."""
    return clock.at(instant(noon, days))


def promised(noon: datetime, days: float) -> dict[str, Any]:
    """What a version says of its Easy Read and plain English when it is published."""
    return {
        "formats_reason": "People who need them try both out before they are given to everybody.",
        "formats_due_on": day(noon, days),
    }


def day(noon: datetime, days: float) -> date:
    """That day in London."""
    return instant(noon, days).astimezone(LONDON).date()
