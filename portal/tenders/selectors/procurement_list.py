"""The public list of opportunities: searched, filtered and counted; the stage comes from the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from portal.audit.marks import KEEP_SECONDS, moment
from portal.tenders.enums import Phase, Regime
from portal.tenders.models import Lot, Procurement
from portal.tenders.selectors.procurement import phase_filter, with_phase

PER_PAGE = 20
STAGES: dict[str, tuple[Phase, ...]] = {
    "open": (Phase.OPEN, Phase.SOURCED_OPEN),
    "evaluation": (Phase.CLOSED, Phase.EVALUATION),
    "decided": (Phase.STANDSTILL, Phase.AWARDED, Phase.COMPLETE),
    "elsewhere": (Phase.SOURCED_CLOSED,),
    "abandoned": (Phase.ABANDONED,),
}
ORDERS: dict[str, tuple[Any, ...]] = {
    "closing": (F("deadline_at").asc(nulls_last=True), "ref"),
    "newest": (F("published_at").desc(nulls_last=True), "-ref"),
    "largest": (F("estimated_value_pence").desc(nulls_last=True), "ref"),
}
_POUND = 100
_BANDS = {
    "100k": (0, 100_000),
    "500k": (100_000, 500_000),
    "1m": (500_000, 1_000_000),
    "more": (1_000_000, None),
}


@dataclass(frozen=True)
class Option:
    """One box of a filter: its value, its words, and which rows it lets through."""

    value: str
    label: str
    rows: Q


@dataclass(frozen=True)
class Group:
    """Boxes that belong together; rows that pass any ticked one of them stay."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Query:
    """What was asked for, cleaned: unknown values are left out."""

    words: str = ""
    stage: str = "open"
    order: str = "closing"
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def without(self, name: str, value: str = "") -> "Query":
        """The same question with one filter taken away."""
        if name == "words":
            return Query("", self.stage, self.order, self.ticked)
        if name == "stage":
            return Query(self.words, "", self.order, self.ticked)
        rest = {**self.ticked, name: tuple(v for v in self.ticked.get(name, ()) if v != value)}
        return Query(self.words, self.stage, self.order, rest)

    def pairs(self) -> list[tuple[str, str]]:
        """As an address carries it."""
        found = [("words", self.words)] if self.words else []
        found += [("stage", self.stage)]
        found += [("order", self.order)] if self.order != "closing" else []
        return found + [(name, value) for name, values in self.ticked.items() for value in values]


def stage_names() -> dict[str, str]:
    """The stages in words."""
    return {
        "open": _("Open for bids"),
        "evaluation": _("Being evaluated"),
        "decided": _("Decided"),
        "elsewhere": _("Published elsewhere, closed"),
        "abandoned": _("Abandoned"),
        "": _("Any stage"),
    }


def groups(now: datetime) -> tuple[Group, ...]:
    """The filters of the list."""
    bands = {
        "100k": _("Under £100,000"),
        "500k": _("£100,000 to £499,999"),
        "1m": _("£500,000 to £999,999"),
        "more": _("£1 million or more"),
    }
    closes = {"14": _("14 days"), "30": _("30 days"), "90": _("90 days")}
    return (
        Group("who", _("Who can bid"), (Option("alliance", _("Alliances welcome"), Q(allows_alliances=True)),)),
        Group(
            "closes",
            _("Closes within"),
            tuple(
                Option(days, label, Q(deadline_at__gte=now, deadline_at__lte=now + timedelta(days=int(days))))
                for days, label in closes.items()
            ),
        ),
        Group("value", _("Value"), tuple(Option(key, label, _band(key)) for key, label in bands.items())),
        Group(
            "paid",
            _("How it is paid"),
            (
                Option("outcomes", _("Partly for outcomes"), Q(outcome_share_percent__gt=0)),
                Option("fixed", _("A fixed sum"), Q(outcome_share_percent=0) & ~Q(regime=Regime.SOURCED)),
            ),
        ),
        Group(
            "regime",
            _("Rules"),
            tuple(Option(value, str(label), Q(regime=value)) for value, label in Regime.choices if value),
        ),
    )


def _band(key: str) -> Q:
    low, high = _BANDS[key]
    found = Q(estimated_value_pence__gte=low * _POUND)
    return found & Q(estimated_value_pence__lt=high * _POUND) if high is not None else found


def read_query(given: Any, now: datetime) -> Query:
    """From the address (a QueryDict): what makes no sense is ignored."""
    stage = given.get("stage", "open")
    order = given.get("order", "closing")
    ticked = {}
    for group in groups(now):
        known = {option.value for option in group.options}
        values = tuple(dict.fromkeys(value for value in given.getlist(group.name) if value in known))
        if values:
            ticked[group.name] = values
    return Query(
        words=given.get("words", "").strip()[:100].replace("\x00", ""),
        stage=stage if stage in (*STAGES, "") else "open",
        order=order if order in ORDERS else "closing",
        ticked=ticked,
    )


def public_procurements() -> QuerySet[Procurement]:
    """Everything that everybody may read, with what its row shows."""
    lots = Lot.objects.filter(procurement=OuterRef("pk")).order_by().values("procurement")
    counted = Coalesce(Subquery(lots.annotate(n=Count("pk")).values("n")), 0)
    return with_phase(Procurement.objects.public().select_related("buyer").annotate(lot_count=counted))


def _stage(stage: str, now: datetime) -> Q:
    found = Q()
    for phase in STAGES.get(stage, ()):
        found |= phase_filter(phase, now)
    return found


def _words(words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= (
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(buyer__name__icontains=word) | Q(ref__iexact=word)
        )
    return found


def _ticked(query: Query, now: datetime, skip: Iterable[str] = ()) -> Q:
    found = Q()
    for group in groups(now):
        any_of = Q()
        for option in group.options:
            if option.value in query.ticked.get(group.name, ()):
                any_of |= option.rows
        if any_of and group.name not in skip:
            found &= any_of
    return found


def find_procurements(query: Query, now: datetime) -> QuerySet[Procurement]:
    """What was asked for, in its order."""
    rows = public_procurements().filter(_words(query.words)).filter(_ticked(query, now))
    return rows.filter(_stage(query.stage, now)).order_by(*ORDERS[query.order])


@dataclass(frozen=True)
class Facets:
    """How many one would find: stage -> count, and for each box its count."""

    stages: dict[str, int]
    options: dict[tuple[str, str], int]


def count_facets(query: Query, now: datetime) -> Facets:
    """Everybody is shown the same numbers: they are counted once while nothing happens."""
    asked = sha256(repr(query.pairs()).encode()).hexdigest()
    key = f"tenders:facets:{asked}:{moment()}"
    known: Facets | None = cache.get(key)
    if known is None:
        known = _count_facets(query, now)
        cache.set(key, known, KEEP_SECONDS)
    return known


def _count_facets(query: Query, now: datetime) -> Facets:
    """Two queries whatever the number of rows or boxes."""
    rows = with_phase(Procurement.objects.public()).filter(_words(query.words))
    stages = rows.filter(_ticked(query, now)).aggregate(
        any=Count("pk"), **{name: Count("pk", filter=_stage(name, now)) for name in STAGES}
    )
    boxes = {
        f"{group.name}_{option.value}": Count("pk", filter=option.rows & _ticked(query, now, skip=[group.name]))
        for group in groups(now)
        for option in group.options
    }
    counted = rows.filter(_stage(query.stage, now)).aggregate(**boxes)
    stages[""] = stages.pop("any")
    return Facets(stages, {tuple(key.split("_", 1)): n for key, n in counted.items()})  # type: ignore[misc]


@dataclass(frozen=True)
class Used:
    """A filter in use: its words, the question without it, and how many that finds (when asked)."""

    label: str
    query: Query
    found: int | None = None


def used_filters(query: Query, now: datetime, *, is_counted: bool = False) -> list[Used]:
    """What narrows the list now, each with the way out."""
    found = [(f"“{query.words}”", query.without("words"))] if query.words else []
    found += [(stage_names()[query.stage], query.without("stage"))] if query.stage else []
    for group in groups(now):
        for option in group.options:
            if option.value in query.ticked.get(group.name, ()):
                words = f"{group.legend}: {option.label}" if group.name in ("closes", "value") else option.label
                found.append((words, query.without(group.name, option.value)))
    return [Used(label, rest, find_procurements(rest, now).count() if is_counted else None) for label, rest in found]


def open_procurements(now: datetime) -> QuerySet[Procurement]:
    """Open for bids here, closing soonest first: for feeds, calendars and the pages of the site."""
    return public_procurements().filter(phase_filter(Phase.OPEN, now)).order_by("deadline_at", "ref")


def latest_procurements(limit: int = 50) -> list[Procurement]:
    """What was published last, newest first."""
    rows = public_procurements().filter(published_at__isnull=False)
    return list(rows.order_by("-published_at", "-pk")[:limit])
