"""What binds: asking for signatures, signing, sending, the receipt, taking out, taking up again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.tenders.access.bid import access_bid, access_receipt
from portal.tenders.forms.bid import PackageForm, SignForm
from portal.tenders.permissions.bid import (
    can_ask_signatures,
    can_read_bid,
    can_reopen_bid,
    can_sign_bid,
    can_submit_bid,
    can_withdraw_bid,
    signing_organisations,
    unsigned_organisations,
)
from portal.tenders.selectors.bid_page import BidPage, bid_page, bid_url, price_words, state_of
from portal.tenders.selectors.bid_receipt import next_steps, receipt_page, who_knows_what
from portal.tenders.services.bid_signature import BidChanged, bid_sign, bid_signatures_ask
from portal.tenders.services.bid_submission import TooLate, bid_reopen, bid_submit, bid_withdraw
from portal.tenders.views.bid_rows import signing_items, time_before, time_left

REFUSED = 409


def _context(page: BidPage, heading: str, **more: Any) -> dict[str, Any]:
    label, kind = state_of(page)
    return {
        "section": "tenders",
        "page": page,
        "bid": page.bid,
        "procurement": page.bid.procurement,
        "heading": heading,
        "state_label": label,
        "state_kind": kind,
        "signing": signing_items(page),
        "price": price_words(page),
        "left": time_left(page.bid.procurement.deadline_at, now()),
        "back_url": bid_url(page.bid, "bid_detail"),
        **more,
    }


@login_required
@never_cache
def bid_signatures_ask_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """Ask every member to sign: who is asked for what."""
    bid = access_bid(request.user, ref, bid_ref, can_ask_signatures)
    if request.method == "POST":
        bid_signatures_ask(actor=request.user, bid=bid)
        messages.success(request, _("The signatories are asked by e-mail."))
        return redirect(bid_url(bid, "bid_detail") + "#signatures")
    page = bid_page(request.user, bid, now())
    return render(request, "tenders/bid_signatures_ask.html", _context(page, _("Ask every member to sign")))


@login_required
@never_cache
def bid_sign_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """Read what is signed, then sign exactly that."""
    bid = access_bid(request.user, ref, bid_ref, can_sign_bid)
    waiting = {organisation.pk for organisation in unsigned_organisations(bid)}
    mine = {row.ref: row for row in signing_organisations(request.user, bid) if row.pk in waiting}
    page = bid_page(request.user, bid, now())
    form = SignForm(
        request.POST or None, organisations=list(mine.values()), initial={"package_hash": page.version.package_hash}
    )
    if form.is_valid():
        try:
            chosen = mine[form.cleaned_data["organisation"]]
            package = form.cleaned_data["package_hash"]
            bid_sign(actor=request.user, bid=bid, package_hash=package, organisation=chosen)
            messages.success(request, _("You have signed version %(n)d.") % {"n": page.version.number})
            return redirect(bid_url(bid, "bid_detail") + "#signatures")
        except BidChanged as error:
            form = SignForm(organisations=list(mine.values()), initial={"package_hash": page.version.package_hash})
            return render(
                request,
                "tenders/bid_sign.html",
                _context(page, _("Sign this bid"), form=form, problem=str(error)),
                status=REFUSED,
            )
    return render(request, "tenders/bid_sign.html", _context(page, _("Sign this bid"), form=form, problem=""))


@login_required
@never_cache
def bid_submit_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """Check everything, then send; the server's clock decides."""
    is_post = request.method == "POST"
    bid = access_bid(request.user, ref, bid_ref, can_read_bid if is_post else can_submit_bid)
    problem = ""
    form = PackageForm(request.POST or None)
    if is_post:
        try:
            package = form.cleaned_data["package_hash"] if form.is_valid() else ""
            receipt = bid_submit(actor=request.user, bid=bid, package_hash=package)
            return redirect(bid_url(bid, "bid_receipt", receipt.number))
        except (TooLate, BidChanged) as error:
            problem = str(error)
    page = bid_page(request.user, bid, now())
    form = PackageForm(initial={"package_hash": page.version.package_hash})
    context = _context(page, _("Check and send the bid"), form=form, problem=problem)
    return render(request, "tenders/bid_submit.html", context, status=REFUSED if problem else 200)


@login_required
@never_cache
@require_safe
def bid_receipt_view(request: HttpRequest, ref: str, bid_ref: str, number: int) -> HttpResponse:
    """The receipt: server time, fingerprint, who signed, what was sent, what happens next."""
    bid = access_bid(request.user, ref, bid_ref)
    receipt = access_receipt(bid, number)
    page = bid_page(request.user, bid, now())
    context = _context(
        page,
        _("Your bid is in"),
        receipt=receipt,
        said=receipt_page(receipt, bid),
        knows=who_knows_what(),
        next_steps=next_steps(bid.procurement),
        before=time_before(bid.procurement.deadline_at, receipt.received_at),
    )
    return render(request, "tenders/bid_receipt.html", context)


@login_required
@never_cache
def bid_withdraw_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """Take the bid out, after a page that says what follows."""
    bid = access_bid(request.user, ref, bid_ref, can_withdraw_bid)
    if request.method == "POST":
        bid_withdraw(actor=request.user, bid=bid)
        messages.success(request, _("The bid is taken out. Its members are told; the buyer is not."))
        return redirect(bid_url(bid, "bid_detail"))
    page = bid_page(request.user, bid, now())
    return render(request, "tenders/bid_withdraw.html", _context(page, _("Take this bid out?")))


@login_required
@never_cache
def bid_reopen_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """Take a withdrawn bid up again, as a new version."""
    bid = access_bid(request.user, ref, bid_ref, can_reopen_bid)
    if request.method == "POST":
        bid_reopen(actor=request.user, bid=bid)
        return redirect(bid_url(bid, "bid_detail"))
    page = bid_page(request.user, bid, now())
    return render(request, "tenders/bid_reopen.html", _context(page, _("Take this bid up again?")))
