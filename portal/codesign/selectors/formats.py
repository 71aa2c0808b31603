"""In which other forms the text can be had, and what people wait for."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from portal.codesign.enums import EXPECTED_FORMATS, FormatKind, FormatState, LadderStep, ProjectRole
from portal.codesign.models import FormatAsk, Project, SpecificationVersion, TextFormat

if TYPE_CHECKING:
    from portal.accounts.models import User


def formats_of(version: SpecificationVersion) -> list[TextFormat]:
    """Of one version: what is there first, then what is being made, the soonest first, then what cannot be."""
    order = {FormatState.DELIVERED: 0, FormatState.ASKED: 1, FormatState.DECLINED: 2}
    return sorted(version.formats.all(), key=lambda row: (order[FormatState(row.state)], row.due_on, row.number))


def formats_of_project(project: Project) -> list[TextFormat]:
    """Of all versions that are out, the newest version first, with who asked."""
    rows = TextFormat.objects.filter(version__project=project).select_related("version", "delivered_by")
    return list(rows.prefetch_related("asks__user").order_by("-version__number", "number"))


def format_at(project: Project, number: int) -> TextFormat | None:
    """The form of that number in the project."""
    row = TextFormat.objects.filter(version__project=project, number=number).select_related("version").first()
    if row is not None:
        row.version.project = project
    return row


def formats_to_make(user: "User") -> QuerySet[TextFormat]:
    """What is promised in projects that this person owns or facilitates, the soonest first."""
    mine = Project.objects.filter(
        assignments__user=user,
        assignments__ended_at=None,
        assignments__role__in=[ProjectRole.OWNER, ProjectRole.FACILITATOR],
    )
    rows = TextFormat.objects.filter(state=FormatState.ASKED, version__project__in=mine)
    return rows.select_related("version__project").prefetch_related("asks").order_by("due_on", "pk")


def formats_awaited(user: "User") -> QuerySet[FormatAsk]:
    """What this person asked for and does not have yet."""
    rows = FormatAsk.objects.filter(user=user, text_format__state=FormatState.ASKED)
    return rows.select_related("text_format__version__project").order_by("text_format__due_on", "pk")


def missing_formats(version: SpecificationVersion) -> list[FormatKind]:
    """Which of the forms that people need to take part are neither there nor promised for this text or one before."""
    rows = TextFormat.objects.filter(version__project=version.project_id)
    rows = rows.filter(Q(state=FormatState.ASKED) | Q(version=version, state=FormatState.DELIVERED))
    known = set(rows.values_list("kind", flat=True))
    return [kind for kind in EXPECTED_FORMATS if kind not in known]


def must_promise_formats(version: SpecificationVersion) -> bool:
    """From step 4 on, a text that lacks one is published with the reason and a day (domain 5.4)."""
    return (version.project.ladder_step or 0) >= LadderStep.CONSULTATION and bool(missing_formats(version))
