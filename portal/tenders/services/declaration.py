"""Interests: declared by each person for each bidder, decided one by one by another (SOD-01 to SOD-04)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import DeclarationState, ProcurementState
from portal.tenders.events.evaluation import DeclarationMade
from portal.tenders.models import (
    Bid,
    BidInterest,
    Evaluation,
    InterestDeclaration,
    Procurement,
    ScoresSetAside,
)
from portal.tenders.permissions.evaluation import (
    can_clear_declaration,
    can_decide_declaration,
    can_declare,
    link_objection,
)
from portal.tenders.selectors.evaluation import Bidder, bidders_to_declare
from portal.tenders.workflow.evaluation import DECLARATION

STEPS = {
    DeclarationState.CLEARED: "clear",
    DeclarationState.CLEARED_WITH_MITIGATION: "clear_with_conditions",
    DeclarationState.BLOCKING: "block",
}


@dataclass(frozen=True)
class InterestAnswer:
    """What a person says about one bidder."""

    has_interest: bool
    details: str = ""


@transaction.atomic
def declaration_make(
    *,
    actor: Any,
    procurement: Procurement,
    answers: dict[str, InterestAnswer],
    confidentiality_accepted: bool,
    details: str = "",
) -> InterestDeclaration:
    """Declare for every bidder (`answers` by `Bidder.key`). It takes the place of an earlier one, and counts as
    undecided from this moment. A link on record bars its maker at once (SOD-04).
    """
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if not (decision := can_declare(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.declaration.make")
    known = locked.state == ProcurementState.OPENED
    bidders = bidders_to_declare(locked, known)
    _check_complete(bidders, answers, confidentiality_accepted)
    locked.declarations.filter(user=actor, superseded_at=None).update(superseded_at=now())
    declaration = InterestDeclaration.objects.create(
        procurement=locked,
        number=(locked.declarations.aggregate(last=Max("number"))["last"] or 0) + 1,
        user=actor,
        are_names_known=known,
        has_interest=any(answer.has_interest for answer in answers.values()),
        details=details.strip(),
        confidentiality_accepted=True,
        declared_at=now(),
    )
    BidInterest.objects.bulk_create(_rows(declaration, bidders, answers))
    audit_record(
        actor=actor,
        verb="tenders.declaration.make",
        subject=locked,
        data={
            "declaration": declaration.number,
            "has_interest": declaration.has_interest,
            "names_known": known,
            "bidders": len(bidders),
        },
    )
    if link := link_objection(actor, locked):
        return _block(None, declaration, link)
    publish(DeclarationMade(declaration.pk))
    return declaration


@transaction.atomic
def declaration_decide(
    *, actor: Any, declaration: InterestDeclaration, outcome: DeclarationState, reason: str, mitigation: str = ""
) -> InterestDeclaration:
    """Clear it, clear it with conditions, or bar its maker, with the reason that stays on record.

    Barring takes effect with the person's next request and sets their scores aside.
    """
    Procurement.objects.select_for_update(of=("self",)).get(pk=declaration.procurement_id)
    fresh = InterestDeclaration.objects.select_related("procurement", "user").get(pk=declaration.pk)
    policy = can_decide_declaration if outcome == DeclarationState.BLOCKING else can_clear_declaration
    if not (decision := policy(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh.procurement, verb="tenders.declaration.decide")
    if fresh.superseded_at:
        raise DomainError(_("A newer declaration has taken its place."))
    if not reason.strip():
        raise DomainError(_("Say why: the reason stays on record."))
    if outcome == DeclarationState.CLEARED_WITH_MITIGATION and not mitigation.strip():
        raise DomainError(_("Say on what conditions."))
    if outcome == DeclarationState.BLOCKING:
        return _block(actor, fresh, reason.strip())
    changes = {"decided_by": actor, "decided_at": now(), "decision_reason": reason.strip(), "mitigation": mitigation}
    result: InterestDeclaration = transition(DECLARATION, fresh, STEPS[outcome], actor=actor, changes=changes)
    return result


def _check_complete(bidders: list[Bidder], answers: dict[str, InterestAnswer], confidentiality: bool) -> None:
    if not confidentiality:
        raise DomainError(_("Promise to keep what you read to yourself."))
    for bidder in bidders:
        answer = answers.get(bidder.key)
        if answer is None:
            raise DomainError(_("Answer for %(name)s.") % {"name": bidder.name})
        if answer.has_interest and not answer.details.strip():
            raise DomainError(_("Say what links you to %(name)s.") % {"name": bidder.name})


def _rows(
    declaration: InterestDeclaration, bidders: list[Bidder], answers: dict[str, InterestAnswer]
) -> list[BidInterest]:
    about: list[tuple[Bidder, Bid | None]] = []
    for bidder in bidders:
        about += [(bidder, bid) for bid in bidder.bids] or [(bidder, None)]
    return [
        BidInterest(
            declaration=declaration,
            organisation=bidder.organisation,
            bid=bid,
            has_interest=answers[bidder.key].has_interest,
            details=answers[bidder.key].details.strip() if answers[bidder.key].has_interest else "",
        )
        for bidder, bid in about
    ]


def _block(actor: Any, declaration: InterestDeclaration, reason: str) -> InterestDeclaration:
    changes = {"decided_by": actor, "decided_at": now(), "decision_reason": reason}
    result: InterestDeclaration = transition(DECLARATION, declaration, "block", actor=actor, changes=changes)
    evaluations = Evaluation.objects.filter(
        lot__procurement=result.procurement_id, scores__evaluator=result.user_id
    ).distinct()
    for evaluation in evaluations.order_by("pk"):
        row, made = ScoresSetAside.objects.get_or_create(
            evaluation=evaluation,
            evaluator=result.user,
            defaults={"reason": reason, "decided_by": actor, "decided_at": now()},
        )
        if made:
            audit_record(
                actor=actor,
                verb="tenders.scores.set_aside",
                subject=evaluation,
                data={"evaluator": row.evaluator_id, "declaration": result.number},
            )
    return result
