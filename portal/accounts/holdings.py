"""What later apps hold about a person and give them in their own file. They register; this app knows none of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.accounts.models import User

Maker = Callable[["User"], Any]
_makers: dict[str, Maker] = {}


def holding(name: str) -> Callable[[Maker], Maker]:
    """Register what stands under `name` in the person's file."""

    def register(maker: Maker) -> Maker:
        _makers[name] = maker
        return maker

    return register


def holdings_of(user: "User") -> dict[str, Any]:
    """What every app holds about the person."""
    return {name: maker(user) for name, maker in sorted(_makers.items())}
