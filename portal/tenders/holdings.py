"""What tenders hold about a person, for the person's own file. Nothing of what is in a bid."""

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min

from portal.accounts.holdings import holding, moment
from portal.tenders.models import (
    Clarification,
    EvaluatorAbsence,
    InterestDeclaration,
    ProcurementAssignment,
    Score,
    ScoresSetAside,
)

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding(
    "tenders",
    "tenders.ProcurementAssignment.user",
    "tenders.InterestDeclaration.user",
    "tenders.Clarification.asked_by",
    "tenders.Score.evaluator",
    "tenders.EvaluatorAbsence.evaluator",
    "tenders.ScoresSetAside.evaluator",
)
def of_tenders(user: "User") -> dict[str, Any]:
    """Parts, interests declared and what was decided on them, questions asked, how much was scored and what of it."""
    return {
        "parts": _parts(user),
        "interests_declared": _declarations(user),
        "questions_asked": _questions(user),
        "scored": _scores(user),
        "absences": _about_scoring(EvaluatorAbsence.objects.filter(evaluator=user), "logged_at"),
        "scores_set_aside": _about_scoring(ScoresSetAside.objects.filter(evaluator=user), "decided_at"),
    }


def _parts(user: "User") -> list[dict[str, Any]]:
    rows = ProcurementAssignment.objects.filter(user=user).select_related("procurement").order_by("assigned_at", "pk")
    return [
        {
            "procurement": row.procurement.title,
            "as": str(row.get_role_display()),
            "supported_by": row.supporter,
            "from": moment(row.assigned_at),
            "to": moment(row.ended_at),
        }
        for row in rows
    ]


def _declarations(user: "User") -> list[dict[str, Any]]:
    rows = InterestDeclaration.objects.filter(user=user).select_related("procurement").order_by("declared_at", "pk")
    return [
        {
            "procurement": row.procurement.title,
            "has_interest": row.has_interest,
            "words": row.details,
            "at": moment(row.declared_at),
            "state": str(row.get_state_display()),
            "reason": row.decision_reason,
            "on_condition_that": row.mitigation,
        }
        for row in rows
    ]


def _questions(user: "User") -> list[dict[str, Any]]:
    rows = Clarification.objects.filter(asked_by=user).select_related("procurement", "asker")
    return [
        {
            "procurement": row.procurement.title,
            "for": row.asker.name,
            "words": row.text_original,
            "at": moment(row.asked_at),
            "state": str(row.get_state_display()),
        }
        for row in rows.order_by("asked_at", "pk")
    ]


def _scores(user: "User") -> list[dict[str, Any]]:
    """How many and when: their reasons tell what a bid says, and are read where bids are read."""
    rows = Score.objects.filter(evaluator=user).order_by().values("evaluation__lot__procurement__title")
    counted = rows.annotate(n=Count("pk"), first=Min("scored_at"), last=Max("scored_at"))
    return [
        {
            "procurement": row["evaluation__lot__procurement__title"],
            "scores": row["n"],
            "from": moment(row["first"]),
            "to": moment(row["last"]),
        }
        for row in counted.order_by("first")
    ]


def _about_scoring(rows: Any, at: str) -> list[dict[str, Any]]:
    return [
        {
            "procurement": row.evaluation.lot.procurement.title,
            "reason": row.reason,
            "at": moment(getattr(row, at)),
        }
        for row in rows.select_related("evaluation__lot__procurement").order_by(at, "pk")
    ]
