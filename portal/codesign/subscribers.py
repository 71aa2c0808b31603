"""Mail about co-design: who must act, and what was done with what people said. Each once."""

from datetime import datetime, time

from django.urls import reverse

from portal.codesign.enums import ProjectRole
from portal.codesign.events import (
    CommentPosted,
    CommentsAnswered,
    ProjectOpened,
    ProjectReported,
    ProjectTeamChanged,
    VersionAgreed,
    VersionPublished,
)
from portal.codesign.models import Answer, Comment, Project, ProjectAssignment, SpecificationVersion
from portal.codesign.selectors.team import people_who_commented, team_of
from portal.common.clock import LONDON, now, today
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify


@subscribe(ProjectTeamChanged)
def tell_new_member(event: ProjectTeamChanged) -> None:
    """Somebody was given a part in a project."""
    row = ProjectAssignment.objects.select_related("project", "user").get(pk=event.assignment_id)
    notify(
        event_key=f"codesign.team:{row.pk}",
        recipients=[row.user],
        mail=Mail(
            subject=f"Your part in: {row.project.title}",
            opening="You do not need to do anything now. You were given a part in a co-design project.",
            lines=[f"Your part: {row.get_role_display()}."],
            link=reverse("codesign:project_detail", args=[row.project.ref]),
            link_text="See the project",
        ),
    )


@subscribe(ProjectOpened)
def tell_team_that_it_is_open(event: ProjectOpened) -> None:
    """Everybody can see it now; the text comes next."""
    project = Project.objects.get(pk=event.project_id)
    notify(
        event_key=f"codesign.project:{project.pk}:open",
        recipients=team_of(project, *ProjectRole.values),
        mail=Mail(
            subject=f"Open: {project.title}",
            opening="You do not need to do anything now. A project in which you have a part is open.",
            lines=["Those who write the text publish its first version next."],
            link=reverse("codesign:project_detail", args=[project.ref]),
            link_text="See the project",
            due_at=project.closes_at,
        ),
    )


@subscribe(VersionPublished)
def tell_of_version(event: VersionPublished) -> None:
    """A version is out: whoever decides must act once comments have closed; the team can read it."""
    version = SpecificationVersion.objects.select_related("project").get(pk=event.version_id)
    project = version.project
    is_over = project.closes_at is None or project.closes_at <= now()
    notify(
        event_key=f"codesign.version:{version.pk}:decide",
        recipients=team_of(project, ProjectRole.DECIDER),
        mail=Mail(
            subject=f"To decide: version {version.number}, {project.title}",
            opening="You need to decide on this text now."
            if is_over
            else "You need to decide on this text once comments have closed.",
            link=reverse("codesign:version_agree", args=[project.ref, version.number]),
            link_text="Read it and decide",
            must_act=True,
            due_at=_due(project),
        ),
    )
    notify(
        event_key=f"codesign.version:{version.pk}:published",
        recipients=team_of(project, ProjectRole.LIVED_EXPERIENCE, ProjectRole.OWNER, ProjectRole.FACILITATOR),
        mail=Mail(
            subject=f"Version {version.number} is out: {project.title}",
            opening="You do not need to do anything. A new version of the text is open for everybody to read.",
            link=reverse("codesign:specification", args=[project.ref]),
            link_text="Read the text",
            due_at=project.closes_at,
        ),
    )


def _due(project: Project) -> datetime | None:
    return datetime.combine(project.decision_due_on, time(17), tzinfo=LONDON) if project.decision_due_on else None


@subscribe(CommentPosted)
def tell_facilitator(event: CommentPosted) -> None:
    """Something waits for an answer: one mail a day, however many comments."""
    comment = Comment.objects.select_related("passage__project").get(pk=event.comment_id)
    project = comment.passage.project
    notify(
        event_key=f"codesign.comments:{project.pk}:{today().isoformat()}",
        recipients=team_of(project, ProjectRole.FACILITATOR),
        mail=Mail(
            subject=f"New comments: {project.title}",
            opening="You need to answer what people said. There is at most one such mail a day.",
            link=reverse("codesign:answer_list", args=[project.ref]),
            link_text="Answer comments",
            must_act=True,
        ),
    )


@subscribe(CommentsAnswered)
def tell_commenters(event: CommentsAnswered) -> None:
    """What was done with what they said."""
    answer = Answer.objects.select_related("project").get(pk=event.answer_id)
    people = [row.author for row in answer.comments.select_related("author").order_by("pk") if row.author]
    notify(
        event_key=f"codesign.answer:{answer.pk}",
        recipients=people,
        mail=Mail(
            subject=f"Your comment has an answer: {answer.project.title}",
            opening="You do not need to do anything. Something you said was answered.",
            link=reverse("codesign:answered_list", args=[answer.project.ref]),
            link_text="Read what was done with it",
        ),
    )


@subscribe(VersionAgreed)
def tell_team(event: VersionAgreed) -> None:
    """The text is agreed: the owner can draft the tender."""
    version = SpecificationVersion.objects.select_related("project").get(pk=event.version_id)
    notify(
        event_key=f"codesign.version:{version.pk}:agreed",
        recipients=team_of(version.project, ProjectRole.OWNER, ProjectRole.FACILITATOR, ProjectRole.LIVED_EXPERIENCE),
        mail=Mail(
            subject=f"The text is agreed: {version.project.title}",
            opening="You do not need to do anything. The text was agreed, with its reason.",
            link=reverse("codesign:version_decision", args=[version.project.ref, version.number]),
            link_text="See the decision",
        ),
    )


@subscribe(ProjectReported)
def tell_all_who_took_part(event: ProjectReported) -> None:
    """The account of what became of everything is complete."""
    project = Project.objects.get(pk=event.project_id)
    notify(
        event_key=f"codesign.project:{project.pk}:reported",
        recipients=people_who_commented(project),
        mail=Mail(
            subject=f"What became of it: {project.title}",
            opening="You do not need to do anything. Everything that people said has an answer now.",
            link=reverse("codesign:answered_list", args=[project.ref]),
            link_text="Read what was done, and what was not",
        ),
    )
