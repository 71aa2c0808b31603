"""The hub of an evaluation, and the opening by two officers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.evaluation import access_evaluated
from portal.tenders.forms.evaluation import OpeningForm
from portal.tenders.permissions.evaluation import can_confirm_opening, can_see_opening, can_start_opening
from portal.tenders.selectors.evaluation_hub import hub_page
from portal.tenders.selectors.evaluation_opening import opening_page, opening_summary
from portal.tenders.services.opening import opening_confirm, opening_start


@login_required
@require_safe
def evaluation_detail_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is at what stage, what is next, by whom."""
    procurement = access_evaluated(request.user, ref)
    return _page(request, "evaluation_detail", hub_page(request.user, procurement))


@login_required
@require_safe
def opening_detail_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The opening: how it is done, and its record."""
    procurement = access_evaluated(request.user, ref, can_see_opening, "tenders.opening.read")
    return _page(request, "opening_detail", opening_page(request.user, procurement))


@login_required
@require_http_methods(["GET", "POST"])
def opening_start_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The first officer begins, after a page that says what will happen."""
    procurement = access_evaluated(request.user, ref, can_start_opening, "tenders.opening.start")
    if request.method == "POST":
        opening_start(actor=request.user, procurement=procurement)
        return redirect("tenders:opening_detail", ref=ref)
    return _page(request, "opening_start", opening_summary(procurement, _("Start the opening of the bids")))


@login_required
@require_http_methods(["GET", "POST"])
def opening_confirm_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The second officer opens all bids at once."""
    procurement = access_evaluated(request.user, ref, can_confirm_opening, "tenders.opening.confirm")
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opening_confirm(actor=request.user, procurement=procurement, comments=form.cleaned_data["comments"])
            messages.success(request, _("The bids are open. The bidders' names are on this page."))
            return redirect("tenders:opening_detail", ref=ref)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
    return _page(
        request, "opening_confirm", opening_summary(procurement, _("Confirm and open the bids")) | {"form": form}
    )


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
