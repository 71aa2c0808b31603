"""Who may know of an alliance, convene it, and enter its space (domain 4.3, 10.2, SOD-16)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.alliances.enums import (
    AGREED_STATES,
    ENDING_STATES,
    FORMING_STATES,
    LIVE_STATES,
    AgreementState,
    AllianceModel,
    AllianceState,
    MemberState,
)
from portal.alliances.models import Alliance, AllianceMember
from portal.common.clock import now
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, generation, holds, no
from portal.organisations.enums import MemberRole, OrganisationKind, OrganisationState
from portal.organisations.groups import role_group
from portal.organisations.models import Membership, Organisation
from portal.organisations.permissions import belongs, can_bid_for

LEAST_MEMBERS = 2
MOST_MEMBERS = 20
"""Members and open invitations together; the largest published consortium that we know of has ten."""


class AlliancePerm(StrEnum):
    SPACE = "alliances.view_alliance_space"
    MANAGE = "alliances.manage_alliance"
    VOTE = "alliances.vote_alliance"
    SIGN = "alliances.sign_alliance"


def wanted_grants(alliance: Alliance) -> Wanted:
    """People of each member see the space, its administrators and signatories vote, its signatories sign.

    The lead's administrators and bid leads convene. People with a seat see the space. A commissioner's people hold
    nothing while it bids (SOD-16).
    """
    if alliance.is_sourced:
        return set()
    wanted: Wanted = set()
    for member in alliance.members.admitted().select_related("organisation"):
        organisation = member.organisation
        if organisation.is_commissioner and alliance.state == AllianceState.BIDDING:
            continue
        groups = {role: role_group(organisation, role) for role in MemberRole}
        wanted |= {
            (groups[MemberRole.MEMBER], AlliancePerm.SPACE.value),
            (groups[MemberRole.ADMINISTRATOR], AlliancePerm.VOTE.value),
            (groups[MemberRole.SIGNATORY], AlliancePerm.VOTE.value),
            (groups[MemberRole.SIGNATORY], AlliancePerm.SIGN.value),
        }
        if organisation.pk == alliance.lead_id:
            wanted |= {
                (groups[MemberRole.ADMINISTRATOR], AlliancePerm.MANAGE.value),
                (groups[MemberRole.BID_LEAD], AlliancePerm.MANAGE.value),
            }
    seats = alliance.seats.filter(ended_at=None).select_related("user")
    return wanted | {(seat.user, AlliancePerm.SPACE.value) for seat in seats}


def administered_organisations(user: Any) -> list[Organisation]:
    """Organisations that this person administers or leads bids for, and that may found an alliance."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.current().filter(user=user).select_related("organisation").order_by("organisation__name")
    rows = rows.filter(organisation__kind__in=[OrganisationKind.PROVIDER, OrganisationKind.USER_LED])
    rows = rows.exclude(organisation__state=OrganisationState.SUSPENDED)
    return [row.organisation for row in rows if row.is_administrator or row.is_bid_lead]


def can_start_alliance(user: Any) -> Decision:
    """An administrator or bid lead of an organisation that provides services."""
    if administered_organisations(user):
        return YES
    if not user.is_authenticated:
        return no(_("Sign in as an administrator or bid lead of your organisation to start an alliance."))
    return no(
        _("Only an administrator or bid lead of an organisation that provides services can start an alliance."),
        _("An administrator of your organisation can."),
    )


def can_start_alliance_for(user: Any, organisation: Organisation) -> Decision:
    """As `can_start_alliance`, in the name of this organisation."""
    if organisation.pk in {own.pk for own in administered_organisations(user)}:
        return YES
    return no(
        _("Only an administrator or bid lead of %(name)s, as a provider, can do this.") % {"name": organisation.name},
        _("An administrator of %(name)s can.") % {"name": organisation.name},
    )


def can_see_alliance(user: Any, alliance: Alliance) -> Decision:
    """Everybody when it is listed; else its members' people, those of organisations it invited, auditors at its end."""
    if (alliance.is_listed and alliance.state != AllianceState.WITHDRAWN) or alliance.is_sourced:
        return YES
    if holds(user, AlliancePerm.SPACE, alliance) or waiting_invitations(user, alliance):
        return YES
    if alliance.state in ENDING_STATES and has_role(user, PortalRole.AUDITOR):
        return YES
    return no(_("This alliance is not public."))


def can_enter_space(user: Any, alliance: Alliance) -> Decision:
    """People of its members and with a seat; auditors once it closes (domain 4.3).

    While it bids nobody who belongs to a commissioner (SOD-16).
    """
    if alliance.state in ENDING_STATES and has_role(user, PortalRole.AUDITOR):
        return YES
    if not holds(user, AlliancePerm.SPACE, alliance):
        return no(_("Only people of the alliance's members see this."))
    if alliance.state == AllianceState.BIDDING and belongs_to_commissioner(user):
        return no(_("The alliance is bidding. People of commissioners cannot enter its space until the award."))
    return YES


def belongs_to_commissioner(user: Any) -> bool:
    """Whether the person works for a buyer, in whatever role (one query, or none after `keep_buyers`)."""
    kept = user.__dict__.get("_works_for_buyer")
    if kept is not None and kept[0] == generation():
        return bool(kept[1])
    rows = Membership.objects.current().filter(user=user, organisation__kind=OrganisationKind.COMMISSIONER)
    return rows.exists()


def keep_buyers(users: Iterable[Any]) -> None:
    """Read for all these people whether they work for a buyer; one query."""
    people = list(users)
    rows = Membership.objects.current().filter(user__in=people, organisation__kind=OrganisationKind.COMMISSIONER)
    buyers = set(rows.values_list("user_id", flat=True))
    for user in people:
        user.__dict__["_works_for_buyer"] = (generation(), user.pk in buyers)


def can_manage_alliance(user: Any, alliance: Alliance) -> Decision:
    """The convener: an administrator or bid lead of the organisation that leads it."""
    if alliance.is_sourced:
        return no(_("This alliance is known from a published source only."))
    if not holds(user, AlliancePerm.MANAGE, alliance):
        lead = {"name": alliance.lead.name}
        return no(
            _("Only the convener of the alliance can do this: an administrator or bid lead of %(name)s.") % lead,
            _("An administrator of %(name)s can.") % lead,
        )
    if alliance.state not in LIVE_STATES:
        return no(_("This alliance has ended."))
    return can_enter_space(user, alliance)


def can_change_members(user: Any, alliance: Alliance) -> Decision:
    """The convener, while the members are not fixed by a bid and the alliance does not close."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.state == AllianceState.BIDDING:
        return no(_("The alliance is bidding, and the bid names its members. Members can change when it is decided."))
    if alliance.state == AllianceState.CLOSING:
        return no(_("The alliance is closing, so nobody joins any more."))
    return YES


def can_invite_member(user: Any, alliance: Alliance) -> Decision:
    """As `can_change_members`, while there is room."""
    if not (decision := can_change_members(user, alliance)):
        return decision
    if alliance.members.admitted().count() + alliance.members.waiting(now()).count() >= MOST_MEMBERS:
        return no(_("%(n)d organisations belong or are invited, and that is the most.") % {"n": MOST_MEMBERS})
    return YES


def why_not_a_member(alliance: Alliance, organisation: Organisation) -> str:
    """Why this organisation cannot be a member; empty when it can (SOD-16)."""
    if organisation.state == OrganisationState.SUSPENDED:
        return _("%(name)s is suspended.") % {"name": organisation.name}
    if organisation.is_sourced:
        return _("%(name)s is known from a published source only, so nobody could answer for it.") % {
            "name": organisation.name
        }
    if organisation.kind == OrganisationKind.OVERSIGHT:
        return _("%(name)s watches over services, so it cannot be a member of an alliance.") % {
            "name": organisation.name
        }
    if organisation.is_commissioner and alliance.model != AllianceModel.ALLIANCE:
        return _("A commissioner can be a member only where one agreement is shared by all, as in an alliance.")
    return ""


def can_form_alliance(user: Any, alliance: Alliance) -> Decision:
    """The convener, when at least two organisations belong."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.members.admitted().count() < LEAST_MEMBERS:
        return no(_("At least two organisations have to be members first. Invite one and wait for its answer."))
    return YES


def can_set_shares(user: Any, alliance: Alliance) -> Decision:
    """The convener, before or after a bid, not during it."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.state == AllianceState.BIDDING:
        return no(_("The alliance is bidding, so the shares stay as they are until it is decided."))
    return YES


def can_withdraw_alliance(user: Any, alliance: Alliance) -> Decision:
    """The convener ends it, before anybody is awarded anything."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.state not in (*FORMING_STATES, AllianceState.MOU_SIGNED):
        return no(_("It bids or delivers, so it cannot be ended here. Take the bid back first."))
    return YES


def waiting_invitations(user: Any, alliance: Alliance) -> list[AllianceMember]:
    """Unanswered invitations of this alliance to organisations of this person."""
    if not user.is_authenticated:
        return []
    kept: list[AllianceMember] | None = alliance.__dict__.get("_waiting_kept")
    rows = _waiting(alliance) if kept is None else kept
    return [row for row in rows if belongs(user, row.organisation)]


def _waiting(alliance: Alliance) -> list[AllianceMember]:
    return list(alliance.members.waiting(now()).select_related("organisation").order_by("pk"))


def keep_invitations(alliance: Alliance) -> None:
    """For one page, where the policies are asked about many people."""
    alliance.__dict__["_waiting_kept"] = _waiting(alliance)


def can_answer_invitation(user: Any, member: AllianceMember) -> Decision:
    """An administrator of the invited organisation, in time, while members may change."""
    if not belongs(user, member.organisation, MemberRole.ADMINISTRATOR):
        return no(
            _("Only an administrator of %(name)s can answer this invitation.") % {"name": member.organisation.name},
            _("An administrator of %(name)s can.") % {"name": member.organisation.name},
        )
    if member.state != MemberState.INVITED:
        return no(_("This invitation was answered already."))
    if member.has_expired(now()):
        return no(_("This invitation has run out. The alliance can send it again."))
    if member.alliance.state not in LIVE_STATES:
        return no(_("This alliance has ended."))
    if reason := why_not_a_member(member.alliance, member.organisation):
        return no(reason)
    if member.alliance.state == AllianceState.BIDDING:  # whoever is asked is not inside, and does not learn of a bid
        return no(_("The members of this alliance cannot change just now. Ask its convener when they can."))
    return YES


def can_found_membership(user: Any, member: AllianceMember) -> Decision:
    """Whoever starts the alliance makes the lead its first member."""
    if member.organisation_id == member.alliance.lead_id:
        return can_start_alliance_for(user, member.organisation)
    return no(_("Other organisations join by invitation."))


def can_send_again(user: Any, member: AllianceMember) -> Decision:
    """The convener, to an organisation that declined, let it run out, had it taken back, or left."""
    if not (decision := can_change_members(user, member.alliance)):
        return decision
    if reason := why_not_a_member(member.alliance, member.organisation):
        return no(reason)
    if member.state == MemberState.ADMITTED:
        return no(_("%(name)s is a member already.") % {"name": member.organisation.name})
    if member.state == MemberState.INVITED and not member.has_expired(now()):
        return no(_("%(name)s has an invitation that is still open.") % {"name": member.organisation.name})
    return YES


def can_withdraw_invitation(user: Any, member: AllianceMember) -> Decision:
    """The convener, before it is answered."""
    if not (decision := can_manage_alliance(user, member.alliance)):
        return decision
    return YES if member.state == MemberState.INVITED else no(_("This invitation was answered already."))


def can_leave_alliance(user: Any, member: AllianceMember) -> Decision:
    """An administrator of the member; not the lead, and not while a bid names it."""
    if not belongs(user, member.organisation, MemberRole.ADMINISTRATOR):
        return no(
            _("Only an administrator of %(name)s can take it out of the alliance.")
            % {"name": member.organisation.name},
            _("An administrator of %(name)s can.") % {"name": member.organisation.name},
        )
    if member.state != MemberState.ADMITTED:
        return no(_("%(name)s is not a member now.") % {"name": member.organisation.name})
    if member.organisation_id == member.alliance.lead_id:
        return no(_("The lead cannot leave. End the alliance instead, or let another alliance begin."))
    if member.alliance.state == AllianceState.BIDDING:
        return no(_("A bid names this member. Leaving would change the bid, so the bid is taken back first."))
    return YES


def can_share_readiness(user: Any, member: AllianceMember) -> Decision:
    """An administrator of the member decides whether the others see what it has in order."""
    if member.state == MemberState.ADMITTED and belongs(user, member.organisation, MemberRole.ADMINISTRATOR):
        return YES
    return no(
        _("Only an administrator of %(name)s can decide this.") % {"name": member.organisation.name},
        _("An administrator of %(name)s can.") % {"name": member.organisation.name},
    )


def can_start_bidding(user: Any, alliance: Alliance) -> Decision:
    """A bid lead of the lead, when all signed and no commissioner is a member (SOD-16)."""
    if not (decision := can_bid_for(user, alliance.lead)):
        return decision
    if alliance.state not in AGREED_STATES:
        return no(_("Every member has to sign the agreement before the alliance can bid."))
    if alliance.agreements.filter(state=AgreementState.ON_HOLD).exists():
        return no(_("The agreement is on hold. The alliance can bid when the hold is lifted."))
    if has_commissioner(alliance):
        return no(_("A commissioner that is a member of the alliance has to leave it before the alliance bids."))
    return YES


def has_commissioner(alliance: Alliance) -> bool:
    """Whether a buyer is a member now."""
    return alliance.members.admitted().filter(organisation__kind=OrganisationKind.COMMISSIONER).exists()


def can_end_bidding(user: Any, alliance: Alliance) -> Decision:
    """A bid lead of the lead takes the bid back, or the buyer decides otherwise; no other member can."""
    if can_bid_for(user, alliance.lead):
        return YES
    return _from_outside(user, alliance)


def can_record_award(user: Any, alliance: Alliance) -> Decision:
    """The buyer's person who awards; nobody who belongs to a member. The tender's own rules decide who that is."""
    return _from_outside(user, alliance)


def _from_outside(user: Any, alliance: Alliance) -> Decision:
    if not user.is_authenticated:
        return no(_("Sign in to do this."))
    if holds(user, AlliancePerm.SPACE, alliance):
        return no(_("You belong to a member of this alliance, so the buyer has to do this."))
    if belongs_to_commissioner(user):
        return YES
    return no(_("Only the buyer can do this."), _("Somebody at the buyer can."))
