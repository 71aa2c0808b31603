"""Who gives people with lived experience a seat, who ends one, and on what a seat votes (domain 4.2)."""

from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.models import Alliance, Seat, SeatVote
from portal.alliances.models import Decision as Question
from portal.alliances.permissions.alliance import belongs_to_commissioner, can_enter_space, can_manage_alliance
from portal.common.clock import now
from portal.common.permissions import YES, Decision, no
from portal.organisations.models import Membership


def seat_of(user: Any, alliance: Alliance) -> Seat | None:
    """The person's seat now."""
    if not user.is_authenticated:
        return None
    return Seat.objects.filter(alliance=alliance, user=user, ended_at=None).first()


def can_give_seat(user: Any, alliance: Alliance) -> Decision:
    """The convener."""
    return can_manage_alliance(user, alliance)


def why_no_seat(person: Any, alliance: Alliance) -> str:
    """Why this person cannot have one; empty when they can. Members and buyers speak through their organisation."""
    name = {"name": str(person)}
    if belongs_to_commissioner(person):
        return _("%(name)s works for a commissioner, so cannot have a seat.") % name
    members = alliance.members.admitted().values("organisation")
    if Membership.objects.current().filter(user=person, organisation__in=members).exists():
        return _("%(name)s belongs to a member, which has its own vote.") % name
    if seat_of(person, alliance):
        return _("%(name)s has a seat already.") % name
    return ""


def can_end_seat(user: Any, seat: Seat) -> Decision:
    """The convener, or the person who holds it."""
    if seat.ended_at is not None:
        return no(_("This seat has ended."))
    if seat.user_id == user.pk:
        return YES
    return can_manage_alliance(user, seat.alliance)


def voting_seats(question: Question) -> list[Seat]:
    """Seats with a vote on it (one query)."""
    rows = Seat.objects.filter(alliance=question.alliance_id).select_related("user").order_by("pk")
    return [row for row in rows if row.votes_on(question, now())]


def can_vote_seat(user: Any, question: Question) -> Decision:
    """Who held a voting seat when the question was put, in time, once; not on what concerns one member's money."""
    if not (decision := can_enter_space(user, question.alliance)):
        return decision
    seat = seat_of(user, question.alliance)
    if seat is None:
        return no(_("Only people with a seat vote here. Members vote on their own page."))
    if not seat.is_voting:
        return no(_("Your seat has a voice and no vote."))
    if question.is_about_members:
        return no(_("This is about a member's own pay or contract, so seats do not vote on it."))
    if not seat.votes_on(question, now()):
        return no(_("Your seat began after this was proposed."))
    if not question.is_open_at(now()):
        return no(_("This decision is closed, so no more votes are taken."))
    if SeatVote.objects.filter(decision=question, seat=seat).exists():
        return no(_("You have voted. A vote is cast once and stays."))
    return YES
