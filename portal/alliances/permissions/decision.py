"""Who proposes, who votes for which member, who holds to which principles."""

from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import LIVE_STATES, DecisionState
from portal.alliances.models import Alliance, AllianceMember, PrinciplesVersion
from portal.alliances.models import Decision as Question
from portal.alliances.permissions.alliance import AlliancePerm, can_enter_space, can_manage_alliance
from portal.alliances.permissions.seat import seat_of
from portal.common.clock import now
from portal.common.permissions import YES, Decision, holds, no
from portal.organisations.enums import MemberRole
from portal.organisations.permissions import belongs


def speaks_for(user: Any, member: AllianceMember) -> bool:
    """Administrators and signatories of a member vote and answer in its name."""
    return belongs(user, member.organisation, MemberRole.ADMINISTRATOR) or belongs(
        user, member.organisation, MemberRole.SIGNATORY
    )


def spoken_for(user: Any, alliance: Alliance) -> list[AllianceMember]:
    """The members in whose name this person votes and answers (one query)."""
    rows = alliance.members.admitted().select_related("organisation").order_by("pk")
    return [row for row in rows if speaks_for(user, row)]


def voting_members(question: Question) -> list[AllianceMember]:
    """Those that were members when it was proposed and are still (one query)."""
    rows = question.alliance.members.admitted().exclude(answered_at__gt=question.proposed_at)
    return list(rows.select_related("organisation").order_by("pk"))


def can_speak_in(user: Any, alliance: Alliance) -> Decision:
    """An administrator or authorised signatory of a member, while the alliance lives."""
    if not (decision := can_enter_space(user, alliance)):
        return decision
    if not holds(user, AlliancePerm.VOTE, alliance):
        return no(
            _("Only an administrator or authorised signatory speaks for a member."),
            _("An administrator of your organisation can."),
        )
    if alliance.state not in LIVE_STATES:
        return no(_("This alliance has ended."))
    return YES


def can_propose_decision(user: Any, alliance: Alliance) -> Decision:
    """Everybody who votes for a member, and the convener."""
    if can_manage_alliance(user, alliance):
        return YES
    return can_speak_in(user, alliance)


def can_vote_decision(user: Any, question: Question) -> Decision:
    """An administrator or signatory of a member that has not voted, in time."""
    if not (decision := can_speak_in(user, question.alliance)):
        return decision
    if not question.is_open_at(now()):
        return no(_("This decision is closed, so no more votes are taken."))
    if members_to_vote(user, question):
        return YES
    return no(_("Your organisation has voted. A vote is cast once and stays."))


def members_to_vote(user: Any, question: Question) -> list[AllianceMember]:
    """For which members this person can still vote."""
    voted = set(question.votes.values_list("member_id", flat=True))
    return [row for row in voting_members(question) if row.pk not in voted and speaks_for(user, row)]


def can_settle_decision(user: Any, question: Question) -> Decision:
    """The last needed vote settles it: whoever casts it, for a member or with a seat."""
    seat = seat_of(user, question.alliance)
    if seat is not None and seat.votes_on(question, now()):
        return can_enter_space(user, question.alliance)
    return can_speak_in(user, question.alliance)


def can_review_decision(user: Any, question: Question) -> Decision:
    """Whoever speaks for a member may write down that it was looked at again."""
    if question.state != DecisionState.AGREED:
        return no(_("Only decisions that were agreed are looked at again."))
    return can_propose_decision(user, question.alliance)


def can_write_principles(user: Any, alliance: Alliance) -> Decision:
    """The convener writes; every member answers for itself."""
    return can_manage_alliance(user, alliance)


def can_answer_principles(user: Any, version: PrinciplesVersion) -> Decision:
    """Who speaks for a member that has not answered this, the newest, version."""
    if not (decision := can_speak_in(user, version.alliance)):
        return decision
    if PrinciplesVersion.objects.filter(alliance=version.alliance_id, number__gt=version.number).exists():
        return no(_("There is a newer version of the principles. Answer that one."))
    if members_to_answer(user, version):
        return YES
    return no(_("Your organisation has answered this version. Its answer stays with the version."))


def members_to_answer(user: Any, version: PrinciplesVersion) -> list[AllianceMember]:
    """For which members this person can still answer this version."""
    answered = set(version.adherences.values_list("member_id", flat=True))
    return [row for row in spoken_for(user, version.alliance) if row.pk not in answered]
