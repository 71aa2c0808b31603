"""Projects as everybody sees them."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from portal.codesign.access import access_project, public_versions
from portal.codesign.enums import LadderStep
from portal.codesign.permissions import (
    can_agree_version,
    can_answer,
    can_close_project,
    can_comment,
    can_edit_text,
    can_manage_project,
    can_switch_premoderation,
    moderates,
)
from portal.codesign.selectors.answers import newest_answers
from portal.codesign.selectors.projects import areas_of, filtered, numbers_of, phase_of, project_list, steps_of
from portal.common.http import PortalRequest
from portal.marketplace.selectors import commissioners_of

if TYPE_CHECKING:
    from portal.codesign.models import Project, SpecificationVersion

MEANINGS = {
    LadderStep.CO_PRODUCTION: "We decide together and run it together.",
    LadderStep.CO_DESIGN: "You write the text with us. You see every change and the reason for it.",
    LadderStep.ENGAGEMENT: "We talk through ideas with you.",
    LadderStep.CONSULTATION: "We show you a plan and ask what you think.",
    LadderStep.INFORMING: "We tell you what will happen.",
    LadderStep.EDUCATING: "We explain something to you.",
}


def project_list_view(request: PortalRequest) -> HttpResponse:
    """All projects, those open for comment first."""
    show, text = request.GET.get("show", ""), request.GET.get("q", "").strip()[:100]
    area = request.GET.get("area", "")[:100]
    visible = project_list(request.user)
    found = filtered(visible, show=show, text=text, area=area)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(project, *phase_of(project)) for project in page],
        "show": show,
        "text": text,
        "area": area,
        "areas": areas_of(visible),
        "section": "codesign",
        "moderates": moderates(request.user),
        "may_start": commissioners_of(request.user).exists(),
    }
    return render(request, "codesign/project_list.html", context)


def project_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """One project: what can change, the promise, who decides, what was heard."""
    user, project = request.user, access_project(request.user, ref)
    versions = public_versions(project)
    phase, kind = phase_of(project)
    context = {
        "project": project,
        "phase": phase,
        "kind": kind,
        "versions": versions,
        "newest": versions[0] if versions else None,
        "agreed": next((row for row in versions if row.agreed_at), None),
        "may_decide": _may_decide(request, project, versions),
        "numbers": numbers_of(project),
        "answers": newest_answers(project, 3),
        "ladder": [
            (step.value, step.label.partition(":")[0], MEANINGS[step], step.value == project.ladder_step)
            for step in reversed(LadderStep)
        ],
        "fixed": project.already_fixed.splitlines(),
        "still_open": project.still_open.splitlines(),
        "steps": steps_of(project, versions),
        "team": [row for row in project.assignments.all() if row.ended_at is None],
        "comment": can_comment(user, project),
        "edit": can_edit_text(user, project),
        "answer": can_answer(user, project),
        "manage": can_manage_project(user, project),
        "close": can_close_project(user, project),
        "premoderate": can_switch_premoderation(user, project),
        "section": "codesign",
    }
    return render(request, "codesign/project_detail.html", context)


def _may_decide(request: PortalRequest, project: "Project", versions: "list[SpecificationVersion]") -> bool:
    """Whether the newest version waits for this very person."""
    if not versions or versions[0].agreed_at:
        return False
    versions[0].project = project
    return bool(can_agree_version(request.user, versions[0]))
