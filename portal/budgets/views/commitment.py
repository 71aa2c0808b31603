"""Money promised to a contract."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.access import access_commitment, access_contract
from portal.budgets.forms import CommitmentForm
from portal.budgets.permissions import can_decide_commitment, can_withdraw_commitment
from portal.budgets.selectors.choices import schemes_with_room_for
from portal.budgets.selectors.contract import payee, project_of
from portal.budgets.selectors.work import managed_funds
from portal.budgets.services.commitment import (
    commitment_approve,
    commitment_prepare,
    commitment_refuse,
    commitment_withdraw,
    outcome_pot,
)
from portal.budgets.views.approval import approval_context, withdraw
from portal.budgets.views.decide import decide
from portal.common.exceptions import NotAllowed
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import to_the_penny


@login_required
def commitment_prepare_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask the board to promise what was set aside for the project to this contract."""
    contract = access_contract(request.user, ref)
    funds = managed_funds(request.user)
    if not funds:
        raise NotAllowed(_("Only the pooled fund manager can prepare this."), subject=contract)
    project = project_of(contract)
    rooms = schemes_with_room_for(project, funds) if project else []
    schemes = {f"{scheme.fund.ref}/{scheme.number}": scheme for scheme, _room in rooms}
    labels = [(f"{s.fund.ref}/{s.number}", f"{s.name} ({format_pounds(room)})") for s, room in rooms]
    start = min([room for _scheme, room in rooms[:1]] + [contract.value_pence or 0]) if rooms else None
    form = CommitmentForm(request.POST or None, schemes=labels, initial={"amount_pence": start})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"scheme": schemes[form.cleaned_data["scheme"]]}
        made = attempt(form, lambda: commitment_prepare(actor=request.user, contract=contract, **values))
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:commitment_detail", ref=made.ref)
    page = {
        "form": form,
        "heading": _("Promise money to a contract"),
        "small_heading": contract.title,
        "intro": _("In brackets: what was set aside for this project and is not promised yet.")
        if rooms
        else _("Nothing is set aside for this contract's project that is not promised already."),
        "button": _("Ask the board to decide"),
        "back_url": reverse("budgets:contract_money", args=[ref]),
        "back_label": contract.title,
        "section": "budgets",
    }
    return render(request, "budgets/form.html", page)


def _context(commitment: Any) -> dict[str, Any]:
    contract = commitment.contract
    rows = [
        (_("Contract"), [contract.title, contract.ref]),
        (_("Paid to"), payee(contract)),
        (_("Amount"), to_the_penny(commitment.amount_pence)),
        (
            _("Of it paid only for outcomes"),
            to_the_penny(outcome_pot(contract, commitment.amount_pence)),
        ),
        (_("Scheme"), commitment.scheme.name),
        (_("Fund"), commitment.scheme.fund.name),
    ]
    if commitment.reason:
        rows.append((_("To know"), commitment.reason))
    heading = _("Promise money to %(name)s") % {"name": contract.title}
    return approval_context(commitment, commitment.scheme.fund, heading, rows)


@login_required
def commitment_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What was promised, or asked for, and what became of it."""
    commitment = access_commitment(request.user, ref)
    context = _context(commitment) | {"acts": [], "withdraw": None, "section": "budgets"}
    if commitment.state == "prepared":
        url = reverse("budgets:commitment_decide", args=[ref])
        context["acts"] = [(_("Go to the decision"), url, can_decide_commitment(request.user, commitment))]
        if can_withdraw_commitment(request.user, commitment):
            context["withdraw"] = reverse("budgets:commitment_withdraw", args=[ref])
    return render(request, "budgets/approval_detail.html", context)


@login_required
def commitment_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Approve or refuse, with the summary before."""
    commitment = access_commitment(request.user, ref, can_decide_commitment)
    return decide(
        request,
        yes=lambda reason: commitment_approve(actor=request.user, commitment=commitment, reason=reason),
        no=lambda reason: commitment_refuse(actor=request.user, commitment=commitment, reason=reason),
        yes_label=_("Promise %(amount)s") % {"amount": to_the_penny(commitment.amount_pence)},
        no_label=_("Do not promise it"),
        detail_url=reverse("budgets:commitment_detail", args=[ref]),
        context=_context(commitment)
        | {"explain": _("If you approve, payments up to this amount can be prepared. Each comes to the board again.")},
    )


@login_required
def commitment_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back before it is decided."""
    commitment = access_commitment(request.user, ref, can_withdraw_commitment)
    return withdraw(
        request,
        act=lambda: commitment_withdraw(actor=request.user, commitment=commitment),
        detail_url=reverse("budgets:commitment_detail", args=[ref]),
        context=_context(commitment),
    )
