"""Services in the words of Open Referral UK (HSDS-UK 3.0). What is unknown is left out; own fields begin "portal_"."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils.dateparse import parse_datetime

from portal.marketplace.enums import AccessKind, LocationType
from portal.marketplace.models import (
    ListedOrganisation,
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    Taxonomy,
    TaxonomyTerm,
)
from portal.marketplace.places import box, centroid
from portal.marketplace.rules.words import stems_of
from portal.organisations.enums import IdentifierScheme, OrganisationState

Row = dict[str, Any]
METRES_OF_A_MILE = 1_609.344


def published_services() -> QuerySet[Service]:
    """Every service with a public page, with who runs it; in the order of pages."""
    rows = Service.objects.open_to_all().select_related("organisation__directory_entry")
    return rows.order_by("modified_at", "uuid")


def whole_services(rows: QuerySet[Service]) -> QuerySet[Service]:
    """With everything that hangs on them."""
    places = ServiceAtLocation.objects.select_related("location").order_by("pk")
    terms = ServiceTerm.objects.select_related("term__taxonomy", "term__parent").order_by("pk")
    return rows.prefetch_related(
        Prefetch("schedules", Schedule.objects.select_related("at_location").order_by("pk")),
        Prefetch("at_locations", places),
        Prefetch("service_terms", terms),
        "areas",
        "languages",
        "funding",
        "cost_options",
        "contacts",
        "access_features",
        "organisation__identifiers",
    )


def published_organisations() -> QuerySet[ListedOrganisation]:
    """Those whose services the directory has."""
    rows = ListedOrganisation.objects.exclude(organisation__state=OrganisationState.SUSPENDED)
    return rows.select_related("organisation").prefetch_related("organisation__identifiers").order_by("uuid")


def published_places() -> QuerySet[ServiceAtLocation]:
    """Which service can be had where."""
    rows = ServiceAtLocation.objects.exclude(service__organisation__state=OrganisationState.SUSPENDED)
    rows = rows.select_related("location", "service__organisation__directory_entry")
    return rows.order_by("service__modified_at", "uuid")


def published_taxonomies() -> QuerySet[Taxonomy]:
    """The lists of kinds of support."""
    return Taxonomy.objects.order_by("uuid")


def published_terms() -> QuerySet[TaxonomyTerm]:
    """The kinds of support."""
    return TaxonomyTerm.objects.select_related("taxonomy", "parent").order_by("uuid")


def services_asked(
    *,
    search: str = "",
    organisation: UUID | None = None,
    term: UUID | None = None,
    modified_after: str = "",
    postcode: str = "",
    metres: int = 5_000,
) -> QuerySet[Service]:
    """The published services that fit. ValueError says what cannot be understood."""
    rows = published_services()
    for stem in stems_of(search):
        rows = rows.filter(words__contains=f" {stem}")
    if organisation:
        rows = rows.filter(organisation__directory_entry__uuid=organisation)
    if term:
        below = Q(terms__uuid=term) | Q(terms__parent__uuid=term)
        rows = rows.filter(pk__in=Service.objects.filter(below).values("pk"))
    if modified_after:
        rows = rows.filter(modified_at__gt=_read_instant(modified_after))
    return rows.filter(pk__in=_near(postcode, metres)) if postcode else rows


def _read_instant(text: str) -> datetime:
    try:
        instant = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError("modified_after is no instant with a time zone, such as 2026-11-24T12:00:00Z")
    return instant


def _near(postcode: str, metres: int) -> QuerySet[Any, Any]:
    """In the square around the middle of the postcode's district."""
    place = centroid(postcode)
    if place is None:
        raise ValueError("postcode is no postcode of England, Scotland or Wales")
    low, high, west, east = box(place.latitude, place.longitude, metres / METRES_OF_A_MILE)
    at = ServiceAtLocation.objects.filter(
        location__latitude__range=(low, high), location__longitude__range=(west, east)
    )
    return at.values("service_id")


def newest_of(rows: QuerySet[Service]) -> datetime | None:
    """When any of them changed last."""
    newest: datetime | None = rows.aggregate(newest=Max("modified_at"))["newest"]
    return newest


def terms_asked(*, taxonomy: UUID | None, parent: UUID | None, is_top: bool) -> QuerySet[TaxonomyTerm]:
    """The kinds of support that fit."""
    rows = published_terms()
    if taxonomy:
        rows = rows.filter(taxonomy__uuid=taxonomy)
    if parent:
        rows = rows.filter(parent__uuid=parent)
    return rows.filter(parent=None) if is_top else rows


def known(**values: Any) -> Row:
    """Only what is known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def service_head(service: Service) -> Row:
    """A service in a list: its own columns and who runs it."""
    entry = service.organisation.directory_entry
    return known(
        id=str(service.uuid),
        organization_id=str(entry.uuid),
        name=service.name,
        description=service.description or service.summary,
        url=service.url,
        email=service.email,
        status=service.status,
        fees=service.fees,
        accreditations=service.accreditations,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        eligibility_description=service.eligibility,
        assured_date=_day(service.assured_on),
        assurer_email=service.assurer_email,
        alert=service.alert,
        last_modified=_instant(service.modified_at),
        organization={
            "id": str(entry.uuid),
            "name": service.organisation.name,
            "description": _about(entry),
        },
        **_local(service),
    )


def service_full(service: Service) -> Row:
    """A service with everything that hangs on it."""
    head = service_head(service)
    head["organization"] = organisation_full(service.organisation.directory_entry)
    return head | known(
        schedules=[_schedule(row, service) for row in service.schedules.all()],
        service_areas=[_area(row, service) for row in service.areas.all()],
        service_at_locations=[
            known(
                id=str(at.uuid),
                service_id=str(service.uuid),
                location_id=str(at.location.uuid),
                location=location_full(at.location, service.access_features.all()),
            )
            for at in service.at_locations.all()
        ],
        languages=[_language(row, service) for row in service.languages.all()],
        funding=[
            {"id": str(row.uuid), "service_id": str(service.uuid), "source": row.source}
            for row in service.funding.all()
        ],
        cost_options=[_cost(row, service) for row in service.cost_options.all()],
        contacts=[_contact(row, service) for row in service.contacts.all()],
        attributes=[_attribute(row, service) for row in service.service_terms.all()],
    )


def _local(service: Service) -> Row:
    """What the portal knows beside the standard; see /api/docs."""
    return known(
        portal_summary=service.summary,
        portal_personal_budgets=service.budgets_taken,
        portal_self_referral=service.self_referral,
        portal_peer_led=service.peer_led,
        portal_carers_welcome=service.carers_welcome,
        portal_wait_weeks=service.wait_weeks,
        portal_wait_as_at=_day(service.wait_seen_on),
        portal_places_free=service.places_free,
        portal_places_as_at=_day(service.places_seen_on),
        portal_care_quality_commission=service.care_quality,
        portal_source=service.source_name,
        portal_source_licence=service.source_licence,
    )


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _hour(value: time | None) -> str | None:
    return value.isoformat(timespec="seconds") if value else None


def _about(entry: ListedOrganisation) -> str:
    """The standard demands a description."""
    return entry.description or entry.organisation.summary or entry.organisation.name


def organisation_full(entry: ListedOrganisation) -> Row:
    """Who runs services."""
    organisation = entry.organisation
    return known(
        id=str(entry.uuid),
        name=organisation.name,
        description=_about(entry),
        email=organisation.contact_email,
        website=organisation.website,
        organization_identifiers=[
            {
                "id": str(uuid5(entry.uuid, f"{row.scheme}:{row.value}")),
                "organization_id": str(entry.uuid),
                "identifier_scheme": row.scheme,
                "identifier_type": str(row.get_scheme_display()),
                "identifier": row.value,
            }
            for row in organisation.identifiers.all()
            if row.scheme != IdentifierScheme.OTHER
        ],
    )


def location_full(location: Location, features: Iterable[Any] = ()) -> Row:
    """A place; what helps to get in is told where the service is."""
    address = {}
    if location.address_1 or location.postal_code:
        address = {
            "id": str(location.address_uuid),
            "location_id": str(location.uuid),
            **known(attention=location.attention, region=location.region),
            "address_1": location.address_1,
            "city": location.city,
            "state_province": location.state_province,
            "postal_code": location.postal_code,
            "country": location.country,
            "address_type": location.location_type,
        }
    return known(
        id=str(location.uuid),
        location_type=location.location_type,
        name=location.name,
        description=location.description,
        latitude=location.latitude,
        longitude=location.longitude,
        external_identifier=location.external_identifier,
        external_identifier_type=location.external_identifier_type,
        addresses=[address] if address else [],
        accessibility=[_feature(row, location) for row in features if location.location_type == LocationType.PHYSICAL],
    )


def _feature(row: Any, location: Location) -> Row:
    """One service may stand at two places: the id is that of the feature at this one."""
    words = row.note if row.kind == AccessKind.OTHER else str(row.get_kind_display())
    return known(
        id=str(uuid5(row.uuid, str(location.uuid))),
        location_id=str(location.uuid),
        description=words,
        details=row.note if row.kind != AccessKind.OTHER else "",
        url=row.url,
        portal_answer=row.answer,
    )


def _schedule(row: Schedule, service: Service) -> Row:
    return known(
        id=str(row.uuid),
        service_id=str(service.uuid),
        service_at_location_id=str(row.at_location.uuid) if row.at_location else None,
        valid_from=_day(row.valid_from_on),
        valid_to=_day(row.valid_to_on),
        dtstart=_day(row.dtstart_on),
        freq=row.freq,
        interval=row.interval if row.freq else None,
        byday=row.byday,
        bymonthday=row.bymonthday,
        description=row.description,
        opens_at=_hour(row.opens),
        closes_at=_hour(row.closes),
        schedule_link=row.schedule_link,
        attending_type=row.attending_type,
        notes=row.notes,
    )


def _area(row: Any, service: Service) -> Row:
    return known(
        id=str(row.uuid),
        service_id=str(service.uuid),
        name=row.name,
        extent=row.extent,
        extent_type=row.extent_type,
        uri=row.uri,
    )


def _language(row: Any, service: Service) -> Row:
    return {"id": str(row.uuid), "service_id": str(service.uuid), "name": row.name}


def _contact(row: Any, service: Service) -> Row:
    phone = {"id": str(uuid5(row.uuid, "phone")), "contact_id": str(row.uuid), "number": row.phone}
    return known(
        id=str(row.uuid),
        service_id=str(service.uuid),
        name=row.name,
        title=row.title,
        email=row.email,
        phones=[phone] if row.phone else [],
    )


def _cost(row: Any, service: Service) -> Row:
    found = known(
        id=str(row.uuid),
        service_id=str(service.uuid),
        valid_from=_day(row.valid_from_on),
        valid_to=_day(row.valid_to_on),
        option=row.option,
        amount_description=row.amount_description,
    )
    return found if row.amount_pence is None else found | {"amount": pounds_number(row.amount_pence)}


def pounds_number(pence: int) -> int | float:
    """Pounds as JSON has numbers; whole ones stay whole."""
    pounds = Decimal(pence) / 100
    return int(pounds) if pounds == pounds.to_integral_value() else float(pounds)


def _attribute(row: ServiceTerm, service: Service) -> Row:
    return {
        "id": str(uuid5(service.uuid, str(row.term.uuid))),
        "link_id": str(service.uuid),
        "link_type": "service",
        "taxonomy_term_id": str(row.term.uuid),
        "taxonomy_term": term_full(row.term),
    }


def term_full(term: TaxonomyTerm) -> Row:
    """A kind of support. The standard demands a description."""
    return known(
        id=str(term.uuid),
        name=term.name,
        description=term.description or term.name,
        parent_id=str(term.parent.uuid) if term.parent else None,
        taxonomy=term.taxonomy.name,
        taxonomy_id=str(term.taxonomy.uuid),
        term_uri=term.uri if term.uri.startswith("http") else "",
    )


def taxonomy_full(taxonomy: Taxonomy) -> Row:
    """A list of kinds of support."""
    return known(
        id=str(taxonomy.uuid),
        name=taxonomy.name,
        description=taxonomy.description or taxonomy.name,
        uri=taxonomy.uri if taxonomy.uri.startswith("http") else "",
        version=taxonomy.version,
    )


def at_location_full(at: ServiceAtLocation) -> Row:
    """That a service can be had at a place."""
    return {
        "id": str(at.uuid),
        "service_id": str(at.service.uuid),
        "location_id": str(at.location.uuid),
        "location": location_full(at.location),
        "service": service_head(at.service),
    }
