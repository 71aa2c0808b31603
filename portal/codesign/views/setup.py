"""Framing a project: a task list, one thing a page, then opening it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.selectors import verified_user
from portal.codesign.access import access_project
from portal.codesign.forms.moderation import CloseForm
from portal.codesign.forms.project import PARTS, ProjectStartForm, TeamForm
from portal.codesign.permissions import can_close_project, can_frame_project, can_manage_project
from portal.codesign.selectors.checks import missing_in_frame, opening_checks, proposed_dates
from portal.codesign.selectors.projects import numbers_of
from portal.codesign.services import (
    project_close,
    project_frame,
    project_open,
    project_start,
    project_team_add,
    project_team_end,
)
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import counted, day, pounds, when, when_in
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
    frame = can_frame_project(request.user, project)
    tasks = []
    for part, (title, _form) in PARTS.items():
        url = reverse("codesign:project_part", args=[ref, part]) if frame else ""
        is_done = _is_done(project, part)
        tasks.append((title, url, "Done" if is_done else "To do", "" if is_done else "waiting", HINTS.get(part, "")))
    team = [row for row in project.assignments.all() if row.ended_at is None]
    tasks.append(
        ("Who takes part", reverse("codesign:project_team", args=[ref]), counted(len(team), "part,parts"), "", "")
    )
    context = {
        "project": project,
        "tasks": tasks,
        "done": sum(_is_done(project, part) for part in PARTS),
        "total": len(PARTS),
        "missing": missing_in_frame(project),
        "frame": frame,
        "section": "codesign",
    }
    return render(request, "codesign/project_setup.html", context)


HINTS = {"say": "Steps 2 to 7 of the ladder", "dates": "Six weeks is the rule", "access": "Worth offering, not needed"}


@login_required
def project_part_view(request: PortalRequest, ref: str, part: str) -> HttpResponse:
    """One part of the frame; it can be left half done."""
    project = access_project(request.user, ref, can_frame_project)
    if part not in PARTS:
        raise Http404
    title, form_class = PARTS[part]
    initial = {name: getattr(project, name) for name in form_class.base_fields}
    if part == "dates":
        initial |= proposed_dates(project)
    form = form_class(request.POST or None, initial=initial)
    is_later = request.POST.get("act") == "later"
    if request.method == "POST" and (form.is_valid() or is_later):
        try:
            project_frame(actor=request.user, project=project, **_values(form.cleaned_data, is_later))
        except DomainError as error:
            form.refuse(error)
        else:
            if is_later:
                messages.success(request, "What could be read is kept. Come back whenever you like.")
            return redirect("codesign:project_setup", ref=ref)
    return render(
        request,
        "codesign/project_part.html",
        {"form": form, "project": project, "heading": title, "section": "codesign"},
    )


def _values(data: dict[str, Any], is_later: bool) -> dict[str, Any]:
    """What the project takes over; of a form left half done only what was filled in well."""
    if is_later:
        return {name: value for name, value in data.items() if value not in (None, "")}
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
def project_team_end_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """End somebody's part, after asking."""
    project = access_project(request.user, ref, can_manage_project)
    row = next((row for row in project.assignments.all() if row.pk == number and row.ended_at is None), None)
    if row is None:
        raise Http404
    if request.method != "POST":
        context = {"project": project, "row": row, "heading": "End a part in the project", "section": "codesign"}
        return render(request, "codesign/project_team_end.html", context)
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
    checks = opening_checks(project)
    context = {
        "project": project,
        "checks": checks,
        "stops": sum(check[0] == "stop" for check in checks),
        "rows": _answers(project),
        "heading": "Check the project before it opens",
        "section": "codesign",
    }
    return render(request, "codesign/project_open.html", context)


def _answers(project: "Project") -> list[tuple[str, Any, str]]:
    """Everything that was said, each with the way to change it."""
    say = f"Step {project.ladder_step}: {project.get_ladder_step_display()}" if project.ladder_step else "Not said"
    team = [f"{row.user}: {row.get_role_display()}" for row in project.assignments.all() if row.ended_at is None]
    ways = {part: reverse("codesign:project_part", args=[project.ref, part]) for part in PARTS}
    none = "Not said"
    return [
        ("Name", project.title, ways["basics"]),
        ("Question", project.question, ways["basics"]),
        ("About", project.summary.splitlines(), ways["basics"]),
        ("Where", project.area, ways["basics"]),
        ("From the need", project.need.title if project.need else "No need was recorded", ""),
        ("How much say", say, ways["say"]),
        ("Who decides", project.decision_maker or none, ways["decides"]),
        ("Decided by", day(project.decision_due_on) or none, ways["decides"]),
        ("Already fixed", project.already_fixed.splitlines() or none, ways["fixed"]),
        ("Still open", project.still_open.splitlines() or none, ways["fixed"]),
        ("Opens", when(project.opens_at) or none, ways["dates"]),
        ("Comments close", when_in(project.closes_at) or none, ways["dates"]),
        ("Other ways to take part", project.accessibility_offer or "Not offered", ways["access"]),
        ("Money to pay people", pounds(project.involvement_budget_pence), ways["access"]),
        ("Who takes part", team, reverse("codesign:project_team", args=[project.ref])),
    ]


@login_required
def project_close_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Close a project: why, and what becomes of what people said."""
    project = access_project(request.user, ref, can_close_project)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            project_close(actor=request.user, project=project, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "what_of_comments")
        else:
            messages.success(request, "The project is closed, and everybody who took part is told why.")
            return redirect("codesign:project_detail", ref=ref)
    context = {
        "project": project,
        "numbers": numbers_of(project),
        "form": form,
        "heading": "Close this project",
        "section": "codesign",
    }
    return render(request, "codesign/project_close.html", context)
