"""What there is to say about a service, apart from any table: what an import reads and an editor approves."""

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from portal.marketplace.rules.times import Pattern


@dataclass(frozen=True)
class TermFacts:
    """A kind of support in somebody's list."""

    uuid: UUID
    name: str
    description: str = ""
    uri: str = ""
    parent_uuid: UUID | None = None
    taxonomy_uuid: UUID | None = None
    taxonomy_name: str = ""


@dataclass(frozen=True)
class OrganisationFacts:
    """Who runs it. `registers`: (scheme, number) of public registers."""

    uuid: UUID
    name: str
    description: str = ""
    email: str = ""
    website: str = ""
    registers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlaceFacts:
    """Where it is. `uuid` of the place, `at_uuid` of "this service at this place"."""

    uuid: UUID
    at_uuid: UUID
    address_uuid: UUID
    location_type: str = "physical"
    name: str = ""
    description: str = ""
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: str = ""
    external_identifier_type: str = ""
    attention: str = ""
    address_1: str = ""
    city: str = ""
    region: str = ""
    state_province: str = ""
    postal_code: str = ""
    country: str = "GB"


@dataclass(frozen=True)
class TimeFacts:
    """When it is there."""

    uuid: UUID
    at_uuid: UUID | None = None
    freq: str = ""
    interval: int = 1
    byday: str = ""
    bymonthday: str = ""
    dtstart_on: date | None = None
    valid_from_on: date | None = None
    valid_to_on: date | None = None
    opens: time | None = None
    closes: time | None = None
    description: str = ""
    notes: str = ""
    attending_type: str = ""
    schedule_link: str = ""

    @property
    def pattern(self) -> Pattern:
        """The same for the calendar."""
        return Pattern(
            freq=self.freq,
            interval=self.interval,
            byday=self.byday,
            bymonthday=self.bymonthday,
            starts_on=self.dtstart_on,
            from_on=self.valid_from_on,
            to_on=self.valid_to_on,
            opens=self.opens,
            closes=self.closes,
        )


@dataclass(frozen=True)
class CostFacts:
    """What one pays for what; pence."""

    uuid: UUID
    option: str = ""
    amount_pence: int | None = None
    amount_description: str = ""
    valid_from_on: date | None = None
    valid_to_on: date | None = None


@dataclass(frozen=True)
class AreaFacts:
    """Whom it is for by where they live."""

    uuid: UUID
    name: str = ""
    extent: str = ""
    extent_type: str = ""
    uri: str = ""


@dataclass(frozen=True)
class ContactFacts:
    """Somebody to ask."""

    uuid: UUID
    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class NamedFacts:
    """A language (its name) or a source of funding (its words)."""

    uuid: UUID
    name: str


@dataclass(frozen=True)
class AccessFacts:
    """What helps to get in and to feel well there."""

    uuid: UUID
    kind: str
    answer: str = "yes"
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class ServiceFacts:
    """All of it. `columns`: plain columns of the service by their names; what is not named stays as it is."""

    columns: dict[str, object]
    terms: tuple[TermFacts, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    times: tuple[TimeFacts, ...] = ()
    costs: tuple[CostFacts, ...] = ()
    areas: tuple[AreaFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    languages: tuple[NamedFacts, ...] = ()
    funding: tuple[NamedFacts, ...] = ()
    access: tuple[AccessFacts, ...] = ()


@dataclass(frozen=True)
class PublishedService:
    """A service as a feed publishes it. `row` is what was read, for the digest."""

    uuid: UUID
    organisation: OrganisationFacts
    facts: ServiceFacts
    row: dict[str, object] = field(default_factory=dict, compare=False)
