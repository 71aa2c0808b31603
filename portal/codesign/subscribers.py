"""Mail about co-design: who must act, and what was done with what people said. Each once."""

from django.urls import reverse

from portal.codesign.enums import ProjectRole
from portal.codesign.events import CommentsAnswered, ProjectTeamChanged, VersionAgreed, VersionPublished
from portal.codesign.models import Answer, ProjectAssignment, SpecificationVersion
from portal.codesign.selectors.team import team_of
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


@subscribe(VersionPublished)
def tell_decider(event: VersionPublished) -> None:
    """A version is out; the person who decides knows that a decision comes."""
    version = SpecificationVersion.objects.select_related("project").get(pk=event.version_id)
    project = version.project
    notify(
        event_key=f"codesign.version:{version.pk}:published",
        recipients=team_of(project, ProjectRole.DECIDER, ProjectRole.LIVED_EXPERIENCE),
        mail=Mail(
            subject=f"Version {version.number} is out: {project.title}",
            opening="You do not need to do anything yet. A new version of the text is open for comment.",
            lines=["Whoever decides on the text can agree it once comments have closed."],
            link=reverse("codesign:specification", args=[project.ref]),
            link_text="Read the text",
            due_at=project.closes_at,
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
            link=reverse("codesign:project_detail", args=[version.project.ref]),
            link_text="See the decision",
        ),
    )
