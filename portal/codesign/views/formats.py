"""Other forms of the text: what there is, asking, delivering, declining (domain 5.4)."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from portal.codesign.access import access_format, access_project, access_version, public_versions
from portal.codesign.enums import FormatKind
from portal.codesign.forms.format import FormatAskForm, FormatDeclineForm, FormatDeliverForm
from portal.codesign.permissions import can_answer, can_ask_format, can_make_format
from portal.codesign.selectors.formats import formats_of_project
from portal.codesign.services import SentFile, format_ask, format_decline, format_deliver
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest

if TYPE_CHECKING:
    from portal.codesign.models import TextFormat


def format_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Every form of every version; for the team also who asked and what they wrote."""
    project = access_project(request.user, ref)
    versions = public_versions(project)
    if not versions:
        raise Http404
    rows = formats_of_project(project)
    context = {
        "project": project,
        "groups": [(version, [row for row in rows if row.version_id == version.pk]) for version in versions],
        "newest": versions[0],
        "ask": can_ask_format(request.user, project),
        "makes": can_answer(request.user, project),
        "section": "codesign",
    }
    return render(request, "codesign/format_list.html", context)


@login_required
def format_ask_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask for another form of the newest text."""
    project = access_project(request.user, ref)
    if not (decision := can_ask_format(request.user, project)):
        raise NotAllowed(decision.reason, subject=project, who_can=decision.who_can)
    version = access_version(project)
    form = FormatAskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = format_ask(actor=request.user, version=version, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error, "kind")
        else:
            messages.success(request, f"We have it made: {wanted}. You get an e-mail when it is there.")
            return redirect("codesign:format_list", ref=ref)
    context = {
        "form": form,
        "project": project,
        "version": version,
        "heading": "Ask for another form of the text",
        "section": "codesign",
    }
    return render(request, "codesign/format_ask.html", context)


@login_required
def format_deliver_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """What was asked for, and putting it there."""
    row = access_format(request.user, ref, number, can_make_format)
    form = FormatDeliverForm(request.POST or None, request.FILES or None, is_easy_read=row.kind == FormatKind.EASY_READ)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        file = values.pop("file")
        sent = SentFile(file.name or "", file.read()) if file else None
        try:
            format_deliver(actor=request.user, text_format=row, sent=sent, **values)
        except DomainError as error:
            form.refuse(error, "file")
        else:
            messages.success(request, "It is there, and everybody who asked is told.")
            return redirect("codesign:format_list", ref=ref)
    return render(request, "codesign/format_deliver.html", _context(row, form, f"{row}: put it there"))


@login_required
def format_decline_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Say why it cannot be made."""
    row = access_format(request.user, ref, number, can_make_format)
    form = FormatDeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        format_decline(actor=request.user, text_format=row, reason=form.cleaned_data["reason"])
        messages.success(request, "The page says why, and everybody who asked is told.")
        return redirect("codesign:format_list", ref=ref)
    return render(request, "codesign/format_decline.html", _context(row, form, f"{row}: it cannot be made"))


def _context(row: "TextFormat", form: Any, heading: str) -> dict[str, Any]:
    return {
        "form": form,
        "project": row.version.project,
        "row": row,
        "asks": row.asks.all(),
        "heading": heading,
        "section": "codesign",
    }


def format_file_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The file, for everybody who may read the text."""
    row = access_format(request.user, ref, number)
    if not row.file:
        raise Http404
    ending = str(row.file.name).rpartition(".")[2]
    with row.file.open("rb") as held:
        response = HttpResponse(held.read(), content_type=row.file_type)
    response["Content-Disposition"] = f'attachment; filename="{ref}-v{row.version.number}-{row.kind}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
