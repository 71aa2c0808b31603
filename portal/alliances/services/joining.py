"""Asking to join an alliance, and the convener's answer."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.models import Alliance, AllianceMember
from portal.alliances.permissions.alliance import can_invite_member
from portal.alliances.permissions.joining import can_ask_to_join
from portal.alliances.services.common import demand, grants_follow, locked, members_changed
from portal.alliances.workflow import MEMBER
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.organisations.models import Organisation


@transaction.atomic
def join_ask(
    *,
    actor: Any,
    alliance: Alliance,
    organisation: Organisation,
    role: str,
    message: str = "",
    shares_readiness: bool = False,
) -> AllianceMember:
    """Ask in the name of an organisation to join a listed alliance. Its convener answers."""
    row = locked(alliance)
    demand(can_ask_to_join, actor, row, "alliances.member.ask")
    if not role.strip():
        raise DomainError(_("Say what your organisation would do."))
    known = row.members.filter(organisation=organisation).first()
    member = known or AllianceMember.objects.create(alliance=row, organisation=organisation, invited_at=now())
    changes = {
        "role": role.strip(),
        "invitation_message": message.strip(),
        "shares_readiness": shares_readiness,
        "invited_by": None,
        "invited_at": now(),
        "expires_at": None,
        "answered_by": None,
        "answered_at": None,
        "answer_message": "",
    }
    asked: AllianceMember = transition(
        MEMBER, member, "ask", actor=actor, changes=changes, organisation=organisation.ref
    )
    return asked


@transaction.atomic
def join_admit(*, actor: Any, member: AllianceMember, message: str = "") -> AllianceMember:
    """Let it in. A text that the others signed is replaced, and shares are agreed anew."""
    alliance = locked(member.alliance)
    demand(can_invite_member, actor, alliance, "alliances.member.admit")
    joined: AllianceMember = transition(MEMBER, member, "admit", actor=actor, changes=_answer(actor, message))
    grants_follow(alliance)
    members_changed(actor=actor, alliance=alliance)
    return joined


@transaction.atomic
def join_turn_down(*, actor: Any, member: AllianceMember, message: str) -> AllianceMember:
    """Say no, with words that the organisation reads."""
    if not message.strip():
        raise DomainError(_("Say why: the organisation reads it."))
    changes = _answer(actor, message) | {"shares_readiness": False}
    turned: AllianceMember = transition(MEMBER, member, "turn_down", actor=actor, changes=changes)
    return turned


@transaction.atomic
def join_take_back(*, actor: Any, member: AllianceMember) -> AllianceMember:
    """The organisation does not want to join any more."""
    taken: AllianceMember = transition(
        MEMBER, member, "take_back", actor=actor, changes={"shares_readiness": False, "answered_at": now()}
    )
    return taken


def _answer(actor: Any, message: str) -> dict[str, Any]:
    return {"answered_by": actor, "answered_at": now(), "answer_message": message.strip()}
