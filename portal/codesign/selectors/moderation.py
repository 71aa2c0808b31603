"""What moderators look at: what was reported, what somebody asks to look at again, what was hidden."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Min, Prefetch, Q, QuerySet

from portal.accounts.enums import PortalRole
from portal.accounts.models import User
from portal.codesign.enums import CommentState, ModerationReason, RevealState
from portal.codesign.models import Comment, CommentReport, Reveal
from portal.codesign.permissions import (
    can_decide_appeal,
    can_decide_reveal,
    can_moderate_comment,
    can_release_comment,
    moderates,
    safeguards,
)
from portal.common.permissions import Decision

if TYPE_CHECKING:
    from datetime import datetime

SHOWN_HIDDEN = 20


@dataclass(frozen=True)
class Reported:
    """A comment that somebody reported, since when, and whether this person may decide."""

    comment: Comment
    reasons: list[str]
    since: "datetime"
    may: Decision


def _rows() -> QuerySet[Comment]:
    return Comment.objects.select_related("passage__project__organisation", "organisation", "paragraph__section")


def reported_comments(user: User) -> list[Reported]:
    """Reported and still shown, the oldest report first; for moderators."""
    if not moderates(user):
        return []
    waiting = CommentReport.objects.filter(settled_at=None)
    rows = (
        _rows()
        .filter(state=CommentState.PUBLISHED, reports__in=waiting)
        .annotate(since=Min("reports__reported_at", filter=Q(reports__settled_at=None)))
        .prefetch_related(Prefetch("reports", waiting.order_by("pk"), to_attr="waiting"))
        .distinct()
        .order_by("since", "pk")
    )
    return [
        Reported(
            row,
            list(dict.fromkeys(str(report.get_reason_display()) for report in row.waiting)),
            row.since,
            can_moderate_comment(user, row),
        )
        for row in rows
    ]


def held_comments(user: User) -> list[tuple[Comment, Decision]]:
    """Nobody reads these before a moderator did, the oldest first."""
    if not moderates(user):
        return []
    rows = _rows().filter(state=CommentState.HELD).order_by("created_at", "pk")
    return [(row, can_release_comment(user, row)) for row in rows]


def appealed_comments(user: User) -> list[tuple[Comment, Decision]]:
    """Hidden, and the author asks for another look."""
    rows = _rows().filter(state=CommentState.HIDDEN, appealed_at__isnull=False, appeal_decided_at=None)
    return [(row, can_decide_appeal(user, row)) for row in rows.order_by("appealed_at", "pk")]


def hidden_comments() -> list[Comment]:
    """What was hidden last."""
    rows = _rows().filter(state=CommentState.HIDDEN).select_related("hidden_by", "appeal_decided_by")
    return list(rows.order_by("-hidden_at", "-pk")[:SHOWN_HIDDEN])


def waiting_reports(comment: Comment) -> list[CommentReport]:
    """What people say is wrong with it; who they are is not told."""
    return list(comment.reports.filter(settled_at=None).defer("reported_by").order_by("pk"))


def danger_reports(comment: Comment) -> list[CommentReport]:
    """Reports that somebody may be in danger; who reported is not told."""
    rows = comment.reports.filter(reason=ModerationReason.SAFEGUARDING).select_related("seen_by")
    return list(rows.defer("reported_by").order_by("pk"))


def dangers_waiting(user: User) -> list[CommentReport]:
    """What a safeguarding lead has still to see to, the oldest first; one for each comment."""
    if not safeguards(user):
        return []
    rows = CommentReport.objects.filter(reason=ModerationReason.SAFEGUARDING, seen_at=None)
    rows = rows.select_related("comment__passage__project").order_by("-reported_at", "-pk")
    return sorted({row.comment_id: row for row in rows}.values(), key=lambda row: (row.reported_at, row.pk))


def people_of(*roles: PortalRole, but: int | None = None) -> list[User]:
    """People who hold one of these roles of the portal."""
    rows = User.objects.filter(groups__name__in=[role.value for role in roles], is_active=True)
    return [person for person in rows.distinct().order_by("pk") if person.pk != but]


def moderation_counts(user: User) -> tuple[int, int, int]:
    """(reported comments, appeals, comments to read before they show) that this person can decide."""
    reported = sum(bool(row.may) for row in reported_comments(user))
    appeals = sum(bool(may) for _row, may in appealed_comments(user))
    return reported, appeals, sum(bool(may) for _row, may in held_comments(user))


def reveal_of(comment: Comment) -> Reveal | None:
    """The last time two safeguarding leads spoke about who wrote it."""
    rows = comment.reveals.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")
    found = rows.first()
    if found is not None:
        found.comment = comment
    return found


def reveals_waiting(user: User) -> list[Reveal]:
    """What another safeguarding lead asks this one to decide, the oldest first."""
    if not safeguards(user):
        return []
    rows = Reveal.objects.filter(state=RevealState.ASKED).select_related("comment__passage__project", "asked_by")
    return [row for row in rows.order_by("asked_at", "pk") if can_decide_reveal(user, row)]


def reveals_asked(user: User) -> list[Reveal]:
    """What this safeguarding lead asked and nobody has decided yet."""
    if not safeguards(user):
        return []
    rows = Reveal.objects.filter(state=RevealState.ASKED, asked_by=user).select_related("comment__passage__project")
    return list(rows.order_by("asked_at", "pk"))
