"""Paying for what happened: prepared by one, decided by another, booked once (SOD-22)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.bookings import payment_approved
from portal.budgets.enums import ApprovalState
from portal.budgets.events import PaymentPrepared
from portal.budgets.links import framework_of
from portal.budgets.models import Commitment, Payment, Release
from portal.budgets.paying import Snapshot, why_not_payable, work_out
from portal.budgets.permissions import can_manage_fund
from portal.budgets.services.allocation import decided, need_reason
from portal.budgets.services.ledger import book, ledger_lock
from portal.budgets.sums import (
    APPROVED,
    LIVE,
    contract_payments,
    indicator_paid_pence,
    left_of,
    paid_pence,
    received_pence,
    total,
)
from portal.budgets.workflow import PAYMENT
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.money import format_pounds
from portal.common.references import next_reference

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.outcomes.models import Observation


@transaction.atomic
def payment_prepare(
    *,
    actor: "User",
    commitment: Commitment,
    observation: "Observation",
    invoice_reference: str,
    invoice_received_on: date,
) -> Payment:
    """Work out what a result earns and ask the board to pay it. Nothing earned is a decision too: £0.00."""
    _open(actor, commitment)
    _check_result(commitment, observation)
    already = indicator_paid_pence(commitment.contract, observation.indicator, LIVE)
    worked = work_out(commitment, observation, already)
    if worked.payable_pence > (left := left_of(commitment).outcome_pence):
        raise DomainError(
            _("Part of the money for outcomes went back to its scheme. Only %(left)s of it is left.")
            % {"left": format_pounds(left)}
        )
    return _prepare(
        actor,
        commitment,
        observation=observation,
        amount_pence=worked.payable_pence,
        calculation=Snapshot.of(commitment, observation, worked).data,
        invoice_reference=invoice_reference,
        invoice_received_on=invoice_received_on,
    )


@transaction.atomic
def payment_prepare_fixed(
    *,
    actor: "User",
    commitment: Commitment,
    amount_pence: int,
    invoice_reference: str,
    invoice_received_on: date,
    reason: str,
) -> Payment:
    """Ask the board to pay some of the part that does not depend on outcomes, in pence."""
    _open(actor, commitment)
    left = left_of(commitment).fixed_pence
    if amount_pence > left:
        raise DomainError(
            _("Only %(left)s of the part without outcomes is left to pay.") % {"left": format_pounds(left)}
        )
    return _prepare(
        actor,
        commitment,
        amount_pence=amount_pence,
        reason=reason,
        invoice_reference=invoice_reference,
        invoice_received_on=invoice_received_on,
    )


def _open(actor: "User", commitment: Commitment) -> None:
    fund = commitment.scheme.fund
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    ledger_lock(fund)
    commitment.refresh_from_db(fields=["state"])
    if commitment.state != ApprovalState.APPROVED:
        raise DomainError(_("The money for this contract is not promised yet."))


def _check_result(commitment: Commitment, observation: "Observation") -> None:
    framework = framework_of(commitment.contract)
    belongs_here = framework is not None and observation.indicator.outcome.framework_id == framework.pk
    if observation.context_ref != commitment.contract.ref or not belongs_here:
        raise DomainError(_("This result belongs to another contract."))
    if hasattr(observation, "replaced_by"):
        raise DomainError(_("This result was put right since. Use the newer one."))
    if reason := why_not_payable(observation):
        raise DomainError(reason)


def _prepare(actor: "User", commitment: Commitment, **values: Any) -> Payment:
    if values["invoice_received_on"] > today():
        raise DomainError(_("The invoice cannot have come in the future."))
    payment = Payment(
        ref=next_reference(Payment, "PAY"), commitment=commitment, prepared_by=actor, prepared_at=now(), **values
    )
    payment.clean_fields(exclude=["calculation"])
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("A payment for this result or this invoice is prepared or paid already.")) from error
    audit_record(
        actor=actor,
        verb="budgets.payment.prepare",
        subject=payment,
        data={"contract": commitment.contract.ref, "amount_pence": payment.amount_pence},
    )
    publish(PaymentPrepared(payment.pk))
    return payment


@transaction.atomic
def payment_approve(*, actor: "User", payment: Payment, reason: str = "") -> Payment:
    """Pay it: one booking, whoever else presses the button at the same time."""
    fund = payment.commitment.scheme.fund
    head = ledger_lock(fund)
    payment.refresh_from_db(fields=["state"])
    if payment.state == ApprovalState.PREPARED:
        _check_money(payment)
    approved: Payment = transition(
        PAYMENT, payment, "approve", actor=actor, changes=decided(actor, reason), reason=reason
    )
    book(
        head=head,
        booking=payment_approved(approved),
        description=_("Paid on %(contract)s: %(ref)s")
        % {"contract": approved.commitment.contract.ref, "ref": approved.ref},
        prepared_by=approved.prepared_by,
        approved_by=actor,
    )
    return approved


def _check_money(payment: Payment) -> None:
    """Within the promise, within the indicator's share, and not more than the pot holds."""
    commitment, fund = payment.commitment, payment.commitment.scheme.fund
    before = total(contract_payments(commitment.contract, APPROVED))
    given_back = total(Release.objects.filter(commitment=commitment, state__in=APPROVED))
    if before + payment.amount_pence > commitment.amount_pence - given_back:
        raise DomainError(_("This is more than was promised to the contract."))
    if payment.observation is not None:
        indicator = payment.observation.indicator
        worked = work_out(commitment, payment.observation, indicator_paid_pence(commitment.contract, indicator))
        if payment.amount_pence > worked.most_pence - worked.already_paid_pence:
            raise DomainError(_("This is more than the outcome's share of the money."))
    held = received_pence(fund) - paid_pence(fund)
    if payment.amount_pence > held:
        raise DomainError(
            _("The pot holds %(held)s today. Contributions that are agreed must come in first.")
            % {"held": format_pounds(held)}
        )


@transaction.atomic
def payment_refuse(*, actor: "User", payment: Payment, reason: str) -> Payment:
    """The board says no, with its reason; the 30 days keep running."""
    need_reason(reason)
    refused: Payment = transition(
        PAYMENT, payment, "refuse", actor=actor, changes=decided(actor, reason), reason=reason
    )
    return refused


@transaction.atomic
def payment_withdraw(*, actor: "User", payment: Payment) -> Payment:
    """Take back what is not decided yet."""
    withdrawn: Payment = transition(PAYMENT, payment, "withdraw", actor=actor)
    return withdrawn
