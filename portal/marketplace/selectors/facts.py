"""A service out of its tables, as facts: to propose a change of it, and to compare."""

from typing import Any

from portal.marketplace.models import Service
from portal.marketplace.rules.facts import (
    AccessFacts,
    AreaFacts,
    ContactFacts,
    CostFacts,
    NamedFacts,
    PlaceFacts,
    ServiceFacts,
    TermFacts,
    TimeFacts,
)
from portal.marketplace.rules.listing import COLUMNS

_MORE = ("status", "is_at_place", "is_home_visit", "is_remote", "places_free", "places_seen_on")
_MORE_STILL = ("wait_weeks", "wait_seen_on")


def facts_of(service: Service) -> ServiceFacts:
    """Everything that hangs on it."""
    return ServiceFacts(
        columns={name: getattr(service, name) for name in (*COLUMNS, *_MORE, *_MORE_STILL)},
        terms=tuple(TermFacts(term.uuid, term.name) for term in service.terms.all()),
        places=tuple(_place(at) for at in service.at_locations.select_related("location").order_by("pk")),
        times=tuple(_time(row) for row in service.schedules.select_related("at_location")),
        costs=tuple(CostFacts(**_columns(row, CostFacts)) for row in service.cost_options.all()),
        areas=tuple(AreaFacts(**_columns(row, AreaFacts)) for row in service.areas.all()),
        contacts=tuple(ContactFacts(**_columns(row, ContactFacts)) for row in service.contacts.all()),
        languages=tuple(NamedFacts(row.uuid, row.name) for row in service.languages.all()),
        funding=tuple(NamedFacts(row.uuid, row.source) for row in service.funding.all()),
        access=tuple(AccessFacts(**_columns(row, AccessFacts)) for row in service.access_features.all()),
    )


def _columns(row: Any, facts: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in facts.__dataclass_fields__}


def _place(at: Any) -> PlaceFacts:
    own = {name: getattr(at.location, name) for name in PlaceFacts.__dataclass_fields__ if name != "at_uuid"}
    return PlaceFacts(at_uuid=at.uuid, **own)


def _time(row: Any) -> TimeFacts:
    own = {name: getattr(row, name) for name in TimeFacts.__dataclass_fields__ if name != "at_uuid"}
    return TimeFacts(at_uuid=row.at_location.uuid if row.at_location else None, **own)
