"""The agreement after its signing: exit plan of the draft, approval, countersignature, hold, receipt."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_agreement, access_space
from portal.alliances.forms.agreement import ApproveForm, CountersignForm, ExitPlanForm, HoldForm, LiftForm
from portal.alliances.permissions.agreement import can_write_agreement
from portal.alliances.permissions.agreement_steps import (
    can_approve_agreement,
    can_countersign_agreement,
    can_hold_agreement,
    can_lift_agreement,
    countersigners,
    members_to_approve,
    members_to_countersign,
)
from portal.alliances.permissions.decision import spoken_for
from portal.alliances.selectors.agreement import approval_checks, hold_of, paragraphs, step_of
from portal.alliances.selectors.space import draft_agreement
from portal.alliances.services.agreement import agreement_write
from portal.alliances.services.steps import agreement_approve, agreement_countersign, agreement_hold, agreement_lift
from portal.alliances.views.pages import agreement_url, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import when, when_exact


@login_required
def agreement_exit_plan_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Write how the work ends, as a part of the draft."""
    alliance = access_space(request.user, ref, can_write_agreement)
    draft = draft_agreement(alliance)
    if draft is None:
        raise Http404
    form = ExitPlanForm(request.POST or None, initial={"exit_plan": draft.exit_plan})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: agreement_write(
                actor=request.user,
                alliance=alliance,
                title=draft.title,
                text=draft.text,
                exit_plan=form.cleaned_data["exit_plan"],
            ),
        )
        if made:
            messages.success(request, _("The exit plan is a part of the draft. Whoever signs the text signs it too."))
            return redirect(agreement_url(made))
    return form_page(
        request,
        form,
        _("The exit plan"),
        _("Save it in the draft"),
        alliance,
        intro=[_("An alliance closes by its exit plan. All members sign it with the agreement, or agree to it later.")],
        back_url=agreement_url(draft),
        who=_("Only people of the members read drafts and the agreement."),
    )


@login_required
def agreement_approve_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Look at text, signatures and members, and approve."""
    agreement = access_agreement(request.user, ref, number, can_approve_agreement)
    form = ApproveForm(request.POST or None, initial={"text_hash": agreement.text_hash})
    last = _names(countersigners(agreement.alliance))
    return _act_page(
        request,
        form,
        agreement,
        lambda: agreement_approve(actor=request.user, agreement=agreement, text_hash=form.cleaned_data["text_hash"]),
        kind="approve",
        heading=_("Check the agreement and approve it"),
        button=_("Approve it"),
        acts_for=_names(members_to_approve(request.user, agreement)[:1]),
        checks=approval_checks(agreement),
        after=_("Then an authorised signatory of %(name)s countersigns it.") % {"name": last},
    )


@login_required
def agreement_countersign_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Sign the approved text once more, last."""
    agreement = access_agreement(request.user, ref, number, can_countersign_agreement)
    form = CountersignForm(request.POST or None, initial={"text_hash": agreement.text_hash})
    return _act_page(
        request,
        form,
        agreement,
        lambda: agreement_countersign(
            actor=request.user, agreement=agreement, text_hash=form.cleaned_data["text_hash"]
        ),
        kind="countersign",
        heading=_("Countersign the agreement"),
        button=_("Countersign"),
        acts_for=_names(members_to_countersign(request.user, agreement)[:1]),
        checks=[],
        after=_("It is the last signature. All members are told."),
    )


def _names(rows: list[Any]) -> str:
    return _(" or ").join(row.organisation.name for row in rows)


def _act_page(
    request: PortalRequest, form: Any, agreement: Any, act: Callable[[], Any], *, kind: str, **extra: Any
) -> HttpResponse:
    """The text, what was checked before, and the act; afterwards its receipt."""
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        return redirect("alliances:agreement_receipt", ref=agreement.alliance.ref, number=agreement.number, kind=kind)
    approved = step_of(agreement, "approve") if kind == "countersign" else None
    rows = [
        (_("Agreement"), _("%(title)s, version %(n)d") % {"title": agreement.title, "n": agreement.number}),
        (_("You act for"), extra["acts_for"]),
        (_("Signed by all"), when(agreement.signed_at)),
    ]
    if approved:
        words = {"person": approved.acted_name, "name": approved.member.organisation.name}
        said = _("%(person)s, %(name)s") % words
        rows.append((_("Checked and approved by"), f"{said}, {when(approved.acted_at)}"))
    context = {
        "alliance": agreement.alliance,
        "agreement": agreement,
        "paragraphs": paragraphs(agreement.text),
        "plan": paragraphs(agreement.exit_plan),
        "form": form,
        "rows": rows,
        "section": "alliances",
        **extra,
    }
    return render(request, "alliances/agreement_act.html", context)


@login_required
def agreement_hold_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Put it on hold, with a reason."""
    agreement = access_agreement(request.user, ref, number, can_hold_agreement)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: agreement_hold(actor=request.user, agreement=agreement, reason=form.cleaned_data["reason"]),
            "reason",
        )
        if made:
            messages.success(request, _("The agreement is on hold. All members are told why."))
            return redirect(agreement_url(agreement))
    own = _names(spoken_for(request.user, agreement.alliance)[:1])
    return form_page(
        request,
        form,
        _("Put the agreement on hold?"),
        _("Put it on hold"),
        agreement.alliance,
        intro=[
            _("While it is on hold no bid starts, nobody approves or countersigns, and nothing is varied."),
            _("What the members promised each other and a contract that runs go on."),
            _("%(name)s lifts the hold when its doubt is settled. Then it is approved and countersigned anew.")
            % {"name": own},
        ],
        rows=[(_("Agreement"), str(agreement)), (_("In the name of"), own)],
        back_url=agreement_url(agreement),
        danger=True,
        who=_("People of the members read the reason. Nobody else sees that it is on hold."),
    )


@login_required
def agreement_lift_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Lift the hold, and say what settled it."""
    agreement = access_agreement(request.user, ref, number, can_lift_agreement)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: agreement_lift(actor=request.user, agreement=agreement, reason=form.cleaned_data["reason"]),
            "reason",
        )
        if made:
            messages.success(request, _("The hold is lifted. A member is asked to check the agreement anew."))
            return redirect(agreement_url(agreement))
    held = hold_of(agreement)
    rows = [(_("Agreement"), str(agreement))]
    if held:
        rows += [(_("On hold since"), when(held.acted_at)), (_("By"), held.acted_name), (_("Why"), held.reason)]
    return form_page(
        request,
        form,
        _("Lift the hold?"),
        _("Lift the hold"),
        agreement.alliance,
        intro=[_("The agreement is as it was when every member had signed it: it is approved and countersigned anew.")],
        rows=rows,
        back_url=agreement_url(agreement),
        who=_("People of the members read what settled it."),
    )


@require_safe
def agreement_receipt_view(request: PortalRequest, ref: str, number: int, kind: str) -> HttpResponse:
    """The receipt of an approval or a countersignature."""
    agreement = access_agreement(request.user, ref, number)
    step = step_of(agreement, kind)
    if step is None:
        raise Http404
    context = {
        "alliance": agreement.alliance,
        "agreement": agreement,
        "step": step,
        "rows": [
            (_("Agreement"), _("%(title)s, version %(n)d") % {"title": agreement.title, "n": number}),
            (_("What was done"), step.get_kind_display()),
            (_("For"), step.member.organisation.name),
            (_("By"), step.acted_name),
            (_("When"), when_exact(step.acted_at)),
        ],
        "last": _names(countersigners(agreement.alliance)),
        "section": "alliances",
    }
    return render(request, "alliances/agreement_receipt.html", context)
