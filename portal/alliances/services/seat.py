"""Seats of people with lived experience: given, ended, and their votes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.events import SeatGiven
from portal.alliances.models import Alliance, Decision, Seat, SeatVote
from portal.alliances.permissions.seat import can_end_seat, can_give_seat, can_vote_seat, seat_of, why_no_seat
from portal.alliances.services.common import demand, grants_follow, locked
from portal.alliances.services.decision import decision_settle
from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed


@transaction.atomic
def seat_give(*, actor: Any, alliance: Alliance, person: Any, is_voting: bool = True) -> Seat:
    """Give a person with lived experience a seat: the same papers as the members, and a vote unless said otherwise."""
    row = locked(alliance)
    demand(can_give_seat, actor, row, "alliances.seat.give")
    if reason := why_no_seat(person, row):
        raise DomainError(reason)
    seat = Seat.objects.create(alliance=row, user=person, is_voting=is_voting, given_by=actor, given_at=now())
    grants_follow(row)
    audit_record(
        actor=actor, verb="alliances.seat.give", subject=row, data={"person": person.pk, "is_voting": is_voting}
    )
    publish(SeatGiven(seat.pk))
    return seat


@transaction.atomic
def seat_end(*, actor: Any, seat: Seat) -> Seat:
    """End a seat; what it voted stays. It sees nothing more with the next request."""
    alliance = locked(seat.alliance)
    row = Seat.objects.select_for_update(of=("self",)).select_related("alliance__lead").get(pk=seat.pk)
    demand(can_end_seat, actor, row, "alliances.seat.end")
    row.ended_at = now()
    row.save(update_fields=["ended_at"])
    grants_follow(alliance)
    audit_record(actor=actor, verb="alliances.seat.end", subject=alliance, data={"person": row.user_id})
    return row


@transaction.atomic
def seat_vote(*, actor: Any, decision: Decision, choice: str, reason: str = "") -> SeatVote:
    """Cast the seat's one vote; the last needed vote settles the decision."""
    locked(decision.alliance)
    question = Decision.objects.select_for_update(of=("self",)).select_related("alliance__lead").get(pk=decision.pk)
    demand(can_vote_seat, actor, question, "alliances.seat.vote")
    seat = seat_of(actor, question.alliance)
    if seat is None:
        raise NotAllowed(_("You have no seat in this alliance."), subject=question.alliance)
    vote = SeatVote.objects.create(decision=question, seat=seat, choice=choice, reason=reason, cast_at=now())
    audit_record(
        actor=actor, verb="alliances.seat.vote", subject=question, data={"number": question.number, "choice": choice}
    )
    decision_settle(actor=actor, question=question)
    return vote
