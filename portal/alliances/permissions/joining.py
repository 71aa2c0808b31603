"""Who asks to join an alliance that can be found, who answers, and who takes the question back (domain 4.3, 4.4)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import LIVE_STATES, MemberState
from portal.alliances.models import Alliance, AllianceMember
from portal.alliances.permissions.alliance import administered_organisations, can_change_members, why_not_a_member
from portal.common.clock import now
from portal.common.permissions import YES, Decision, no
from portal.organisations.models import Organisation

_TAKEN = (MemberState.ADMITTED, MemberState.REQUESTED)


def joinable_organisations(user: Any, alliance: Alliance) -> list[Organisation]:
    """The person's organisations that neither belong nor have asked or been asked, and could be members."""
    taken = set(_taken(alliance))
    own = [row for row in administered_organisations(user) if row.pk not in taken]
    return [row for row in own if not why_not_a_member(alliance, row)]


def _taken(alliance: Alliance) -> list[int]:
    rows = alliance.members.filter(state__in=_TAKEN).order_by("pk")
    invited = alliance.members.waiting(now()).order_by("pk")
    return [*rows.values_list("organisation_id", flat=True), *invited.values_list("organisation_id", flat=True)]


def askable_alliances(user: Any, alliances: Iterable[Alliance]) -> set[str]:
    """References of those that `can_ask_to_join` allows, for a list: three queries for any number."""
    rows = [row for row in alliances if row.is_listed and not row.is_sourced and row.state in LIVE_STATES]
    if not (own := administered_organisations(user)):
        return set()
    members = AllianceMember.objects.filter(alliance__in=rows, organisation__in=own)
    asked = members.filter(state__in=_TAKEN).values_list("alliance_id", "organisation_id")
    taken = {*asked, *members.waiting(now()).values_list("alliance_id", "organisation_id")}
    return {
        row.ref for row in rows if any((row.pk, org.pk) not in taken and not why_not_a_member(row, org) for org in own)
    }


def can_ask_to_join(user: Any, alliance: Alliance) -> Decision:
    """An administrator or bid lead of a provider, where everybody can find the alliance. That it bids is not told."""
    if alliance.is_sourced:
        return no(_("This alliance is known from a published source only."))
    if alliance.state not in LIVE_STATES:
        return no(_("This alliance has ended."))
    if not alliance.is_listed:
        return no(_("This alliance invites those whom it wants."))
    if not administered_organisations(user):
        return no(
            _("Only an administrator or bid lead of an organisation that provides services asks to join."),
            _("An administrator of your organisation can."),
        )
    if not joinable_organisations(user, alliance):
        return no(_("Your organisation belongs to it, or a question about that waits for an answer."))
    return YES


def can_ask_membership(user: Any, member: AllianceMember) -> Decision:
    """As `can_ask_to_join`, in the name of this organisation."""
    if member.state == MemberState.INVITED and member.expires_at is not None and not member.has_expired(now()):
        return no(_("%(name)s is invited. Answer the invitation.") % {"name": member.organisation.name})
    if member.organisation_id not in {row.pk for row in administered_organisations(user)}:
        return no(_("Only an administrator or bid lead of %(name)s asks for it.") % {"name": member.organisation.name})
    if reason := why_not_a_member(member.alliance, member.organisation):
        return no(reason)
    return YES


def can_answer_join(user: Any, member: AllianceMember) -> Decision:
    """The convener, while the members are not fixed by a bid."""
    if not (decision := can_change_members(user, member.alliance)):
        return decision
    if member.state != MemberState.REQUESTED:
        return no(_("Nobody waits for this answer any more."))
    if reason := why_not_a_member(member.alliance, member.organisation):
        return no(reason)
    return YES


def can_take_back_join(user: Any, member: AllianceMember) -> Decision:
    """An administrator or bid lead of the organisation that asked, before the answer."""
    if member.organisation_id not in {row.pk for row in administered_organisations(user)}:
        return no(_("Only an administrator or bid lead of %(name)s can do this.") % {"name": member.organisation.name})
    if member.state != MemberState.REQUESTED:
        return no(_("This has been answered."))
    return YES
