"""What the address of a search says, cleaned: what makes no sense is left out, and nothing is an error."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.http import urlencode

from portal.marketplace.places import Place, centroid
from search.engines.base import FACETS
from search.enums import Kind, Order
from search.text import clean

MILES = (1, 2, 5, 10, 25)
PER_PAGE = 20
MOST_PAGES = 50
_MOST_VALUES = 20
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s*[0-9][A-Za-z]{2})\b")
_NEAR = re.compile(r"\b(?:near|around|in|at)\s+([A-Za-z]{1,2}[0-9][A-Za-z0-9]?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """`place` is where `near` is, or None when it is nowhere that we know."""

    words: str = ""
    near: str = ""
    place: Place | None = None
    miles: int | None = None
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_open: bool = False
    order: str = ""
    page: int = 1

    @property
    def is_anything(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.words or self.place or self.chosen or self.is_open or self.order)

    def address(self, *, without: tuple[str, str] = ("", ""), **changes: str) -> str:
        """As a link carries it, with one value taken away or some changed."""
        plain = {
            "q": self.words,
            "near": self.near,
            "miles": str(self.miles or ""),
            "open": "yes" if self.is_open else "",
            "order": self.order,
        } | changes
        found = [(name, value) for name, value in plain.items() if value]
        found += [(name, value) for name, values in self.chosen.items() for value in values if (name, value) != without]
        return "?" + urlencode(found)


def read(given: Any) -> Asked:
    """From the address (a QueryDict)."""
    typed = clean(given.get("q", ""))[:200]
    near = clean(given.get("near", ""))[:20]
    place = centroid(near) if near else None
    words = typed
    if not near:
        words, near, place = _place_in(typed)
    order = given.get("order", "")
    return Asked(
        words=words,
        near=near,
        place=place,
        miles=_number(given.get("miles", ""), MILES) if place else None,
        chosen={name: values for name in FACETS if (values := _values(name, given.getlist(name)))},
        is_open=given.get("open", "") == "yes",
        order=order if order in Order.values and (order != Order.NEAREST or place) else "",
        page=_page(given.get("page", "")),
    )


def _place_in(typed: str) -> tuple[str, str, Place | None]:
    """A postcode within the words is a place: "befriending M4 5JD", "advice near BS5"."""
    for pattern in (_POSTCODE, _NEAR):
        found = pattern.search(typed)
        if found and (place := centroid(found[1])):
            rest = clean(f"{typed[: found.start()]} {typed[found.end() :]}")
            return re.sub(r"\s*\b(?:near|around|in|at)$", "", rest, flags=re.IGNORECASE), found[1].upper(), place
    return typed, "", None


def _number(value: str, allowed: tuple[int, ...]) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 and int(value) in allowed else None


def _page(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        return 1
    return min(max(int(value), 1), MOST_PAGES)


def _values(name: str, given: list[str]) -> tuple[str, ...]:
    values = [clean(value)[:200] for value in given[:_MOST_VALUES]]
    if name == "kind":
        values = [value for value in values if value in Kind.values]
    return tuple(dict.fromkeys(value for value in values if value))
