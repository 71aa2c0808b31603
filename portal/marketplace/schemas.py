"""What the public API says of itself: Open Referral UK 3.0, and the portal's own fields, which begin "portal_"."""

from ninja import Field, Schema


class ApiDetails(Schema):
    """What this is."""

    version: str
    profile: str
    openapi_url: str


class TaxonomyOut(Schema):
    """A list of kinds of support."""

    id: str
    name: str
    description: str
    uri: str = ""
    version: str = ""


class TaxonomyTermOut(Schema):
    """A kind of support."""

    id: str
    name: str
    description: str
    parent_id: str = ""
    taxonomy: str = ""
    taxonomy_id: str = ""
    term_uri: str = ""


class AttributeOut(Schema):
    """That something is of a kind."""

    id: str
    link_id: str = ""
    link_type: str = ""
    taxonomy_term_id: str = ""
    taxonomy_term: TaxonomyTermOut


class IdentifierOut(Schema):
    """What a public register calls an organisation."""

    id: str
    organization_id: str = ""
    identifier_scheme: str = ""
    identifier_type: str
    identifier: str


class OrganizationOut(Schema):
    """Who runs services."""

    id: str
    name: str
    description: str
    email: str = ""
    website: str = ""
    organization_identifiers: list[IdentifierOut] = []


class AddressOut(Schema):
    """An address."""

    id: str
    location_id: str = ""
    attention: str = ""
    address_1: str
    city: str
    region: str = ""
    state_province: str
    postal_code: str
    country: str
    address_type: str


class AccessibilityOut(Schema):
    """What helps to get in. `portal_answer`: yes, no or ask."""

    id: str
    location_id: str = ""
    description: str = ""
    details: str = ""
    url: str = ""
    portal_answer: str = ""


class LocationOut(Schema):
    """A place, in degrees (WGS 84)."""

    id: str
    location_type: str
    name: str = ""
    description: str = ""
    latitude: float = 0
    longitude: float = 0
    external_identifier: str = ""
    external_identifier_type: str = ""
    addresses: list[AddressOut] = []
    accessibility: list[AccessibilityOut] = []


class ScheduleOut(Schema):
    """When it is there: parts of an RFC 5545 recurrence, in local time."""

    id: str
    service_id: str = ""
    service_at_location_id: str = ""
    valid_from: str = ""
    valid_to: str = ""
    dtstart: str = ""
    freq: str = ""
    interval: int = 1
    byday: str = ""
    bymonthday: str = ""
    description: str = ""
    opens_at: str = ""
    closes_at: str = ""
    schedule_link: str = ""
    attending_type: str = ""
    notes: str = ""


class AreaOut(Schema):
    """For people who live there."""

    id: str
    service_id: str = ""
    name: str = ""
    extent: str = ""
    extent_type: str = ""
    uri: str = ""


class LanguageOut(Schema):
    """A language in which it can be used."""

    id: str
    service_id: str = ""
    name: str = ""


class FundingOut(Schema):
    """Who pays for it besides the people who come."""

    id: str
    service_id: str = ""
    source: str = ""


class CostOut(Schema):
    """What one pays, in pounds."""

    id: str
    service_id: str = ""
    valid_from: str = ""
    valid_to: str = ""
    option: str = ""
    amount: int | float = 0
    amount_description: str = ""


class PhoneOut(Schema):
    """A telephone number."""

    id: str
    contact_id: str = ""
    number: str


class ContactOut(Schema):
    """Somebody to ask."""

    id: str
    service_id: str = ""
    name: str = ""
    title: str = ""
    email: str = ""
    phones: list[PhoneOut] = []


class AtLocationOut(Schema):
    """Where a service can be had."""

    id: str
    service_id: str = ""
    location_id: str = ""
    location: LocationOut


class ServiceHead(Schema):
    """A service in a list."""

    id: str
    organization_id: str = ""
    name: str
    description: str = ""
    url: str = ""
    email: str = ""
    status: str
    fees: str = ""
    accreditations: str = ""
    minimum_age: int = 0
    maximum_age: int = 0
    eligibility_description: str = ""
    assured_date: str = Field("", description="When somebody last checked the details")
    assurer_email: str = ""
    alert: str = ""
    last_modified: str = ""
    organization: OrganizationOut
    portal_summary: str = Field("", description="In one sentence")
    portal_personal_budgets: str = Field("", description="all, direct, held, not_needed, no or unknown")
    portal_self_referral: str = Field("", description="yes, no, ask or unknown")
    portal_peer_led: str = Field("", description="yes, no or unknown")
    portal_carers_welcome: str = Field("", description="yes, no, ask or unknown")
    portal_wait_weeks: int = Field(0, description="About how long one waits, on portal_wait_as_at")
    portal_wait_as_at: str = ""
    portal_places_free: int = Field(0, description="How many places were free on portal_places_as_at")
    portal_places_as_at: str = ""
    portal_care_quality_commission: str = Field("", description="not_required, registered or unknown")
    portal_source: str = Field("", description="Who published it, where it came from a source")
    portal_source_licence: str = ""


class ServiceOut(ServiceHead):
    """A service with everything."""

    schedules: list[ScheduleOut] = []
    service_areas: list[AreaOut] = []
    service_at_locations: list[AtLocationOut] = []
    languages: list[LanguageOut] = []
    funding: list[FundingOut] = []
    cost_options: list[CostOut] = []
    contacts: list[ContactOut] = []
    attributes: list[AttributeOut] = []


class ServiceAtLocationOut(AtLocationOut):
    """A place with its service."""

    service: ServiceHead


class PageOut(Schema):
    """A part of a list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class ServicePage(PageOut):
    """Services."""

    contents: list[ServiceHead]


class OrganizationPage(PageOut):
    """Organisations."""

    contents: list[OrganizationOut]


class ServiceAtLocationPage(PageOut):
    """Which service can be had where."""

    contents: list[ServiceAtLocationOut]


class TaxonomyPage(PageOut):
    """Lists of kinds of support."""

    contents: list[TaxonomyOut]


class TaxonomyTermPage(PageOut):
    """Kinds of support."""

    contents: list[TaxonomyTermOut]
