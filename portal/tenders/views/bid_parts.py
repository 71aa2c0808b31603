"""The parts of a bid, one page each. What is typed is kept before it is judged; coming back later never judges."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.common.http import posted
from portal.tenders.access.bid import access_bid, access_bid_question
from portal.tenders.forms.bid import AnswerForm, DeclarationsForm, EnvelopeForm, FileForm, PriceForm, SeenForm
from portal.tenders.permissions.bid import can_edit_bid, can_price_bid, can_write_bid
from portal.tenders.seal.package import DECLARATIONS_SLOT, PRICE_SLOT, answer_slot
from portal.tenders.selectors.bid_page import bid_page, bid_url
from portal.tenders.selectors.bid_tasks import envelope_pence, price_text, questions_of_bid
from portal.tenders.selectors.bid_versions import BidContent, file_bytes, latest_version, open_version, place_of
from portal.tenders.services.bid_answers import bid_answer_save, bid_declarations_save, bid_price_save
from portal.tenders.services.bid_files import bid_file_add, bid_file_remove
from portal.tenders.services.bid_versions import ChangedMeanwhile
from portal.tenders.views.bid_rows import file_rows

LATER = "later"
REFUSED = 409


def _opened(bid: Any) -> BidContent:
    return open_version(latest_version(bid))


def _base(bid: Any, form: Any, heading: str) -> dict[str, Any]:
    return {
        "section": "tenders",
        "bid": bid,
        "procurement": bid.procurement,
        "form": form,
        "heading": heading,
        "back_url": bid_url(bid, "bid_detail"),
        "theirs": "",
        "is_kept": False,
    }


def _refused(form: SeenForm, error: DomainError, bid: Any, slot: str) -> tuple[str, int]:
    """Keep what was typed on the page. When somebody else saved first, their text is shown and can be replaced."""
    form.refuse(error)
    if not isinstance(error, ChangedMeanwhile):
        return "", REFUSED
    content = _opened(bid)
    form.now_seen(content.seen(slot))
    return slot, REFUSED


@login_required
@never_cache
def bid_answer_view(request: HttpRequest, ref: str, bid_ref: str, number: int) -> HttpResponse:
    """One question and its answer."""
    bid = access_bid(request.user, ref, bid_ref, can_write_bid if request.method == "POST" else can_edit_bid)
    question = access_bid_question(bid, number)
    content, slot = _opened(bid), answer_slot(number)
    initial = {"text": content.answer(number), "seen": content.seen(slot)}
    form = AnswerForm(request.POST or None, question=question, initial=initial)
    context = _base(bid, form, str(question)) | {"question": question}
    status = 200
    if request.method == "POST":
        typed = str(form.typed()["text"] or "")
        try:
            bid_answer_save(
                actor=request.user, bid=bid, number=number, text=typed, seen=request.POST.get("seen") or None
            )
        except DomainError as error:
            changed, status = _refused(form, error, bid, slot)
            context["theirs"] = _opened(bid).answer(number) if changed else ""
        else:
            if request.POST.get("act") == LATER or form.is_valid():
                return redirect(_next_url(bid, number, is_later=request.POST.get("act") == LATER))
            form.now_seen(_opened(bid).seen(slot))
            context["is_kept"] = True
    return render(request, "tenders/bid_answer.html", context, status=status)


def _next_url(bid: Any, number: int, *, is_later: bool) -> str:
    """After an answer comes the next one; after the last, or when stopping for now, the whole bid."""
    numbers = [question.number for question in questions_of_bid(bid) if question.number > number]
    if is_later or not numbers:
        return bid_url(bid, "bid_detail") + "#answers"
    return bid_url(bid, "bid_answer", numbers[0])


@login_required
@never_cache
def bid_price_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """The price, in pounds; or the word that the fixed price is accepted."""
    bid = access_bid(request.user, ref, bid_ref, can_write_bid if request.method == "POST" else can_edit_bid)
    access_bid(request.user, ref, bid_ref, can_price_bid)
    content, envelope = _opened(bid), envelope_pence(bid)
    form = _price_form(posted(request), content, envelope)
    context = _base(bid, form, _("Your price")) | {"envelope": envelope}
    status = 200
    if request.method == "POST":
        pence = _pence(form, envelope)
        typed = "" if envelope is not None else str(form.typed()["pence"] or "")
        try:
            seen = request.POST.get("seen") or None
            bid_price_save(actor=request.user, bid=bid, pence=pence, typed=typed, seen=seen)
        except DomainError as error:
            changed, status = _refused(form, error, bid, PRICE_SLOT)
            context["theirs"] = _price_text(_opened(bid)) if changed else ""
        else:
            if request.POST.get("act") == LATER or form.is_valid():
                return redirect(bid_url(bid, "bid_detail") + "#price")
            form.now_seen(_opened(bid).seen(PRICE_SLOT))
            context["is_kept"] = True
    return render(request, "tenders/bid_price.html", context, status=status)


def _price_form(data: Any, content: BidContent, envelope: int | None) -> Any:
    price, seen = content.price, content.seen(PRICE_SLOT)
    if envelope is not None:
        initial = {"accept": price.get("pence") == envelope, "seen": seen}
        return EnvelopeForm(data, envelope_pence=envelope, initial=initial)
    kept = price.get("pence")
    return PriceForm(data, initial={"pence": kept if kept is not None else price.get("typed", ""), "seen": seen})


def _price_text(content: BidContent) -> str:
    pence = content.price.get("pence")
    return str(content.price.get("typed", "")) if pence is None else price_text(pence)


def _pence(form: Any, envelope: int | None) -> int | None:
    """What was typed in pence, when it is an amount."""
    form.is_valid()
    if envelope is not None:
        return envelope if form.cleaned_data.get("accept") else None
    pence: int | None = form.cleaned_data.get("pence")
    return pence


@login_required
@never_cache
def bid_declarations_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """What all members declare."""
    bid = access_bid(request.user, ref, bid_ref, can_write_bid if request.method == "POST" else can_edit_bid)
    content = _opened(bid)
    initial = dict(content.declarations) | {"seen": content.seen(DECLARATIONS_SLOT)}
    form = DeclarationsForm(request.POST or None, initial=initial)
    context = _base(bid, form, _("Declarations"))
    status = 200
    if request.method == "POST":
        try:
            bid_declarations_save(
                actor=request.user,
                bid=bid,
                confirmed=request.POST.getlist("confirmed"),
                details=str(form.typed()["details"] or ""),
                seen=request.POST.get("seen") or None,
            )
        except DomainError as error:
            changed, status = _refused(form, error, bid, DECLARATIONS_SLOT)
            context["theirs"] = str(_opened(bid).declarations.get("details", "")) if changed else ""
        else:
            if request.POST.get("act") == LATER or form.is_valid():
                return redirect(bid_url(bid, "bid_detail") + "#documents")
            form.now_seen(_opened(bid).seen(DECLARATIONS_SLOT))
            context["is_kept"] = True
    return render(request, "tenders/bid_declarations.html", context, status=status)


@login_required
@never_cache
def bid_files_view(request: HttpRequest, ref: str, bid_ref: str) -> HttpResponse:
    """The files of the bid; a bid lead adds one."""
    is_post = request.method == "POST"
    bid = access_bid(request.user, ref, bid_ref, *([can_write_bid] if is_post else []))
    form = FileForm(request.POST or None, request.FILES or None, questions=questions_of_bid(bid))
    status = 200
    if is_post and form.is_valid():
        try:
            sent = form.cleaned_data["file"]
            number = form.question_number
            bid_file_add(actor=request.user, bid=bid, name=sent.name, content=sent.read(), question_number=number)
            return redirect(bid_url(bid, "bid_files"))
        except DomainError as error:
            form.refuse(error, "file")
            status = REFUSED
    page = bid_page(request.user, bid, now())
    context = _base(bid, form, _("Files")) | {"files": file_rows(page), "may_edit": page.acts.edit}
    return render(request, "tenders/bid_files.html", context, status=status)


@login_required
@never_cache
@require_safe
def bid_file_view(request: HttpRequest, ref: str, bid_ref: str, slot: str) -> HttpResponse:
    """Take a file along; always as an attachment."""
    bid = access_bid(request.user, ref, bid_ref)
    content = _opened(bid)
    row, note = _file(content, slot)
    response = HttpResponse(file_bytes(row, note, place_of(content.version)), content_type=note["media_type"])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(note['name'])}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@never_cache
def bid_file_remove_view(request: HttpRequest, ref: str, bid_ref: str, slot: str) -> HttpResponse:
    """Take a file out, after a page that says so."""
    bid = access_bid(request.user, ref, bid_ref, can_edit_bid)
    _row, note = _file(_opened(bid), slot)
    if request.method == "POST":
        bid_file_remove(actor=request.user, bid=bid, slot=slot)
        return redirect(bid_url(bid, "bid_files"))
    context = _base(bid, None, _("Take this file out of the bid?")) | {
        "note": note,
        "back_url": bid_url(bid, "bid_files"),
    }
    return render(request, "tenders/bid_file_remove.html", context)


def _file(content: BidContent, slot: str) -> Any:
    for row, note in content.files:
        if row.slot == slot:
            return row, note
    raise Http404
