"""Who prepares, who approves and who only reads a fund's money (domain 6.1, SOD-22)."""

from enum import StrEnum
from typing import TYPE_CHECKING

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.budgets.enums import FundRole
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, holds, no
from portal.organisations.enums import MemberRole, OrganisationState
from portal.organisations.permissions import belongs

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.budgets.models import (
        Allocation,
        Commitment,
        Contribution,
        Payment,
        PeriodClosing,
        PooledFund,
        Release,
        Virement,
    )
    from portal.organisations.models import Organisation
    from portal.tenders.models import Contract

    Prepared = Allocation | Commitment | Payment


class FundPerm(StrEnum):
    PREPARE = "budgets.prepare_pooledfund"
    APPROVE = "budgets.approve_pooledfund"
    READ = "budgets.read_pooledfund_money"


PERMS_OF_ROLE = {
    FundRole.MANAGER: (FundPerm.PREPARE, FundPerm.READ),
    FundRole.BOARD: (FundPerm.APPROVE, FundPerm.READ),
    FundRole.FINANCE: (FundPerm.READ,),
}
MANAGER = "The pooled fund manager"
BOARD = "Somebody of the partnership board"


def wanted_grants(fund: "PooledFund") -> Wanted:
    """What each current assignment carries."""
    current = fund.assignments.filter(ended_at=None).select_related("user")
    return {(row.user, perm.value) for row in current for perm in PERMS_OF_ROLE[FundRole(row.role)]}


def can_create_fund(user: "User", host: "Organisation") -> Decision:
    """A person with the finance role of a verified commissioner, its own officer (SI 2000/617 reg 7(4))."""
    if not host.is_commissioner or host.state != OrganisationState.VERIFIED:
        return no("Only a verified commissioner can host a pooled fund.")
    if belongs(user, host, MemberRole.FINANCE):
        return YES
    return no(f"Only the finance officers of {host.name} can set up a fund.", f"A finance officer of {host.name}")


def can_manage_fund(user: "User", fund: "PooledFund") -> Decision:
    """The pooled fund manager: prepares everything, approves nothing."""
    if holds(user, FundPerm.PREPARE, fund):
        return YES
    return no("Only the pooled fund manager can prepare this.", MANAGER)


def can_approve_fund(user: "User", fund: "PooledFund") -> Decision:
    """Somebody of the partnership board."""
    if holds(user, FundPerm.APPROVE, fund):
        return YES
    return no("Only the partnership board can decide this.", BOARD)


def can_read_fund_money(user: "User", fund: "PooledFund") -> Decision:
    """The fund's people, and the auditor."""
    if holds(user, FundPerm.READ, fund) or has_role(user, PortalRole.AUDITOR):
        return YES
    return no("Only the people of this fund and the auditor see its books.")


def can_agree_contribution(user: "User", contribution: "Contribution") -> Decision:
    """Somebody of the board who did not propose it."""
    return _second_person(user, contribution.fund, contribution.recorded_by_id, "proposed this contribution")


def can_receive_contribution(user: "User", contribution: "Contribution") -> Decision:
    """The manager books what has come in."""
    return can_manage_fund(user, contribution.fund)


def can_decide_allocation(user: "User", allocation: "Allocation") -> Decision:
    """Somebody of the board who did not prepare it (SOD-22)."""
    return _second_person(user, allocation.scheme.fund, allocation.prepared_by_id, "prepared this")


def can_withdraw_allocation(user: "User", allocation: "Allocation") -> Decision:
    """Who prepares may take back what is not decided yet."""
    return can_manage_fund(user, allocation.scheme.fund)


def can_decide_commitment(user: "User", commitment: "Commitment") -> Decision:
    """Somebody of the board who did not prepare it (SOD-22)."""
    return _second_person(user, commitment.scheme.fund, commitment.prepared_by_id, "prepared this")


def can_withdraw_commitment(user: "User", commitment: "Commitment") -> Decision:
    """Who prepares may take back what is not decided yet."""
    return can_manage_fund(user, commitment.scheme.fund)


def can_decide_payment(user: "User", payment: "Payment") -> Decision:
    """Somebody of the board who did not prepare it and does not belong to who is paid (SOD-22)."""
    decision = _second_person(user, payment.commitment.scheme.fund, payment.prepared_by_id, "prepared this payment")
    if decision and is_party_person(user, payment.commitment.contract):
        return no(
            "You belong to an organisation that is paid, so somebody else of the partnership board decides.", BOARD
        )
    return decision


def can_withdraw_payment(user: "User", payment: "Payment") -> Decision:
    """Who prepares may take back what is not decided yet."""
    return can_manage_fund(user, payment.commitment.scheme.fund)


def can_decide_release(user: "User", release: "Release") -> Decision:
    """Somebody of the board who did not prepare it (SOD-22)."""
    return _second_person(user, release.commitment.scheme.fund, release.prepared_by_id, "prepared this")


def can_withdraw_release(user: "User", release: "Release") -> Decision:
    """Who prepares may take back what is not decided yet."""
    return can_manage_fund(user, release.commitment.scheme.fund)


def can_decide_virement(user: "User", virement: "Virement") -> Decision:
    """Somebody of the board who did not propose it (SOD-22)."""
    return _second_person(user, virement.from_scheme.fund, virement.prepared_by_id, "prepared this")


def can_withdraw_virement(user: "User", virement: "Virement") -> Decision:
    """Who prepares may take back what is not decided yet."""
    return can_manage_fund(user, virement.from_scheme.fund)


def can_close_period(user: "User", closing: "PeriodClosing") -> Decision:
    """Somebody of the board who did not prepare the closing (domain 10.2 note 14)."""
    return _second_person(user, closing.fund, closing.prepared_by_id, "prepared this")


def can_withdraw_period(user: "User", closing: "PeriodClosing") -> Decision:
    """Who prepares may take back what is not decided yet."""
    return can_manage_fund(user, closing.fund)


def can_report_outcome(user: "User", contract: "Contract") -> Decision:
    """People of the organisations that deliver under the contract report its results."""
    if is_party_person(user, contract):
        return YES
    return no("Only those who deliver under this contract report its results.", "The provider")


def can_see_result(user: "User", contract: "Contract") -> Decision:
    """Who delivers, who buys, and the auditor; people of the fund are asked by the caller as well."""
    if is_party_person(user, contract) or belongs(user, contract.buyer) or has_role(user, PortalRole.AUDITOR):
        return YES
    return no("Only those who deliver or buy see the evidence of a result.")


def is_party_person(user: "User", contract: "Contract") -> bool:
    """Whether the person belongs to an organisation that delivers under the contract (one query)."""
    return any(belongs(user, party.organisation) for party in contract.parties.select_related("organisation"))


def _second_person(user: "User", fund: "PooledFund", first_id: int, did: str) -> Decision:
    if decision := can_approve_fund(user, fund):
        if user.pk == first_id:
            return no(f"You {did}, so somebody else of the partnership board decides.", BOARD)
        return YES
    return decision
