"""Who may do what in and for an organisation."""

from enum import StrEnum
from typing import TYPE_CHECKING

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, in_group, no
from portal.organisations.enums import MemberRole, OrganisationKind, OrganisationState

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation


class OrganisationPerm(StrEnum):
    MANAGE = "organisations.manage_organisation"
    BID = "organisations.bid_for_organisation"
    SIGN = "organisations.sign_for_organisation"
    MONEY = "organisations.see_organisation_money"


PERM_OF_ROLE = {
    MemberRole.ADMINISTRATOR: OrganisationPerm.MANAGE,
    MemberRole.BID_LEAD: OrganisationPerm.BID,
    MemberRole.SIGNATORY: OrganisationPerm.SIGN,
    MemberRole.FINANCE: OrganisationPerm.MONEY,
}


def wanted_grants(organisation: "Organisation") -> Wanted:
    """Each role group holds the right of its role; an organisation known only from a source has no people."""
    from portal.organisations.groups import role_group

    if organisation.state == OrganisationState.IMPORTED:
        return set()
    return {(role_group(organisation, role), perm.value) for role, perm in PERM_OF_ROLE.items()}


def belongs(user: "User", organisation: "Organisation", role: MemberRole = MemberRole.MEMBER) -> bool:
    """Whether the person has this role in the organisation now."""
    return in_group(user, f"org:{organisation.pk}:{role.value}")


def can_manage_organisation(user: "User", organisation: "Organisation") -> Decision:
    """Administrators of the organisation look after its people and profile."""
    if belongs(user, organisation, MemberRole.ADMINISTRATOR):
        return YES
    return no(f"Only an administrator of {organisation.name} can do this.", f"An administrator of {organisation.name}")


def can_bid_for(user: "User", organisation: "Organisation") -> Decision:
    """Bid leads prepare bids and register interest."""
    if organisation.kind not in (OrganisationKind.PROVIDER, OrganisationKind.USER_LED):
        return no("Only organisations that provide services bid.")
    if organisation.state == OrganisationState.SUSPENDED:
        return no(f"{organisation.name} is suspended.")
    if belongs(user, organisation, MemberRole.BID_LEAD):
        return YES
    return no(f"Only a bid lead of {organisation.name} can do this.", f"A bid lead of {organisation.name}")


def can_sign_for(user: "User", organisation: "Organisation") -> Decision:
    """Authorised signatories bind the organisation."""
    if belongs(user, organisation, MemberRole.SIGNATORY):
        return YES
    return no(
        f"Only an authorised signatory of {organisation.name} can sign.",
        f"An authorised signatory of {organisation.name}",
    )


def can_see_readiness(user: "User", organisation: "Organisation") -> Decision:
    """The organisation's own people; partners and commissioners get it through alliance and bid."""
    if belongs(user, organisation):
        return YES
    return no(f"Only people of {organisation.name} see this.")


def can_verify_organisation(user: "User", organisation: "Organisation") -> Decision:
    """A portal administrator who does not belong to it."""
    if not has_role(user, PortalRole.ADMINISTRATOR):
        return no("Only a portal administrator verifies organisations.", "A portal administrator")
    if belongs(user, organisation):
        return no("You belong to this organisation, so somebody else verifies it.", "Another portal administrator")
    return YES
