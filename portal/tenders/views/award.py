"""The decision on a lot: recommended, approved or sent back, announced, made, or given up."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.permissions import Decision
from portal.tenders.access.award import access_award_act, access_award_page, access_notice_kind
from portal.tenders.access.evaluation import access_evaluation
from portal.tenders.forms.award import ApproveForm, EndForm, NoticeForm, RecommendForm, ReturnForm
from portal.tenders.permissions.award import (
    can_abandon_award,
    can_announce_award,
    can_approve_award,
    can_confirm_award,
    can_recommend_award,
    can_record_notice,
    can_repeat_award,
    can_return_award,
)
from portal.tenders.selectors.award_act import (
    act_page,
    confirm_page,
    notice_page,
    recommend_page,
    tied_bid,
)
from portal.tenders.selectors.award_page import award_page
from portal.tenders.selectors.award_public import award_public_page
from portal.tenders.services.award import (
    award_abandon,
    award_approve,
    award_confirm,
    award_recommend,
    award_repeat,
    award_return,
)
from portal.tenders.services.notice import notice_announce, notice_record


@require_safe
def award_detail_view(request: HttpRequest, ref: str, lot: int | None = None) -> HttpResponse:
    """The whole page for those who decide; what everybody reads once it is announced."""
    place = access_award_page(request.user, ref, lot)
    named = {"is_of_lot": lot is not None}
    if place.is_whole and place.evaluation is not None:
        page = award_page(request.user, place.lot, place.evaluation, place.award)
        return _page(request, "award_detail", page | named)
    assert place.award is not None  # noqa: S101 - only an announced decision has a public page
    return _page(request, "award_public", award_public_page(place.lot, place.award) | named)


@login_required
@require_http_methods(["GET", "POST"])
def award_recommend_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """Reasons, weaker points, interests; then a summary; then it is recommended."""
    evaluation = access_evaluation(request.user, ref, lot, can_recommend_award, "tenders.award.recommend")
    page = recommend_page(evaluation)
    form = RecommendForm(request.POST or None, tied=page["tied"], initial=page["initial"])
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "change" and form.is_valid():
        if act != "confirm":
            return _page(
                request, "award_recommend_check", page | {"form": form, "heading": _("Check the recommendation")}
            )
        try:
            award_recommend(
                actor=request.user,
                evaluation=evaluation,
                reasons=form.cleaned_data["reasons"],
                weaker_points=form.cleaned_data["weaker_points"],
                conflicts_summary=form.cleaned_data["conflicts_summary"],
                bid=tied_bid(evaluation, form.cleaned_data.get("bid", "")),
            )
            messages.success(request, _("Recommended. The approver has been told."))
            return redirect("tenders:award_lot", ref=ref, lot=lot)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "reasons")
    return _page(request, "award_recommend", page | {"form": form, "heading": _("Recommend the award")})


@login_required
@require_http_methods(["GET", "POST"])
def award_approve_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """What is approved, in short, and the reason that stays on record."""
    return _with_reason(request, (ref, lot), can_approve_award, award_approve, ApproveForm, "approve")


@login_required
@require_http_methods(["GET", "POST"])
def award_return_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """What has to be different."""
    return _with_reason(request, (ref, lot), can_return_award, award_return, ReturnForm, "return")


@login_required
@require_http_methods(["GET", "POST"])
def award_abandon_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """End it without a contract, after the standstill."""
    return _with_reason(request, (ref, lot), can_abandon_award, award_abandon, EndForm, "abandon")


@login_required
@require_http_methods(["GET", "POST"])
def award_repeat_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """Decide again, after the standstill."""
    return _with_reason(request, (ref, lot), can_repeat_award, award_repeat, EndForm, "back_to_step")


def _with_reason(
    request: HttpRequest,
    place: tuple[str, int],
    policy: Callable[[Any, Any], Decision],
    service: Callable[..., Any],
    form_class: Any,
    step: str,
) -> HttpResponse:
    """A summary with the box for the reason; POST does it."""
    award = access_award_act(request.user, *place, policy, f"tenders.award.{step}")
    form = form_class(request.POST or None)
    page = act_page(award, step)
    if request.method == "POST" and form.is_valid():
        try:
            service(actor=request.user, award=award, reason=form.cleaned_data["reason"])
            messages.success(request, page["done"])
            return redirect("tenders:award_lot", *place)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "reason")
    return _page(request, "award_act", page | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def award_confirm_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """What has to hold, then the award; the contract is written at the same moment."""
    award = access_award_act(request.user, ref, lot, can_confirm_award, "tenders.award.award")
    if request.method == "POST":
        contract = award_confirm(actor=request.user, award=award)
        messages.success(request, _("Awarded. The contract waits for its signatures."))
        return redirect("contracts:contract_detail", ref=contract.ref)
    return _page(request, "award_confirm", confirm_page(award))


@login_required
@require_http_methods(["GET", "POST"])
def notice_publish_view(request: HttpRequest, ref: str, lot: int, kind: str) -> HttpResponse:
    """The draft with every required field, and what the national platform says about the published notice."""
    announces = kind in ("intention", "contract-award")
    policy = can_announce_award if announces else can_record_notice
    award = access_award_act(request.user, ref, lot, policy, "tenders.notice.record")
    notice_kind = access_notice_kind(award, kind)
    page = notice_page(award, notice_kind)
    form = NoticeForm(request.POST or None, initial=page["initial"])
    if request.method == "POST" and form.is_valid():
        try:
            if announces:
                notice_announce(actor=request.user, award=award, official=form.official())
            else:
                notice_record(actor=request.user, award=award, kind=notice_kind, official=form.official())
            messages.success(request, page["done"])
            return redirect("tenders:award_lot", ref=ref, lot=lot)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "published_on")
    return _page(request, "award_notice", page | {"form": form})


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
