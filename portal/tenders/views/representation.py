"""The standstill for everybody, and representations: made, reviewed, answered by a further decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.award import (
    access_announced,
    access_award_act,
    access_representation,
    access_representing_organisation,
    access_to_represent,
)
from portal.tenders.enums import FurtherDecisionKind
from portal.tenders.forms.award import FurtherForm, RepresentationForm, ReviewForm
from portal.tenders.permissions.award import can_decide_further, can_review_representation
from portal.tenders.selectors.award_public import standstill_page
from portal.tenders.selectors.award_representation import (
    further_page,
    making_page,
    representation_page,
    reviewing_page,
)
from portal.tenders.services.representation import further_decide, representation_make, representation_review


@require_safe
def standstill_detail_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """The days, and until when one can ask for another look."""
    award = access_announced(request.user, ref, lot)
    return _page(request, "representation_standstill", standstill_page(request.user, award))


@login_required
@require_http_methods(["GET", "POST"])
def representation_make_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """In writing; a summary; then it is received, with the instant."""
    award = access_to_represent(request.user, ref, lot)
    page = making_page(request.user, award)
    form = RepresentationForm(request.POST or None, organisations=page["organisations"])
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "change" and form.is_valid():
        organisation = access_representing_organisation(request.user, award, form.cleaned_data["organisation"])
        if act != "confirm":
            checked = {"heading": _("Check what you send"), "organisation": organisation}
            return _page(request, "representation_check", page | {"form": form} | checked)
        text = form.cleaned_data["text"]
        made = representation_make(actor=request.user, award=award, organisation=organisation, text=text)
        messages.success(request, _("Received. The award cannot be made until it has been answered."))
        return redirect("tenders:representation_detail", ref=ref, lot=lot, number=made.number)
    return _page(request, "representation_make", page | {"form": form, "heading": _("Ask for another look")})


@login_required
@require_safe
def representation_detail_view(request: HttpRequest, ref: str, lot: int, number: int) -> HttpResponse:
    """What was written, when it was received, and how it was answered."""
    row = access_representation(request.user, ref, lot, number)
    return _page(request, "representation_detail", representation_page(request.user, row))


@login_required
@require_http_methods(["GET", "POST"])
def representation_review_view(request: HttpRequest, ref: str, lot: int, number: int) -> HttpResponse:
    """What the review found and which information was given."""
    row = access_representation(request.user, ref, lot, number, can_review_representation)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            representation_review(actor=request.user, representation=row, **form.cleaned_data)
            messages.success(request, _("Reviewed. The approver decides again."))
            return redirect("tenders:award_lot", ref=ref, lot=lot)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "review")
    return _page(request, "representation_review", reviewing_page(row) | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def further_decide_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """The further decision with its reasons; a summary; then everybody is told at once."""
    award = access_award_act(request.user, ref, lot, can_decide_further, "tenders.award.decide_further")
    form = FurtherForm(request.POST or None)
    page = further_page(award)
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "change" and form.is_valid():
        kind = FurtherDecisionKind(form.cleaned_data["decision"])
        if act != "confirm":
            checked = {"form": form, "kind": kind.label, "heading": _("Check the further decision")}
            return _page(request, "representation_decide_check", page | checked)
        further_decide(actor=request.user, award=award, decision=kind, reasons=form.cleaned_data["reasons"])
        messages.success(request, _("Everybody concerned has been told."))
        return redirect("tenders:award_lot", ref=ref, lot=lot)
    return _page(request, "representation_decide", page | {"form": form, "heading": _("Tell a further decision")})


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
