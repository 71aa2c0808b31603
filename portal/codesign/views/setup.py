"""Framing a project: a task list, one thing a page, then opening it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from portal.accounts.selectors import verified_user
from portal.codesign.access import access_project
from portal.codesign.forms.project import PARTS, ProjectStartForm, TeamForm
from portal.codesign.permissions import can_frame_project, can_manage_project
from portal.codesign.services import missing_in_frame, project_frame, project_open, project_start, project_team_add
from portal.codesign.services.project import project_team_end
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest
from portal.marketplace.access import access_need
from portal.marketplace.selectors import commissioners_of

if TYPE_CHECKING:
    from portal.codesign.models import Project


@login_required
def project_start_view(request: PortalRequest) -> HttpResponse:
    """Begin a project, from a need or without one."""
    mine = commissioners_of(request.user)
    if not mine.exists():
        raise NotAllowed("Only people of a verified commissioner open projects.")
    need = access_need(request.user, request.GET["need"]) if request.GET.get("need") else None
    initial = {"title": need.title, "summary": need.description, "area": need.area} if need else {}
    form = ProjectStartForm(request.POST or None, organisations=mine, initial=initial | {"organisation": mine.first()})
    if request.method == "POST" and form.is_valid():
        project = project_start(actor=request.user, need=need, **form.cleaned_data)
        return redirect("codesign:project_setup", ref=project.ref)
    context = {"form": form, "need": need, "heading": "Open a co-design project", "section": "codesign"}
    return render(request, "codesign/project_start.html", context)


def _is_done(project: "Project", part: str) -> bool:
    fields = PARTS[part][1].base_fields
    return all(getattr(project, name) not in (None, "") for name, field in fields.items() if field.required)


@login_required
def project_setup_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The task list."""
    project = access_project(request.user, ref, can_manage_project)
    parts = [(key, title, _is_done(project, key)) for key, (title, _) in PARTS.items()]
    team = [row for row in project.assignments.all() if row.ended_at is None]
    context = {
        "project": project,
        "parts": parts,
        "team": team,
        "missing": missing_in_frame(project),
        "frame": can_frame_project(request.user, project),
        "section": "codesign",
    }
    return render(request, "codesign/project_setup.html", context)


@login_required
def project_part_view(request: PortalRequest, ref: str, part: str) -> HttpResponse:
    """One part of the frame."""
    project = access_project(request.user, ref, can_frame_project)
    if part not in PARTS:
        raise Http404
    title, form_class = PARTS[part]
    initial = {name: getattr(project, name) for name in form_class.base_fields}
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            project_frame(actor=request.user, project=project, **_values(form.cleaned_data))
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("codesign:project_setup", ref=ref)
    return render(
        request,
        "codesign/project_part.html",
        {"form": form, "project": project, "heading": title, "section": "codesign"},
    )


def _values(data: dict[str, Any]) -> dict[str, Any]:
    if "involvement_budget_pence" in data:
        data["involvement_budget_pence"] = data["involvement_budget_pence"] or 0
    return data


@login_required
def project_team_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Who takes part, and adding somebody."""
    project = access_project(request.user, ref, can_manage_project)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = verified_user(form.cleaned_data["email"])
        if person is None:
            form.add_error("email", "Nobody with this address has a verified account. Ask them to create one first.")
        else:
            project_team_add(actor=request.user, project=project, user=person, role=form.cleaned_data["role"])
            messages.success(request, f"{person} has a part in the project now.")
            return redirect("codesign:project_team", ref=ref)
    team = [row for row in project.assignments.all() if row.ended_at is None]
    context = {"form": form, "project": project, "team": team, "heading": "Who takes part", "section": "codesign"}
    return render(request, "codesign/project_team.html", context)


@login_required
@require_POST
def project_team_end_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """End somebody's part."""
    project = access_project(request.user, ref, can_manage_project)
    row = next((row for row in project.assignments.all() if row.pk == number and row.ended_at is None), None)
    if row is None:
        raise Http404
    project_team_end(actor=request.user, project=project, assignment=row)
    messages.success(request, f"{row.user} no longer has that part.")
    return redirect("codesign:project_team", ref=ref)


@login_required
def project_open_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The summary before a project opens, and opening it."""
    project = access_project(request.user, ref, can_frame_project)
    if request.method == "POST":
        project_open(actor=request.user, project=project)
        messages.success(request, "The project is open. Everybody can see it. Write the text or upload it next.")
        return redirect("codesign:project_detail", ref=ref)
    context = {
        "project": project,
        "missing": missing_in_frame(project),
        "heading": "Open this project",
        "section": "codesign",
    }
    return render(request, "codesign/project_open.html", context)
