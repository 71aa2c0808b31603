"""Answers, and what still waits for one (A10)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum

from portal.codesign.enums import PUBLIC_VERSIONS, CommentChannel, CommentState
from portal.codesign.models import Answer, Comment, Paragraph, Project
from portal.common.clock import now
from portal.common.disclosure import Rows, disclose_counts


@dataclass(frozen=True)
class Unanswered:
    """One comment without an answer, where it stands now, and for how long it has waited."""

    comment: Comment
    number: str
    age: timedelta


def answers_of(project: Project) -> QuerySet[Answer]:
    """All answers of the project, newest first."""
    rows = Answer.objects.filter(project=project).select_related("changed_paragraph__section__version")
    return rows.prefetch_related("comments").order_by("-answered_at", "-pk")


def newest_answers(project: Project, limit: int) -> list[Answer]:
    """The newest few."""
    return list(answers_of(project)[:limit])


def unanswered_comments(project: Project) -> list[Unanswered]:
    """Everything that waits, the oldest first."""
    rows = (
        Comment.objects.filter(passage__project=project, parent=None, answers=None, state=CommentState.PUBLISHED)
        .select_related("paragraph__section__version", "passage")
        .order_by("created_at", "pk")
    )
    numbers = _numbers_now(project)
    return [
        Unanswered(row, numbers.get(row.passage_id, f"taken out ({row.paragraph})"), now() - row.created_at)
        for row in rows
    ]


def _numbers_now(project: Project) -> dict[int, str]:
    newest = project.versions.filter(state__in=PUBLIC_VERSIONS).order_by("-number").first()
    rows = Paragraph.objects.filter(section__version=newest).select_related("section").order_by("pk")
    return {row.passage_id: f"{row.section.position}.{row.position}" for row in rows}


def comments_on(project: Project, passage_id: int) -> list[Comment]:
    """Unanswered comments of one passage, to choose from."""
    return [row.comment for row in unanswered_comments(project) if row.comment.passage_id == passage_id]


def answer_in(project: Project, number: int) -> Answer | None:
    """One answer of the project."""
    return answers_of(project).filter(pk=number).first()


def people_by_channel(project: Project) -> Rows:
    """How many people took part in which way; small numbers are hidden (domain 9.6)."""
    rows = (
        Comment.objects.filter(passage__project=project, parent=None, state=CommentState.PUBLISHED)
        .order_by()
        .values("channel")
        .annotate(authors=Count("author", distinct=True), written=Sum("people_count", filter=Q(author=None)))
    )
    found = {row["channel"]: row["authors"] + (row["written"] or 0) for row in rows}
    return disclose_counts({str(CommentChannel(key).label): found.get(key, 0) for key in CommentChannel.values})
