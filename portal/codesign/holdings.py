"""What co-design holds about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.codesign.models import Comment, CommentReport, FormatAsk, ProjectAssignment, Reveal

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding(
    "co_design",
    "codesign.ProjectAssignment.user",
    "codesign.Comment.author",
    "codesign.CommentReport.reported_by",
    "codesign.FormatAsk.user",
)
def of_codesign(user: "User") -> dict[str, Any]:
    """Parts, comments with the name they were shown under, and what the person reported; never what others wrote."""
    return {
        "parts": _parts(user),
        "comments": _comments(user),
        "reports": _reports(user),
        "forms_of_a_text_asked_for": _formats(user),
        "two_people_know_that_you_wrote": _reveals(user),
    }


def _parts(user: "User") -> list[dict[str, Any]]:
    rows = ProjectAssignment.objects.filter(user=user).select_related("project").order_by("assigned_at", "pk")
    return [
        {
            "project": row.project.title,
            "as": str(row.get_role_display()),
            "from": moment(row.assigned_at),
            "to": moment(row.ended_at),
        }
        for row in rows
    ]


def _comments(user: "User") -> list[dict[str, Any]]:
    rows = Comment.objects.filter(author=user).select_related("passage__project").order_by("created_at", "pk")
    return [
        {
            "project": row.passage.project.title,
            "shown_as": row.shown_as,
            "words": row.body,
            "suggested_words": row.suggested_text,
            "at": moment(row.created_at),
            "state": str(row.get_state_display()),
            "hidden_because": str(row.get_hidden_reason_display()),
            "you_were_told": row.hidden_note,
            "you_asked_again": row.appeal,
            "answer": row.appeal_answer,
        }
        for row in rows
    ]


def _reports(user: "User") -> list[dict[str, Any]]:
    rows = CommentReport.objects.filter(reported_by=user).select_related("comment__passage__project")
    return [
        {
            "project": row.comment.passage.project.title,
            "reason": str(row.get_reason_display()),
            "words": row.note,
            "at": moment(row.reported_at),
            "settled_at": moment(row.settled_at),
        }
        for row in rows.order_by("reported_at", "pk")
    ]


def _formats(user: "User") -> list[dict[str, Any]]:
    rows = FormatAsk.objects.filter(user=user).select_related("text_format__version__project")
    return [
        {
            "project": row.text_format.version.project.title,
            "form": str(row.text_format),
            "words": row.note,
            "at": moment(row.asked_at),
            "state": str(row.text_format.get_state_display()),
        }
        for row in rows.order_by("asked_at", "pk")
    ]


def _reveals(user: "User") -> list[dict[str, Any]]:
    """Only those of which the person was told: before that it was not safe."""
    rows = Reveal.objects.filter(comment__author=user, told_at__isnull=False).select_related("comment")
    return [
        {"words": row.comment.body, "why": row.reason, "since": moment(row.decided_at), "told_at": moment(row.told_at)}
        for row in rows.order_by("decided_at", "pk")
    ]
