"""A bid: begun, looked at as a whole, read as the buyer will, taken along as a copy."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.tenders.access.bid import access_bid, access_bid_start
from portal.tenders.forms.bid import DECLARATION_TEXTS, StartForm
from portal.tenders.selectors.bid_copy import bid_copy
from portal.tenders.selectors.bid_page import BidPage, bid_page, bid_url, price_words, state_of
from portal.tenders.selectors.bid_people import readiness_of
from portal.tenders.selectors.bid_start import bidders_of, lots_of
from portal.tenders.selectors.bid_versions import latest_version, open_version, sent_version
from portal.tenders.services.bid import bid_start
from portal.tenders.views.bid_rows import (
    answer_rows,
    declaration_rows,
    file_rows,
    price_rows,
    readiness_rows,
    signing_items,
    time_left,
)


@login_required
@never_cache
def bid_start_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose the lot and who bids; then the draft is there."""
    procurement = access_bid_start(request.user, ref)
    lots = {str(lot.number): lot for lot in lots_of(procurement)}
    bidders = {bidder.key: bidder for bidder in bidders_of(request.user, procurement)}
    form = StartForm(request.POST or None, lots=list(lots.values()), bidders=list(bidders.values()))
    if form.is_valid():
        chosen = bidders[form.cleaned_data["bidder"]]
        try:
            bid = bid_start(
                actor=request.user,
                lot=lots[form.cleaned_data["lot"]],
                organisation=chosen.organisation,
                alliance=chosen.alliance,
            )
            return redirect("tenders:bid_detail", ref=ref, bid_ref=bid.ref)
        except DomainError as error:
            form.refuse(error, "bidder")
    return render(
        request,
        "tenders/bid_start.html",
        {"section": "tenders", "procurement": procurement, "form": form, "heading": _("Start a bid")},
    )


@login_required
@never_cache
@require_safe
def bid_detail_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """The task list: what is missing first, then every part, signatures, sending."""
    bid = access_bid(request.user, ref, bid_ref)
    page = bid_page(request.user, bid, now())
    return render(request, "tenders/bid_detail.html", _context(page) | _parts(request.user, page))


def _context(page: BidPage) -> dict[str, Any]:
    label, kind = state_of(page)
    return {
        "section": "tenders",
        "page": page,
        "bid": page.bid,
        "procurement": page.bid.procurement,
        "state_label": label,
        "state_kind": kind,
        "now": now(),
    }


def _parts(user: Any, page: BidPage) -> dict[str, Any]:
    bid = page.bid
    return {
        "answers": answer_rows(page),
        "price_items": price_rows(page),
        "declarations": declaration_rows(page),
        "signing": signing_items(page),
        "readiness": readiness_rows(readiness_of(user, bid)),
        "left": time_left(bid.procurement.deadline_at, now()),
        "urls": {
            name: bid_url(bid, name)
            for name in ("bid_preview", "bid_signatures_ask", "bid_sign", "bid_submit", "bid_withdraw", "bid_reopen")
        },
    }


@login_required
@never_cache
@require_safe
def bid_preview_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """The whole bid as the buyer will read it after the opening."""
    bid = access_bid(request.user, ref, bid_ref)
    page = bid_page(request.user, bid, now())
    content = page.content
    context = {
        "answers": [(task.question, content.answer(task.question.number)) for task in page.tasks.answers],
        "declared": [
            (text, name in content.declarations.get("confirmed", [])) for name, text in DECLARATION_TEXTS.items()
        ],
        "details": content.declarations.get("details", ""),
        "files": file_rows(page),
        "price": price_words(page),
    }
    return render(request, "tenders/bid_preview.html", _context(page) | context)


@login_required
@never_cache
@require_safe
def bid_copy_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """A copy of the version as it stands; `?sent=1`: of the version that is in."""
    bid = access_bid(request.user, ref, bid_ref)
    version = sent_version(bid) if request.GET.get("sent") else latest_version(bid)
    content = open_version(version or latest_version(bid))
    response = HttpResponse(bid_copy(request.user, content), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{bid.ref}-version-{content.version.number}.zip"'
    return response
