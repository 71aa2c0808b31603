"""Payments: worked out, checked, decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.access import access_contract, access_payment, access_result
from portal.budgets.forms import FixedPaymentForm, InvoiceForm
from portal.budgets.permissions import can_decide_payment, can_manage_fund, can_withdraw_payment
from portal.budgets.selectors.calculation import Worked, worked_for
from portal.budgets.selectors.contract import contract_money, payee, project_of
from portal.budgets.selectors.payment import checks_of, commitment_for, ledger_preview
from portal.budgets.services.payment import (
    payment_approve,
    payment_prepare,
    payment_prepare_fixed,
    payment_refuse,
    payment_withdraw,
)
from portal.budgets.views.approval import approval_context, withdraw
from portal.budgets.views.decide import decide
from portal.budgets.views.shown import pay_by_words
from portal.common.exceptions import NotAllowed
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import day, to_the_penny


@login_required
def payment_prepare_view(request: PortalRequest, ref: str, result_ref: str) -> HttpResponse:
    """The sum, step by step, before the board is asked."""
    contract, observation = access_result(request.user, ref, result_ref)
    commitment = _managed_commitment(request, contract)
    form = InvoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"commitment": commitment, "observation": observation, **form.cleaned_data}
        made = attempt(form, lambda: payment_prepare(actor=request.user, **values))
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:payment_detail", ref=made.ref)
    context = {
        "form": form,
        "heading": _("Work out a payment"),
        "contract": contract,
        "observation": observation,
        "worked": worked_for(commitment, observation),
        "back_url": reverse("budgets:contract_money", args=[ref]),
        "section": "budgets",
    }
    return render(request, "budgets/payment_prepare.html", context)


def _managed_commitment(request: PortalRequest, contract: Any) -> Any:
    commitment = commitment_for(contract)
    if commitment is None:
        raise NotAllowed(_("No money is promised to this contract yet."), subject=contract)
    if not (decision := can_manage_fund(request.user, commitment.scheme.fund)):
        raise NotAllowed(decision.reason, subject=contract, who_can=decision.who_can)
    return commitment


@login_required
def payment_prepare_fixed_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask for a payment of the part that does not depend on outcomes."""
    contract = access_contract(request.user, ref)
    commitment = _managed_commitment(request, contract)
    form = FixedPaymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"commitment": commitment, **form.cleaned_data}
        made = attempt(form, lambda: payment_prepare_fixed(actor=request.user, **values))
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:payment_detail", ref=made.ref)
    page = {
        "form": form,
        "heading": _("Pay part of the fixed sum"),
        "small_heading": contract.title,
        "intro": _("%(fixed)s of this contract does not depend on outcomes.")
        % {"fixed": to_the_penny(commitment.amount_pence - commitment.outcome_pot_pence)},
        "button": _("Ask the board to decide"),
        "back_url": reverse("budgets:contract_money", args=[ref]),
        "back_label": contract.title,
        "section": "budgets",
    }
    return render(request, "budgets/form.html", page)


def _rows(payment: Any) -> list[tuple[str, Any]]:
    contract = payment.commitment.contract
    rows = [
        (_("Contract"), [contract.title, contract.ref]),
        (_("Paid to"), payee(contract)),
        (_("To pay"), to_the_penny(payment.amount_pence)),
        (_("For"), payment.observation.indicator.title if payment.observation else payment.reason),
        (
            _("Invoice"),
            _("%(ref)s, received on %(day)s")
            % {"ref": payment.invoice_reference, "day": day(payment.invoice_received_on)},
        ),
        (_("Pay by"), pay_by_words(payment)),
    ]
    return rows


def _context(payment: Any) -> dict[str, Any]:
    contract, fund = payment.commitment.contract, payment.commitment.scheme.fund
    if payment.observation:
        heading = _("Outcome payment: %(name)s") % {"name": payment.observation.indicator.title}
    else:
        heading = _("Payment on %(name)s") % {"name": contract.title}
    worked = Worked.of_payment(payment) if payment.observation else None
    return approval_context(payment, fund, heading, _rows(payment)) | {
        "payment": payment,
        "contract": contract,
        "project": project_of(contract),
        "fund": fund,
        "worked": worked,
        "checks": checks_of(payment),
        "bookings": ledger_preview(payment),
        "money": contract_money(contract),
        "pay_by": pay_by_words(payment),
        "back_url": reverse("budgets:contract_money", args=[contract.ref]),
        "back_label": contract.title,
    }


@login_required
def payment_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """How much is earned, what was measured, what was checked, what is written in the ledger."""
    payment = access_payment(request.user, ref)
    decision = can_decide_payment(request.user, payment)
    may_withdraw = payment.state == "prepared" and can_withdraw_payment(request.user, payment)
    context = _context(payment) | {
        "may_decide": decision,
        "decide_url": reverse("budgets:payment_decide", args=[ref]) if payment.state == "prepared" else "",
        "withdraw_url": reverse("budgets:payment_withdraw", args=[ref]) if may_withdraw else "",
        "section": "budgets",
    }
    return render(request, "budgets/payment_detail.html", context)


@login_required
def payment_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Approve or refuse, with the sum before."""
    payment = access_payment(request.user, ref, can_decide_payment)
    words = {"amount": to_the_penny(payment.amount_pence), "day": pay_by_words(payment)}
    return decide(
        request,
        yes=lambda reason: payment_approve(actor=request.user, payment=payment, reason=reason),
        no=lambda reason: payment_refuse(actor=request.user, payment=payment, reason=reason),
        yes_label=_("Approve %(amount)s") % words,
        no_label=_("Refuse it"),
        detail_url=reverse("budgets:payment_detail", args=[ref]),
        context=_context(payment)
        | {
            "explain": _(
                "If you approve, it is booked at once and paid by %(day)s. Entries cannot be edited; a mistake is put "
                "right with a new entry. If you refuse, the 30 days keep running."
            )
            % words
        },
        template="budgets/payment_decide.html",
    )


@login_required
def payment_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back before it is decided."""
    payment = access_payment(request.user, ref, can_withdraw_payment)
    return withdraw(
        request,
        act=lambda: payment_withdraw(actor=request.user, payment=payment),
        detail_url=reverse("budgets:payment_detail", args=[ref]),
        context=_context(payment),
    )
