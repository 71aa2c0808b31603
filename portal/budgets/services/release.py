"""What was promised to a contract and not earned goes back to its scheme: prepared by one, approved by another."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.bookings import release_approved
from portal.budgets.enums import ApprovalState
from portal.budgets.events import ReleasePrepared
from portal.budgets.models import Commitment, Release
from portal.budgets.permissions import can_manage_fund
from portal.budgets.selectors.release import is_over, releasable, why_not_releasable
from portal.budgets.services.allocation import decided, need_reason
from portal.budgets.services.ledger import book, ledger_lock
from portal.budgets.sums import APPROVED, left_of
from portal.budgets.workflow import RELEASE
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.money import format_pounds
from portal.common.references import next_reference

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def release_prepare(
    *, actor: "User", commitment: Commitment, amount_pence: int, reason: str, agreement_reference: str = ""
) -> Release:
    """Ask the board to give money back to its scheme, in pence. What outcomes did not bring goes first.

    While the contract runs only money for outcomes can go back, and only as the provider has agreed in writing.
    """
    fund = commitment.scheme.fund
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    ledger_lock(fund)
    commitment.refresh_from_db(fields=["state"])
    _check(commitment, amount_pence, agreement_reference)
    release = Release(
        ref=next_reference(Release, "RL"),
        commitment=commitment,
        amount_pence=amount_pence,
        outcome_pence=min(amount_pence, left_of(commitment).outcome_pence),
        agreement_reference=agreement_reference.strip(),
        reason=reason.strip(),
        prepared_by=actor,
        prepared_at=now(),
    )
    release.clean_fields()
    try:
        with transaction.atomic():
            release.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("Something of this contract waits for the board already.")) from error
    audit_record(
        actor=actor,
        verb="budgets.release.prepare",
        subject=release,
        data={"contract": commitment.contract.ref, "amount_pence": amount_pence},
    )
    publish(ReleasePrepared(release.pk))
    return release


def _check(commitment: Commitment, amount_pence: int, agreement_reference: str) -> None:
    if commitment.state != ApprovalState.APPROVED:
        raise DomainError(_("The money for this contract is not promised yet."))
    if reason := why_not_releasable(commitment):
        raise DomainError(reason)
    if not is_over(commitment.contract) and not agreement_reference.strip():
        raise DomainError(
            _("The contract still runs, so its provider has to agree. Say where that stands, such as a letter.")
        )
    if amount_pence > (most := releasable(commitment)):
        raise DomainError(
            _("Only %(most)s is neither paid nor on its way to be.") % {"most": format_pounds(max(most, 0))}
        )


@transaction.atomic
def release_approve(*, actor: "User", release: Release, reason: str = "") -> Release:
    """Give it back. The ledger books it in the same transaction."""
    commitment = release.commitment
    head = ledger_lock(commitment.scheme.fund)
    release.refresh_from_db(fields=["state"])
    if release.state == ApprovalState.PREPARED:
        left = left_of(commitment, APPROVED)
        if release.amount_pence > left.all_pence or release.outcome_pence > left.outcome_pence:
            raise DomainError(_("Some of this was paid meanwhile. Take it back and prepare it again."))
    approved: Release = transition(
        RELEASE, release, "approve", actor=actor, changes=decided(actor, reason), reason=reason
    )
    book(
        head=head,
        booking=release_approved(approved),
        description=_("Not earned on %(contract)s, back to %(scheme)s")
        % {"contract": commitment.contract.ref, "scheme": commitment.scheme.name},
        prepared_by=approved.prepared_by,
        approved_by=actor,
    )
    return approved


@transaction.atomic
def release_refuse(*, actor: "User", release: Release, reason: str) -> Release:
    """The board says no, with its reason; the money stays promised."""
    need_reason(reason)
    refused: Release = transition(
        RELEASE, release, "refuse", actor=actor, changes=decided(actor, reason), reason=reason
    )
    return refused


@transaction.atomic
def release_withdraw(*, actor: "User", release: Release) -> Release:
    """Take back what is not decided yet."""
    withdrawn: Release = transition(RELEASE, release, "withdraw", actor=actor)
    return withdrawn
