"""Somebody speaks for an imported organisation; a portal administrator checks it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest, posted
from portal.organisations.access import access_claim, access_organisation
from portal.organisations.forms import ClaimAnswerForm, ClaimForm
from portal.organisations.permissions import can_claim_organisation, can_decide_claim, can_withdraw_claim
from portal.organisations.selectors.claims import claim_rows, published_rows
from portal.organisations.services.claim import claim_approve, claim_ask, claim_decline, claim_withdraw


@login_required
def claim_ask_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Say who one is there, and how that can be checked."""
    organisation = access_organisation(request.user, ref, can_claim_organisation)
    form = ClaimForm(posted(request))
    if request.method == "POST" and form.is_valid():
        claim = claim_ask(actor=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("A portal administrator checks it. You get an e-mail with the answer."))
        return redirect("organisations:claim_detail", claim_ref=claim.ref)
    context = {
        "form": form,
        "organisation": organisation,
        "rows": published_rows(organisation),
        "heading": _("I speak for %(name)s") % {"name": organisation.name},
    }
    return render(request, "organisations/claim_ask.html", context)


@login_required
def claim_detail_view(request: PortalRequest, claim_ref: str) -> HttpResponse:
    """What was said, and what became of it."""
    claim = access_claim(request.user, claim_ref)
    context = {
        "claim": claim,
        "organisation": claim.organisation,
        "rows": claim_rows(claim),
        "is_open": claim.state == "pending",
        "may_decide": can_decide_claim(request.user, claim),
        "is_mine": bool(can_withdraw_claim(request.user, claim)),
    }
    return render(request, "organisations/claim_detail.html", context)


@login_required
def claim_answer_view(request: PortalRequest, claim_ref: str) -> HttpResponse:
    """Yes, or no with the reason."""
    claim = access_claim(request.user, claim_ref, can_decide_claim)
    form = ClaimAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["answer"] == "yes":
                claim_approve(actor=request.user, claim=claim)
            else:
                claim_decline(actor=request.user, claim=claim, reason=form.cleaned_data["reason"])
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Your answer is recorded. They are told by e-mail."))
            return redirect("organisations:organisation_waiting")
    context = {
        "form": form,
        "claim": claim,
        "organisation": claim.organisation,
        "rows": claim_rows(claim),
        "published": published_rows(claim.organisation),
        "is_open": claim.state == "pending",
        "heading": _("%(person)s says they speak for %(name)s")
        % {"person": str(claim.user), "name": claim.organisation.name},
    }
    return render(request, "organisations/claim_answer.html", context)


@login_required
@require_POST
def claim_withdraw_view(request: PortalRequest, claim_ref: str) -> HttpResponse:
    """Take it back."""
    claim = access_claim(request.user, claim_ref, can_withdraw_claim)
    claim_withdraw(actor=request.user, claim=claim)
    messages.success(request, _("Taken back. Nobody checks it any more."))
    return redirect("organisations:organisation_detail", ref=claim.organisation.ref)
