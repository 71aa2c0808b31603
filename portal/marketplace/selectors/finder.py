"""The directory: what was asked for, what fits, how many more or fewer each box would find."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.audit.marks import KEEP_SECONDS, moment
from portal.marketplace.enums import AccessKind
from portal.marketplace.models import Language, Service, ServiceAtLocation, ServiceTerm
from portal.marketplace.places import MILES_OF_A_DEGREE, Place, box, centroid
from portal.marketplace.rules.freshness import ages_before, sinks_before
from portal.marketplace.rules.marks import ASKED_ACCESS, language_mark
from portal.marketplace.rules.times import DAYS
from portal.marketplace.rules.words import stems_of, words_of

PER_PAGE = 20
DISTANCES = (1, 2, 5, 10, 25)
USUAL_MILES = 5
ORDERS = ("best", "near", "fresh", "name")
MOST_KINDS = 40


@dataclass(frozen=True)
class Box:
    """One box to tick: its name in the address, its value, its words, and which rows it lets through."""

    group: str
    value: str
    label: str


@dataclass(frozen=True)
class Query:
    """What was asked for, cleaned: what makes no sense is left out. `near_typed` is kept although it is no postcode."""

    words: str = ""
    near_typed: str = ""
    place: Place | None = None
    miles: int = USUAL_MILES
    day: str = ""
    kind: str = ""
    language: str = ""
    order: str = "best"
    ticked: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def pairs(self) -> list[tuple[str, str]]:
        """As an address carries it."""
        found = [("q", self.words), ("near", self.near_typed), ("day", self.day), ("kind", self.kind)]
        found += [("language", self.language)]
        found += [("miles", str(self.miles))] if self.place and self.miles != USUAL_MILES else []
        found += [("order", self.order)] if self.order != "best" else []
        return [(name, value) for name, value in found if value] + sorted(self.ticked)

    @property
    def is_asking(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.pairs())


def groups() -> list[tuple[str, str, list[Box]]]:
    """The boxes: (name, legend, boxes)."""
    kinds = dict(AccessKind.choices)
    table = [
        ("money", _("Money"), [("budgets", _("Takes personal budgets")), ("free", _("Free"))]),
        ("money", "", [("cheap", _("Under £10"))]),
        ("time", _("Time"), [("daytime", _("Daytime")), ("evening", _("Evening"))]),
        ("start", _("Getting started"), [("self", _("You can go without a referral"))]),
        ("access", _("Getting in and feeling well"), [(kind.value, str(kinds[kind])) for kind in ASKED_ACCESS]),
        ("access", "", [("carer", _("My carer is welcome")), ("peer", _("Run by people like me"))]),
        ("trust", _("Trust"), [("fresh", _("Checked in the last 6 months"))]),
    ]
    found: list[tuple[str, str, list[Box]]] = []
    for name, legend, options in table:
        boxes = [Box(name, value, label) for value, label in options]
        if legend:
            found.append((name, legend, boxes))
        else:
            found[-1][2].extend(boxes)
    return found


def read_query(given: Any) -> Query:
    """From the address (a QueryDict)."""

    def text(name: str, longest: int) -> str:
        return " ".join(given.get(name, "").replace("\x00", "").split())[:longest]

    known = {(box.group, box.value) for _name, _legend, boxes in groups() for box in boxes}
    near, miles, order, day = text("near", 40), text("miles", 3), text("order", 10), text("day", 2).lower()
    return Query(
        words=text("q", 100),
        near_typed=near,
        place=centroid(near) if near else None,
        miles=0 if miles == "any" or miles == "0" else _miles(miles),
        day=day if day.upper() in DAYS else "",
        kind=_uuid(text("kind", 36)),
        language=text("language", 60),
        order=order if order in ORDERS else "best",
        ticked=frozenset((name, value) for name, value in known if value in given.getlist(name)),
    )


def _miles(text: str) -> int:
    return int(text) if text.isdecimal() and int(text) in DISTANCES else USUAL_MILES


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def days() -> list[tuple[str, str]]:
    """The days of the week: ("tu", "Tuesday")."""
    return [(code.lower(), str(WEEKDAYS[number])) for number, code in enumerate(DAYS)]


def find_services(query: Query, today: date) -> QuerySet[Service]:
    """What fits, in its order. `square_degrees` of a row: how far, for `miles_of`; None without a place."""
    return _ordered(_matching(query, today), query, today)


def found_ids(query: Query, today: date) -> list[int]:
    """The keys of what fits, in order: sorted once while nothing happens, the rows of a page are read afterwards."""
    key = _kept_as("found", query, today)
    known: list[int] | None = cache.get(key)
    if known is None:
        known = list(find_services(query, today).values_list("pk", flat=True))
        cache.set(key, known, KEEP_SECONDS)
    return known


def _kept_as(what: str, query: Query, today: date) -> str:
    """Changes with the question, with every act on record and with the clock."""
    return f"marketplace:{what}:{sha256(repr(query).encode()).hexdigest()}:{today}:{moment()}"


def _matching(query: Query, today: date, *, skip: Iterable[str] = ()) -> QuerySet[Service]:
    rows: QuerySet[Service] = Service.objects.listed()
    for stem in stems_of(query.words):
        rows = rows.filter(words__contains=f" {stem}")
    if query.day and "day" not in skip:
        rows = rows.filter(marks__contains=f" {query.day} ")
    if query.language:
        rows = rows.filter(marks__contains=f" {language_mark(query.language)} ")
    for group, value in query.ticked:
        rows = rows.filter(_box(group, value, today))
    if query.kind and "kind" not in skip:
        rows = rows.filter(Exists(_terms_of(query.kind)))
    return _within(rows, query, is_all="miles" in skip)


def _box(group: str, value: str, today: date) -> Q:
    if group == "trust":
        return Q(assured_on__gte=ages_before(today))
    return Q(marks__contains=f" {value} ")


def _terms_of(kind: str) -> QuerySet[ServiceTerm]:
    return ServiceTerm.objects.filter(service=OuterRef("pk")).filter(Q(term__uuid=kind) | Q(term__parent__uuid=kind))


def _within(rows: QuerySet[Service], query: Query, *, is_all: bool) -> QuerySet[Service]:
    """How far each is; who can be reached from anywhere stays in, whatever the distance."""
    if query.place is None:
        return rows.annotate(square_degrees=Cast(Value(None), FloatField()))
    rows = rows.annotate(square_degrees=Subquery(_nearest(query.place), output_field=FloatField()))
    if is_all or not query.miles:
        return rows
    low, high, west, east = box(query.place.latitude, query.place.longitude, query.miles)
    near = ServiceAtLocation.objects.filter(
        location__latitude__range=(low, high), location__longitude__range=(west, east)
    )
    is_near = Q(pk__in=near.values("service_id"), square_degrees__lte=_square(query.miles))
    return rows.filter(is_near | Q(is_remote=True))


def _nearest(place: Place) -> QuerySet[ServiceAtLocation, Any]:
    north = F("location__latitude") - Value(place.latitude)
    east = (F("location__longitude") - Value(place.longitude)) * Value(math.cos(math.radians(place.latitude)))
    square = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    at = ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__latitude__isnull=False)
    return at.annotate(square=square).order_by("square").values("square")[:1]


def _square(miles: int) -> float:
    return (miles / MILES_OF_A_DEGREE) ** 2


def miles_of(square_degrees: float | None) -> float | None:
    """Miles from what `find_services` worked out."""
    return None if square_degrees is None else math.sqrt(square_degrees) * MILES_OF_A_DEGREE


def _ordered(rows: QuerySet[Service], query: Query, today: date) -> QuerySet[Service]:
    """Nobody can pay to be higher. What was not checked for a year comes last, whatever the order."""
    sinks = Case(When(assured_on__gte=sinks_before(today), then=Value(0)), default=Value(1))
    near = F("square_degrees").asc(nulls_last=True)
    orders: dict[str, list[Any]] = {
        "best": [_hits(query).desc(), near, "name"],
        "near": [near, "name"],
        "fresh": [F("assured_on").desc(nulls_last=True), "name"],
        "name": ["name"],
    }
    return rows.annotate(sinks=sinks).order_by("sinks", *orders[query.order], "pk")


def _hits(query: Query) -> Any:
    """How many of the words stand in the name."""
    found: Any = Cast(Value(0), IntegerField())  # PostgreSQL takes a bare number for a column's place
    for word in words_of(query.words)[:8]:
        found = found + Case(When(name__icontains=word, then=Value(1)), default=Value(0))
    return ExpressionWrapper(found, output_field=IntegerField())


@dataclass(frozen=True)
class Facets:
    """How many one would find: by box, by distance in miles (0: any), by kind of support (uuid, name, count)."""

    boxes: dict[tuple[str, str], int]
    miles: dict[int, int]
    kinds: list[tuple[str, str, int]]
    languages: list[str]


def count_facets(query: Query, today: date) -> Facets:
    """Everybody is shown the same numbers: they are counted once while nothing happens."""
    key = _kept_as("facets", replace(query, order="best"), today)
    known: Facets | None = cache.get(key)
    if known is None:
        known = _count_facets(query, today)
        cache.set(key, known, KEEP_SECONDS)
    return known


def _count_facets(query: Query, today: date) -> Facets:
    """Four queries, however many rows or boxes."""
    boxes = [box for _name, _legend, found in groups() for box in found]
    counts = _matching(query, today).aggregate(
        **{f"{box.group}_{box.value}": Count("pk", filter=_box(box.group, box.value, today)) for box in boxes}
    )
    return Facets(
        boxes={(box.group, box.value): counts[f"{box.group}_{box.value}"] for box in boxes},
        miles=_count_miles(query, today),
        kinds=_count_kinds(query, today),
        languages=list(Language.objects.order_by("name").values_list("name", flat=True).distinct()[:60]),
    )


def _count_miles(query: Query, today: date) -> dict[int, int]:
    if query.place is None:
        return {}
    within = {
        f"within_{miles}": Count("pk", filter=Q(square_degrees__lte=_square(miles)) | Q(is_remote=True))
        for miles in DISTANCES
    }
    counts = _matching(query, today, skip=("miles",)).aggregate(any=Count("pk"), **within)
    return {miles: counts[f"within_{miles}"] for miles in DISTANCES} | {0: counts["any"]}


def _count_kinds(query: Query, today: date) -> list[tuple[str, str, int]]:
    """The commonest kinds that would find anything, by name."""
    rows = _matching(query, today, skip=("kind",)).values("pk")
    counted = (
        ServiceTerm.objects.filter(service__in=rows)
        .values("term__uuid", "term__name")
        .annotate(found=Count("pk"))
        .order_by("-found", "term__name")
        .values_list("term__uuid", "term__name", "found")[:MOST_KINDS]
    )
    return sorted(((str(uuid), name, found) for uuid, name, found in counted), key=lambda each: each[1].lower())
