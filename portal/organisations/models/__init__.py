from portal.organisations.models.claim import Claim, RegistrationDraft
from portal.organisations.models.membership import Invitation, JoinRequest, Membership
from portal.organisations.models.organisation import (
    Identifier,
    Organisation,
    OrganisationGroupObjectPermission,
    OrganisationUserObjectPermission,
)
from portal.organisations.models.readiness import ReadinessItem

__all__ = [
    "Claim",
    "Identifier",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "OrganisationGroupObjectPermission",
    "OrganisationUserObjectPermission",
    "ReadinessItem",
    "RegistrationDraft",
]
