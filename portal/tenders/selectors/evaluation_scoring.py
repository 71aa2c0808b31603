"""What the pages of individual scoring show. Each evaluator sees their own scores and nobody else's."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.rounding import digits
from portal.tenders.enums import QuestionKind
from portal.tenders.models import Bid, Evaluation, Question, Score
from portal.tenders.permissions.evaluation import current_declaration
from portal.tenders.rules.panel import scores_question
from portal.tenders.selectors.evaluation import (
    Board,
    Panelist,
    board_of,
    compliance_of,
    is_late,
    own_scores,
    panel_of_evaluation,
    questions_of_lot,
    scale_of,
    scored_bids,
    scored_questions,
    unchecked_bids,
)


@dataclass(frozen=True)
class Cell:
    """One answer in the table of what is left."""

    href: str
    label: str
    score: str
    is_now: bool


@dataclass(frozen=True)
class OwnWork:
    """One evaluator's own part of a lot."""

    person: Panelist
    questions: list[Question]
    bids: list[Bid]
    scores: dict[tuple[int, int], Score]

    @property
    def wanted(self) -> list[tuple[Bid, Question]]:
        """One question across all bids, then the next."""
        return [(bid, question) for question in self.questions for bid in self.bids]

    @property
    def done(self) -> int:
        """How many are scored."""
        return sum((bid.pk, question.pk) in self.scores for bid, question in self.wanted)

    @property
    def is_submitted(self) -> bool:
        """All handed in."""
        rows = [self.scores.get((bid.pk, question.pk)) for bid, question in self.wanted]
        return bool(rows) and all(row is not None and row.submitted_at for row in rows)

    def next_after(self, bid: Bid | None = None, question: Question | None = None) -> tuple[Bid, Question] | None:
        """The next answer without a score, after this one and then from the start."""
        pairs = self.wanted
        place = next((i for i, (b, q) in enumerate(pairs) if bid and question and (b, q) == (bid, question)), -1)
        later = [*pairs[place + 1 :], *pairs[: place + 1]]
        open_pairs = [(b, q) for b, q in later if (b.pk, q.pk) not in self.scores and (b, q) != (bid, question)]
        return open_pairs[0] if open_pairs else None


def own_work(user: Any, evaluation: Evaluation) -> OwnWork:
    """What this evaluator scores, and what is done."""
    person = next(p for p in panel_of_evaluation(evaluation.lot.procurement) if p.user.pk == user.pk)
    questions = [q for q in scored_questions(evaluation) if scores_question(person.role, q.evaluator_group)]
    return OwnWork(person, questions, scored_bids(evaluation), own_scores(user, evaluation))


def score_url(evaluation: Evaluation, bid: Bid, question: Question) -> str:
    """The page of one answer to score."""
    args = [evaluation.lot.procurement.ref, evaluation.lot.number, question.number, evaluation.letter_of(bid)]
    return reverse("tenders:score_save", args=args)


def rounds(
    evaluation: Evaluation, work: OwnWork, now: tuple[Bid, Question] | None
) -> list[tuple[Question, list[Cell]]]:
    """Questions by bids: the own score, to do, or the one on the page."""
    return [
        (
            question,
            [
                Cell(
                    href=score_url(evaluation, bid, question),
                    label=evaluation.label_of(bid),
                    score=digits(work.scores[bid.pk, question.pk].value)
                    if (bid.pk, question.pk) in work.scores
                    else "",
                    is_now=now == (bid, question),
                )
                for bid in work.bids
            ],
        )
        for question in work.questions
    ]


def scoring_overview(user: Any, evaluation: Evaluation) -> dict[str, Any]:
    """The evaluator's own table, what is left, and handing in."""
    work = own_work(user, evaluation)
    following = work.next_after()
    return _common(user, evaluation, work) | {
        "rounds": rounds(evaluation, work, None),
        "next_href": score_url(evaluation, *following) if following else "",
        "next_label": _label(evaluation, *following) if following else "",
        "left": len(work.wanted) - work.done,
    }


def _label(evaluation: Evaluation, bid: Bid, question: Question) -> str:
    return _("question %(number)d, %(bid)s") % {"number": question.number, "bid": evaluation.label_of(bid)}


def _common(user: Any, evaluation: Evaluation, work: OwnWork) -> dict[str, Any]:
    procurement = evaluation.lot.procurement
    return {
        "procurement": procurement,
        "evaluation": evaluation,
        "work": work,
        "letters": [evaluation.letter_of(bid) for bid in work.bids],
        "total": len(work.wanted),
        "others": sum(p.is_active for p in panel_of_evaluation(procurement)) - 1,
        "declaration": current_declaration(user, procurement),
        "is_late": is_late(evaluation.scoring_due_at),
        "hub_url": reverse("tenders:evaluation_detail", args=[procurement.ref]),
        "overview_url": reverse("tenders:scoring_detail", args=[procurement.ref, evaluation.lot.number]),
    }


def score_page(user: Any, evaluation: Evaluation, bid: Bid, question: Question) -> dict[str, Any]:
    """The page of one answer: everything but the answer itself, which a service reads and records."""
    work = own_work(user, evaluation)
    own = work.scores.get((bid.pk, question.pk))
    following = work.next_after(bid, question)
    is_plain = work.person.is_lived and bool(question.plain_text)
    return _common(user, evaluation, work) | {
        "bid": bid,
        "label": evaluation.label_of(bid),
        "letter": evaluation.letter_of(bid),
        "question": question,
        "question_text": question.plain_text if is_plain else question.text,
        "published_text": question.text if is_plain else "",
        "own": own,
        "rounds": rounds(evaluation, work, (bid, question)),
        "following": evaluation.label_of(following[0]) if following else "",
        "following_label": _label(evaluation, *following) if following else "",
        "weight": digits(question.weight),
        "minimum": digits(question.minimum_score) if question.minimum_score is not None else "",
    }


def next_url(user: Any, evaluation: Evaluation, bid: Bid, question: Question) -> str:
    """Where to go after saving: the next answer without a score, or the overview."""
    work = own_work(user, evaluation)
    following = work.next_after(bid, question)
    if following:
        return score_url(evaluation, *following)
    return reverse("tenders:scoring_detail", args=[evaluation.lot.procurement.ref, evaluation.lot.number])


def submit_rows(user: Any, evaluation: Evaluation) -> list[tuple[str, list[str], str, str]]:
    """The summary before handing in: question by question, each bid's own score."""
    work, scale = own_work(user, evaluation), scale_of(evaluation.lot.procurement)
    found = []
    for question in work.questions:
        said = []
        for bid in work.bids:
            row = work.scores.get((bid.pk, question.pk))
            value = f"{digits(row.value)}, {scale.level(row.value).label}" if row else _("not scored yet")
            said.append(f"{evaluation.label_of(bid)}: {value}")
        found.append((f"{question.number}. {question.title}", said, score_url(evaluation, work.bids[0], question), ""))
    return found


def closing_page(evaluation: Evaluation, problems: list[str]) -> dict[str, Any]:
    """Who has handed in, who is waited for, and what still stands in the way."""
    board, procurement = board_of(evaluation), evaluation.lot.procurement
    return {
        "procurement": procurement,
        "evaluation": evaluation,
        "heading": _("Close the individual scoring"),
        "rows": [_closing_row(board, person) for person in board.panel if person.is_active or board.done(person)],
        "problems": problems,
        "hub_url": reverse("tenders:evaluation_detail", args=[procurement.ref]),
    }


def _closing_row(board: Board, person: Panelist) -> list[Any]:
    lot = board.evaluation.lot
    progress = _("%(done)d of %(total)d") % {"done": board.done(person), "total": len(board.wanted(person))}
    cell: dict[str, Any] = {"text": "", "tag": _("Waited for"), "kind": "waiting"}
    if person.user.pk in board.set_aside:
        cell = {"text": "", "tag": _("Scores set aside"), "kind": "stopped"}
    elif board.is_submitted(person):
        cell = {"text": "", "tag": _("Handed in"), "kind": "done"}
    elif person.user.pk in board.absences:
        cell = {"text": board.absences[person.user.pk].reason, "tag": _("Absent"), "kind": "draft"}
    elif person in board.waited_for():
        args = [lot.procurement.ref, lot.number, person.number]
        cell |= {"text": _("Record an absence"), "href": reverse("tenders:absence_log", args=args)}
    else:
        cell = {"text": "", "tag": _("Takes no part"), "kind": "stopped"}
    return [str(person.user), person.alias, progress, cell]


def starting_page(evaluation: Evaluation) -> dict[str, Any]:
    """Before scoring starts: who is cleared, and what the panel is."""
    procurement = evaluation.lot.procurement
    panel = [person for person in panel_of_evaluation(procurement) if person.is_active]
    return {
        "procurement": procurement,
        "evaluation": evaluation,
        "heading": _("Start the scoring"),
        "rows": [
            (_("Bids to score"), str(len(scored_bids(evaluation)))),
            (_("Questions"), [f"{q.number}. {q.title}" for q in scored_questions(evaluation)]),
            (_("Evaluators cleared"), [str(p.user) for p in panel if p.is_cleared] or _("Nobody yet")),
            (_("Still to be cleared"), [str(p.user) for p in panel if not p.is_cleared] or _("Nobody")),
        ],
        "unchecked": [evaluation.label_of(bid) for bid in unchecked_bids(evaluation)],
        "hub_url": reverse("tenders:evaluation_detail", args=[procurement.ref]),
    }


def compliance_page(evaluation: Evaluation, bid: Bid) -> dict[str, Any]:
    """The pass-or-fail questions of one bid, and the judgement when there is one."""
    return {
        "procurement": evaluation.lot.procurement,
        "evaluation": evaluation,
        "bid": bid,
        "label": evaluation.label_of(bid),
        "heading": _("Check the pass-or-fail answers of %(bid)s") % {"bid": evaluation.label_of(bid)},
        "questions": questions_of_lot(evaluation, QuestionKind.PASS_FAIL),
        "check": compliance_of(evaluation).get(bid.pk),
        "hub_url": reverse("tenders:evaluation_detail", args=[evaluation.lot.procurement.ref]),
    }
