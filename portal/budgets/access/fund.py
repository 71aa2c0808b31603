"""Fetch and check in one: 404 for what one may not know, 403 with a reason for what one may not do."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.budgets.links import JOINED, framework_of
from portal.budgets.models import (
    Allocation,
    Commitment,
    Contribution,
    FundAssignment,
    Payment,
    PeriodClosing,
    PooledFund,
    Release,
    Scheme,
    Virement,
)
from portal.budgets.permissions import can_manage_fund, can_read_fund_money, can_see_result, is_party_person
from portal.common.exceptions import NotAllowed
from portal.common.permissions import YES, Decision
from portal.common.rows import only_one
from portal.organisations.enums import MemberRole, OrganisationKind, OrganisationState
from portal.organisations.models import Organisation
from portal.outcomes.models import Indicator, Observation
from portal.tenders.models import Contract

Policy = Callable[[Any, Any], Decision]


def anybody(user: Any, obj: Any) -> Decision:
    """Public."""
    return YES


def access_fund(user: Any, ref: str, policy: Policy = anybody) -> PooledFund:
    """A fund; that it exists is public, so who may not gets the reason."""
    fund = only_one(PooledFund.objects.select_related("host").filter(ref=ref))
    if fund is None:
        raise Http404
    return _allowed(user, fund, policy)


def access_scheme(user: Any, ref: str, number: int, policy: Policy) -> Scheme:
    """A scheme of a fund."""
    fund = access_fund(user, ref, policy)
    return _found(Scheme.objects.select_related("fund__host").filter(fund=fund, number=number).first())


def access_person(user: Any, ref: str, number: int, policy: Policy) -> FundAssignment:
    """Somebody's current part in a fund."""
    fund = access_fund(user, ref, policy)
    current = FundAssignment.objects.select_related("fund__host", "user").filter(ended_at=None)
    return _found(current.filter(fund=fund, number=number).first())


def access_contribution(user: Any, ref: str, number: int, policy: Policy | None = None) -> Contribution:
    """A contribution, for the fund's people and the auditor."""
    access_fund(user, ref, can_read_fund_money)
    rows = Contribution.objects.select_related("fund__host", "organisation", "recorded_by", "decided_by")
    contribution = _found(rows.filter(fund__ref=ref, number=number).first())
    return _allowed(user, contribution, policy) if policy else contribution


def access_allocation(user: Any, ref: str, policy: Policy | None = None) -> Allocation:
    """Money set aside, or asked for: 404 for everybody outside the fund."""
    rows = Allocation.objects.select_related("scheme__fund__host", "project", "prepared_by", "decided_by")
    allocation = _found(rows.filter(ref=ref).first())
    return _of_fund(user, allocation, allocation.scheme.fund, policy)


def access_commitment(user: Any, ref: str, policy: Policy | None = None) -> Commitment:
    """A promise to a contract: 404 for everybody outside the fund."""
    rows = Commitment.objects.select_related(
        "scheme__fund__host", f"contract__{JOINED}__project", "prepared_by", "decided_by"
    )
    commitment = _found(rows.filter(ref=ref).first())
    return _of_fund(user, commitment, commitment.scheme.fund, policy)


def access_payment(user: Any, ref: str, policy: Policy | None = None) -> Payment:
    """A payment: the fund's people, the auditor, and who is paid; 404 for everybody else."""
    rows = Payment.objects.select_related(
        "commitment__scheme__fund__host",
        f"commitment__contract__{JOINED}__project",
        "observation__indicator__outcome__framework",
        "prepared_by",
        "decided_by",
    )
    payment = _found(rows.filter(ref=ref).first())
    if policy is None and is_party_person(user, payment.commitment.contract):
        return payment
    return _of_fund(user, payment, payment.commitment.scheme.fund, policy)


def access_release(user: Any, ref: str, policy: Policy | None = None) -> Release:
    """Money that went back to its scheme, or is asked to: 404 for everybody outside the fund."""
    rows = Release.objects.select_related(
        "commitment__scheme__fund__host", f"commitment__contract__{JOINED}__project", "prepared_by", "decided_by"
    )
    release = _found(rows.filter(ref=ref).first())
    return _of_fund(user, release, release.commitment.scheme.fund, policy)


def access_virement(user: Any, ref: str, policy: Policy | None = None) -> Virement:
    """Money that moves between schemes: 404 for everybody outside the fund."""
    rows = Virement.objects.select_related("from_scheme__fund__host", "to_scheme", "prepared_by", "decided_by")
    virement = _found(rows.filter(ref=ref).first())
    return _of_fund(user, virement, virement.from_scheme.fund, policy)


def access_closing(user: Any, ref: str, policy: Policy | None = None) -> PeriodClosing:
    """The closing of a month: 404 for everybody outside the fund."""
    rows = PeriodClosing.objects.select_related("fund__host", "prepared_by", "decided_by")
    closing = _found(rows.filter(ref=ref).first())
    return _of_fund(user, closing, closing.fund, policy)


def access_contract_to_pay(user: Any, ref: str) -> Commitment:
    """The promise to a contract, for the manager of the fund that made it; others read why not."""
    contract = access_contract(user, ref)
    rows = Commitment.objects.filter(contract=contract, state="approved")
    commitment = _found(rows.select_related("scheme__fund__host", f"contract__{JOINED}__project").first())
    _allowed(user, commitment.scheme.fund, can_manage_fund)
    return commitment


def access_contract(user: Any, ref: str, policy: Policy = anybody) -> Contract:
    """A contract that has been entered into or was published; those are public."""
    rows = Contract.objects.select_related("buyer", f"{JOINED}__framework", f"{JOINED}__project")
    contract = _found(rows.filter(ref=ref).exclude(state="signing").first())
    return _allowed(user, contract, policy)


def access_result(user: Any, contract_ref: str, ref: str, policy: Policy | None = None) -> tuple[Contract, Observation]:
    """A result with its evidence: who delivers, who buys, who pays, the auditor; 404 for everybody else."""
    contract = access_contract(user, contract_ref)
    observations = Observation.objects.select_related("indicator__outcome__framework", "recorded_by")
    observation = _found(observations.filter(ref=ref, context_ref=contract.ref).first())
    funds = PooledFund.objects.filter(schemes__commitments__contract=contract).distinct().order_by("pk")
    if not can_see_result(user, contract) and not any(can_read_fund_money(user, fund) for fund in funds):
        raise Http404
    return _allowed(user, contract, policy) if policy else contract, observation


def access_indicator(contract: Contract, number: int, position: int) -> Indicator:
    """A measure of the contract's outcomes."""
    framework = framework_of(contract)
    rows = Indicator.objects.select_related("outcome__framework")
    return _found(rows.filter(outcome__framework=framework, outcome__position=number, position=position).first())


def hosts_for(user: Any) -> list[Organisation]:
    """The commissioners for which this person may set up a fund."""
    if not user.is_authenticated:
        return []
    groups = [name for name in user.groups.values_list("name", flat=True) if name.endswith(f":{MemberRole.FINANCE}")]
    pks = [int(name.split(":")[1]) for name in groups if name.startswith("org:")]
    hosts = Organisation.objects.filter(
        pk__in=pks, kind=OrganisationKind.COMMISSIONER, state=OrganisationState.VERIFIED
    )
    return list(hosts.order_by("name", "pk"))


def _of_fund(user: Any, obj: Any, fund: PooledFund, policy: Policy | None) -> Any:
    if not can_read_fund_money(user, fund):
        raise Http404
    return _allowed(user, obj, policy) if policy else obj


def _allowed(user: Any, obj: Any, policy: Policy) -> Any:
    if not (decision := policy(user, obj)):
        raise NotAllowed(decision.reason, subject=obj, who_can=decision.who_can)
    return obj


def _found(obj: Any) -> Any:
    if obj is None:
        raise Http404
    return obj
