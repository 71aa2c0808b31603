"""The legal acts on a tender: publish it, move its deadline. A summary before, a confirmation after."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.procurement import access_procurement
from portal.tenders.forms.procurement import ExtendForm
from portal.tenders.permissions.procurement import (
    can_extend_deadline,
    can_publish_procurement,
    can_read_draft,
    can_read_team,
)
from portal.tenders.selectors.procurement_receipt import publication_rows
from portal.tenders.selectors.procurement_tasks import answers_of, draft_of, gate_rows
from portal.tenders.services.publication import deadline_extend, procurement_publish


@login_required
def procurement_publish_view(request: HttpRequest, ref: str) -> HttpResponse:
    """What becomes public and fixed; POST publishes. Once published it only shows the confirmation."""
    procurement = access_procurement(request.user, ref, can_read_team)
    if procurement.published_at is not None:
        return redirect("tenders:procurement_published", ref=ref)
    procurement = access_procurement(request.user, ref, can_publish_procurement)
    refusal = ""
    if request.method == "POST":
        try:
            procurement_publish(actor=request.user, procurement=procurement)
            return redirect("tenders:procurement_published", ref=ref)
        except NotAllowed:
            raise
        except DomainError as error:
            refusal = str(error)
    at = now()
    draft = draft_of(request.user, procurement, at)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "heading": _("Publish this tender?"),
        "draft": draft,
        "gate": gate_rows(procurement, draft.checks, request.user),
        "blocks": answers_of(procurement, at, may_change=False),
        "refusal": refusal,
    }
    return render(request, "tenders/procurement_publish.html", context, status=409 if refusal else 200)


@require_safe
@login_required
def procurement_published_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The confirmation, with the fingerprint of what was published."""
    procurement = access_procurement(request.user, ref, can_read_draft)
    if procurement.published_at is None:
        return redirect("tenders:pack_tasks", ref=ref)
    rows, digest = publication_rows(procurement)
    context = {"section": "tenders", "procurement": procurement, "rows": rows, "digest": digest}
    return render(request, "tenders/procurement_published.html", context)


@login_required
def deadline_extend_view(request: HttpRequest, ref: str) -> HttpResponse:
    """More time for everyone: what is written first, then a summary, then the act."""
    procurement = access_procurement(request.user, ref, can_extend_deadline)
    form = ExtendForm(request.POST or None)
    is_summary = False
    if form.is_valid():
        new, reason = form.cleaned_data["deadline_at"], form.cleaned_data["reason"]
        if request.POST.get("act") == "confirm":
            try:
                deadline_extend(actor=request.user, procurement=procurement, deadline_at=new, reason=reason)
                return redirect("tenders:procurement_detail", ref=ref)
            except NotAllowed:
                raise
            except DomainError as error:
                form.refuse(error, "deadline_at")
        elif procurement.deadline_at and new <= procurement.deadline_at:
            form.refuse(DomainError(_("The deadline can only move forward")), "deadline_at")
        else:
            is_summary = True
    template = "tenders/procurement_extend_check.html" if is_summary else "tenders/procurement_extend.html"
    context = {
        "section": "tenders",
        "procurement": procurement,
        "form": form,
        "heading": _("Move the deadline forward?") if is_summary else _("Move the deadline forward"),
        "new": form.cleaned_data.get("deadline_at") if form.is_bound else None,
        "reason": form.cleaned_data.get("reason", "") if form.is_bound else "",
        "typed": [
            (f"deadline_at_{box}", request.POST.get(f"deadline_at_{box}", ""))
            for box in ("day", "month", "year", "time")
        ],
    }
    return render(request, template, context)
