"""The readiness checklist of an organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import day
from portal.organisations.access import access_organisation
from portal.organisations.enums import ReadinessKind
from portal.organisations.forms import ReadinessForm
from portal.organisations.permissions import can_manage_organisation, can_record_seen, can_see_readiness
from portal.organisations.selectors.page import badges, readiness_item, readiness_lines, readiness_summary
from portal.organisations.services.readiness import readiness_change, readiness_seen


@login_required
def readiness_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """All 15 items."""
    organisation = access_organisation(request.user, ref, can_see_readiness)
    context = {
        "organisation": organisation,
        "lines": readiness_lines(organisation),
        "ready": readiness_summary(organisation),
        "may_manage": can_manage_organisation(request.user, organisation),
    }
    return render(request, "organisations/readiness_list.html", context)


@login_required
def readiness_change_view(request: PortalRequest, ref: str, kind: str) -> HttpResponse:
    """One item."""
    organisation = access_organisation(request.user, ref, can_manage_organisation)
    if kind not in ReadinessKind.values:
        raise Http404
    item = readiness_item(organisation, kind)
    initial: dict[str, Any] = {"status": "missing"}
    if item:
        initial = {name: getattr(item, name) for name in ("status", "evidence", "expires_on", "is_public")}
    form = ReadinessForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        readiness_change(actor=request.user, organisation=organisation, kind=kind, **form.cleaned_data)
        messages.success(request, _("The checklist is saved."))
        return redirect("organisations:readiness_list", ref=ref)
    context = {"form": form, "organisation": organisation, "heading": str(ReadinessKind(kind).label)}
    return render(request, "organisations/readiness_change.html", context)


@login_required
def readiness_seen_view(request: PortalRequest, ref: str, kind: str) -> HttpResponse:
    """Say that one has looked at the paper itself; everybody reads by whom."""
    organisation = access_organisation(request.user, ref, can_record_seen)
    line = next((line for line in badges(organisation) if line.kind == kind), None)
    if line is None:
        raise Http404
    if request.method == "POST":
        readiness_seen(actor=request.user, organisation=organisation, kind=kind)
        messages.success(request, _("Recorded. Everybody reads that you saw it."))
        return redirect("organisations:organisation_detail", ref=ref)
    rows = [(_("What"), line.label), (_("What shows it"), line.item.evidence if line.item else "")]
    if line.item and line.item.expires_on:
        rows.append((_("Valid until"), day(line.item.expires_on)))
    rows.append((_("Until now"), line.checked_by))
    context = {"organisation": organisation, "rows": rows, "heading": _("Have you looked at the paper itself?")}
    return render(request, "organisations/readiness_seen.html", context)
