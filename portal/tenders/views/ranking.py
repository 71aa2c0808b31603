"""Prices after quality is locked, and the order of the bids."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError
from portal.tenders.access.evaluation import (
    access_evaluated,
    access_evaluation,
    access_labelled_bid,
    access_price_to_explain,
)
from portal.tenders.forms.evaluation import YES, PriceAskForm, PriceDecisionForm, PriceExplainForm
from portal.tenders.permissions.evaluation import can_decide_price, can_open_prices, can_rank, can_see_ranking
from portal.tenders.selectors.evaluation_prices import (
    explaining_page,
    making_page,
    opening_prices_page,
    price_page,
    ranking_page,
)
from portal.tenders.services.ranking import (
    price_explain,
    price_explanation_ask,
    price_explanation_decide,
    prices_open,
    ranking_make,
)


@login_required
@require_safe
def ranking_first_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The order of the first lot: most tenders have one."""
    access_evaluated(request.user, ref)
    return redirect("tenders:ranking_detail", ref=ref, lot=1)


@login_required
@require_safe
def ranking_detail_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """Prices, and the order with all its figures."""
    evaluation = access_evaluation(request.user, ref, lot, can_see_ranking, "tenders.price.read")
    return _page(request, "ranking_detail", ranking_page(request.user, evaluation))


@login_required
@require_http_methods(["GET", "POST"])
def price_open_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """A page that says which prices open; then they do."""
    evaluation = access_evaluation(request.user, ref, lot, can_open_prices, "tenders.price.open")
    if request.method == "POST":
        prices_open(actor=request.user, evaluation=evaluation)
        messages.success(request, _("The prices are open."))
        return redirect("tenders:ranking_detail", ref=ref, lot=lot)
    return _page(request, "ranking_prices", opening_prices_page(evaluation))


@login_required
@require_http_methods(["GET", "POST"])
def price_ask_view(request: HttpRequest, ref: str, lot: int, letter: str) -> HttpResponse:
    """Ask a bidder to explain a low price."""
    evaluation = access_evaluation(request.user, ref, lot, can_decide_price, "tenders.price.ask")
    bid = access_labelled_bid(evaluation, letter)
    form = PriceAskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            price_explanation_ask(
                actor=request.user, evaluation=evaluation, bid=bid, due_at=form.cleaned_data["due_at"]
            )
            messages.success(request, _("The bidder has been asked."))
            return redirect("tenders:ranking_detail", ref=ref, lot=lot)
        except DomainError as error:
            form.refuse(error)
    page = price_page(evaluation, bid, _("Ask the bidder to explain its price"))
    return _page(request, "ranking_price", page | {"form": form, "submit": _("Ask the bidder")})


@login_required
@require_http_methods(["GET", "POST"])
def price_decide_view(request: HttpRequest, ref: str, lot: int, letter: str) -> HttpResponse:
    """Record the answer about a low price, and decide with reasons."""
    evaluation = access_evaluation(request.user, ref, lot, can_decide_price, "tenders.price.decide")
    bid = access_labelled_bid(evaluation, letter)
    page = price_page(evaluation, bid, _("Decide on a low price"))
    form = PriceDecisionForm(request.POST or None, has_answer=page["has_answer"])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            price_explanation_decide(
                actor=request.user,
                evaluation=evaluation,
                bid=bid,
                explanation=data.get("explanation", ""),
                is_accepted=data["is_accepted"] == YES,
                reason=data["reason"],
            )
            messages.success(request, _("Your decision is recorded."))
            return redirect("tenders:ranking_detail", ref=ref, lot=lot)
        except DomainError as error:
            form.refuse(error)
    return _page(request, "ranking_price", page | {"form": form, "submit": _("Record the decision")})


@login_required
@require_http_methods(["GET", "POST"])
def price_explain_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """The bidder's own answer about its price."""
    bid = access_price_to_explain(request.user, ref, bid_ref)
    form = PriceExplainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        price_explain(actor=request.user, bid=bid, explanation=form.cleaned_data["explanation"])
        messages.success(request, _("Your explanation is with the buyer."))
        return redirect("tenders:bid_detail", ref=ref, bid_ref=bid_ref)
    return _page(request, "ranking_explain", explaining_page(bid) | {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def ranking_make_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """A page with the prices and the rule; then the order is worked out and kept."""
    evaluation = access_evaluation(request.user, ref, lot, can_rank, "tenders.evaluation.rank")
    if request.method == "POST":
        ranking_make(actor=request.user, evaluation=evaluation)
        messages.success(request, _("The order is worked out and kept with all its figures."))
        return redirect("tenders:ranking_detail", ref=ref, lot=lot)
    return _page(request, "ranking_make", making_page(evaluation))


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
