"""The editors' part: what waits, old beside new, approve or send back, and what people say is wrong."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.common.exceptions import DomainError
from portal.common.forms import attempt
from portal.common.http import PortalRequest, posted
from portal.marketplace.access import (
    access_directory_to_edit,
    access_proposal,
    access_proposal_to_decide,
    access_report,
)
from portal.marketplace.forms.told import OutcomeForm, ReasonForm
from portal.marketplace.permissions import can_close_report
from portal.marketplace.selectors.proposals import proposals_waiting, reports_open, sides
from portal.marketplace.services.proposals import proposal_approve, proposal_return, proposal_take
from portal.marketplace.services.reports import report_close


@login_required
@require_safe
def editing_list_view(request: PortalRequest) -> HttpResponse:
    """What waits for an editor."""
    access_directory_to_edit(request.user)
    context = {
        "page": Paginator(proposals_waiting(), 20).get_page(request.GET.get("page")),
        "reports": Paginator(reports_open(), 20).get_page(request.GET.get("reports")),
        "section": "marketplace",
    }
    return render(request, "marketplace/editing_list.html", context)


@login_required
@require_POST
def proposal_take_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it over."""
    proposal_take(actor=request.user, proposal=access_proposal(request.user, ref))
    return redirect("marketplace:proposal_detail", ref=ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_approve_view(request: PortalRequest, ref: str) -> HttpResponse:
    """A summary before; then the public reads it."""
    proposal = access_proposal_to_decide(request.user, ref)
    refusal = ""
    if request.method == "POST":
        try:
            service = proposal_approve(actor=request.user, proposal=proposal)
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, _("It is live. The page says that you checked it today."))
            return redirect("marketplace:service_detail", uuid=service.uuid)
    context = {
        "proposal": proposal,
        "sides": [side for side in sides(proposal) if side.differs],
        "refusal": refusal,
        "heading": _("Put it live?"),
        "section": "marketplace",
    }
    return render(request, "marketplace/proposal_approve.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_return_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Send it back with a reason."""
    proposal = access_proposal_to_decide(request.user, ref)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: proposal_return(actor=request.user, proposal=proposal, reason=reason)):
            messages.success(request, _("It is back with those who wrote it, with your reason."))
            return redirect("marketplace:editing_list")
    context = {"proposal": proposal, "form": form, "heading": _("Send it back"), "section": "marketplace"}
    return render(request, "marketplace/proposal_return.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What somebody says is wrong, and what was done about it."""
    report = access_report(request.user, ref)
    form = OutcomeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        outcome = form.cleaned_data["outcome"]
        if attempt(form, lambda: report_close(actor=request.user, report=report, outcome=outcome)):
            messages.success(request, _("Dealt with."))
            return redirect("marketplace:editing_list")
    context = {
        "report": report,
        "form": form,
        "may_close": can_close_report(request.user, report),
        "heading": _("Something is wrong, somebody says"),
        "section": "marketplace",
    }
    return render(request, "marketplace/report_detail.html", context)
