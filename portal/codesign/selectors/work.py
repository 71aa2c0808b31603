"""What waits for people in co-design."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from portal.codesign.enums import COMMENT_STATES, CommentState, ProjectRole, ProjectState, VersionState
from portal.codesign.models import Comment, Project, ProjectAssignment, SpecificationVersion
from portal.codesign.permissions import can_moderate
from portal.codesign.selectors.formats import formats_awaited, formats_to_make
from portal.codesign.selectors.moderation import (
    dangers_waiting,
    moderation_counts,
    reveals_asked,
    reveals_waiting,
)
from portal.common.calendars import end_of_day_instant
from portal.common.clock import now
from portal.common.templatetags.ui_text import counted
from portal.common.work import Waiting, WorkItem

if TYPE_CHECKING:
    from portal.accounts.models import User


SAFEGUARDING_WITHIN = timedelta(hours=1)


def _mine(user: "User", *roles: str) -> list[int]:
    rows = ProjectAssignment.objects.filter(user=user, ended_at=None, role__in=roles)
    return list(rows.values_list("project_id", flat=True))


def work_for(user: "User") -> list[WorkItem]:
    """Projects to open, drafts to publish, comments to answer, texts to decide on, reports to look at."""
    if not user.is_authenticated:
        return []
    return [
        *_to_open(user),
        *_to_publish(user),
        *_to_answer(user),
        *_to_decide(user),
        *_to_moderate(user),
        *_to_see_to(user),
        *_to_reveal(user),
        *_to_make(user),
    ]


def _to_open(user: "User") -> list[WorkItem]:
    rows = Project.objects.filter(pk__in=_mine(user, ProjectRole.OWNER), state=ProjectState.FRAMING)
    return [
        WorkItem(
            title="Finish setting up the project and open it",
            url=reverse("codesign:project_setup", args=[p.ref]),
            about=p.title,
            ref=p.ref,
            why="Because you own this project. Nobody can comment before it opens.",
            role="Project owner",
            due_at=p.opens_at,
        )
        for p in rows.order_by("created_at")
    ]


def _to_publish(user: "User") -> list[WorkItem]:
    rows = SpecificationVersion.objects.filter(
        project_id__in=_mine(user, ProjectRole.OWNER, ProjectRole.FACILITATOR), state=VersionState.DRAFT
    ).exclude(project__state=ProjectState.FRAMING)
    return [
        WorkItem(
            title=f"Finish version {v.number} of the text and publish it",
            url=reverse("codesign:draft_detail", args=[v.project.ref]),
            about=v.project.title,
            ref=v.project.ref,
            why="Because you own or facilitate this project. A draft is seen only by those who write it.",
            role="Co-design",
        )
        for v in rows.select_related("project").order_by("created_at")
    ]


def _to_answer(user: "User") -> list[WorkItem]:
    said = "passages__comments"
    waits = Q(
        **{f"{said}__answers": None, f"{said}__parent": None, f"{said}__state": CommentState.PUBLISHED},
        **{f"{said}__isnull": False},
    )
    rows = (
        Project.objects.filter(pk__in=_mine(user, ProjectRole.FACILITATOR))
        .annotate(waiting=Count(said, filter=waits, distinct=True))
        .filter(waiting__gt=0)
    )
    return [
        WorkItem(
            title="Answer " + counted(p.waiting, "comment,comments"),
            url=reverse("codesign:answer_list", args=[p.ref]),
            about=p.title,
            ref=p.ref,
            why="Because you facilitate this project. Everybody who said something gets an answer.",
            role="Facilitator",
            due_at=p.closes_at,
        )
        for p in rows.order_by("closes_at", "pk")
    ]


def _to_decide(user: "User") -> list[WorkItem]:
    projects = Project.objects.filter(
        pk__in=_mine(user, ProjectRole.DECIDER), state=ProjectState.TESTING, closes_at__lte=now()
    )
    rows = SpecificationVersion.objects.filter(project__in=projects, state=VersionState.PUBLISHED)
    newest = {v.project_id: v for v in rows.select_related("project").order_by("number")}
    return [
        WorkItem(
            title=f"Decide on version {v.number} of the text",
            url=reverse("codesign:version_agree", args=[v.project.ref, v.number]),
            about=v.project.title,
            ref=v.project.ref,
            why="Because you were named to decide. Commenting is over.",
            role="Decides on the text",
        )
        for v in newest.values()
    ]


def _to_see_to(user: "User") -> list[WorkItem]:
    return [
        WorkItem(
            title="Somebody may be in danger: read what was reported",
            url=reverse("codesign:comment_danger", args=[row.comment.passage.project.ref, row.comment_id]),
            about=row.comment.passage.project.title,
            ref=row.comment.passage.project.ref,
            why="Because you are a safeguarding lead. It was reported as a danger.",
            role="Safeguarding lead",
            due_at=row.reported_at + SAFEGUARDING_WITHIN,
            action="Read it now",
        )
        for row in dangers_waiting(user)
    ]


def _to_reveal(user: "User") -> list[WorkItem]:
    return [
        WorkItem(
            title="Decide whether two of you may know who wrote a comment",
            url=reverse("codesign:reveal_decide", args=[row.comment.passage.project.ref, row.comment_id]),
            about=row.comment.passage.project.title,
            ref=row.comment.passage.project.ref,
            why=f"Because you are a safeguarding lead. {row.asked_by} asks, and nobody decides that alone.",
            role="Safeguarding lead",
            due_at=row.asked_at + SAFEGUARDING_WITHIN,
            action="Read why",
        )
        for row in reveals_waiting(user)
    ]


def _to_make(user: "User") -> list[WorkItem]:
    found = []
    for row in formats_to_make(user):
        asked = len(row.asks.all())
        told = f"{counted(asked, 'person,people')} asked for it." if asked else "It was promised with the text."
        found.append(
            WorkItem(
                title=f"{row} of version {row.version.number}: have it made",
                url=reverse("codesign:format_deliver", args=[row.version.project.ref, row.number]),
                about=row.version.project.title,
                ref=row.version.project.ref,
                why=f"Because you own or facilitate this project. {told}",
                role="Co-design",
                due_at=end_of_day_instant(row.due_on),
            )
        )
    return found


def _to_moderate(user: "User") -> list[WorkItem]:
    if not can_moderate(user):
        return []
    reported, appeals, held = moderation_counts(user)
    found = []
    if held:
        title = "Read " + counted(held, "comment before it shows,comments before they show")
        found.append((title, "Nobody else can read it before you did."))
    if reported:
        found.append(("Look at " + counted(reported, "reported comment,reported comments"), "Somebody reported it."))
    if appeals:
        title = "Decide on " + counted(appeals, "comment that its author wants shown,comments that authors want shown")
        found.append((title, "Somebody else hid it, and its author asks for another look."))
    return [
        WorkItem(
            title=title,
            url=reverse("codesign:moderation_list"),
            about="Co-design",
            ref="",
            why=f"Because you look after what people write. {why}",
            role="Moderator",
            action="Look at it",
        )
        for title, why in found
    ]


def waiting_for(user: "User") -> list[Waiting]:
    """Projects in which something the person said has no answer yet; what they wrote or asked for and wait for."""
    if not user.is_authenticated:
        return []
    return [*_unanswered(user), *_held(user), *_awaited(user), *_asked(user)]


def _held(user: "User") -> list[Waiting]:
    rows = Comment.objects.filter(author=user, state=CommentState.HELD).select_related("passage__project")
    projects = {row.passage.project_id: row.passage.project for row in rows.order_by("created_at", "pk")}
    return [
        Waiting(
            title="A moderator to read what you wrote",
            url=reverse("codesign:specification", args=[project.ref]) + "?show=mine",
            about=project.title,
            from_whom="A moderator",
        )
        for project in projects.values()
    ]


def _awaited(user: "User") -> list[Waiting]:
    return [
        Waiting(
            title=f"{row.text_format} of the text",
            url=reverse("codesign:format_list", args=[row.text_format.version.project.ref]),
            about=row.text_format.version.project.title,
            from_whom="The facilitator",
            expected_at=end_of_day_instant(row.text_format.due_on),
        )
        for row in formats_awaited(user)
    ]


def _asked(user: "User") -> list[Waiting]:
    return [
        Waiting(
            title="A second safeguarding lead, about who wrote a comment",
            url=reverse("codesign:comment_danger", args=[row.comment.passage.project.ref, row.comment_id]),
            about=row.comment.passage.project.title,
            from_whom="Another safeguarding lead",
        )
        for row in reveals_asked(user)
    ]


def _unanswered(user: "User") -> list[Waiting]:
    rows = Project.objects.filter(
        passages__comments__author=user,
        passages__comments__answers=None,
        passages__comments__parent=None,
        passages__comments__state=CommentState.PUBLISHED,
        state__in=COMMENT_STATES,
    ).distinct()
    return [
        Waiting(
            title="The answer to your comment",
            url=reverse("codesign:specification", args=[p.ref]) + "?show=mine",
            about=p.title,
            from_whom="The facilitator",
            expected_at=p.closes_at,
        )
        for p in rows.order_by("closes_at", "pk")
    ]
