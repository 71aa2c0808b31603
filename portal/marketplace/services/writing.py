"""Writing what is known of a service into its tables: one way in, for an import and for an editor's approval."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models

from portal.common.clock import now
from portal.marketplace.models import (
    AccessFeature,
    Contact,
    CostOption,
    Funding,
    Language,
    ListedOrganisation,
    Location,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTerm,
    Taxonomy,
    TaxonomyTerm,
)
from portal.marketplace.places import centroid
from portal.marketplace.rules.facts import PlaceFacts, ServiceFacts, TermFacts
from portal.marketplace.rules.marks import marks_text, service_marks, usual_price
from portal.marketplace.rules.words import searchable
from portal.organisations.models import Organisation

_UNLISTED = "Kinds of support"


def service_write(service: Service, facts: ServiceFacts) -> Service:
    """Save the service with everything that hangs on it. Call inside the transaction of an act that checks and records.

    Rows keep their ids as long as the facts name them, so that what the API publishes stays addressable.
    """
    for name, value in facts.columns.items():
        setattr(service, name, value)
    service.cost_from_pence = usual_price(facts)
    service.words = _words(service, facts)
    service.marks = marks_text(service_marks(facts, service))
    service.modified_at = now()
    if service._state.adding:
        service.created_at = service.modified_at
    service.full_clean()
    service.save()
    listed_ensure(service.organisation)
    _terms(service, facts.terms)
    at = _places(service, facts.places)
    _rows(Schedule, service, [_time(each, at) for each in facts.times])
    _rows(CostOption, service, [_plain(each) for each in facts.costs])
    _rows(ServiceArea, service, [_plain(each) for each in facts.areas])
    _rows(Contact, service, [_plain(each) for each in facts.contacts])
    _rows(Language, service, [_plain(each) for each in facts.languages])
    _rows(Funding, service, [{"uuid": each.uuid, "source": each.name} for each in facts.funding])
    _rows(AccessFeature, service, [_plain(each) for each in facts.access])
    return service


def listed_ensure(organisation: Organisation, uuid: UUID | None = None, description: str = "") -> ListedOrganisation:
    """The directory's entry of an organisation, made when there is none."""
    defaults: dict[str, Any] = {"description": description} | ({"uuid": uuid} if uuid else {})
    entry, _made = ListedOrganisation.objects.get_or_create(organisation=organisation, defaults=defaults)
    return entry


def _words(service: Service, facts: ServiceFacts) -> str:
    return searchable(
        service.name,
        service.summary,
        service.description,
        str(service.organisation),
        service.eligibility,
        *(term.name for term in facts.terms),
        *(place.name for place in facts.places),
        *(language.name for language in facts.languages),
    )


def _plain(facts: Any) -> dict[str, Any]:
    return dict(facts.__dict__)


def _time(facts: Any, at: dict[UUID, ServiceAtLocation]) -> dict[str, Any]:
    row = _plain(facts)
    at_uuid = row.pop("at_uuid")
    return row | {"at_location": at.get(at_uuid) if at_uuid else None}


def _rows(model: type[models.Model], service: Service, wanted: Iterable[dict[str, Any]]) -> None:
    """Make the rows of a service those that are wanted: matched by uuid, changed only where they differ."""
    manager: Any = model._default_manager
    known = {row.uuid: row for row in manager.filter(service=service)}
    named = {row["uuid"]: row for row in wanted}
    manager.filter(service=service).exclude(uuid__in=named).delete()
    made = []
    for uuid, values in named.items():
        row = known.get(uuid) or model(service=service)
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean(validate_unique=False, validate_constraints=False)
        if row.pk:
            row.save()
        else:
            made.append(row)
    manager.bulk_create(made)


def _terms(service: Service, terms: tuple[TermFacts, ...]) -> None:
    wanted = {_term(facts).pk for facts in terms}
    known = set(ServiceTerm.objects.filter(service=service).values_list("term_id", flat=True))
    ServiceTerm.objects.filter(service=service).exclude(term_id__in=wanted).delete()
    ServiceTerm.objects.bulk_create([ServiceTerm(service=service, term_id=pk) for pk in sorted(wanted - known)])


def _term(facts: TermFacts) -> TaxonomyTerm:
    """The kind of support, made with its list when it is new. A known one keeps its words."""
    known = TaxonomyTerm.objects.filter(uuid=facts.uuid).first()
    if known:
        return known
    name = facts.taxonomy_name or _UNLISTED
    if facts.taxonomy_uuid:
        taxonomy, _made = Taxonomy.objects.get_or_create(uuid=facts.taxonomy_uuid, defaults={"name": name})
    else:
        taxonomy = Taxonomy.objects.filter(name=name).order_by("pk").first() or Taxonomy.objects.create(name=name)
    parent = TaxonomyTerm.objects.filter(uuid=facts.parent_uuid).first() if facts.parent_uuid else None
    return TaxonomyTerm.objects.create(
        uuid=facts.uuid,
        taxonomy=taxonomy,
        parent=parent,
        name=facts.name,
        description=facts.description,
        uri=facts.uri,
    )


def _places(service: Service, places: tuple[PlaceFacts, ...]) -> dict[UUID, ServiceAtLocation]:
    found: dict[UUID, ServiceAtLocation] = {}
    for facts in places:
        location = _location(service, facts)
        at = ServiceAtLocation.objects.filter(service=service, location=location).first()
        if at is None:
            if ServiceAtLocation.objects.filter(uuid=facts.at_uuid).exclude(service=service).exists():
                raise ValueError(f"the place {facts.at_uuid} belongs to another service here")
            at, _made = ServiceAtLocation.objects.update_or_create(
                uuid=facts.at_uuid, defaults={"service": service, "location": location}
            )
        found[facts.at_uuid] = at
    ServiceAtLocation.objects.filter(service=service).exclude(pk__in=[at.pk for at in found.values()]).delete()
    return found


def _location(service: Service, facts: PlaceFacts) -> Location:
    """The place; one that others use as well is not changed from here."""
    values = _plain(facts)
    values.pop("at_uuid")
    if facts.latitude is None and (middle := centroid(facts.postal_code)):
        values |= {"latitude": middle.latitude, "longitude": middle.longitude}
    known = Location.objects.filter(uuid=facts.uuid).first()
    if known is None:
        if Location.objects.filter(address_uuid=facts.address_uuid).exists():
            raise ValueError(f"the address {facts.address_uuid} belongs to another place here")
        location = Location(**values)
    elif known.at_locations.exclude(service__source_name=service.source_name).exists():
        return known
    else:
        location = known
        for name, value in values.items():
            setattr(location, name, value)
    location.full_clean(validate_unique=False)
    location.save()
    return location
