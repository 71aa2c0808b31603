"""Mail about co-design: who must act, and what was done with what people said. Each once."""

from datetime import datetime, time

from django.urls import reverse

from portal.accounts.enums import PortalRole
from portal.codesign.enums import ModerationReason, ProjectRole
from portal.codesign.events import (
    AppealRefused,
    AuthorTold,
    CommentAppealed,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentReplied,
    CommentReported,
    CommentRestored,
    CommentsAnswered,
    FormatAsked,
    FormatDeclined,
    FormatDelivered,
    ProjectClosed,
    ProjectExtended,
    ProjectOpened,
    ProjectReported,
    ProjectTeamChanged,
    RevealAsked,
    RevealDecided,
    VersionAgreed,
    VersionPublished,
)
from portal.codesign.models import (
    Answer,
    Comment,
    CommentReport,
    Project,
    ProjectAssignment,
    Reveal,
    SpecificationVersion,
    TextFormat,
)
from portal.codesign.selectors.moderation import people_of
from portal.codesign.selectors.team import people_who_commented, team_of
from portal.codesign.selectors.text import anchor_of
from portal.common.calendars import end_of_day_instant
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
    if comment.parent_id:
        return
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


@subscribe(ProjectClosed)
def tell_all_that_it_is_closed(event: ProjectClosed) -> None:
    """Why, and what becomes of what people said."""
    project = Project.objects.get(pk=event.project_id)
    notify(
        event_key=f"codesign.project:{project.pk}:closed",
        recipients=[*team_of(project, *ProjectRole.values), *people_who_commented(project)],
        mail=Mail(
            subject=f"Closed: {project.title}",
            opening="You do not need to do anything. A project in which you took part is closed.",
            lines=["Its page says why, and what becomes of what people said."],
            link=reverse("codesign:project_detail", args=[project.ref]),
            link_text="Read why",
        ),
    )


def _comment(pk: int) -> Comment:
    return Comment.objects.select_related(
        "passage__project", "author", "parent__author", "paragraph__section__version"
    ).get(pk=pk)


def _thread(comment: Comment) -> str:
    return reverse("codesign:thread", args=[comment.passage.project.ref, anchor_of(comment.paragraph)])


@subscribe(CommentReplied)
def tell_whom_it_replies_to(event: CommentReplied) -> None:
    """Whoever wrote the comment, unless they reply to themselves."""
    reply = _comment(event.comment_id)
    author = reply.parent.author if reply.parent else None
    if author is None or author.pk == reply.author_id:
        return
    notify(
        event_key=f"codesign.reply:{reply.pk}",
        recipients=[author],
        mail=Mail(
            subject=f"A reply to your comment: {reply.passage.project.title}",
            opening="You do not need to do anything. Somebody replied to what you said.",
            link=_thread(reply),
            link_text="Read the reply",
        ),
    )


@subscribe(CommentReported)
def ask_moderators(event: CommentReported) -> None:
    """Moderators, once a comment; the safeguarding lead at once when somebody may be in danger."""
    report = CommentReport.objects.select_related("comment__passage__project").get(pk=event.report_id)
    comment, project = report.comment, report.comment.passage.project
    link = reverse("codesign:comment_moderate", args=[project.ref, comment.pk])
    notify(
        event_key=f"codesign.report:{comment.pk}:{report.reported_at:%Y%m%d}",
        recipients=people_of(PortalRole.MODERATOR, but=comment.author_id),
        mail=Mail(
            subject=f"A comment was reported: {project.title}",
            opening="You need to look at a comment and decide whether it stays.",
            must_act=True,
            link=link,
            link_text="Look at it",
        ),
    )
    if report.reason == ModerationReason.SAFEGUARDING:
        notify(
            event_key=f"codesign.safeguarding:{comment.pk}:{report.reported_at:%Y%m%d}",
            recipients=people_of(PortalRole.SAFEGUARDING),
            mail=Mail(
                subject="Somebody may be in danger",
                opening="You need to read a comment now. It was reported because somebody may be in danger.",
                must_act=True,
                link=reverse("codesign:comment_danger", args=[project.ref, comment.pk]),
                link_text="Read what was said",
            ),
        )


@subscribe(CommentHidden)
def tell_author_that_it_is_hidden(event: CommentHidden) -> None:
    """The author learns why, and can ask again."""
    comment = _comment(event.comment_id)
    if comment.author is None or comment.hidden_at is None:
        return
    notify(
        event_key=f"codesign.hidden:{comment.pk}:{comment.hidden_at:%Y%m%d%H%M%S}",
        recipients=[comment.author],
        mail=Mail(
            subject=f"Your comment was hidden: {comment.passage.project.title}",
            opening="You do not need to do anything. A moderator hid something you wrote, and says why.",
            lines=["If you think that is wrong, you can ask once for another look by somebody else."],
            link=reverse("codesign:comment_appeal", args=[comment.passage.project.ref, comment.pk]),
            link_text="Read why",
        ),
    )


@subscribe(CommentAppealed)
def ask_somebody_else(event: CommentAppealed) -> None:
    """Everybody who may decide, but never whoever hid it (SOD-27)."""
    comment = _comment(event.comment_id)
    project = comment.passage.project
    notify(
        event_key=f"codesign.appeal:{comment.pk}:{comment.appealed_at:%Y%m%d%H%M%S}",
        recipients=people_of(PortalRole.MODERATOR, PortalRole.ADMINISTRATOR, but=comment.hidden_by_id),
        mail=Mail(
            subject=f"Look again: {project.title}",
            opening="You need to look at a comment that somebody else hid. Its author asks for another look.",
            must_act=True,
            link=reverse("codesign:comment_moderate", args=[project.ref, comment.pk]),
            link_text="Look at it",
        ),
    )


@subscribe(CommentRestored)
def tell_author_that_it_is_back(event: CommentRestored) -> None:
    """It is shown again."""
    _tell_of_second_look(event.comment_id, "It is shown again.")


@subscribe(AppealRefused)
def tell_author_that_it_stays_hidden(event: AppealRefused) -> None:
    """It stays hidden."""
    _tell_of_second_look(event.comment_id, "It stays hidden.")


def _tell_of_second_look(pk: int, what: str) -> None:
    comment = _comment(pk)
    if comment.author is None:
        return
    notify(
        event_key=f"codesign.second_look:{comment.pk}:{comment.appeal_decided_at:%Y%m%d%H%M%S}",
        recipients=[comment.author],
        mail=Mail(
            subject=f"Your comment was looked at again: {comment.passage.project.title}",
            opening=f"You do not need to do anything. Somebody else looked at your comment. {what}",
            link=_thread(comment),
            link_text="Go to the comments",
        ),
    )


@subscribe(CommentHeld)
def ask_moderators_to_read(event: CommentHeld) -> None:
    """Something waits to be read before it shows: one mail a day and project, however many comments."""
    comment = _comment(event.comment_id)
    project = comment.passage.project
    notify(
        event_key=f"codesign.held:{project.pk}:{today().isoformat()}",
        recipients=people_of(PortalRole.MODERATOR, but=comment.author_id),
        mail=Mail(
            subject=f"To read before it shows: {project.title}",
            opening="You need to read what people wrote before others can. There is at most one such mail a day.",
            must_act=True,
            link=reverse("codesign:moderation_list"),
            link_text="Read it",
        ),
    )


@subscribe(RevealAsked)
def ask_second_lead(event: RevealAsked) -> None:
    """Every other safeguarding lead; one of them decides."""
    reveal = Reveal.objects.select_related("comment__passage__project").get(pk=event.reveal_id)
    notify(
        event_key=f"codesign.reveal:{reveal.pk}:asked",
        recipients=people_of(PortalRole.SAFEGUARDING, but=reveal.asked_by_id),
        mail=Mail(
            subject="Decide together who may know",
            opening="You need to decide now whether two of you may know who wrote a comment.",
            must_act=True,
            link=reverse("codesign:reveal_decide", args=[reveal.comment.passage.project.ref, reveal.comment_id]),
            link_text="Read why",
        ),
    )


@subscribe(RevealDecided)
def tell_whoever_asked(event: RevealDecided) -> None:
    """The one who asked learns that it was decided, on the page and not in the mail."""
    reveal = Reveal.objects.select_related("comment__passage__project", "asked_by").get(pk=event.reveal_id)
    notify(
        event_key=f"codesign.reveal:{reveal.pk}:decided",
        recipients=[reveal.asked_by],
        mail=Mail(
            subject="A second safeguarding lead decided",
            opening="You do not need to do anything. What you asked about a comment was decided.",
            link=reverse("codesign:comment_danger", args=[reveal.comment.passage.project.ref, reveal.comment_id]),
            link_text="See the decision",
        ),
    )


@subscribe(AuthorTold)
def tell_author_that_two_people_know(event: AuthorTold) -> None:
    """Whoever wrote it learns who knows and why; the mail itself says neither."""
    reveal = Reveal.objects.select_related("comment__passage__project", "comment__author").get(pk=event.reveal_id)
    if reveal.comment.author is None:
        return
    notify(
        event_key=f"codesign.reveal:{reveal.pk}:told",
        recipients=[reveal.comment.author],
        mail=Mail(
            subject="About something you wrote",
            opening="You do not need to do anything. Please read what happened with something you wrote.",
            link=reverse("codesign:reveal_told", args=[reveal.comment.passage.project.ref, reveal.comment_id]),
            link_text="Read it after you sign in",
        ),
    )


def _format(pk: int) -> TextFormat:
    return TextFormat.objects.select_related("version__project").get(pk=pk)


@subscribe(FormatAsked)
def ask_for_a_format(event: FormatAsked) -> None:
    """Somebody needs the text in another form: those who see to it, once for each form."""
    row = _format(event.format_id)
    project = row.version.project
    notify(
        event_key=f"codesign.format:{row.pk}:asked",
        recipients=team_of(project, ProjectRole.OWNER, ProjectRole.FACILITATOR),
        mail=Mail(
            subject=f"{row}: {project.title}"[:200],
            opening="You need to have the text made in another form. Somebody cannot take part without it.",
            must_act=True,
            link=reverse("codesign:format_deliver", args=[project.ref, row.number]),
            link_text="See what is needed",
            due_at=end_of_day_instant(row.due_on),
        ),
    )


def _tell_who_asked(pk: int, what: str, subject: str, opening: str) -> None:
    row = _format(pk)
    project = row.version.project
    notify(
        event_key=f"codesign.format:{row.pk}:{what}",
        recipients=[ask.user for ask in row.asks.select_related("user").order_by("pk")],
        mail=Mail(
            subject=f"{subject}: {project.title}"[:200],
            opening=opening,
            link=reverse("codesign:format_list", args=[project.ref]),
            link_text="Go to the forms of this text",
        ),
    )


@subscribe(FormatDelivered)
def tell_that_it_is_there(event: FormatDelivered) -> None:
    """It can be had now."""
    _tell_who_asked(
        event.format_id,
        "there",
        "It is there",
        "You do not need to do anything. The text is there in the form you asked for.",
    )


@subscribe(FormatDeclined)
def tell_that_it_cannot_be_made(event: FormatDeclined) -> None:
    """It cannot be made; the page says why and how else to take part."""
    _tell_who_asked(
        event.format_id,
        "declined",
        "It cannot be made",
        "You do not need to do anything. The form you asked for cannot be made, and the page says why.",
    )


@subscribe(ProjectExtended)
def tell_of_longer_time(event: ProjectExtended) -> None:
    """Comments are open longer, because another form of the text came late."""
    project = Project.objects.get(pk=event.project_id)
    closes = project.closes_at.isoformat() if project.closes_at else ""
    notify(
        event_key=f"codesign.project:{project.pk}:extended:{closes}",
        recipients=[*team_of(project, *ProjectRole.values), *people_who_commented(project)],
        mail=Mail(
            subject=f"More time to comment: {project.title}"[:200],
            opening="You do not need to do anything. Comments stay open longer, because a form of the text came late.",
            link=reverse("codesign:specification", args=[project.ref]),
            link_text="Go to the text",
            due_at=project.closes_at,
        ),
    )
