"""Questions about a tender: asked by one bidder, answered to everyone at the same moment, without a name."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.procurement import (
    access_bidder,
    access_clarification_to_answer,
    access_lot,
    access_own_clarification,
    access_procurement,
)
from portal.tenders.forms.procurement import AnswerForm, AskForm
from portal.tenders.permissions.procurement import (
    can_answer_this,
    can_ask_clarification,
    interested_organisations,
    team_roles,
)
from portal.tenders.selectors.procurement import answered_clarifications
from portal.tenders.selectors.procurement_questions import own_clarifications, waiting_clarifications
from portal.tenders.services.clarification import clarification_answer, clarification_ask, clarification_withdraw

PER_PAGE = 20


@require_safe
def clarification_list_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was asked and answered; what waits, for those who answer; what I asked, for me."""
    procurement = access_procurement(request.user, ref)
    page = Paginator(answered_clarifications(procurement), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "tenders",
        "procurement": procurement,
        "page": page,
        "may_ask": can_ask_clarification(request.user, procurement),
        "waiting": waiting_clarifications(request.user, procurement),
        "mine": own_clarifications(request.user, procurement),
        "is_team": bool(team_roles(request.user, procurement)),
    }
    return render(request, "tenders/clarification_list.html", context)


@login_required
def clarification_ask_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask a question."""
    procurement = access_procurement(request.user, ref, can_ask_clarification)
    own = interested_organisations(request.user, procurement)
    lots = [(str(lot.number), str(lot)) for lot in procurement.lots.all()]
    form = AskForm(request.POST or None, organisations=[(org.ref, org.name) for org in own], lots=lots)
    if form.is_valid():
        found = form.cleaned_data
        try:
            clarification_ask(
                actor=request.user,
                procurement=procurement,
                organisation=access_bidder(own, found["organisation"]),
                lot=access_lot(procurement, int(found["lot"])) if found.get("lot") else None,
                text=found["text"],
            )
            messages.success(request, _("Your question is with the buyer, without your name."))
            return redirect("tenders:clarification_list", ref=ref)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "text")
    context = {"section": "tenders", "procurement": procurement, "form": form, "heading": _("Ask a question")}
    return render(request, "tenders/clarification_ask.html", context)


@login_required
def clarification_answer_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Answer to everyone: write, look at it as everyone will read it, publish."""
    clarification = access_clarification_to_answer(request.user, ref, number)
    if not (decision := can_answer_this(request.user, clarification)):
        raise NotAllowed(decision.reason)
    start = {"text_published": clarification.text_original, "amends": "no"}
    form = AnswerForm(request.POST or None, initial=start)
    is_summary = False
    if form.is_valid():
        act = request.POST.get("act")
        if act == "confirm":
            if _answered(request, clarification, form):
                return redirect("tenders:clarification_list", ref=ref)
        else:
            is_summary = act != "change"
    template = "tenders/clarification_answer_check.html" if is_summary else "tenders/clarification_answer.html"
    context = {
        "section": "tenders",
        "procurement": clarification.procurement,
        "clarification": clarification,
        "form": form,
        "found": form.cleaned_data if form.is_bound else {},
        "heading": _("Publish this answer to everyone?") if is_summary else _("Answer question %(n)d") % {"n": number},
    }
    return render(request, template, context)


def _answered(request: HttpRequest, clarification: Any, form: AnswerForm) -> bool:
    found = form.cleaned_data
    try:
        clarification_answer(
            actor=request.user,
            clarification=clarification,
            answer=found["answer"],
            text_published=found["text_published"],
            amends_document=found["amends"] == "yes",
        )
    except NotAllowed:
        raise
    except DomainError as error:
        form.refuse(error)
        return False
    messages.success(request, _("The answer is public, and everybody with registered interest has been told."))
    return True


@login_required
def clarification_withdraw_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Take one's own question back, after asking."""
    clarification = access_own_clarification(request.user, ref, number)
    if request.method == "POST":
        clarification_withdraw(actor=request.user, clarification=clarification)
        messages.success(request, _("Your question is taken back."))
        return redirect("tenders:clarification_list", ref=ref)
    context = {
        "section": "tenders",
        "procurement": clarification.procurement,
        "clarification": clarification,
        "heading": _("Take this question back?"),
    }
    return render(request, "tenders/clarification_withdraw.html", context)
