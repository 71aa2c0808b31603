"""Letters to bidders: written, read and frozen one by one, sent, and read by the bidder itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.award import access_award_act, access_letter_to_review, access_own_letter
from portal.tenders.forms.award import PlanForm
from portal.tenders.permissions.award import can_prepare_letters, can_see_letters, can_send_letters
from portal.tenders.selectors.award_letter_page import (
    own_letter_page,
    plan_page,
    review_page,
    sending_page,
)
from portal.tenders.services.feedback import letter_freeze, letters_make, letters_send


@login_required
@require_http_methods(["GET", "POST"])
def letter_make_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """One question: on which day the notice goes out. Then every letter is written."""
    award = access_award_act(request.user, ref, lot, can_prepare_letters, "tenders.letter.make")
    page = plan_page(award)
    form = PlanForm(request.POST or None, initial=page["initial"])
    if request.method == "POST" and form.is_valid():
        try:
            letters_make(actor=request.user, award=award, planned_on=form.cleaned_data["planned_on"])
            messages.success(request, _("The letters are written. Read and freeze each of them."))
            return redirect("tenders:award_lot", ref=ref, lot=lot)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "planned_on")
    return _page(request, "feedback_plan", page | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def letter_review_view(request: HttpRequest, ref: str, lot: int, letter: str) -> HttpResponse:
    """One letter as its bidder will read it; the lead freezes exactly this text."""
    row = access_letter_to_review(request.user, ref, lot, letter, can_see_letters)
    refusal = ""
    if request.method == "POST":
        try:
            letter_freeze(actor=request.user, letter=row, content_hash_read=request.POST.get("read", ""))
            messages.success(request, _("Read and frozen."))
            return redirect("tenders:award_lot", ref=ref, lot=lot)
        except NotAllowed:
            raise
        except DomainError as error:
            refusal = str(error)
    page = review_page(request.user, row) | {"refusal": refusal}
    return _page(request, "feedback_review", page, status=409 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def letter_send_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """Procurement Act: all summaries at one moment, before the notice."""
    award = access_award_act(request.user, ref, lot, can_send_letters, "tenders.letter.send")
    refusal = ""
    if request.method == "POST":
        try:
            letters_send(actor=request.user, award=award)
            messages.success(request, _("All letters are sent. The publisher can record the notice."))
            return redirect("tenders:award_lot", ref=ref, lot=lot)
        except NotAllowed:
            raise
        except DomainError as error:
            refusal = str(error)
    page = sending_page(award) | {"refusal": refusal}
    return _page(request, "feedback_send", page, status=409 if refusal else 200)


@login_required
@require_safe
def letter_detail_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """The bidder's own letter."""
    letter = access_own_letter(request.user, ref, bid_ref)
    return _page(request, "feedback_detail", own_letter_page(request.user, letter))


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context}, status=status)
