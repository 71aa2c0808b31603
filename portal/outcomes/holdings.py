"""What outcomes hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.outcomes.models import AnswerSheet, FrameworkAssignment

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("outcomes", "outcomes.FrameworkAssignment.user")
def of_outcomes(user: "User") -> dict[str, Any]:
    """The frameworks in which the person has or had a part."""
    rows = FrameworkAssignment.objects.filter(user=user).select_related("framework").order_by("assigned_at", "pk")
    return {
        "parts": [
            {
                "framework": str(row.framework),
                "as": str(row.get_role_display()),
                "from": moment(row.assigned_at),
                "to": moment(row.ended_at),
            }
            for row in rows
        ]
    }


@holding("answers_about_your_life", "outcomes.AnswerSheet.user")
def of_answers(user: "User") -> list[dict[str, Any]]:
    """What the person answered about their own life."""
    rows = AnswerSheet.objects.filter(user=user).prefetch_related("answers").order_by("started_at", "pk")
    return [
        {
            "questions": str(row.get_instrument_display()),
            "begun": moment(row.started_at),
            "kept": moment(row.handed_in_at),
            "counts_in_totals": row.is_counted,
            "answers": {
                answer.item: answer.value if answer.value is not None else str(answer.get_declined_display())
                for answer in row.answers.all()
            },
        }
        for row in rows
    ]
