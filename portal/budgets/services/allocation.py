"""Money set aside for a project: prepared by the manager, decided by somebody else of the board (SOD-22)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.bookings import allocation_approved
from portal.budgets.enums import ApprovalState
from portal.budgets.events import AllocationPrepared
from portal.budgets.models import Allocation, Contribution, Scheme
from portal.budgets.permissions import can_manage_fund
from portal.budgets.services.ledger import book, ledger_lock
from portal.budgets.sums import AGREED, APPROVED, LIVE, free_pence
from portal.budgets.workflow import ALLOCATION
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.money import format_pounds
from portal.common.references import next_reference

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.codesign.models import Project


@transaction.atomic
def allocation_prepare(
    *, actor: "User", scheme: Scheme, project: "Project", amount_pence: int, reason: str
) -> Allocation:
    """Ask the board to set money of a scheme aside for a project, in pence."""
    if not (decision := can_manage_fund(actor, scheme.fund)):
        raise NotAllowed(decision.reason, subject=scheme.fund)
    ledger_lock(scheme.fund)
    _check_partner(scheme, project)
    _check_room(scheme, amount_pence, LIVE)
    allocation = Allocation(
        ref=next_reference(Allocation, "SA"),
        scheme=scheme,
        project=project,
        amount_pence=amount_pence,
        reason=reason,
        prepared_by=actor,
        prepared_at=now(),
    )
    allocation.full_clean()
    allocation.save()
    audit_record(
        actor=actor,
        verb="budgets.allocation.prepare",
        subject=allocation,
        data={"scheme": scheme.name, "project": project.ref, "amount_pence": amount_pence},
    )
    publish(AllocationPrepared(allocation.pk))
    return allocation


def _check_partner(scheme: Scheme, project: "Project") -> None:
    partners = Contribution.objects.filter(fund=scheme.fund, state__in=AGREED).values_list("organisation_id", flat=True)
    if project.organisation_id not in {scheme.fund.host_id, *partners}:
        raise DomainError(_("%(name)s is not a partner of this fund.") % {"name": project.organisation.name})


def _check_room(scheme: Scheme, amount_pence: int, states: tuple[str, ...]) -> None:
    room = free_pence(scheme, states)
    if amount_pence > room:
        raise DomainError(
            _("Only %(room)s of “%(scheme)s” is not set aside yet.")
            % {"room": format_pounds(room), "scheme": scheme.name}
        )


@transaction.atomic
def allocation_approve(*, actor: "User", allocation: Allocation, reason: str = "") -> Allocation:
    """Set the money aside. The ledger books it in the same transaction."""
    head = ledger_lock(allocation.scheme.fund)
    if allocation.state == ApprovalState.PREPARED:
        _check_room(allocation.scheme, allocation.amount_pence, APPROVED)
    approved: Allocation = transition(
        ALLOCATION, allocation, "approve", actor=actor, changes=decided(actor, reason), reason=reason
    )
    book(
        head=head,
        booking=allocation_approved(approved),
        description=_("Set aside for %(project)s") % {"project": approved.project.title},
        prepared_by=approved.prepared_by,
        approved_by=actor,
    )
    return approved


@transaction.atomic
def allocation_refuse(*, actor: "User", allocation: Allocation, reason: str) -> Allocation:
    """The board says no, with its reason."""
    need_reason(reason)
    refused: Allocation = transition(
        ALLOCATION, allocation, "refuse", actor=actor, changes=decided(actor, reason), reason=reason
    )
    return refused


@transaction.atomic
def allocation_withdraw(*, actor: "User", allocation: Allocation) -> Allocation:
    """Take back what is not decided yet."""
    withdrawn: Allocation = transition(ALLOCATION, allocation, "withdraw", actor=actor)
    return withdrawn


def decided(actor: "User", reason: str) -> dict[str, object]:
    """The columns that a decision fills."""
    return {"decided_by": actor, "decided_at": now(), "decision_reason": reason}


def need_reason(reason: str) -> None:
    """A refusal has its reason. Raises DomainError."""
    if not reason.strip():
        raise DomainError(_("Say why, so that it can be put right."))
