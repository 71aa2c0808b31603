"""Reading projects."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.urls import reverse

from portal.codesign.enums import COMMENT_STATES, PUBLIC_VERSIONS, CommentState, ProjectState, VersionState
from portal.codesign.models import Answer, Comment, Project, SpecificationVersion
from portal.common.clock import LONDON, now
from portal.common.templatetags.ui_text import day, when

if TYPE_CHECKING:
    from portal.accounts.models import User


def project_list(user: "User") -> QuerySet[Project]:
    """Open and past projects, and those being framed by a team the person is in."""
    visible = ~Q(state=ProjectState.FRAMING)
    if user.is_authenticated:
        visible |= Q(assignments__user=user, assignments__ended_at=None)
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
        .annotate(
            newest_version=Subquery(newest.values("number")[:1]),
            newest_state=Subquery(newest.values("state")[:1]),
            comment_count=Subquery(people),
            is_open=Case(When(open_now(), then=Value(0)), default=Value(1)),
        )
        .order_by("is_open", "-created_at", "-pk")
    )


def open_now() -> Q:
    """Open for comment at this moment."""
    return Q(state__in=COMMENT_STATES, opens_at__lte=now(), closes_at__gt=now())


def filtered(rows: QuerySet[Project], *, show: str, text: str, area: str = "") -> QuerySet[Project]:
    """Only those open for comment ("open") or finished ("done"), in one area, and whose words hold `text`."""
    if area:
        rows = rows.filter(area=area)
    if show == "open":
        rows = rows.filter(open_now()).order_by("closes_at", "pk")
    elif show == "done":
        rows = rows.exclude(state__in=[*COMMENT_STATES, ProjectState.FRAMING])
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(question__icontains=text) | Q(area__icontains=text))
    return rows


def areas_of(rows: QuerySet[Project]) -> list[str]:
    """The areas there are, to choose from."""
    return sorted(set(rows.order_by().values_list("area", flat=True)))


def phase_of(project: Project) -> tuple[str, str]:
    """(words, kind of tag) for where the project stands now; derived from its dates, not from a job."""
    if project.state == ProjectState.FRAMING:
        return "Not open yet", "draft"
    if _is_frozen(project):
        return "Competition live", "sealed"
    if project.state in COMMENT_STATES:
        if project.is_open_for_comment(now()):
            return "Open for comment", "open"
        if project.opens_at and now() < project.opens_at:
            return "Opens soon", "waiting"
        return "Closed for comment", "waiting"
    return str(project.get_state_display()), "done"


def _is_frozen(project: Project) -> bool:
    """Whether a tender is out on the text; asks the list's own column where there is one."""
    if hasattr(project, "newest_state"):
        return bool(project.newest_state == VersionState.FROZEN)
    return any(version.state == VersionState.FROZEN for version in project.versions.all())


def numbers_of(project: Project) -> dict[str, Any]:
    """How many comments, from how many people, how many answered; phone, post and room count like the screen."""
    answered = Exists(Answer.comments.through.objects.filter(comment=OuterRef("pk")))
    rows = Comment.objects.filter(passage__project=project, parent=None, state=CommentState.PUBLISHED)
    counted = rows.aggregate(
        all=Count("pk"),
        answered=Count("pk", filter=Q(answered)),
        people=Count("author", distinct=True),
        written=Sum("people_count", filter=Q(author=None)),
    )
    people = counted["people"] + (counted.pop("written") or 0)
    return counted | {"people": people, "waiting": counted["all"] - counted["answered"]}


def steps_of(project: Project, versions: list[SpecificationVersion]) -> list[tuple[str, str, str, str]]:
    """The dates of a project as rows of a timeline: (date, what, state, address), in their order."""
    steps: list[tuple[datetime, str, str, str]] = []
    if project.opens_at:
        steps.append((project.opens_at, "Opens for comment", when(project.opens_at), ""))
    for version in reversed(versions):
        if version.published_at:
            text = f"Version {version.number} of the text is published"
            href = reverse("codesign:version_detail", args=[project.ref, version.number])
            steps.append((version.published_at, text, day(version.published_at), href))
        if version.agreed_at:
            href = reverse("codesign:version_decision", args=[project.ref, version.number])
            steps.append((version.agreed_at, f"Version {version.number} is agreed", day(version.agreed_at), href))
    if project.closes_at:
        steps.append((project.closes_at, "Comments close", when(project.closes_at), ""))
    if project.decision_due_on and not any(version.agreed_at for version in versions):
        due = datetime.combine(project.decision_due_on, time(23, 59), tzinfo=LONDON)
        steps.append((due, f"{project.decision_maker} decides", f"by {day(project.decision_due_on)}", ""))
    rows = sorted(steps, key=lambda step: step[0])
    past = sum(at <= now() for at, *_rest in rows)
    current = past - 1 if project.state in COMMENT_STATES else -1
    return [
        (shown, text, "now" if index == current else "done" if index < past else "", href)
        for index, (_at, text, shown, href) in enumerate(rows)
    ]
