from portal.marketplace.models.need import NeedEvidence, UnmetNeed
from portal.marketplace.models.place import Location, Schedule, ServiceArea, ServiceAtLocation
from portal.marketplace.models.proposal import GapReport, ServiceProposal, ServiceReport
from portal.marketplace.models.service import (
    AccessFeature,
    Contact,
    CostOption,
    Funding,
    Language,
    ListedOrganisation,
    Service,
    ServiceTerm,
)
from portal.marketplace.models.shortlist import FeedPosition, ShortlistEntry
from portal.marketplace.models.taxonomy import Taxonomy, TaxonomyTerm

__all__ = [
    "AccessFeature",
    "Contact",
    "CostOption",
    "FeedPosition",
    "Funding",
    "GapReport",
    "Language",
    "ListedOrganisation",
    "Location",
    "NeedEvidence",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceProposal",
    "ServiceReport",
    "ServiceTerm",
    "ShortlistEntry",
    "Taxonomy",
    "TaxonomyTerm",
    "UnmetNeed",
]
