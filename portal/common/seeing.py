"""Who can see a protected thing, and why: each app says whom to ask about and which policies answer.

Nothing here knows a rule. A kind names the door, the parts of a thing with their policies, and the people to ask about
with the row that their right comes from. The page asks the policies themselves about each of them, now.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.common.permissions import YES, Decision

Instant = datetime | date | None


def always(user: Any, obj: Any) -> Decision:
    """Whoever came through the door."""
    return YES


@dataclass(frozen=True)
class Part:
    """Something of the thing that is seen or not seen on its own."""

    name: str
    policy: Callable[[Any, Any], Decision]


@dataclass(frozen=True)
class Holder:
    """Somebody to ask about: as what, by which rule, since when and until when. The answer is the policies'."""

    user: Any
    label: str
    rule: str
    since: Instant = None
    until: Instant = None
    until_words: str = ""
    reason: str = ""
    is_hidden: bool = False
    """Never named to anybody but themselves, such as whoever wrote a comment."""


@dataclass(frozen=True)
class StandIn:
    """Everybody who is nothing but this: holds these groups and no right of their own."""

    label: str
    rule: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kind:
    """One kind of protected thing. `concerned`: the objects on which rights are stored that the policies look up."""

    key: str
    title: str
    heading: str
    section: str
    door: Callable[..., Any]
    parts: Callable[[Any], Sequence[Part]]
    people: Callable[[Any], Sequence[Holder]]
    called: Callable[[Any], str]
    back: Callable[[Any], str]
    may_name: Callable[[Any, Any], Decision] = always
    may_list: Callable[[Any, Any], Decision] = always
    """Whether this reader may learn who else has a part; others are told their own and what everybody is told."""
    may_read_record: Callable[[Any, Any], Decision] = always
    stand_ins: Callable[[Any, Any], Sequence[StandIn]] = lambda viewer, obj: ()
    concerned: Callable[[Any], Sequence[Any]] = lambda obj: (obj,)
    prepare: Callable[[Any, Sequence[Any]], None] = lambda obj, users: None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Declare a kind of thing that has this page."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """The kind of that key."""
    return _kinds[key]


def kinds() -> list[Kind]:
    """All of them, in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]
