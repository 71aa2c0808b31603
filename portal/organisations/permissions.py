"""Who may do what in and for an organisation."""

from enum import StrEnum
from typing import TYPE_CHECKING

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.clock import now
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, in_group, no
from portal.organisations.enums import (
    PROVIDES,
    ClaimState,
    InvitationState,
    MemberRole,
    OrganisationKind,
    OrganisationState,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User
    from portal.organisations.models import Claim, Invitation, JoinRequest, Membership, Organisation


ANOTHER = "Another portal administrator can."


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


def suspended(organisation: "Organisation", what: str) -> Decision:
    """The refusal of a suspended organisation. `what`: "bid" or "sign"."""
    return no(
        f"{organisation.name} is suspended, so nobody can {what} in its name. The reason is on its page.",
        "A portal administrator can lift the suspension.",
    )


def can_act(user: "User", organisations: "Iterable[Organisation]", what: str) -> Decision:
    """Whether none of these that the person belongs to is suspended. `what`: "bid" or "sign"."""
    for organisation in organisations:
        if organisation.state == OrganisationState.SUSPENDED and belongs(user, organisation):
            return suspended(organisation, what)
    return YES


def can_bid_for(user: "User", organisation: "Organisation") -> Decision:
    """Bid leads prepare bids and register interest."""
    if organisation.kind not in PROVIDES:
        return no("Only organisations that provide services bid.")
    if organisation.state == OrganisationState.SUSPENDED:
        return suspended(organisation, "bid")
    if belongs(user, organisation, MemberRole.BID_LEAD):
        return YES
    return no(f"Only a bid lead of {organisation.name} can do this.", f"A bid lead of {organisation.name}")


def can_sign_for(user: "User", organisation: "Organisation") -> Decision:
    """Authorised signatories bind the organisation."""
    if organisation.state == OrganisationState.SUSPENDED:
        return suspended(organisation, "sign")
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


def can_record_seen(user: "User", organisation: "Organisation") -> Decision:
    """Somebody of a verified commissioner, or a portal administrator, from outside, who has looked at the paper."""
    if belongs(user, organisation):
        return no("You belong to this organisation, so somebody else looks at the paper.")
    if has_role(user, PortalRole.ADMINISTRATOR) or works_for_commissioner(user):
        return YES
    return no("Only people of a verified commissioner and portal administrators record that they saw a paper.")


def works_for_commissioner(user: "User") -> bool:
    """Whether the person belongs to a verified commissioner now."""
    if not user.is_authenticated or not user.is_active:
        return False
    places = user.memberships.filter(left_at=None, organisation__kind=OrganisationKind.COMMISSIONER)
    return bool(places.filter(organisation__state=OrganisationState.VERIFIED).exists())


def can_see_organisation(user: "User", organisation: "Organisation") -> Decision:
    """Everybody, unless it is suspended: then its people and portal administrators."""
    if organisation.state != OrganisationState.SUSPENDED or belongs(user, organisation):
        return YES
    if has_role(user, PortalRole.ADMINISTRATOR):
        return YES
    return no("This organisation is suspended.")


def can_see_people(user: "User", organisation: "Organisation") -> Decision:
    """The organisation's own people."""
    if belongs(user, organisation):
        return YES
    return no(f"Only people of {organisation.name} see who belongs to it.")


def has_verified_email(user: "User") -> bool:
    """Whether the person has proved that an address is theirs."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.emailaddress_set.filter(verified=True).exists()  # type: ignore[attr-defined]


def can_register_organisation(user: "User") -> Decision:
    """Anybody with an account whose e-mail address is verified; commissioners are made by administrators."""
    if has_verified_email(user):
        return YES
    return no("You need an account with a verified e-mail address to register an organisation.")


def can_create_commissioner(user: "User") -> Decision:
    """Portal administrators."""
    if has_role(user, PortalRole.ADMINISTRATOR):
        return YES
    return no("Only a portal administrator adds a commissioner.", "A portal administrator can.")


def _outside(user: "User", organisation: "Organisation") -> Decision:
    """A portal administrator who neither belongs to it nor registered it."""
    if not has_role(user, PortalRole.ADMINISTRATOR):
        return no("Only a portal administrator decides this.", "A portal administrator can.")
    if belongs(user, organisation):
        return no("You belong to this organisation, so somebody else decides.", ANOTHER)
    if organisation.registered_by_id == user.pk:
        return no("You registered this organisation, so somebody else decides.", ANOTHER)
    return YES


def can_verify_organisation(user: "User", organisation: "Organisation") -> Decision:
    """A portal administrator who neither belongs to it nor registered it; to say yes or no."""
    return _outside(user, organisation)


def can_ask_verification(user: "User", organisation: "Organisation") -> Decision:
    """Its administrators, once they have put right what was missing."""
    return can_manage_organisation(user, organisation)


def can_suspend_organisation(user: "User", organisation: "Organisation") -> Decision:
    """A portal administrator from outside. One known only from a source does nothing here that could be stopped."""
    if not (decision := _outside(user, organisation)):
        return decision
    if organisation.state == OrganisationState.IMPORTED:
        return no(f"{organisation.name} has no people here, so nobody acts in its name.")
    return YES


def can_lift_suspension(user: "User", organisation: "Organisation") -> Decision:
    """A portal administrator from outside, for an organisation that had been verified."""
    if not (decision := _outside(user, organisation)):
        return decision
    if organisation.verified_at is None:
        return no("It had not been verified when it was suspended, so it goes back to be verified.")
    return YES


def can_lift_unverified(user: "User", organisation: "Organisation") -> Decision:
    """A portal administrator from outside; it waits to be verified again."""
    if not (decision := _outside(user, organisation)):
        return decision
    return YES if organisation.verified_at is None else no("It had been verified, so it is verified again.")


def can_change_name(user: "User", organisation: "Organisation") -> Decision:
    """Its administrators until it is verified; then a portal administrator, because others rely on the name."""
    if organisation.state == OrganisationState.IMPORTED:
        return no("Its name is shown as it was published.")
    if organisation.verified_at is None:
        return can_manage_organisation(user, organisation)
    if not has_role(user, PortalRole.ADMINISTRATOR):
        return no(
            f"{organisation.name} is verified, and contracts and agreements rely on its name.",
            "A portal administrator can change it.",
        )
    return _outside(user, organisation)


def can_claim_organisation(user: "User", organisation: "Organisation") -> Decision:
    """Anybody with a verified address, for a provider that is known only from a published source."""
    if not has_verified_email(user):
        return no("You need an account with a verified e-mail address to speak for an organisation.")
    if organisation.state != OrganisationState.IMPORTED:
        return no(f"{organisation.name} has people here already.", "Ask to join it instead.")
    if organisation.kind not in PROVIDES:
        return no("A body that buys or watches over services gets its first person from a portal administrator.")
    if organisation.claims.filter(user=user, state=ClaimState.PENDING).exists():
        return no("You have said so already. A portal administrator checks it.")
    return YES


def can_decide_claim(user: "User", claim: "Claim") -> Decision:
    """A portal administrator other than the person who claims it."""
    if not has_role(user, PortalRole.ADMINISTRATOR):
        return no("Only a portal administrator checks this.", "A portal administrator can.")
    if claim.user_id == user.pk:
        return no("You say that you speak for it, so somebody else checks it.", ANOTHER)
    return YES


def can_see_claim(user: "User", claim: "Claim") -> Decision:
    """The person who made it, and portal administrators."""
    if user.is_authenticated and (claim.user_id == user.pk or has_role(user, PortalRole.ADMINISTRATOR)):
        return YES
    return no("Only the person who made this claim and portal administrators see it.")


def can_withdraw_claim(user: "User", claim: "Claim") -> Decision:
    """The person who made it."""
    return YES if user.is_authenticated and claim.user_id == user.pk else no("Only the person who made it can do this.")


def can_ask_to_join(user: "User", organisation: "Organisation") -> Decision:
    """Anybody with a verified address who does not belong yet, where somebody can answer."""
    if not has_verified_email(user):
        return no("You need an account with a verified e-mail address to join an organisation.")
    if belongs(user, organisation):
        return no(f"You belong to {organisation.name} already.")
    if organisation.state == OrganisationState.IMPORTED:
        return no(f"Nobody looks after {organisation.name} here yet, so nobody could answer you.")
    if organisation.state == OrganisationState.SUSPENDED:
        return no(f"{organisation.name} is suspended, so nobody joins it now.")
    if organisation.join_requests.filter(user=user, state="pending").exists():
        return no("You have asked already. An administrator of the organisation will answer.")
    return YES


def can_answer_request(user: "User", request: "JoinRequest") -> Decision:
    """Administrators of the organisation."""
    return can_manage_organisation(user, request.organisation)


def can_withdraw_request(user: "User", request: "JoinRequest") -> Decision:
    """The person who asked."""
    return YES if user.is_authenticated and request.user_id == user.pk else no("Only the person who asked can do this.")


def can_answer_invitation(user: "User", invitation: "Invitation") -> Decision:
    """The account with the invited address, verified, until the invitation runs out by the clock."""
    if not user.is_authenticated or not user.is_active:
        return no("Sign in with the address that was invited.")
    mine = user.emailaddress_set.filter(verified=True, email__iexact=invitation.email)  # type: ignore[attr-defined]
    if not mine.exists():
        return no("This invitation was sent to another e-mail address than yours.", "The person it was sent to can.")
    if invitation.has_expired(now()):
        return no(f"This invitation has run out. Ask {invitation.organisation.name} for a new one.")
    return YES


def can_withdraw_invitation(user: "User", invitation: "Invitation") -> Decision:
    """Administrators of the organisation."""
    if invitation.state != InvitationState.SENT:
        return no("This invitation has been answered or taken back already.")
    return can_manage_organisation(user, invitation.organisation)


def is_last_administrator(membership: "Membership") -> bool:
    """Whether nobody else looks after the organisation."""
    others = type(membership).objects.current().filter(organisation=membership.organisation_id, is_administrator=True)
    return membership.is_administrator and not others.exclude(pk=membership.pk).exists()


def can_change_roles(user: "User", membership: "Membership") -> Decision:
    """Administrators of the organisation, while the person belongs."""
    if membership.left_at is not None:
        return no("This person has left.")
    return can_manage_organisation(user, membership.organisation)


def can_remove_member(user: "User", membership: "Membership") -> Decision:
    """Administrators remove, everybody may leave; the last administrator stays."""
    if membership.left_at is not None:
        return no("This person has left.")
    is_self = user.is_authenticated and membership.user_id == user.pk
    if not is_self and not (decision := can_manage_organisation(user, membership.organisation)):
        return decision
    if is_last_administrator(membership):
        return no(
            "The last administrator cannot leave, because nobody could let people in any more.",
            "Make somebody else an administrator first.",
        )
    return YES
