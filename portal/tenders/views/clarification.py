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
from portal.tenders.forms.procurement import AnswerForm, AskForm, ConfidentialForm
from portal.tenders.permissions.procurement import (
    can_answer_this,
    can_ask_clarification,
    can_decide_confidential,
    can_release_clarification,
    interested_organisations,
    team_roles,
)
from portal.tenders.selectors.procurement import answered_clarifications
from portal.tenders.selectors.procurement_questions import (
    answered_alone,
    count_answered_alone,
    own_clarifications,
    waiting_clarifications,
)
from portal.tenders.services.clarification import (
    clarification_answer,
    clarification_answer_alone,
    clarification_ask,
    clarification_refuse_confidence,
    clarification_release,
    clarification_withdraw,
)

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
        "alone": answered_alone(request.user, procurement),
        "alone_count": count_answered_alone(procurement),
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
                confidential_claim=form.why_confidential(),
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
    if can_decide_confidential(request.user, clarification):
        return redirect("tenders:clarification_confidential", ref=ref, number=number)
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
def clarification_confidential_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A question asked in confidence: answer its asker alone, or say why it is not confidential."""
    clarification = access_clarification_to_answer(request.user, ref, number)
    if not (decision := can_decide_confidential(request.user, clarification)):
        raise NotAllowed(decision.reason)
    form = ConfidentialForm(request.POST or None)
    if form.is_valid() and _decided(request, clarification, form):
        return redirect("tenders:clarification_list", ref=ref)
    context = {
        "section": "tenders",
        "procurement": clarification.procurement,
        "clarification": clarification,
        "form": form,
        "heading": _("Question %(n)d was asked in confidence") % {"n": number},
    }
    return render(request, "tenders/clarification_confidential.html", context)


def _decided(request: HttpRequest, clarification: Any, form: ConfidentialForm) -> bool:
    found, user = form.cleaned_data, request.user
    try:
        if found["is_confidential"] == "yes":
            clarification_answer_alone(
                actor=user, clarification=clarification, answer=found["answer"], reason=found["reason"]
            )
            messages.success(request, _("The asker has your answer, and nobody else."))
        else:
            clarification_refuse_confidence(actor=user, clarification=clarification, reason=found["reason"])
            messages.success(request, _("The asker decides now: take it back, or let it be answered to everyone."))
    except NotAllowed:
        raise
    except DomainError as error:
        form.refuse(error)
        return False
    return True


@login_required
def clarification_release_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The buyer will not answer in confidence: let one's question be answered to everyone."""
    clarification = access_own_clarification(request.user, ref, number, can_release_clarification)
    if request.method == "POST":
        clarification_release(actor=request.user, clarification=clarification)
        messages.success(request, _("The buyer can answer it to everyone now, without your name."))
        return redirect("tenders:clarification_list", ref=ref)
    context = {
        "section": "tenders",
        "procurement": clarification.procurement,
        "clarification": clarification,
        "heading": _("Let it be answered to everyone?"),
    }
    return render(request, "tenders/clarification_release.html", context)


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
