"""What a bid still needs, worked out from its opened content."""

from dataclasses import dataclass

from django.db.models import Q

from portal.common.templatetags.ui_text import pounds, to_the_penny
from portal.tenders.enums import PriceFormula
from portal.tenders.models import Bid, Question
from portal.tenders.rules.bid import READY, AnswerState, answer_state, declarations_missing, price_state
from portal.tenders.selectors.bid_versions import BidContent


@dataclass(frozen=True)
class AnswerTask:
    """One question with the state of its answer, and who saved it last."""

    question: Question
    measured: AnswerState
    saved_by: str
    file_count: int


@dataclass(frozen=True)
class BidTasks:
    """Every part of a bid and what is missing."""

    answers: list[AnswerTask]
    price_state: str
    declarations_missing: list[str]

    @property
    def is_complete(self) -> bool:
        """Nothing is missing: it can be signed."""
        is_priced = self.price_state == READY
        return all(task.measured.is_ready for task in self.answers) and is_priced and not self.declarations_missing

    @property
    def answers_ready(self) -> int:
        """How many answers are ready."""
        return sum(task.measured.is_ready for task in self.answers)


def questions_of_bid(bid: Bid) -> list[Question]:
    """The questions of its lot, in their order."""
    rows = Question.objects.filter(procurement_id=bid.procurement_id)
    return list(rows.filter(Q(lot=None) | Q(lot_id=bid.lot_id)).order_by("number"))


def tasks_of(content: BidContent) -> BidTasks:
    """Measure every part."""
    answers = [_answer_task(content, question) for question in questions_of_bid(content.version.bid)]
    price = content.price
    return BidTasks(
        answers=answers,
        price_state=price_state(price.get("pence"), str(price.get("typed", ""))),
        declarations_missing=declarations_missing(list(content.declarations.get("confirmed", []))),
    )


def _answer_task(content: BidContent, question: Question) -> AnswerTask:
    row = content.rows.get(f"answer-{question.number}")
    return AnswerTask(
        question,
        answer_state(content.answer(question.number), question.word_limit, question.kind),
        str(row.saved_by) if row else "",
        sum(1 for part, _note in content.files if part.question_id == question.pk),
    )


def envelope_pence(bid: Bid) -> int | None:
    """What the published price is when quality alone decides; None under every other formula."""
    procurement = bid.procurement
    if procurement.price_formula != PriceFormula.FIXED_PRICE:
        return None
    return procurement.price_benchmark_pence or bid.lot.value_pence or procurement.estimated_value_pence


def price_text(pence: int) -> str:
    """A price exactly: with its pence only when it has some."""
    return pounds(pence) if pence % 100 == 0 else to_the_penny(pence)
