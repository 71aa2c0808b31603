"""What the page of results and the suggestions show."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.audit.marks import KEEP_SECONDS, moment
from portal.common.clock import now
from search.asked import MILES, MOST_PAGES, PER_PAGE, Asked
from search.engines.base import FACETS, Hit
from search.enums import Kind, Order
from search.finding import Found, find, suggest
from search.marking import marked, reasons
from search.models import Entry
from search.projection import written
from search.text import OPEN
from search.understanding import understand

MOST_OPTIONS = 8
_NEAR_BY = 0.1


@dataclass(frozen=True)
class Row:
    """One result."""

    title: SafeString
    url: str
    kind: str
    byline: str
    ref: str
    text: SafeString
    reasons: list[str]
    far: str
    is_open: bool
    is_close: bool
    fresh_on: date | None


@dataclass(frozen=True)
class Option:
    """One box of a filter, and how many one would find with it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """Boxes that belong together."""

    name: str
    legend: str
    options: list[Option] = field(default_factory=list)

    @property
    def used(self) -> str:
        """The labels of what is ticked."""
        return ", ".join(option.label for option in self.options if option.is_chosen)


def results_page(user: Any, asked: Asked) -> dict[str, Any]:
    """Everything the page shows. Visitors are shown alike what another was just shown, while nothing happens."""
    if user.is_authenticated or settings.SEARCH_URL:
        return _results_page(user, asked)
    key = f"search:page:{sha256(repr(asked).encode()).hexdigest()}:{written()}:{moment()}"
    known: dict[str, Any] | None = cache.get(key)
    if known is None:
        known = _results_page(user, asked)
        cache.set(key, known, KEEP_SECONDS)
    return known


def _results_page(user: Any, asked: Asked) -> dict[str, Any]:
    found = find(user, asked)
    last = min(max(1, -(-found.answer.total // PER_PAGE)), MOST_PAGES)
    if asked.page > last:
        asked = Asked(**{**asked.__dict__, "page": last})
        found = find(user, asked)
    groups = [_group(name, legend, found, asked) for name, legend in _legends().items()]
    return {
        "asked": asked,
        "total": found.answer.total,
        "page": _pages(found, asked),
        "rows": [_row(hit, entry, found) for hit, entry in found.rows],
        "first": (asked.page - 1) * PER_PAGE + 1,
        "groups": [group for group in groups if group.options],
        "open_count": found.answer.open_count,
        "miles": [(each, each == asked.miles) for each in MILES],
        "is_lost": bool(asked.near) and asked.place is None,
        "orders": _orders(asked),
        "used": _used(asked),
        "mended": _mended(found, asked),
        "is_away": found.is_away,
        "is_loose": found.is_loose,
        "kinds": _kinds(found),
    }


def _legends() -> dict[str, str]:
    return {"kind": _("What it is"), "topic": _("Topic"), "offer": _("What it offers"), "area": _("Place")}


def _pages(found: Found, asked: Asked) -> Page[Any]:
    reachable = min(found.answer.total, PER_PAGE * MOST_PAGES)
    return Paginator(range(reachable), PER_PAGE).get_page(asked.page)


def _label(name: str, value: str) -> str:
    return str(Kind(value).label) if name == "kind" and value in Kind.values else value


def _group(name: str, legend: str, found: Found, asked: Asked) -> Group:
    """The most frequent values, and every one that is ticked."""
    counts, chosen = found.answer.counts.get(name, {}), asked.chosen.get(name, ())
    values = list(counts)[: None if name == "kind" else MOST_OPTIONS]
    values += [value for value in chosen if value not in values]
    options = [Option(value, _label(name, value), counts.get(value, 0), value in chosen) for value in values]
    return Group(name, legend, options)


def _kinds(found: Found) -> list[tuple[str, str, int]]:
    """All kinds with how many there are, for the page on which nothing was asked yet."""
    counts = found.answer.counts.get("kind", {})
    return [
        (str(label), f"?{urlencode({'kind': value})}", counts[value])
        for value, label in Kind.choices
        if value in counts
    ]


def _row(hit: Hit, entry: Entry, found: Found) -> Row:
    marks = hit.marked
    title = marks.get("title") or entry.title
    text = marks["text"] if OPEN in marks.get("text", "") else entry.summary
    at = now()
    return Row(
        title=marked(title),
        url=entry.url,
        kind=str(Kind(entry.kind).label),
        byline=entry.byline,
        ref=entry.ref,
        text=marked(text),
        reasons=reasons(found.understood, marks),
        far=_far(hit.miles),
        is_open=entry.open_until is not None and entry.open_until > at,
        is_close=entry.open_until is not None and entry.open_until <= at,
        fresh_on=entry.fresh_on,
    )


def _far(miles: float | None) -> str:
    if miles is None:
        return ""
    if miles < _NEAR_BY:
        return _("in this postcode area")
    return _("%(miles)s miles away") % {"miles": f"{miles:.1f}" if miles < 10 else f"{miles:.0f}"}


def _orders(asked: Asked) -> list[tuple[str, str]]:
    """(label, address); the present one has none."""
    found = []
    for order in Order:
        if order == Order.NEAREST and asked.place is None:
            continue
        href = "" if order.value == asked.order else asked.address(order=order.value)
        found.append((str(order.label), href))
    return found


def _used(asked: Asked) -> list[tuple[str, str]]:
    """What narrows the results, each with the address without it."""
    found = []
    if asked.place:
        far = _("Within %(miles)s miles of %(place)s") % {"miles": asked.miles, "place": asked.near}
        label = far if asked.miles else _("Near %(place)s") % {"place": asked.near}
        found.append(
            (label, asked.address(near="", miles="", order="" if asked.order == Order.NEAREST else asked.order))
        )
    if asked.is_open:
        found.append((_("Open now"), asked.address(open="")))
    for name in FACETS:
        for value in asked.chosen.get(name, ()):
            found.append((_label(name, value), asked.address(without=(name, value))))
    return found


def _mended(found: Found, asked: Asked) -> dict[str, str]:
    """What was taken for what, when a word is nowhere to be found."""
    if not found.understood.mended:
        return {}
    words = asked.words
    for typed, meant in found.understood.mended.items():
        words = _replaced(words, typed, meant)
    return {"words": words, "href": asked.address(q=words)}


def _replaced(text: str, typed: str, meant: str) -> str:
    at = text.lower().find(typed)
    return text if at < 0 else text[:at] + meant + text[at + len(typed) :]


@dataclass(frozen=True)
class Suggestion:
    """Something that begins with what was typed, or the search for what may have been meant."""

    text: str
    kind: str
    url: str


def suggestions(user: Any, typed: str) -> list[Suggestion]:
    """The best first; for words that are nowhere to be found, those that are."""
    found = [Suggestion(entry.title, str(Kind(entry.kind).label), entry.url) for entry in suggest(user, typed)]
    found = list({each.url: each for each in found}.values())
    if found or not typed.strip():
        return found
    understood = understand(typed)
    words = typed
    for said, meant in understood.mended.items():
        words = _replaced(words, said, meant)
    if not understood.mended:
        return []
    href = f"{reverse('search:results')}?{urlencode({'q': words})}"
    return [Suggestion(words, _("Search for this instead"), href)]
