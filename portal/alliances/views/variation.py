"""Variations of the agreement: begin, write, put to the members, answer, receipt, take back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_own, access_space, access_variation
from portal.alliances.forms.agreement import (
    ConfirmTextForm,
    ExitPlanForm,
    VariationAnswerForm,
    VariationForm,
    VariationTextForm,
)
from portal.alliances.permissions.variation import (
    can_answer_variation,
    can_begin_variation,
    can_propose_variation,
    can_withdraw_variation,
    can_write_variation,
    members_to_agree,
)
from portal.alliances.selectors.agreement import (
    answer_of,
    answer_rows,
    answered_so_far,
    paragraphs,
    variation_history,
    variation_kind,
    whole_diff,
)
from portal.alliances.selectors.space import members_of
from portal.alliances.services.variation import (
    variation_answer,
    variation_begin,
    variation_propose,
    variation_withdraw,
    variation_write,
)
from portal.alliances.views.pages import agreement_url, alliance_url, confirm_page, form_page, variation_url
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import when_exact


@login_required
def variation_begin_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What should change, and why; the wording comes next."""
    alliance = access_space(request.user, ref, can_begin_variation)
    form = VariationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: variation_begin(actor=request.user, alliance=alliance, **form.cleaned_data))
        if made:
            return redirect("alliances:variation_text", ref=ref, number=made.number)
    return form_page(
        request,
        form,
        _("Propose a variation"),
        _("Continue to the wording"),
        alliance,
        intro=[
            _("A variation changes some words of the agreement in force. Each member answers it on its own."),
            _("It is in force as soon as every member has agreed. If one refuses, everything stays as it is."),
        ],
        back_url=alliance_url(alliance, "agreement"),
        who=_("Only people of the members read the agreement and its variations."),
    )


@require_safe
def variation_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The difference, each member's answer, and what comes next."""
    variation = access_variation(request.user, ref, number)
    user = request.user
    context = {
        "alliance": variation.alliance,
        "variation": variation,
        "kind": variation_kind(variation),
        "diff": whole_diff(variation.agreement, variation),
        "answers": answer_rows(variation),
        "so_far": answered_so_far(variation) if variation.state == "open" else "",
        "history": variation_history(variation),
        "paragraphs": paragraphs(variation.text),
        "plan": paragraphs(variation.exit_plan),
        "may_write": can_write_variation(user, variation),
        "may_propose": can_propose_variation(user, variation),
        "may_answer": can_answer_variation(user, variation),
        "may_withdraw": can_withdraw_variation(user, variation),
        "section": "alliances",
    }
    return render(request, "alliances/variation_detail.html", context)


@login_required
def variation_text_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Write the new wording."""
    variation = access_variation(request.user, ref, number, can_write_variation)
    form = VariationTextForm(request.POST or None, initial={"text": variation.text})
    return _wording_page(request, variation, form, _("The new wording"))


@login_required
def variation_exit_plan_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Write the new exit plan."""
    variation = access_variation(request.user, ref, number, can_write_variation)
    form = ExitPlanForm(request.POST or None, initial={"exit_plan": variation.exit_plan})
    return _wording_page(request, variation, form, _("The exit plan, as it would be"))


def _wording_page(request: PortalRequest, variation: Any, form: Any, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: variation_write(actor=request.user, variation=variation, **form.cleaned_data))
        if made:
            messages.success(request, _("The wording is saved. The members see it when you put it to them."))
            return redirect(variation_url(variation))
    return form_page(
        request,
        form,
        heading,
        _("Save the wording"),
        variation.alliance,
        rows=[(_("Variation"), variation.title), (_("Why"), variation.reason)],
        back_url=variation_url(variation),
        who=_("Only people of the members read the agreement and its variations."),
    )


@login_required
def variation_propose_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """See what changes, and put it to the members."""
    variation = access_variation(request.user, ref, number, can_propose_variation)
    form = ConfirmTextForm(request.POST or None, initial={"text_hash": variation.text_hash})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: variation_propose(
                actor=request.user, variation=variation, text_hash=form.cleaned_data["text_hash"]
            ),
        )
        if made:
            messages.success(request, _("The wording is fixed. Each member's signatories are asked to answer."))
            return redirect(variation_url(variation))
    context = {
        "alliance": variation.alliance,
        "variation": variation,
        "diff": whole_diff(variation.agreement, variation),
        "form": form,
        "heading": _("Put this variation to the members?"),
        "button": _("Fix the wording and ask the members"),
        "rows": [
            (_("Variation"), variation.title),
            (_("Why"), variation.reason),
            (_("It changes"), str(variation.agreement)),
            (_("Who answers"), [row.organisation.name for row in members_of(variation.alliance)]),
        ],
        "note": _("Afterwards not one letter can be changed. You can take it back until it is settled."),
        "section": "alliances",
    }
    return render(request, "alliances/variation_act.html", context)


@login_required
def variation_answer_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Read the difference and answer for a member."""
    variation = access_variation(request.user, ref, number, can_answer_variation)
    members = members_to_agree(request.user, variation)
    form = VariationAnswerForm(
        request.POST or None,
        members=[(row.organisation.ref, row.organisation.name) for row in members],
        initial={"text_hash": variation.text_hash},
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _answered(request, variation, form))
        if made:
            return redirect(
                "alliances:variation_answered", ref=ref, number=number, organisation_ref=made.member.organisation.ref
            )
    context = {
        "alliance": variation.alliance,
        "variation": variation,
        "diff": whole_diff(variation.agreement, variation),
        "form": form,
        "heading": _("Answer this variation"),
        "button": _("Send the answer"),
        "rows": [
            (_("Variation"), variation.title),
            (_("Why"), variation.reason),
            (_("It changes"), str(variation.agreement)),
            (_("You answer for"), [row.organisation.name for row in members]),
            (_("So far"), answered_so_far(variation)),
        ],
        "note": _("To agree is to sign the new wording. It is in force when every member has. An answer stays."),
        "section": "alliances",
    }
    return render(request, "alliances/variation_act.html", context)


def _answered(request: PortalRequest, variation: Any, form: VariationAnswerForm) -> Any:
    data = form.cleaned_data
    return variation_answer(
        actor=request.user,
        variation=variation,
        member=access_own(members_to_agree(request.user, variation), form.only("member")),
        kind=data["kind"],
        reason=data["reason"],
        text_hash=data["text_hash"],
    )


@require_safe
def variation_answered_view(request: PortalRequest, ref: str, number: int, organisation_ref: str) -> HttpResponse:
    """The receipt of an answer."""
    variation = access_variation(request.user, ref, number)
    answer = answer_of(variation, organisation_ref)
    if answer is None:
        raise Http404
    rows = [
        (_("Variation"), variation.title),
        (_("Answer"), answer.get_kind_display()),
        (_("For"), answer.member.organisation.name),
        (_("By"), answer.answered_name),
        (_("When"), when_exact(answer.answered_at)),
    ]
    if answer.reason:
        rows.append((_("Why"), answer.reason))
    context = {
        "alliance": variation.alliance,
        "variation": variation,
        "answer": answer,
        "rows": rows,
        "so_far": answered_so_far(variation),
        "section": "alliances",
    }
    return render(request, "alliances/variation_answered.html", context)


@login_required
def variation_withdraw_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Take it back before it is settled."""
    variation = access_variation(request.user, ref, number, can_withdraw_variation)
    if request.method == "POST":
        variation_withdraw(actor=request.user, variation=variation)
        messages.success(request, _("The variation is taken back. The agreement stays as it is."))
        return redirect(agreement_url(variation.agreement))
    return confirm_page(
        request,
        _("Take this variation back?"),
        _("Take it back"),
        variation.alliance,
        rows=[(_("Variation"), variation.title), (_("It would change"), str(variation.agreement))],
        lines=[_("Answers that were given stay on record. A new variation can be proposed at any time.")],
        back_url=variation_url(variation),
        danger=True,
    )
