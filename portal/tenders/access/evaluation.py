"""Getting an evaluation at the door: 404 for outsiders, 403 with a recorded reason for what one may not do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.common.rows import only_one
from portal.tenders.enums import PartKind, QuestionKind
from portal.tenders.models import (
    Bid,
    Evaluation,
    InterestDeclaration,
    Procurement,
    ProcurementAssignment,
    Question,
    SealedPart,
)
from portal.tenders.permissions.bid import can_read_bid
from portal.tenders.permissions.evaluation import (
    can_decide_declaration,
    can_explain_price,
    can_read_files,
    can_see_evaluation,
    needs_declaration,
)
from portal.tenders.permissions.procurement import keep_parts
from portal.tenders.selectors.bid_versions import sent_version
from portal.tenders.selectors.evaluation import questions_of_lot

READ = "tenders.bid.read"


def access_evaluated(
    user: Any, ref: str, policy: Callable[[Any, Procurement], Decision] | None = None, verb: str = ""
) -> Procurement:
    """A procurement for its team. Its evaluation does not exist for anybody else."""
    rows = Procurement.objects.select_related("buyer", "specification", "specification__project")
    procurement = only_one(rows.filter(ref=ref))
    if procurement is not None:
        keep_parts(procurement)
    if procurement is None or not can_see_evaluation(user, procurement):
        raise Http404
    if policy and not (decision := policy(user, procurement)):
        raise _refused(user, procurement, decision, subject=procurement, verb=verb)
    return procurement


def _refused(user: Any, procurement: Procurement, decision: Decision, *, subject: Any, verb: str) -> NotAllowed:
    """The refusal, with the way to the declaration where that is what is missing."""
    way_on = ("", "")
    if needs_declaration(user, procurement):
        way_on = (_("Declare my interests"), reverse("tenders:declaration_make", args=[procurement.ref]))
    return NotAllowed(decision.reason, subject=subject, verb=verb, who_can=decision.who_can, way_on=way_on)


def access_evaluation(
    user: Any, ref: str, lot: int, policy: Callable[[Any, Evaluation], Decision] | None = None, verb: str = ""
) -> Evaluation:
    """The evaluation of one lot, after the opening."""
    procurement = access_evaluated(user, ref)
    evaluation = Evaluation.objects.select_related("lot").filter(lot__procurement=procurement, lot__number=lot).first()
    if evaluation is None:
        raise Http404
    evaluation.lot.procurement = procurement
    if policy and not (decision := policy(user, evaluation)):
        raise _refused(user, procurement, decision, subject=evaluation, verb=verb)
    return evaluation


def access_labelled_bid(evaluation: Evaluation, letter: str) -> Bid:
    """A bid of the lot by its letter."""
    pk = evaluation.bid_pk_of(letter)
    rows = Bid.objects.select_related("organisation", "alliance", "procurement", "lot")
    bid = rows.filter(pk=pk or 0, lot=evaluation.lot).first()
    if bid is None:
        raise Http404
    return bid


@dataclass(frozen=True)
class AnswerPlace:
    """One answer: which lot, bid and question."""

    evaluation: Evaluation
    bid: Bid
    question: Question


def access_answer(
    user: Any, ref: str, lot: int, letter: str, number: int, policy: Callable[[Any, Bid, Question], Decision]
) -> AnswerPlace:
    """One answer of one bid; a refusal is recorded at the bid (SOD-01)."""
    evaluation = access_evaluation(user, ref, lot)
    bid = access_labelled_bid(evaluation, letter)
    question = _question(evaluation, number)
    if not (decision := policy(user, bid, question)):
        raise _refused(user, evaluation.lot.procurement, decision, subject=bid, verb=READ)
    return AnswerPlace(evaluation, bid, question)


def access_answer_file(user: Any, ref: str, lot: int, letter: str, number: int, slot: str) -> AnswerPlace:
    """A file of one answer; 404 when the bid holds no such file there."""
    place = access_answer(user, ref, lot, letter, number, can_read_files)
    version = sent_version(place.bid)
    rows = SealedPart.objects.filter(version=version, kind=PartKind.FILE, question=place.question, slot=slot)
    if version is None or not rows.exists():
        raise Http404
    return place


def access_answer_to_score(
    user: Any,
    ref: str,
    lot: int,
    letter: str,
    number: int,
    policy: Callable[[Any, Evaluation, Bid, Question], Decision],
) -> AnswerPlace:
    """One answer for the evaluator who scores it."""
    evaluation = access_evaluation(user, ref, lot)
    bid = access_labelled_bid(evaluation, letter)
    question = _question(evaluation, number)
    if not (decision := policy(user, evaluation, bid, question)):
        raise _refused(user, evaluation.lot.procurement, decision, subject=bid, verb=READ)
    return AnswerPlace(evaluation, bid, question)


def access_price_to_explain(user: Any, ref: str, bid_ref: str) -> Bid:
    """A bid for its own bidder, who was asked about its price; 404 for everybody who may not know of it."""
    rows = Bid.objects.select_related("procurement", "organisation", "alliance", "lot")
    bid = rows.filter(ref=bid_ref, procurement__ref=ref).first()
    if bid is None or not can_read_bid(user, bid):
        raise Http404
    if not (decision := can_explain_price(user, bid)):
        raise NotAllowed(decision.reason, verb="tenders.price.explain")
    return bid


def access_declaration(user: Any, ref: str, number: int) -> InterestDeclaration:
    """A declaration for whoever decides on it; what one's part never decides on does not exist."""
    procurement = access_evaluated(user, ref)
    rows = procurement.declarations.select_related("user", "decided_by")
    declaration = rows.filter(number=number).first()
    if declaration is None:
        raise Http404
    declaration.procurement = procurement
    if not (decision := can_decide_declaration(user, declaration)):
        raise NotAllowed(decision.reason, subject=procurement, verb="tenders.declaration.decide")
    return declaration


def access_evaluator(evaluation: Evaluation, number: int) -> Any:
    """An evaluator by the number of the assignment."""
    rows = ProcurementAssignment.objects.filter(procurement=evaluation.lot.procurement, number=number)
    row = rows.select_related("user").first()
    if row is None:
        raise Http404
    return row.user


def _question(evaluation: Evaluation, number: int) -> Question:
    for question in questions_of_lot(evaluation, *QuestionKind.values):
        if question.number == number:
            return question
    raise Http404


def access_answer_of_lot(evaluation: Evaluation, letter: str, number: int) -> AnswerPlace:
    """The place of one answer, without its content."""
    return AnswerPlace(evaluation, access_labelled_bid(evaluation, letter), _question(evaluation, number))
