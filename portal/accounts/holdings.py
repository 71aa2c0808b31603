"""What later apps hold about a person and give them in their own file. They register; this app knows none of them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.accounts.models import User

Maker = Callable[["User"], Any]
_makers: dict[str, Maker] = {}
_covered: set[str] = set()


def holding(name: str, *fields: str) -> Callable[[Maker], Maker]:
    """Register what stands under `name` in the person's file; `fields` name a person and are told by it.

    A test asks of every "app.Model.field" that points at an account whether it is told or why it is not.
    """

    def register(maker: Maker) -> Maker:
        _makers[name] = maker
        _covered.update(fields)
        return maker

    return register


def holdings_of(user: "User") -> dict[str, Any]:
    """What every app holds about the person."""
    return {name: maker(user) for name, maker in sorted(_makers.items())}


def covered_fields() -> frozenset[str]:
    """The fields that some holding tells."""
    return frozenset(_covered)


def moment(instant: datetime | None) -> str | None:
    """An instant as the file writes it."""
    return instant.isoformat(timespec="seconds") if instant else None
