"""What an engine is asked, and what it answers: the same for the database and for a search engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from search.understanding import Term

WEIGHTS = {"title": 8.0, "tags": 4.0, "byline": 2.0, "ref": 6.0, "text": 1.0}
"""How much more a word counts in these fields."""
SAME, MEANT = 0.45, 0.6
"""What a word that means the same, and one that may have been meant, count against the word that was typed."""
FACETS = ("kind", "topic", "area", "offer")
MOST_VALUES = 200
"""Values of one facet that are counted."""


class EngineAway(Exception):
    """The search engine does not answer, or has no index yet; the database does."""


@dataclass(frozen=True)
class Near:
    """Distance is measured from here; `miles` is None for any distance."""

    latitude: float
    longitude: float
    miles: int | None = None


@dataclass(frozen=True)
class Question:
    """`tokens`: what the asker may find. `chosen`: facet -> values, any of which will do."""

    terms: tuple[Term, ...] = ()
    need: int = 0
    tokens: tuple[str, ...] = ()
    at: datetime | None = None
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_open: bool = False
    near: Near | None = None
    order: str = ""
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Hit:
    """One result. `marked`: field -> its text or a part of it, with the found words between OPEN and CLOSE."""

    source: str
    key: str
    score: float = 0.0
    miles: float | None = None
    marked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """Of all that was found a page; `counts`: facet -> value -> how many one would find with it."""

    hits: Sequence[Hit] = ()
    total: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    open_count: int = 0


def with_dots(excerpt: str) -> str:
    """A part of a text, as a part."""
    return f"… {excerpt.strip()} …"


class Engine(Protocol):
    """Finds, suggests and says what it is."""

    name: str

    def find(self, question: Question) -> Answer:
        """A page of results; raises EngineAway."""
        ...

    def suggest(self, typed: list[str], question: Question) -> list[tuple[str, str]]:
        """Source and key of what begins with these words; raises EngineAway."""
        ...

    def about(self) -> str:
        """Its name and version; raises EngineAway."""
        ...
