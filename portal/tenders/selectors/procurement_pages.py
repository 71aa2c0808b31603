"""What the pages of lots, questions and the team show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.tenders.enums import EvaluatorGroup, QuestionKind
from portal.tenders.models import Lot, Procurement, ProcurementAssignment, Question
from portal.tenders.rules.pack import WeightedQuestion, lot_totals
from portal.tenders.selectors.procurement import questions_of
from portal.tenders.selectors.procurement_check import percent


def lot_start(lot: Lot) -> dict[str, Any]:
    """What the form of a lot shows at first."""
    return {"title": lot.title, "description": lot.description, "value_pence": lot.value_pence}


def question_start(question: Question | None) -> dict[str, Any]:
    """What the form of a question shows at first."""
    if question is None:
        return {
            "kind": QuestionKind.SCORED,
            "word_limit": 750,
            "evaluator_group": EvaluatorGroup.ALL,
            "allows_files": "no",
        }
    return {
        "title": question.title,
        "text": question.text,
        "plain_text": question.plain_text,
        "kind": question.kind,
        "weight": question.weight,
        "word_limit": question.word_limit,
        "minimum_score": question.minimum_score,
        "evaluator_group": question.evaluator_group,
        "key_criterion": question.key_criterion,
        "lot": str(question.lot.number) if question.lot else "",
        "outcomes": [str(outcome.position) for outcome in question.outcomes.all()],
        "allows_files": "yes" if question.allows_files else "no",
    }


def weights_rows(procurement: Procurement) -> dict[str, Any]:
    """The questions, and what the weights make for each lot with price."""
    questions = list(questions_of(procurement))
    lots = list(procurement.lots.order_by("number"))
    weighted = [
        WeightedQuestion(q.number, q.weight, q.lot.number if q.lot else None)
        for q in questions
        if q.kind == QuestionKind.SCORED
    ]
    totals = lot_totals(weighted, [lot.number for lot in lots], procurement.price_weight)
    return {
        "questions": [
            (q, f"{percent(q.weight)}%" if q.kind == QuestionKind.SCORED else q.get_kind_display()) for q in questions
        ],
        "price": f"{percent(procurement.price_weight)}%",
        "totals": [(str(lot), f"{percent(totals[lot.number])}%", totals[lot.number] == 100) for lot in lots],
    }


@dataclass(frozen=True)
class TeamRow:
    """One part of one person."""

    assignment: ProcurementAssignment
    name: str
    role: str
    note: str


def team_rows(procurement: Procurement, now: datetime) -> tuple[list[TeamRow], list[TeamRow]]:
    """Who has a part now, and whose part has ended."""
    present: list[TeamRow] = []
    past: list[TeamRow] = []
    for row in procurement.assignments.select_related("user").order_by("number"):
        note = _("supported by %(name)s") % {"name": row.supporter} if row.supporter else ""
        shown = TeamRow(row, str(row.user), str(row.get_role_display()), note)
        (present if row.is_active(now) else past).append(shown)
    return present, past


def verified_person(email: str) -> User | None:
    """The person with this confirmed address, if there is one."""
    people: QuerySet[User] = User.objects.filter(
        email__iexact=email, is_active=True, emailaddress__email__iexact=email, emailaddress__verified=True
    )
    return people.first()
