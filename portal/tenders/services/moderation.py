"""What the panel agrees, written down by a facilitator who did not score (domain 2.7, SOD-10). No averages."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.models import Bid, Consensus, Evaluation, Question
from portal.tenders.permissions.evaluation import can_lock_quality, can_record_consensus
from portal.tenders.selectors.evaluation import Board, board_of, scale_of
from portal.tenders.workflow.evaluation import EVALUATION


@dataclass(frozen=True)
class Agreement:
    """What the panel agreed on one answer. `present`: assignment numbers of the evaluators who took part."""

    value: Decimal
    strengths: str
    weaknesses: str
    present: list[int]
    reason_for_change: str = ""
    absences: str = ""
    replaces_reason: str = field(default="")


@transaction.atomic
def consensus_record(
    *, actor: Any, evaluation: Evaluation, bid: Bid, question: Question, agreement: Agreement
) -> Consensus:
    """Record the agreed score of one answer. A later record replaces it and says why; the earlier one stays."""
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("lot__procurement").get(pk=evaluation.pk)
    if not (decision := can_record_consensus(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.consensus.record")
    board = board_of(locked)
    if bid not in board.bids or question not in board.questions:
        raise DomainError(_("This answer is not scored in this lot."))
    _check(board, bid, question, agreement)
    earlier = board.agreed.get((bid.pk, question.pk))
    if earlier is not None:
        if not agreement.replaces_reason.strip():
            raise DomainError(_("Say why the earlier record is replaced. It stays beside the new one."))
        earlier.superseded_at = now()
        earlier.save(update_fields=["superseded_at"])
    row = Consensus.objects.create(
        evaluation=locked,
        bid=bid,
        question=question,
        value=agreement.value,
        strengths=agreement.strengths.strip(),
        weaknesses=agreement.weaknesses.strip(),
        reason_for_change=agreement.reason_for_change.strip(),
        participants=_participants(board, bid, question, agreement),
        absences=agreement.absences.strip(),
        replaces_reason=agreement.replaces_reason.strip() if earlier else "",
        recorded_by=actor,
        recorded_at=now(),
    )
    audit_record(
        actor=actor,
        verb="tenders.consensus.record",
        subject=locked,
        data={"bid": locked.letter_of(bid), "question": question.number, "replaces": earlier is not None},
    )
    return row


@transaction.atomic
def quality_lock(*, actor: Any, evaluation: Evaluation) -> Evaluation:
    """Fix every agreed score for good; only then can a price be opened. Raises DomainError while one is missing."""
    locked = Evaluation.objects.select_for_update(of=("self",)).select_related("lot__procurement").get(pk=evaluation.pk)
    if not (decision := can_lock_quality(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.evaluation.lock_quality")
    if missing := board_of(locked).open_items():
        bid, question = missing[0]
        words = {"n": len(missing), "number": question.number, "bid": locked.label_of(bid)}
        raise DomainError(_("Still to agree: %(n)d, first question %(number)d of %(bid)s.") % words)
    result: Evaluation = transition(
        EVALUATION, locked, "lock_quality", actor=actor, changes={"quality_locked_at": now()}
    )
    Consensus.objects.filter(evaluation=result, locked_at=None).update(locked_at=now())
    return result


def needs_reason_for_change(board: Board, bid: Bid, question: Question, value: Decimal) -> bool:
    """Whether the agreed score differs from what any evaluator had given alone (C24)."""
    return any(score.value != value for _person, score in board.scores_of(bid, question))


def _check(board: Board, bid: Bid, question: Question, agreement: Agreement) -> None:
    scale_of(board.evaluation.lot.procurement).level(agreement.value)
    if not agreement.strengths.strip() or not agreement.weaknesses.strip():
        raise DomainError(_("Write what is strong and what is weak. The bidder reads both."))
    if not agreement.reason_for_change.strip() and needs_reason_for_change(board, bid, question, agreement.value):
        raise DomainError(_("Say why the panel moved from its own scores: not everybody had given this one."))
    scoring = [person for person, _score in board.scores_of(bid, question)]
    present = {person.number for person in scoring} & set(agreement.present)
    if not present:
        raise DomainError(_("Say who took part."))
    if len(present) < len(scoring) and not agreement.absences.strip():
        raise DomainError(_("Somebody who scored this was not there. Write who, and why the panel went on."))


def _participants(board: Board, bid: Bid, question: Question, agreement: Agreement) -> list[dict[str, Any]]:
    return [
        {"number": person.number, "alias": person.alias}
        for person, _score in board.scores_of(bid, question)
        if person.number in agreement.present
    ]
