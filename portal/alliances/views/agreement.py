"""The agreement: write, open for signatures, sign, receipt."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_agreement, access_own, access_space
from portal.alliances.forms.deciding import AgreementForm, SignForm
from portal.alliances.permissions.agreement import (
    can_open_agreement,
    can_sign_agreement,
    can_write_agreement,
    members_to_sign,
)
from portal.alliances.permissions.agreement_steps import (
    can_approve_agreement,
    can_countersign_agreement,
    can_hold_agreement,
    can_lift_agreement,
    countersigners,
)
from portal.alliances.permissions.decision import can_propose_decision
from portal.alliances.permissions.variation import can_begin_variation
from portal.alliances.selectors.agreement import (
    agreement_kind,
    history_of,
    hold_of,
    is_standing,
    paragraphs,
    variation_that_made,
    variations_of,
)
from portal.alliances.selectors.space import (
    decided_about,
    members_of,
    newest_agreement,
    other_agreements,
    previous_agreement,
    signature_of,
    signed_so_far,
    signing_rows,
)
from portal.alliances.services.agreement import agreement_open, agreement_sign, agreement_write
from portal.alliances.views.pages import confirm_page, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import when_exact


@require_safe
def agreement_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One version of the text, who signed it, and what comes next."""
    agreement = access_agreement(request.user, ref, number)
    alliance = agreement.alliance
    context: dict[str, Any] = {
        "alliance": alliance,
        "agreement": agreement,
        "paragraphs": paragraphs(agreement.text),
        "plan": paragraphs(agreement.exit_plan),
        "signing": signing_rows(agreement),
        "previous": previous_agreement(agreement),
        "others": other_agreements(agreement),
        "decision": decided_about(agreement),
        "may_write": can_write_agreement(request.user, alliance),
        "may_open": can_open_agreement(request.user, agreement),
        "may_sign": can_sign_agreement(request.user, agreement),
        "may_propose": can_propose_decision(request.user, alliance),
        "kind": agreement_kind(agreement),
        "history": history_of(agreement),
        "made_by": variation_that_made(agreement),
        "stands": is_standing(agreement),
        "hold": hold_of(agreement),
        "section": "alliances",
    }
    if context["stands"]:
        context |= _standing_context(request, agreement)
    return render(request, "alliances/agreement_detail.html", context)


def _standing_context(request: PortalRequest, agreement: Any) -> dict[str, Any]:
    """What can be done with a version that every member signed."""
    user, alliance = request.user, agreement.alliance
    return {
        "last": _(" or ").join(row.organisation.name for row in countersigners(alliance)),
        "variations": variations_of(alliance),
        "may_approve": can_approve_agreement(user, agreement),
        "may_countersign": can_countersign_agreement(user, agreement),
        "may_hold": can_hold_agreement(user, agreement),
        "may_lift": can_lift_agreement(user, agreement),
        "may_vary": can_begin_variation(user, alliance),
    }


@login_required
def agreement_write_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Write the draft, or the next version."""
    alliance = access_space(request.user, ref, can_write_agreement)
    newest = newest_agreement(alliance)
    start = {"title": newest.title, "text": newest.text} if newest else {}
    form = AgreementForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: agreement_write(actor=request.user, alliance=alliance, **form.cleaned_data))
        if made:
            messages.success(request, _("The draft is saved. The members read it and agree to it by a decision."))
            return redirect("alliances:agreement_detail", ref=ref, number=made.number)
    return form_page(
        request,
        form,
        _("Write the agreement"),
        _("Save the draft"),
        alliance,
        intro=[_("A text that was opened for signatures stays as it is: what you save then is its next version.")],
        who=_("Only people of the members read drafts and the agreement."),
    )


@login_required
def agreement_open_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Fix the text and ask for signatures."""
    agreement = access_agreement(request.user, ref, number, can_open_agreement)
    if request.method == "POST":
        agreement_open(actor=request.user, agreement=agreement)
        messages.success(request, _("The text is fixed. Each member's signatories are asked to sign it."))
        return redirect("alliances:agreement_detail", ref=ref, number=number)
    return confirm_page(
        request,
        _("Open version %(n)d for signatures?") % {"n": number},
        _("Fix the text and ask for signatures"),
        agreement.alliance,
        rows=[
            (_("Agreement"), agreement.title),
            (_("Who signs"), [row.organisation.name for row in members_of(agreement.alliance)]),
        ],
        lines=[_("Afterwards not one letter can be changed. A change is a new version, and all sign again.")],
    )


@login_required
def agreement_sign_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Read this exact text and sign it."""
    agreement = access_agreement(request.user, ref, number, can_sign_agreement)
    members = members_to_sign(request.user, agreement)
    form = SignForm(
        request.POST or None,
        members=[(row.organisation.ref, row.organisation.name) for row in members],
        initial={"text_hash": agreement.text_hash},
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _signed(request, agreement, form))
        if made:
            return redirect(
                "alliances:agreement_signed", ref=ref, number=number, organisation_ref=made.member.organisation.ref
            )
        form = _with_present_text(form, agreement)
    context = {
        "alliance": agreement.alliance,
        "agreement": agreement,
        "paragraphs": paragraphs(agreement.text),
        "plan": paragraphs(agreement.exit_plan),
        "form": form,
        "heading": _("Sign the agreement"),
        "rows": [
            (_("Agreement"), _("%(title)s, version %(n)d") % {"title": agreement.title, "n": number}),
            (_("You sign for"), [row.organisation.name for row in members]),
            (_("Who signs"), [row.organisation.name for row in members_of(agreement.alliance)]),
            (_("So far"), signed_so_far(agreement)),
        ],
        "section": "alliances",
    }
    return render(request, "alliances/agreement_sign.html", context)


def _with_present_text(form: SignForm, agreement: Any) -> SignForm:
    """The page shows the text as it is now, so the form carries its fingerprint and not the refused one."""
    bound: Any = form
    data = bound.data.copy()
    data["text_hash"] = agreement.text_hash
    bound.data = data
    return form


def _signed(request: PortalRequest, agreement: Any, form: SignForm) -> Any:
    return agreement_sign(
        actor=request.user,
        agreement=agreement,
        member=access_own(members_to_sign(request.user, agreement), form.only("member")),
        text_hash=form.cleaned_data["text_hash"],
    )


@require_safe
def agreement_signed_view(request: PortalRequest, ref: str, number: int, organisation_ref: str) -> HttpResponse:
    """The receipt of a signature."""
    agreement = access_agreement(request.user, ref, number)
    signature = signature_of(agreement, organisation_ref)
    if signature is None:
        raise Http404
    context = {
        "alliance": agreement.alliance,
        "agreement": agreement,
        "signature": signature,
        "so_far": signed_so_far(agreement),
        "rows": [
            (_("Agreement"), _("%(title)s, version %(n)d") % {"title": agreement.title, "n": number}),
            (_("Signed for"), signature.member.organisation.name),
            (_("Signed by"), signature.signed_name),
            (_("When"), when_exact(signature.signed_at)),
        ],
        "section": "alliances",
    }
    return render(request, "alliances/agreement_signed.html", context)
