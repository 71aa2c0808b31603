"""A provider asks for another look; the buyer reviews it and tells everybody a further decision (PSR reg 12)."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.models import Organisation
from portal.tenders.enums import FurtherDecisionKind, RepresentationState
from portal.tenders.events.award import FurtherDecisionTold, RepresentationMade
from portal.tenders.models import Award, FurtherDecision, Representation
from portal.tenders.permissions.award import (
    can_decide_further,
    can_represent,
    representing_organisations,
    standstill_of,
)
from portal.tenders.selectors.award_standstill import further_opens_at
from portal.tenders.services.award import DECIDING_STEP, locked_award
from portal.tenders.workflow.award import AWARD, REPRESENTATION


@transaction.atomic
def representation_make(*, actor: Any, award: Award, organisation: Organisation, text: str) -> Representation:
    """Received in writing before the stored end of the standstill; one instant later it is refused."""
    fresh = locked_award(award)
    if not (decision := can_represent(actor, fresh)):
        raise NotAllowed(decision.reason, verb="tenders.representation.make", who_can=decision.who_can)
    if organisation.pk not in {body.pk for body in representing_organisations(actor, fresh)}:
        raise NotAllowed(_("You cannot write in the name of this organisation."), verb="tenders.representation.make")
    if not text.strip():
        raise DomainError(_("Say which rule was not followed, and how."))
    row = Representation.objects.create(
        award=fresh,
        number=(fresh.representations.aggregate(last=Max("number"))["last"] or 0) + 1,
        organisation=organisation,
        text=text.strip(),
        sent_by=actor,
        received_at=now(),
    )
    audit_record(actor=actor, verb="tenders.representation.make", subject=row, data={"number": row.number})
    transition(AWARD, fresh, "represent", actor=actor, representation=row.number)
    publish(RepresentationMade(row.pk))
    return row


@transaction.atomic
def representation_review(
    *, actor: Any, representation: Representation, review: str, information: str = ""
) -> Representation:
    """What the review found, and which information the provider was given."""
    locked_award(representation.award)
    if not review.strip():
        raise DomainError(_("Write down what the review found."))
    changes = {
        "review": review.strip(),
        "information": information.strip(),
        "reviewed_by": actor,
        "reviewed_at": now(),
    }
    result: Representation = transition(REPRESENTATION, representation, "review", actor=actor, changes=changes)
    return result


@transaction.atomic
def further_decide(*, actor: Any, award: Award, decision: FurtherDecisionKind, reasons: str) -> FurtherDecision:
    """Decide again, and tell everybody who made representations and the intended winner, at one instant.

    The award opens five full working days after that; every further decision restarts them.
    """
    fresh = locked_award(award)
    if not (allowed := can_decide_further(actor, fresh)):
        raise NotAllowed(allowed.reason, subject=fresh, verb="tenders.award.decide_further", who_can=allowed.who_can)
    if not reasons.strip():
        raise DomainError(_("Give the reasons: they are told with the decision."))
    stored = standstill_of(fresh)
    if stored is None:
        raise DomainError(_("The decision has not been announced."))
    told_at = now()
    row = FurtherDecision.objects.create(
        award=fresh,
        number=(fresh.further_decisions.aggregate(last=Max("number"))["last"] or 0) + 1,
        decision=decision,
        back_to_step=DECIDING_STEP if decision == FurtherDecisionKind.REPEAT else None,
        reasons=reasons.strip(),
        decided_by=actor,
        told_at=told_at,
        opens_at=further_opens_at(fresh, stored, told_at),
    )
    transition(AWARD, fresh, "decide_further", actor=actor, decision=FurtherDecisionKind(decision).value)
    for waiting in fresh.representations.filter(state=RepresentationState.REVIEWED).order_by("number"):
        transition(REPRESENTATION, waiting, "answer", actor=actor, further_decision=row.number)
    audit_record(
        actor=actor,
        verb="tenders.award.decide_further",
        subject=fresh.lot.procurement,
        data={"lot": fresh.lot.number, "opens_at": row.opens_at.isoformat()},
    )
    publish(FurtherDecisionTold(row.pk))
    return row
