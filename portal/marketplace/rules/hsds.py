"""Reading Open Referral UK (HSDS-UK 3.0): rows of a feed into facts, or a ValueError that says where and why."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from portal.marketplace.enums import AccessKind, BudgetsTaken, LocationType, ServiceStatus
from portal.marketplace.rules.facts import (
    AccessFacts,
    AreaFacts,
    ContactFacts,
    CostFacts,
    NamedFacts,
    OrganisationFacts,
    PlaceFacts,
    PublishedService,
    ServiceFacts,
    TermFacts,
    TimeFacts,
)
from portal.marketplace.rules.reading import Reader
from portal.marketplace.rules.times import byday_parts, monthday_parts

MOST_INTERVAL = 52

# Words of a free text by which a kind of access is recognised; the first that fits.
_ACCESS = (
    (AccessKind.CHANGING, r"changing places"),
    (AccessKind.STEP_FREE, r"step[- ]free|wheelchair|ramp|level access|\blift\b"),
    (AccessKind.TOILET, r"accessible toilet|disabled toilet"),
    (AccessKind.PARKING, r"parking|blue badge"),
    (AccessKind.QUIET, r"\bquiet"),
    (AccessKind.HEARING_LOOP, r"hearing loop|induction loop"),
    (AccessKind.BSL, r"\bbsl\b|sign language"),
    (AccessKind.INTERPRETER, r"interpreter"),
    (AccessKind.EASY_READ, r"easy read"),
    (AccessKind.DOGS, r"(assistance|guide) dog"),
)


def service_read(row: object) -> PublishedService:
    """One service of a feed. ValueError: the path in the row and what is wrong there."""
    top = Reader(row, "")
    uuid = top.uuid("id")
    name = top.text("name", 200, required=True)
    status = top.choice("status", ServiceStatus.values, required=True)
    organisation = _organisation(top)
    costs = tuple(top.each("cost_options", _cost))
    places = tuple(top.each("service_at_locations", _place))
    facts = ServiceFacts(
        columns={"name": name, "status": status, **_columns(top), **_asks(costs, places)},
        terms=tuple(dict.fromkeys(top.each("attributes", _term))),
        places=places,
        times=tuple(_times(top)),
        costs=costs,
        areas=tuple(top.each("service_areas", _area)),
        contacts=tuple(top.each("contacts", _contact)),
        languages=_distinct(tuple(top.each("languages", _language))),
        funding=tuple(top.each("funding", _funding)),
        access=_access(top, uuid),
    )
    return PublishedService(uuid, organisation, facts, top.row)


def _columns(top: Reader) -> dict[str, object]:
    columns: dict[str, object] = {
        "description": top.text("description", 20_000),
        "url": top.web("url"),
        "email": top.email("email"),
        "fees": top.text("fees", 2_000),
        "accreditations": top.text("accreditations", 2_000),
        "alert": top.text("alert", 500),
        "assurer_email": top.email("assurer_email"),
        "assured_on": top.day("assured_date"),
        "minimum_age": top.age("minimum_age"),
        "maximum_age": top.age("maximum_age"),
        "eligibility": top.text("eligibility_description", 2_000),
    }
    low, high = columns["minimum_age"], columns["maximum_age"]
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise top.wrong("minimum_age", "is above maximum_age")
    return columns


def _asks(costs: tuple[CostFacts, ...], places: tuple[PlaceFacts, ...]) -> dict[str, object]:
    """What follows from the rest: free of charge needs no personal budget; a place on no map is reached from afar."""
    is_free = bool(costs) and all(cost.amount_pence == 0 for cost in costs)
    kinds = {place.location_type for place in places}
    return {
        "budgets_taken": BudgetsTaken.NOT_NEEDED if is_free else BudgetsTaken.UNKNOWN,
        "is_at_place": LocationType.VIRTUAL not in kinds or LocationType.PHYSICAL in kinds,
        "is_remote": LocationType.VIRTUAL in kinds,
    }


def _organisation(top: Reader) -> OrganisationFacts:
    inner = top.inner("organization")
    if inner is None:
        raise top.wrong("organization", "is missing; a service needs the organisation that runs it")
    named = top.row.get("organization_id")
    uuid = inner.uuid("id")
    if named is not None and top.uuid("organization_id") != uuid:
        raise top.wrong("organization_id", "is not the id of organization")
    return OrganisationFacts(
        uuid=uuid,
        name=inner.text("name", 200, required=True),
        description=inner.text("description", 5_000),
        email=inner.email("email"),
        website=inner.web("website"),
        registers=tuple(inner.each("organization_identifiers", _register)),
    )


def _register(each: Reader) -> tuple[str, str]:
    scheme = each.text("identifier_scheme", 60) or each.text("identifier_type", 60)
    return scheme, each.text("identifier", 60, required=True)


def _term(each: Reader) -> TermFacts:
    term = each.inner("taxonomy_term")
    if term is None:
        raise each.wrong("taxonomy_term", "is missing")
    return term_read(term)


def term_read(term: Reader) -> TermFacts:
    """A kind of support with the list it is from."""
    return TermFacts(
        uuid=term.uuid("id"),
        name=term.text("name", 200, required=True),
        description=term.text("description", 2_000),
        uri=term.text("term_uri", 500),
        parent_uuid=term.uuid_or_none("parent_id"),
        taxonomy_uuid=term.uuid_or_none("taxonomy_id"),
        taxonomy_name=term.text("taxonomy", 200),
    )


def _place(each: Reader) -> PlaceFacts:
    location = each.inner("location")
    if location is None:
        raise each.wrong("location", "is missing")
    uuid = location.uuid("id")
    latitude, longitude = location.degrees("latitude", 90), location.degrees("longitude", 180)
    if (latitude is None) != (longitude is None):
        raise location.wrong("latitude", "and longitude come together")
    addresses = list(location.each("addresses", lambda address: address))
    # One address is kept: where it is, before where to write to.
    addresses.sort(key=lambda address: address.row.get("address_type") != "physical")
    return PlaceFacts(
        uuid=uuid,
        at_uuid=each.uuid("id"),
        location_type=location.choice("location_type", LocationType.values, required=True),
        name=location.text("name", 200),
        description=location.text("description", 2_000),
        latitude=latitude,
        longitude=longitude,
        external_identifier=location.text("external_identifier", 100),
        external_identifier_type=location.text("external_identifier_type", 50),
        **(_address(addresses[0]) if addresses else {"address_uuid": uuid5(uuid, "address")}),
    )


def _address(address: Reader) -> dict[str, Any]:
    return {
        "address_uuid": address.uuid("id"),
        "attention": address.text("attention", 200),
        "address_1": address.text("address_1", 300),
        "city": address.text("city", 100),
        "region": address.text("region", 100),
        "state_province": address.text("state_province", 100),
        "postal_code": address.text("postal_code", 10),
        "country": address.text("country", 2) or "GB",
    }


def _times(top: Reader) -> Iterator[TimeFacts]:
    yield from top.each("schedules", _time)
    for each in top.each("service_at_locations", lambda row: row):
        at_uuid = each.uuid("id")
        yield from each.each("schedules", lambda row, at=at_uuid: _time(row, at))  # type: ignore[misc]


def _time(each: Reader, at_uuid: UUID | None = None) -> TimeFacts:
    byday, bymonthday = each.text("byday", 60), each.text("bymonthday", 60)
    each.check("byday", byday_parts, byday)
    each.check("bymonthday", monthday_parts, bymonthday)
    begins, ends = each.day("valid_from"), each.day("valid_to")
    if begins and ends and ends < begins:
        raise each.wrong("valid_to", "is before valid_from")
    return TimeFacts(
        uuid=each.uuid("id"),
        at_uuid=at_uuid or each.uuid_or_none("service_at_location_id"),
        freq=each.choice("freq", ["WEEKLY", "MONTHLY"]),
        interval=each.whole("interval", 1, MOST_INTERVAL) or 1,
        byday=byday.replace(" ", "").upper(),
        bymonthday=bymonthday.replace(" ", ""),
        dtstart_on=each.day("dtstart"),
        valid_from_on=begins,
        valid_to_on=ends,
        opens=each.hour("opens_at"),
        closes=each.hour("closes_at"),
        description=each.text("description", 500),
        notes=each.text("notes", 500),
        attending_type=each.text("attending_type", 50),
        schedule_link=each.web("schedule_link"),
    )


def _cost(each: Reader) -> CostFacts:
    return CostFacts(
        uuid=each.uuid("id"),
        option=each.text("option", 200),
        amount_pence=each.pence("amount"),
        amount_description=each.text("amount_description", 300),
        valid_from_on=each.day("valid_from"),
        valid_to_on=each.day("valid_to"),
    )


def _area(each: Reader) -> AreaFacts:
    return AreaFacts(
        uuid=each.uuid("id"),
        name=each.text("name", 200) or each.text("service_area", 200),
        extent=each.text("extent", 5_000),
        extent_type=each.text("extent_type", 50),
        uri=each.text("uri", 500),
    )


def _contact(each: Reader) -> ContactFacts:
    phones = list(each.each("phones", lambda phone: phone.text("number", 40)))
    return ContactFacts(
        uuid=each.uuid("id"),
        name=each.text("name", 200),
        title=each.text("title", 200),
        email=each.email("email"),
        phone=phones[0] if phones else "",
    )


def _language(each: Reader) -> NamedFacts:
    return NamedFacts(each.uuid("id"), each.text("name", 60) or each.text("language", 60) or each.text("code", 60))


def _distinct(found: tuple[NamedFacts, ...]) -> tuple[NamedFacts, ...]:
    """The languages that have a name, each once: the profile publishes an id alone, which tells nobody anything."""
    return tuple({each.name: each for each in found if each.name}.values())


def _funding(each: Reader) -> NamedFacts:
    return NamedFacts(each.uuid("id"), each.text("source", 2_000))


def _access(top: Reader, service: UUID) -> tuple[AccessFacts, ...]:
    found: dict[object, AccessFacts] = {}
    for at in top.each("service_at_locations", lambda row: row):
        location = at.inner("location")
        for each in location.each("accessibility", lambda row: row) if location else ():
            text = each.text("description", 500) or each.text("accessibility", 500)
            note = each.text("details", 500)
            kind = next((k for k, words in _ACCESS if re.search(words, text.lower())), AccessKind.OTHER)
            # Two services may stand at one place; the row belongs to each of them.
            uuid = uuid5(service, str(each.uuid("id")))
            key = uuid if kind == AccessKind.OTHER else kind
            found.setdefault(
                key, AccessFacts(uuid, str(kind), "yes", ". ".join(filter(None, (text, note)))[:500], each.web("url"))
            )
    return tuple(found.values())
