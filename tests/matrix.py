"""The shape of the table "every address x every character". Each app fills its part in tests/<app>/matrix.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.characters import NAMES, VISITOR

SIGN_IN = 302
"""What a visitor gets from a page that needs an account: the way to sign in."""


@dataclass(frozen=True)
class Row:
    """One address: its method, what its arguments are in the prepared world, and each character's answer.

    `others` is for every character not named; `visitor` for the anonymous one (default: like `others`).
    `data` is what a POST sends.
    """

    expect: dict[str, int]
    others: int
    visitor: int | None = None
    method: str = "get"
    args: Callable[[dict[str, Any]], list[Any]] = lambda world: []
    query: str = ""
    data: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda world: {})

    def status_for(self, name: str) -> int:
        """The answer this character must get."""
        if name == VISITOR and self.visitor is not None:
            return self.visitor
        return self.expect.get(name, self.others)


def allow(names: str, status: int = 200) -> dict[str, int]:
    """`allow("officer publisher")` -> both get 200."""
    chosen = names.split()
    assert set(chosen) <= set(NAMES), set(chosen) - set(NAMES)
    return dict.fromkeys(chosen, status)
