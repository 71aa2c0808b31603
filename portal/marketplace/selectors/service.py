"""A service's page: everything that is known, in words, and when it is next there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day
from portal.marketplace.enums import Answer, CareQuality, ServiceStatus
from portal.marketplace.models import CostOption, Schedule, Service, ServiceAtLocation
from portal.marketplace.places import Place, miles_between
from portal.marketplace.rules.freshness import Freshness, freshness
from portal.marketplace.rules.times import Occasion, hours_words, pattern_words, soonest
from portal.marketplace.selectors import words
from portal.marketplace.selectors.hits import nearest_place
from portal.organisations.models import Organisation, ReadinessItem


def with_page_parts(rows: Any) -> Any:
    """Everything that a page shows, for the same number of queries whatever there is of it."""
    places = ServiceAtLocation.objects.select_related("location").order_by("pk")
    readiness = ReadinessItem.objects.filter(is_public=True).select_related("verified_by").order_by("kind")
    return rows.select_related("organisation").prefetch_related(
        "schedules",
        "cost_options",
        "access_features",
        "areas",
        "contacts",
        "languages",
        "funding",
        "terms",
        Prefetch("at_locations", places),
        Prefetch("organisation__readiness", readiness),
    )


@dataclass(frozen=True)
class AccessLine:
    """What helps to get in: `mark` is yes, no or ask."""

    mark: str
    text: str
    small: str


@dataclass(frozen=True)
class PlaceLine:
    """Where it is: its name, its address in one line, how far."""

    name: str
    address: str
    miles: str


@dataclass(frozen=True)
class ServicePage:
    """What the template shows beside the service's own columns."""

    tag: tuple[str, str]
    checked: tuple[bool, str]
    checked_by: str
    wait: tuple[bool, str]
    facts: list[tuple[str, str, str]]
    occasions: list[str]
    times: list[tuple[str, str]]
    cost_heads: list[str]
    costs: list[list[Any]]
    budgets: str
    phone_link: str
    places: list[PlaceLine]
    elsewhere: str
    access: list[AccessLine]
    people: list[str]
    care: str
    checks: list[AccessLine]
    rows: list[tuple[str, Any]]
    paragraphs: list[str]


def service_page(service: Service, at: datetime, place: Place | None) -> ServicePage:
    """The page in words; `at` is the present instant in local time."""
    today = at.date()
    schedules = list(service.schedules.all())
    return ServicePage(
        tag=_tag(service, today),
        checked=words.checked_words(service, today),
        checked_by=words.checked_by(service),
        wait=words.wait_words(service, today),
        facts=_facts(service, today, place),
        occasions=[occasion_words(each) for each in _next(service, schedules, at)],
        times=[_time(row, today) for row in schedules],
        cost_heads=[_("For what"), _("Amount")],
        costs=[_cost(row, today) for row in service.cost_options.all()],
        budgets=_budgets(service),
        phone_link="".join(each for each in service.phone if each.isdecimal() or each == "+"),
        places=[_place(at_place.location, place) for at_place in service.at_locations.all()],
        elsewhere=words.elsewhere_words(service),
        access=_access(service),
        people=[each for each in (words.people_words(service), *service.eligibility.splitlines()) if each.strip()],
        care=words.care_words(service),
        checks=_checks(service.organisation, today),
        rows=_rows(service),
        paragraphs=[each.strip() for each in service.description.splitlines() if each.strip()],
    )


def _tag(service: Service, today: date) -> tuple[str, str]:
    """(words, kind) of the tag above the name."""
    if service.status != ServiceStatus.ACTIVE:
        return str(service.get_status_display()), "stopped"
    if service.places_free and freshness(service.places_seen_on, today) == Freshness.FRESH:
        return _("Has places"), "open"
    if service.wait_weeks:
        return _("Has a waiting list"), "waiting"
    return _("Running"), "done"


def _facts(service: Service, today: date, place: Place | None) -> list[tuple[str, str, str]]:
    found = nearest_place(service, place)
    where, small = "", words.elsewhere_words(service)
    if found:
        location, miles = found
        where = words.miles_words(miles) or location.city or location.name or location.address_1
        small = location.name or location.address_1 if where != location.name else location.address_1
        small = _("%(name)s, from %(place)s") % {"name": small, "place": place.outcode} if place and miles else small
    elif small:
        where, small = small[:1].upper() + small[1:], ""
    when = words.when_words(service.schedules.all())
    days, _comma, hours = when.partition(", ")
    wait = words.wait_words(service, today)[1]
    amount, what_for = words.cost_words(service, service.cost_options.all())
    return [
        (_("Where"), where or _("Ask first"), small),
        (_("When"), days or _("Ask first"), hours),
        (_("Cost"), amount, what_for),
        (_("Wait"), *_split_wait(service, wait)),
    ]


def _split_wait(service: Service, wait: str) -> tuple[str, str]:
    if not wait:
        return _("Ask first"), ""
    first, _comma, rest = wait.partition(", ")
    if service.wait_weeks is not None and not service.places_free:
        first = first.partition(": ")[2] or _("None")
    return first[:1].upper() + first[1:], rest


def _next(service: Service, schedules: list[Schedule], at: datetime) -> list[Occasion]:
    """The next three times, unless it is closed."""
    if service.status != ServiceStatus.ACTIVE:
        return []
    return soonest([words.pattern_of(row) for row in schedules], at)


def occasion_words(each: Occasion) -> str:
    """ "Tuesday 1 December 2026, 10:30 to 11:30"."""
    hours = hours_words(each.opens, each.closes)
    on = f"{WEEKDAYS[each.on.weekday()]} {day(each.on)}"
    return f"{on}, {hours}" if hours else on


def _time(row: Schedule, today: date) -> tuple[str, str]:
    """(when, what else is said of it)."""
    text = pattern_words(words.pattern_of(row)) or row.description or _("Ask first")
    small = [row.description if row.description != text else "", row.notes]
    if row.valid_from_on and row.valid_from_on > today:
        small.append(_("from %(day)s") % {"day": day(row.valid_from_on)})
    if row.valid_to_on:
        small.append(_("until %(day)s") % {"day": day(row.valid_to_on)})
    return text, ". ".join(each for each in small if each)


def _cost(row: CostOption, today: date) -> list[Any]:
    amount = _("Ask first") if row.amount_pence is None else format_pounds(row.amount_pence, always_pence=True)
    small = [row.amount_description if row.option else ""]
    if row.valid_from_on and row.valid_from_on > today:
        small.append(_("from %(day)s") % {"day": day(row.valid_from_on)})
    if row.valid_to_on:
        small.append(_("until %(day)s") % {"day": day(row.valid_to_on)})
    text = ", ".join(each for each in (row.option or row.amount_description or _("Price"), *small) if each)
    return [text[:1].upper() + text[1:], amount]


def _budgets(service: Service) -> str:
    answer, small = words.budgets_words(service)
    return f"{answer}, {small}" if small else answer


def _place(location: Any, place: Place | None) -> PlaceLine:
    parts = [location.address_1, location.city, location.state_province, location.postal_code]
    address = ", ".join(dict.fromkeys(part for part in parts if part and part != location.name))
    far = None
    if place and location.latitude is not None and location.longitude is not None:
        far = miles_between(place.latitude, place.longitude, location.latitude, location.longitude)
    return PlaceLine(location.name, address, words.miles_words(far))


def _access(service: Service) -> list[AccessLine]:
    found = [
        AccessLine(_mark(row.answer), _feature(row), row.note if row.kind != "other" else "")
        for row in service.access_features.all()
    ]
    for answer, text in (
        (service.carers_welcome, _("Carers and helpers welcome")),
        (service.peer_led, _("Run by people who have been there themselves")),
        (service.self_referral, _("You can go without a referral")),
    ):
        if answer in (Answer.YES, Answer.ASK) or (answer == Answer.NO and text.startswith(_("You can go"))):
            found.append(AccessLine(_mark(answer), text if answer != Answer.NO else _("You need a referral"), ""))
    return found


def _mark(answer: str) -> str:
    return {Answer.YES.value: "yes", Answer.NO.value: "no"}.get(answer, "ask")


def _feature(row: Any) -> str:
    text = row.note if row.kind == "other" and row.note else str(row.get_kind_display())
    return _("No: %(what)s") % {"what": text} if row.answer == Answer.NO else text


def _checks(organisation: Organisation, today: date) -> list[AccessLine]:
    """Papers of the organisation that it shows to everybody: seen by somebody else, or only said."""
    found = []
    for item in organisation.readiness.all():
        if item.expires_on and item.expires_on < today:
            continue
        seen = bool(item.verified_by_id)
        small = [
            _("Seen %(day)s") % {"day": day(item.verified_at)} if seen else _("They say so; not checked by us yet")
        ]
        if item.expires_on:
            small.append(_("valid to %(day)s") % {"day": day(item.expires_on)})
        found.append(AccessLine("yes" if seen else "ask", str(item.get_kind_display()), ", ".join(small)))
    return found


def _rows(service: Service) -> list[tuple[str, Any]]:
    """Further things that are known."""
    rows: list[tuple[str, Any]] = [
        (_("Kind of support"), ", ".join(str(term) for term in service.terms.all())),
        (_("Languages"), ", ".join(str(each) for each in service.languages.all())),
        (_("For people who live in"), ", ".join(each.name for each in service.areas.all() if each.name)),
        (_("Paid for by"), ", ".join(str(each) for each in service.funding.all())),
        (_("Accreditations"), service.accreditations),
    ]
    return [(name, value) for name, value in rows if value]


def is_care_registered(service: Service) -> bool:
    """Whether the Care Quality Commission has a page about it."""
    return service.care_quality == CareQuality.REGISTERED and bool(service.care_url)
