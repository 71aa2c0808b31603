"""Money moves between schemes of one fund: proposed by one, approved by another (SOD-22)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.bookings import virement_approved
from portal.budgets.enums import ApprovalState
from portal.budgets.events import VirementPrepared
from portal.budgets.models import Scheme, Virement
from portal.budgets.permissions import can_manage_fund
from portal.budgets.services.allocation import decided, need_reason
from portal.budgets.services.ledger import book, ledger_lock
from portal.budgets.sums import APPROVED, LIVE, free_pence
from portal.budgets.workflow import VIREMENT
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.money import format_pounds
from portal.common.references import next_reference

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def virement_prepare(
    *, actor: "User", from_scheme: Scheme, to_scheme: Scheme, amount_pence: int, reason: str
) -> Virement:
    """Ask the board to move money that is not set aside from one scheme to another of the same fund, in pence."""
    fund = from_scheme.fund
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    ledger_lock(fund)
    if to_scheme.fund_id != fund.pk or to_scheme.pk == from_scheme.pk:
        raise DomainError(_("Choose two different schemes of this fund."))
    _check_room(from_scheme, amount_pence, LIVE)
    virement = Virement(
        ref=next_reference(Virement, "VM"),
        from_scheme=from_scheme,
        to_scheme=to_scheme,
        amount_pence=amount_pence,
        reason=reason.strip(),
        prepared_by=actor,
        prepared_at=now(),
    )
    virement.full_clean()
    virement.save()
    audit_record(
        actor=actor,
        verb="budgets.virement.prepare",
        subject=virement,
        data={"from": from_scheme.name, "to": to_scheme.name, "amount_pence": amount_pence},
    )
    publish(VirementPrepared(virement.pk))
    return virement


def _check_room(scheme: Scheme, amount_pence: int, states: tuple[str, ...]) -> None:
    room = free_pence(scheme, states)
    if amount_pence > room:
        raise DomainError(
            _("Only %(room)s of “%(scheme)s” is neither set aside nor asked for.")
            % {"room": format_pounds(max(room, 0)), "scheme": scheme.name}
        )


@transaction.atomic
def virement_approve(*, actor: "User", virement: Virement, reason: str = "") -> Virement:
    """Move the money. The ledger books it in the same transaction."""
    head = ledger_lock(virement.from_scheme.fund)
    virement.refresh_from_db(fields=["state"])
    if virement.state == ApprovalState.PREPARED:
        _check_room(virement.from_scheme, virement.amount_pence, APPROVED)
    approved: Virement = transition(
        VIREMENT, virement, "approve", actor=actor, changes=decided(actor, reason), reason=reason
    )
    book(
        head=head,
        booking=virement_approved(approved),
        description=_("Moved from %(from)s to %(to)s")
        % {"from": virement.from_scheme.name, "to": virement.to_scheme.name},
        prepared_by=approved.prepared_by,
        approved_by=actor,
    )
    return approved


@transaction.atomic
def virement_refuse(*, actor: "User", virement: Virement, reason: str) -> Virement:
    """The board says no, with its reason."""
    need_reason(reason)
    refused: Virement = transition(
        VIREMENT, virement, "refuse", actor=actor, changes=decided(actor, reason), reason=reason
    )
    return refused


@transaction.atomic
def virement_withdraw(*, actor: "User", virement: Virement) -> Virement:
    """Take back what is not decided yet."""
    withdrawn: Virement = transition(VIREMENT, virement, "withdraw", actor=actor)
    return withdrawn
