"""Reading projects."""

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from portal.codesign.enums import COMMENT_STATES, PUBLIC_VERSIONS, CommentState, ProjectState
from portal.codesign.models import Comment, Project, SpecificationVersion
from portal.common.clock import now

if TYPE_CHECKING:
    from portal.accounts.models import User


def project_list(user: "User") -> QuerySet[Project]:
    """Open and past projects, and those being framed by the person's own team or organisation."""
    visible = ~Q(state=ProjectState.FRAMING)
    if user.is_authenticated:
        visible |= Q(assignments__user=user, assignments__ended_at=None)
        visible |= Q(organisation__memberships__user=user, organisation__memberships__left_at=None)
    newest = SpecificationVersion.objects.filter(project=OuterRef("pk"), state__in=PUBLIC_VERSIONS).order_by("-number")
    people = (
        Comment.objects.filter(passage__project=OuterRef("pk"), state=CommentState.PUBLISHED)
        .order_by()
        .values("passage__project")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Project.objects.filter(pk__in=Project.objects.filter(visible).values("pk"))
        .select_related("organisation")
        .annotate(newest_version=Subquery(newest.values("number")[:1]), comment_count=Subquery(people))
        .order_by("-created_at", "-pk")
    )


def filtered(rows: QuerySet[Project], *, show: str, text: str) -> QuerySet[Project]:
    """Only those open for comment ("open") or finished ("done"), and whose words hold `text`."""
    if show == "open":
        rows = rows.filter(state__in=COMMENT_STATES, opens_at__lte=now(), closes_at__gt=now()).order_by(
            "closes_at", "pk"
        )
    elif show == "done":
        rows = rows.exclude(state__in=[*COMMENT_STATES, ProjectState.FRAMING])
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(question__icontains=text) | Q(area__icontains=text))
    return rows


def phase_of(project: Project) -> tuple[str, str]:
    """(words, kind of tag) for where the project stands now; derived from its dates, not from a job."""
    if project.state == ProjectState.FRAMING:
        return "Not open yet", "draft"
    if project.state in COMMENT_STATES:
        if project.is_open_for_comment(now()):
            return "Open for comment", "open"
        if project.opens_at and now() < project.opens_at:
            return "Opens soon", "waiting"
        return "Closed for comment", "waiting"
    return str(project.get_state_display()), "done"


def numbers_of(project: Project) -> dict[str, Any]:
    """How many comments, from how many people, how many answered."""
    comments = Comment.objects.filter(passage__project=project, parent=None)
    counted = comments.aggregate(
        all=Count("pk", distinct=True),
        waiting=Count("pk", filter=Q(answers=None), distinct=True),
        people=Count("author", distinct=True),
    )
    offline = comments.filter(author=None).count()
    return counted | {"people": counted["people"] + offline, "answered": counted["all"] - counted["waiting"]}
