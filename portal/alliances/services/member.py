"""Invitations and members: asked, answered in time, gone (B5)."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import MemberState
from portal.alliances.events import MemberInvited
from portal.alliances.models import Alliance, AllianceMember
from portal.alliances.permissions.alliance import can_invite_member, can_share_readiness, why_not_a_member
from portal.alliances.services.common import demand, grants_follow, locked, members_changed
from portal.alliances.workflow import MEMBER
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError
from portal.organisations.models import Organisation

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def member_invite(
    *, actor: Any, alliance: Alliance, organisation: Organisation, role: str, message: str = ""
) -> AllianceMember:
    """Ask an organisation to join with this part; it has 14 days. Raises DomainError when it cannot be a member."""
    row = locked(alliance)
    demand(can_invite_member, actor, row, "alliances.member.invite")
    if reason := why_not_a_member(row, organisation):
        raise DomainError(reason)
    known = row.members.filter(organisation=organisation).first()
    if known is not None:
        return _ask_again(actor, known, role, message)
    member = AllianceMember.objects.create(
        alliance=row,
        organisation=organisation,
        role=role,
        invitation_message=message,
        invited_by=actor,
        invited_at=now(),
        expires_at=now() + INVITATION_LASTS,
    )
    audit_record(
        actor=actor,
        verb="alliances.member.invite",
        subject=row,
        data={"organisation": organisation.ref, "role": role, "expires_at": member.expires_at},
    )
    publish(MemberInvited(member.pk))
    return member


def _ask_again(actor: Any, known: AllianceMember, role: str, message: str) -> AllianceMember:
    if known.state == MemberState.REQUESTED:
        raise DomainError(_("%(name)s has asked to join. Answer that.") % {"name": known.organisation.name})
    if known.state == MemberState.ADMITTED:
        raise DomainError(_("%(name)s is a member already.") % {"name": known.organisation.name})
    if known.state == MemberState.INVITED and not known.has_expired(now()):
        raise DomainError(_("%(name)s has an invitation that is still open.") % {"name": known.organisation.name})
    return invitation_send_again(actor=actor, member=known, role=role, message=message)


@transaction.atomic
def invitation_send_again(
    *, actor: Any, member: AllianceMember, role: str | None = None, message: str | None = None
) -> AllianceMember:
    """Ask once more, for another 14 days; what is not given stays as it was."""
    demand(can_invite_member, actor, locked(member.alliance), "alliances.member.send_again")
    changes: dict[str, Any] = {
        "invited_by": actor,
        "invited_at": now(),
        "expires_at": now() + INVITATION_LASTS,
        "answered_by": None,
        "answered_at": None,
        "role": member.role if role is None else role,
        "invitation_message": member.invitation_message if message is None else message,
    }
    asked: AllianceMember = transition(MEMBER, member, "send_again", actor=actor, changes=changes)
    return asked


@transaction.atomic
def invitation_accept(*, actor: Any, member: AllianceMember, shares_readiness: bool = False) -> AllianceMember:
    """Join, in time. A text that the others signed is replaced, and shares are agreed anew.

    `shares_readiness`: the other members see what the organisation has in order.
    """
    alliance = locked(member.alliance)
    answer = {"answered_by": actor, "answered_at": now(), "shares_readiness": shares_readiness}
    joined: AllianceMember = transition(MEMBER, member, "accept", actor=actor, changes=answer)
    grants_follow(alliance)
    members_changed(actor=actor, alliance=alliance)
    return joined


@transaction.atomic
def invitation_decline(*, actor: Any, member: AllianceMember) -> AllianceMember:
    """Say no; the convener is told."""
    answer = {"answered_by": actor, "answered_at": now()}
    declined: AllianceMember = transition(MEMBER, member, "decline", actor=actor, changes=answer)
    return declined


@transaction.atomic
def invitation_withdraw(*, actor: Any, member: AllianceMember) -> AllianceMember:
    """Take an unanswered invitation back."""
    withdrawn: AllianceMember = transition(MEMBER, member, "withdraw", actor=actor, changes={"expires_at": now()})
    return withdrawn


@transaction.atomic
def member_leave(*, actor: Any, member: AllianceMember, reason: str = "") -> AllianceMember:
    """Leave. What the others signed named this member, so they sign a new version."""
    alliance = locked(member.alliance)
    left: AllianceMember = transition(
        MEMBER, member, "leave", actor=actor, changes={"shares_readiness": False}, reason=reason
    )
    members_changed(actor=actor, alliance=alliance)
    grants_follow(alliance)
    return left


@transaction.atomic
def readiness_share(*, actor: Any, member: AllianceMember, is_shared: bool) -> AllianceMember:
    """Show the other members what the organisation has in order, or stop it."""
    row = AllianceMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    demand(can_share_readiness, actor, row, "alliances.readiness.share")
    row.shares_readiness = is_shared
    row.save(update_fields=["shares_readiness"])
    audit_record(actor=actor, verb="alliances.readiness.share", subject=row, data={"is_shared": is_shared})
    return row
