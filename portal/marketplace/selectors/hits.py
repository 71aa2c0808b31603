"""The rows of the directory, with all that a row shows, for the same few queries whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.marketplace.enums import Answer, CareQuality
from portal.marketplace.models import Service, ServiceAtLocation
from portal.marketplace.places import Place, miles_between
from portal.marketplace.rules.freshness import Freshness, freshness
from portal.marketplace.rules.times import DAYS
from portal.marketplace.selectors import words
from portal.marketplace.selectors.finder import Query


@dataclass(frozen=True)
class Hit:
    """One service of a list. `facts`: (question, answer, small). `trust`: (whether it is good, sentence)."""

    uuid: str
    name: str
    what: str
    by: str
    facts: list[tuple[str, str, str]]
    trust: list[tuple[bool, str]]
    is_old: bool
    is_kept: bool


def with_row_parts(rows: QuerySet[Service]) -> QuerySet[Service]:
    """What a row shows, beside the service."""
    places = ServiceAtLocation.objects.select_related("location").order_by("pk")
    return rows.select_related("organisation").prefetch_related(
        "schedules", "cost_options", Prefetch("at_locations", places)
    )


def page_rows(ids: Iterable[int]) -> list[Service]:
    """The services of a page in the order of its keys."""
    wanted = list(ids)
    found = {row.pk: row for row in with_row_parts(Service.objects.filter(pk__in=wanted))}
    return [found[pk] for pk in wanted if pk in found]


def hits(rows: Iterable[Service], query: Query, today: date, kept: set[str]) -> list[Hit]:
    """The rows in words."""
    return [_hit(row, query, today, kept) for row in rows]


def _hit(row: Service, query: Query, today: date, kept: set[str]) -> Hit:
    where = _where(row, query)
    when_label = _("When")
    if query.day:
        when_label = _("%(day)ss") % {"day": WEEKDAYS[DAYS.index(query.day.upper())]}
    return Hit(
        uuid=str(row.uuid),
        name=row.name,
        what=words.in_short(row),
        by=row.organisation.name,
        facts=[
            (_("How far") if query.place else _("Where"), *where),
            (when_label, words.when_words(row.schedules.all(), query.day) or _("Ask first"), ""),
            (_("Cost"), *words.cost_words(row, row.cost_options.all())),
            (_("Personal budget"), *words.budgets_words(row)),
        ],
        trust=_trust(row, today),
        is_old=freshness(row.assured_on, today) in (Freshness.OLD, Freshness.NEVER),
        is_kept=str(row.uuid) in kept,
    )


def _where(row: Service, query: Query) -> tuple[str, str]:
    """(how far or where, the place)."""
    nearest = nearest_place(row, query.place)
    elsewhere = words.elsewhere_words(row)
    if nearest is None:
        return elsewhere[:1].upper() + elsewhere[1:] if elsewhere else _("Ask first"), ""
    location, miles = nearest
    place = elsewhere if elsewhere and not row.is_at_place else location.name or location.address_1
    if miles is None:
        return location.city or location.postal_code or place, place if location.city or location.postal_code else ""
    return words.miles_words(miles), place


def nearest_place(row: Service, place: Place | None) -> tuple[Any, float | None] | None:
    """(the place nearest to `place`, miles), or the first place without a distance."""
    found = [at.location for at in row.at_locations.all()]
    if not found:
        return None
    far = [
        (miles_between(place.latitude, place.longitude, each.latitude, each.longitude), number)
        for number, each in enumerate(found)
        if place and each.latitude is not None and each.longitude is not None
    ]
    if not far:
        return found[0], None
    miles, number = min(far)
    return found[number], miles


def _trust(row: Service, today: date) -> list[tuple[bool, str]]:
    found = [words.checked_words(row, today)]
    wait = words.wait_words(row, today)
    if row.alert:
        found.insert(0, (False, row.alert))
    if wait[1]:
        found.append(wait)
    if row.peer_led == Answer.YES:
        found.append((True, _("Run by peers")))
    if row.self_referral == Answer.YES:
        found.append((True, _("No referral needed")))
    if row.care_quality == CareQuality.NOT_REQUIRED:
        found.append((True, _("Need not register with the Care Quality Commission")))
    return found
