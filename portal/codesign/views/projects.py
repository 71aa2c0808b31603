"""Projects as everybody sees them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from portal.codesign.access import access_project
from portal.codesign.enums import PUBLIC_VERSIONS, LadderStep
from portal.codesign.permissions import can_answer, can_comment, can_edit_text, can_manage_project
from portal.codesign.selectors.answers import newest_answers
from portal.codesign.selectors.projects import filtered, numbers_of, phase_of, project_list
from portal.common.http import PortalRequest
from portal.marketplace.selectors import commissioners_of


def project_list_view(request: PortalRequest) -> HttpResponse:
    """All projects; those open for comment first when asked so."""
    show, text = request.GET.get("show", ""), request.GET.get("q", "").strip()[:100]
    page = Paginator(filtered(project_list(request.user), show=show, text=text), 20).get_page(request.GET.get("page"))
    rows = [(project, *phase_of(project)) for project in page]
    context = {
        "page": page,
        "rows": rows,
        "show": show,
        "text": text,
        "section": "codesign",
        "may_start": commissioners_of(request.user).exists(),
    }
    return render(request, "codesign/project_list.html", context)


def project_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """One project: what can change, the promise, who decides, what was heard."""
    user, project = request.user, access_project(request.user, ref)
    versions = [v for v in sorted(project.versions.all(), key=lambda v: -v.number) if v.state in PUBLIC_VERSIONS]
    phase, kind = phase_of(project)
    context = {
        "project": project,
        "phase": phase,
        "kind": kind,
        "versions": versions,
        "newest": versions[0] if versions else None,
        "numbers": numbers_of(project),
        "answers": newest_answers(project, 3),
        "ladder": [(step.value, step.label, step.value == project.ladder_step) for step in reversed(LadderStep)],
        "fixed": project.already_fixed.splitlines(),
        "still_open": project.still_open.splitlines(),
        "team": [row for row in project.assignments.all() if row.ended_at is None],
        "comment": can_comment(user, project),
        "edit": can_edit_text(user, project),
        "answer": can_answer(user, project),
        "manage": can_manage_project(user, project),
        "section": "codesign",
    }
    return render(request, "codesign/project_detail.html", context)
