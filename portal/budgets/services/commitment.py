"""Money promised to a contract, within what was set aside for its project."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.bookings import commitment_approved
from portal.budgets.enums import ApprovalState
from portal.budgets.events import CommitmentPrepared
from portal.budgets.links import project_of
from portal.budgets.models import Commitment, Scheme
from portal.budgets.permissions import can_manage_fund
from portal.budgets.services.allocation import decided, need_reason
from portal.budgets.services.ledger import book, ledger_lock
from portal.budgets.sums import APPROVED, LIVE, allocated_pence, committed_pence
from portal.budgets.workflow import COMMITMENT
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.money import format_pounds, to_pence
from portal.common.references import next_reference
from portal.common.rounding import exact
from portal.tenders.enums import ContractState

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.tenders.models import Contract


def outcome_pot(contract: "Contract", amount_pence: int) -> int:
    """The part of the amount that is paid only for outcomes, by the contract's share, half up to the penny."""
    return to_pence(exact(amount_pence) * exact(contract.outcome_share_percent) / 100)


@transaction.atomic
def commitment_prepare(
    *, actor: "User", contract: "Contract", scheme: Scheme, amount_pence: int, reason: str = ""
) -> Commitment:
    """Ask the board to promise money of a scheme to a contract in force. Pence; the outcome pot is worked out."""
    if not (decision := can_manage_fund(actor, scheme.fund)):
        raise NotAllowed(decision.reason, subject=scheme.fund)
    ledger_lock(scheme.fund)
    _check_contract(contract, amount_pence)
    _check_room(contract, scheme, amount_pence, LIVE)
    commitment = Commitment(
        ref=next_reference(Commitment, "CM"),
        scheme=scheme,
        contract=contract,
        amount_pence=amount_pence,
        outcome_pot_pence=outcome_pot(contract, amount_pence),
        reason=reason,
        prepared_by=actor,
        prepared_at=now(),
    )
    commitment.clean_fields()
    _save_once(commitment)
    audit_record(
        actor=actor,
        verb="budgets.commitment.prepare",
        subject=commitment,
        data={"contract": contract.ref, "scheme": scheme.name, "amount_pence": amount_pence},
    )
    publish(CommitmentPrepared(commitment.pk))
    return commitment


def _save_once(commitment: Commitment) -> None:
    try:
        with transaction.atomic():
            commitment.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("Money for this contract is promised, or waits for the board, already.")) from error


def _check_contract(contract: "Contract", amount_pence: int) -> None:
    if contract.state != ContractState.ACTIVE:
        raise DomainError(
            _("Money is promised to contracts in force. This one is %(state)s.")
            % {"state": contract.get_state_display().lower()}
        )
    if contract.value_pence is not None and amount_pence > contract.value_pence:
        raise DomainError(
            _("The contract is worth %(value)s; no more can be promised to it.")
            % {"value": format_pounds(contract.value_pence)}
        )


def _check_room(contract: "Contract", scheme: Scheme, amount_pence: int, states: tuple[str, ...]) -> None:
    project = project_of(contract)
    if project is None:
        raise DomainError(_("This contract does not come from a project here, so no money was set aside for it."))
    room = allocated_pence(scheme=scheme, project=project) - committed_pence(
        scheme=scheme, project=project, states=states
    )
    if amount_pence > room:
        raise DomainError(
            _("Only %(room)s of “%(scheme)s” is set aside for this project and not promised yet.")
            % {"room": format_pounds(max(room, 0)), "scheme": scheme.name}
        )


@transaction.atomic
def commitment_approve(*, actor: "User", commitment: Commitment, reason: str = "") -> Commitment:
    """Promise the money. The ledger books it in the same transaction."""
    head = ledger_lock(commitment.scheme.fund)
    if commitment.state == ApprovalState.PREPARED:
        _check_room(commitment.contract, commitment.scheme, commitment.amount_pence, APPROVED)
    approved: Commitment = transition(
        COMMITMENT, commitment, "approve", actor=actor, changes=decided(actor, reason), reason=reason
    )
    book(
        head=head,
        booking=commitment_approved(approved),
        description=_("Promised to %(contract)s") % {"contract": approved.contract.ref},
        prepared_by=approved.prepared_by,
        approved_by=actor,
    )
    return approved


@transaction.atomic
def commitment_refuse(*, actor: "User", commitment: Commitment, reason: str) -> Commitment:
    """The board says no, with its reason."""
    need_reason(reason)
    refused: Commitment = transition(
        COMMITMENT, commitment, "refuse", actor=actor, changes=decided(actor, reason), reason=reason
    )
    return refused


@transaction.atomic
def commitment_withdraw(*, actor: "User", commitment: Commitment) -> Commitment:
    """Take back what is not decided yet."""
    withdrawn: Commitment = transition(COMMITMENT, commitment, "withdraw", actor=actor)
    return withdrawn
