"""What can be found of one kind: how its documents are made, who sees them, and which acts change them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from portal.common.clock import LONDON
from search.documents import Facet

Pair = tuple[str, str]
"""Source and key of a document."""
Touched = Callable[[int], set[Pair]]
"""Given the key of something that was changed: the documents that may have changed with it."""


@dataclass(frozen=True)
class Source:
    """`rows()` is everything that may be found by anybody; `seen_by(user)` what this person may know of."""

    name: str
    rows: Callable[[], QuerySet[Any]]
    documents: Callable[[QuerySet[Any]], Iterator[Any]]
    seen_by: Callable[[Any], QuerySet[Any]]
    touched: dict[str, Touched] = field(default_factory=dict)

    def keys(self) -> Iterator[str]:
        """Of everything, in a steady order."""
        for pk in self.rows().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=1000):
            yield str(pk)

    def build(self, keys: Sequence[str]) -> dict[str, Any]:
        """The documents of these keys; a key that is missing must not be found."""
        rows = self.rows().filter(pk__in=[int(key) for key in keys]).order_by("pk")
        return {document.key: document for document in self.documents(rows)}


def pairs(name: str, rows: QuerySet[Any], field_name: str = "pk") -> set[Pair]:
    """Of these rows."""
    return {(name, str(key)) for key in rows.order_by().values_list(field_name, flat=True) if key is not None}


def one(name: str) -> Touched:
    """The document of the same key."""
    return lambda pk: {(name, str(pk))}


def facets(**values: str | list[str]) -> tuple[Facet, ...]:
    """Without the empty ones; `area=` takes one or several."""
    found = []
    for name, value in values.items():
        for each in [value] if isinstance(value, str) else value:
            if text := each.strip()[:200]:
                found.append(Facet(name, text))
    return tuple(dict.fromkeys(found))


def end_of(day: date | None) -> datetime | None:
    """The midnight in London that ends a day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON) if day else None


def lines(*parts: object) -> str:
    """Texts one after the other, without the empty ones."""
    return "\n".join(str(part).strip() for part in parts if part and str(part).strip())
