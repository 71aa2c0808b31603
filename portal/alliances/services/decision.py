"""Questions put to the members, their votes, and what was found when a decision was looked at again (B10)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import AgreementState, DecisionKind, DecisionState
from portal.alliances.events import DecisionProposed
from portal.alliances.models import Agreement, Alliance, AllianceMember, Decision, DecisionReview, Vote
from portal.alliances.permissions.decision import (
    can_propose_decision,
    can_review_decision,
    can_vote_decision,
    members_to_vote,
    voting_members,
)
from portal.alliances.permissions.seat import voting_seats
from portal.alliances.rules.votes import vote_outcome
from portal.alliances.services.common import demand, locked
from portal.alliances.workflow import DECISION
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed


@transaction.atomic
def decision_propose(
    *,
    actor: Any,
    alliance: Alliance,
    title: str,
    proposal: str,
    impact_on_people: str,
    closes_at: datetime,
    kind: str = DecisionKind.UNANIMOUS,
    options_considered: str = "",
    lived_experience_view: str = "",
    review_on: date | None = None,
    agreement: Agreement | None = None,
    is_about_members: bool = False,
) -> Decision:
    """Put a question to the members. With `agreement`: whether all agree to exactly its present text.

    `is_about_members`: it is about one member's own pay or contract, so seats do not vote on it.

    Raises DomainError for a closing time that has passed, a review before it, or a majority on the agreement.
    """
    row = locked(alliance)
    demand(can_propose_decision, actor, row, "alliances.decision.propose")
    _check(closes_at, kind, review_on, agreement)
    last = row.decisions.order_by("-number").first()
    question = Decision(
        alliance=row,
        number=last.number + 1 if last else 1,
        kind=kind,
        title=title,
        proposal=proposal,
        options_considered=options_considered,
        impact_on_people=impact_on_people,
        lived_experience_view=lived_experience_view,
        is_about_members=is_about_members,
        agreement=agreement,
        agreement_hash=agreement.text_hash if agreement else "",
        closes_at=closes_at,
        review_on=review_on,
        proposed_by=actor,
        proposed_at=now(),
    )
    question.save()
    data = {"number": question.number, "title": title, "kind": kind, "agreement_hash": question.agreement_hash}
    audit_record(actor=actor, verb="alliances.decision.propose", subject=row, data=data)
    publish(DecisionProposed(question.pk))
    return question


def _check(closes_at: datetime, kind: str, review_on: date | None, agreement: Agreement | None) -> None:
    if closes_at <= now():
        raise DomainError(_("Voting has to close in the future."))
    if review_on is not None and review_on <= today():
        raise DomainError(_("A decision is looked at again on a later day."))
    if agreement is not None and kind != DecisionKind.UNANIMOUS:
        raise DomainError(_("The agreement binds every member, so every member has to say yes."))
    if agreement is not None and agreement.state != AgreementState.DRAFT:
        raise DomainError(_("This version of the agreement is no draft any more."))


@transaction.atomic
def decision_vote(*, actor: Any, decision: Decision, member: AllianceMember, choice: str, reason: str = "") -> Vote:
    """Cast a member's one vote; the last needed one settles the decision. Two votes at once: each counts once."""
    locked(decision.alliance)
    question = Decision.objects.select_for_update(of=("self",)).select_related("alliance__lead").get(pk=decision.pk)
    demand(can_vote_decision, actor, question, "alliances.decision.vote")
    if member.pk not in {row.pk for row in members_to_vote(actor, question)}:
        raise NotAllowed(_("You cannot vote for this member, or it has voted."), subject=question.alliance)
    vote = Vote.objects.create(
        decision=question, member=member, choice=choice, reason=reason, cast_by=actor, cast_at=now()
    )
    data = {"number": question.number, "member": member.organisation.ref, "choice": choice}
    audit_record(actor=actor, verb="alliances.decision.vote", subject=question, data=data)
    decision_settle(actor=actor, question=question)
    return vote


def decision_settle(*, actor: Any, question: Decision) -> None:
    """Settle it when no vote that is missing can change the result. Members and seats count alike."""
    voters = {str(row.pk) for row in voting_members(question)} | {f"seat {row.pk}" for row in voting_seats(question)}
    cast = {str(pk): choice for pk, choice in question.votes.values_list("member_id", "choice")}
    cast |= {f"seat {pk}": choice for pk, choice in question.seat_votes.values_list("seat_id", "choice")}
    votes = {key: choice for key, choice in cast.items() if key in voters}
    outcome = vote_outcome(question.kind, sorted(voters), votes)
    if outcome.state == DecisionState.OPEN:
        return
    step = "agree" if outcome.state == DecisionState.AGREED else "reject"
    transition(DECISION, question, step, actor=actor, changes={"decided_at": now(), "outcome": outcome.reason})


@transaction.atomic
def decision_review(*, actor: Any, decision: Decision, note: str, next_review_on: date | None = None) -> DecisionReview:
    """Write down what was found on looking again. The decision itself stays; a change is a new decision."""
    locked(decision.alliance)
    demand(can_review_decision, actor, decision, "alliances.decision.review")
    if next_review_on is not None and next_review_on <= today():
        raise DomainError(_("The next time lies in the future."))
    review = DecisionReview.objects.create(
        decision=decision, note=note, next_review_on=next_review_on, reviewed_by=actor, reviewed_at=now()
    )
    data = {"number": decision.number, "next_review_on": next_review_on}
    audit_record(actor=actor, verb="alliances.decision.review", subject=decision, data=data)
    return review
