"""Which bids are scored, and each evaluator's own scores until individual scoring closes (domain 2.7, SOD-08, 09)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.events.evaluation import ScoresSubmitted
from portal.tenders.models import Bid, ComplianceCheck, Evaluation, EvaluatorAbsence, Question, Score
from portal.tenders.permissions.evaluation import (
    can_check_compliance,
    can_close_scoring,
    can_score,
    can_score_answer,
    can_start_scoring,
)
from portal.tenders.rules.panel import shortfalls
from portal.tenders.selectors.evaluation import (
    Board,
    board_of,
    panel_of_evaluation,
    scale_of,
    scored_bids,
    scored_questions,
    unchecked_bids,
)
from portal.tenders.services.bid_release import alliances_released
from portal.tenders.workflow.bid import BID
from portal.tenders.workflow.evaluation import EVALUATION


@transaction.atomic
def compliance_decide(
    *, actor: Any, evaluation: Evaluation, bid: Bid, is_compliant: bool, reason: str
) -> ComplianceCheck:
    """Judge one bid's pass-or-fail answers, once. A bid that fails is not scored and its price never opens."""
    locked = _locked(evaluation)
    if not (decision := can_check_compliance(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.compliance.decide")
    if bid.lot_id != locked.lot_id or str(bid.pk) not in locked.labels:
        raise DomainError(_("This bid belongs to another lot."))
    if not reason.strip():
        raise DomainError(_("Say why: the bidder can read the reason."))
    if ComplianceCheck.objects.filter(bid=bid).exists():
        raise DomainError(_("This bid has been judged. The judgement stays as it is."))
    check = ComplianceCheck.objects.create(
        evaluation=locked,
        bid=bid,
        is_compliant=is_compliant,
        reason=reason.strip(),
        decided_by=actor,
        decided_at=now(),
    )
    if not is_compliant:
        words = reason.strip()
        transition(BID, bid, "non_compliant", actor=actor, changes={"non_compliance_reason": words}, reason=words)
        alliances_released(actor=actor, bids=[bid])
    audit_record(
        actor=actor,
        verb="tenders.compliance.decide",
        subject=locked,
        data={"bid": locked.letter_of(bid), "is_compliant": is_compliant},
    )
    return check


@transaction.atomic
def scoring_start(*, actor: Any, evaluation: Evaluation, due_at: datetime) -> Evaluation:
    """Let evaluators whose declarations are cleared score, asked for by `due_at`."""
    locked = _locked(evaluation)
    if not (decision := can_start_scoring(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.evaluation.start_scoring")
    if due_at <= now():
        raise DomainError(_("Choose a time that is still to come."))
    if unchecked := unchecked_bids(locked):
        letters = ", ".join(locked.letter_of(bid) for bid in unchecked)
        raise DomainError(_("First decide on the pass-or-fail answers of: %(bids)s.") % {"bids": letters})
    if not scored_bids(locked):
        raise DomainError(_("There is no bid to score in this lot."))
    panel = [person.role for person in panel_of_evaluation(locked.lot.procurement) if person.is_active]
    if missing := shortfalls({q.number: q.evaluator_group for q in scored_questions(locked)}, panel):
        raise DomainError(_("The panel is too small. %(what)s") % {"what": " ".join(missing)})
    changes = {"scoring_started_at": now(), "scoring_due_at": due_at}
    result: Evaluation = transition(EVALUATION, locked, "start_scoring", actor=actor, changes=changes)
    return result


@transaction.atomic
def score_save(
    *, actor: Any, evaluation: Evaluation, bid: Bid, question: Question, value: Decimal, reason: str
) -> Score:
    """Keep one's own score of one answer with its reason; own to change until individual scoring closes.

    The record says that it was written, never what: it is read by people who may not see scores yet.
    """
    locked = _locked(evaluation)
    if not (decision := can_score_answer(actor, locked, bid, question)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.score.save")
    if question not in scored_questions(locked) or str(bid.pk) not in locked.labels:
        raise DomainError(_("This answer is not scored in this lot."))
    scale_of(locked.lot.procurement).level(value)
    if not reason.strip():
        raise DomainError(_("Write your reason. A score without one explains nothing."))
    score, _made = Score.objects.update_or_create(
        bid=bid,
        question=question,
        evaluator=actor,
        defaults={"evaluation": locked, "value": value, "reason": reason.strip(), "scored_at": now()},
    )
    audit_record(
        actor=actor,
        verb="tenders.score.save",
        subject=locked,
        data={"bid": locked.letter_of(bid), "question": question.number},
    )
    return score


@transaction.atomic
def scores_submit(*, actor: Any, evaluation: Evaluation) -> int:
    """Hand in all one's scores; how many. Repeating it changes nothing."""
    locked = _locked(evaluation)
    if not (decision := can_score(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.score.submit")
    board = board_of(locked)
    person = next(person for person in board.panel if person.user.pk == actor.pk)
    left = len(board.wanted(person)) - board.done(person)
    if left:
        raise DomainError(
            ngettext("%(n)d answer still has no score from you.", "%(n)d answers still have no score from you.", left)
            % {"n": left}
        )
    rows = Score.objects.filter(evaluation=locked, evaluator=actor, submitted_at=None)
    if not rows.exists():
        return 0
    count = rows.update(submitted_at=now())
    audit_record(actor=actor, verb="tenders.score.submit", subject=locked, data={"scores": count})
    publish(ScoresSubmitted(locked.pk, actor.pk))
    return count


@transaction.atomic
def absence_log(*, actor: Any, evaluation: Evaluation, evaluator: Any, reason: str) -> EvaluatorAbsence:
    """Write down why an evaluator's scores are not waited for. It counts as long as they are not handed in."""
    locked = _locked(evaluation)
    if not (decision := can_close_scoring(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.evaluation.absence")
    if not reason.strip():
        raise DomainError(_("Say why this evaluator is not waited for."))
    board = board_of(locked)
    person = next((p for p in board.panel if p.user.pk == evaluator.pk), None)
    if person is None or board.is_submitted(person):
        raise DomainError(_("This person is not waited for."))
    absence, _made = EvaluatorAbsence.objects.update_or_create(
        evaluation=locked,
        evaluator=evaluator,
        defaults={"reason": reason.strip(), "logged_by": actor, "logged_at": now()},
    )
    audit_record(
        actor=actor,
        verb="tenders.evaluation.absence",
        subject=locked,
        data={"evaluator": evaluator.pk, "reason": reason},
    )
    return absence


@transaction.atomic
def scoring_close(*, actor: Any, evaluation: Evaluation) -> Evaluation:
    """Lock every individual score for good and let the panel see them all.

    Raises DomainError while somebody is waited for, or when too few scores would count.
    """
    locked = _locked(evaluation)
    if not (decision := can_close_scoring(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.evaluation.close_scoring")
    if problems := closing_problems(board_of(locked)):
        raise DomainError(" ".join(problems))
    result: Evaluation = transition(
        EVALUATION, locked, "close_scoring", actor=actor, changes={"scoring_closed_at": now()}
    )
    Score.objects.filter(evaluation=result, locked_at=None).update(locked_at=now())
    return result


def closing_problems(board: Board) -> list[str]:
    """What keeps individual scoring open: who is waited for, and questions with too few scores."""
    waiting = [str(person.user) for person in board.waited_for()]
    found = [_("Not handed in yet: %(names)s.") % {"names": ", ".join(waiting)}] if waiting else []
    groups = {question.number: question.evaluator_group for question in board.questions}
    return found or shortfalls(groups, board.counted_roles())


def _locked(evaluation: Evaluation) -> Evaluation:
    return (
        Evaluation.objects.select_for_update(of=("self",))
        .select_related("lot", "lot__procurement", "lot__procurement__buyer")
        .get(pk=evaluation.pk)
    )
