"""Funds for tests, made by the services as the real people, so that their ledger holds."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from portal.budgets.enums import ContributionSource, FundRole, FundType
from portal.budgets.models import (
    Allocation,
    Commitment,
    Contribution,
    Payment,
    PeriodClosing,
    PooledFund,
    Release,
    Scheme,
    Virement,
)
from portal.budgets.services.allocation import allocation_approve, allocation_prepare
from portal.budgets.services.commitment import commitment_approve, commitment_prepare
from portal.budgets.services.contribution import contribution_agree, contribution_propose, contribution_receive
from portal.budgets.services.fund import fund_create, person_add, scheme_add
from portal.budgets.services.outcome import outcome_report
from portal.budgets.services.payment import payment_approve, payment_prepare
from portal.budgets.services.period import period_prepare
from portal.budgets.services.release import release_prepare
from portal.budgets.services.virement import virement_prepare
from portal.common import clock
from portal.common.clock import now
from portal.common.references import next_reference
from portal.outcomes.models import Indicator, Observation
from portal.outcomes.services import Evidence
from portal.tenders.models import Award, Contract, ContractParty
from tests.characters import Cast
from tests.remembered import remembered
from tests.tenders.factories import agreed_specification, draft_procurement

SHEET = Evidence("results.csv", b"goal,start,end\n1,4,6\n")
ICB_PENCE = 578_400_000
COUNCIL_PENCE = 385_600_000


@remembered
def bare_fund(cast: Cast, **extra: Any) -> PooledFund:
    """A fund of the ICB: fund@ manages, board@ decides, finance@ reads. No money yet."""
    values: dict[str, Any] = {
        "host": cast.org("icb"),
        "name": "Living Well pooled fund",
        "fund_type": FundType.POOLED_S75,
        "aims": "Money follows what people need, whoever would have paid before.",
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2027, 3, 31),
        **extra,
    }
    made = fund_create(actor=cast.fund, **values)
    person_add(actor=cast.fund, fund=made, user=cast.board, role=FundRole.BOARD)
    person_add(actor=cast.fund, fund=made, user=cast.finance, role=FundRole.FINANCE)
    return made


@remembered
def fund(cast: Cast, **extra: Any) -> PooledFund:
    """A fund with £5,784,000 of the ICB and £3,856,000 of the council, agreed and received."""
    made = bare_fund(cast, **extra)
    for key, source, pence in (
        ("icb", ContributionSource.NHS_MINIMUM, ICB_PENCE),
        ("council", ContributionSource.LA_ADDITIONAL, COUNCIL_PENCE),
    ):
        proposed = contribution_propose(
            actor=cast.fund, fund=made, organisation=cast.org(key), source_code=source, agreed_pence=pence
        )
        agreed = contribution_agree(actor=cast.board, contribution=proposed)
        contribution_receive(actor=cast.fund, contribution=agreed, received_on=date(2026, 11, 2))
    return made


@remembered
def contribution(cast: Cast, fund: PooledFund, *, agreed: bool = False, agreed_pence: int = 1_000_00) -> Contribution:
    """One more contribution of the council: proposed, or agreed and not received."""
    proposed = contribution_propose(
        actor=cast.fund,
        fund=fund,
        organisation=cast.org("council"),
        source_code=ContributionSource.LA_GRANT,
        agreed_pence=agreed_pence,
    )
    return contribution_agree(actor=cast.board, contribution=proposed) if agreed else proposed


@remembered
def scheme(cast: Cast, fund: PooledFund, **extra: Any) -> Scheme:
    """A scheme of £1,840,000 in the fund."""
    values: dict[str, Any] = {
        "name": "Peer support",
        "area_of_spend": "Community support",
        "planned_pence": 184_000_000,
        **extra,
    }
    return scheme_add(actor=cast.fund, fund=fund, **values)


@remembered
def prepared_allocation(cast: Cast, project: Any, amount_pence: int = 64_000_000) -> Allocation:
    """An allocation that waits for board@, in the first fund's first scheme (both made when missing)."""
    pot = PooledFund.objects.order_by("pk").first() or fund(cast)
    of = pot.schemes.order_by("number").first() or scheme(cast, pot)
    return allocation_prepare(
        actor=cast.fund,
        scheme=of,
        project=project,
        amount_pence=amount_pence,
        reason="Agreed with the people it is for.",
    )


@remembered
def approved_allocation(cast: Cast, project: Any, amount_pence: int = 64_000_000) -> Allocation:
    """An allocation that board@ approved."""
    return allocation_approve(actor=cast.board, allocation=prepared_allocation(cast, project, amount_pence))


@remembered
def contract(cast: Cast, **extra: Any) -> Contract:
    """A contract in force since April 2026 with Harbour Carers, £640,000, a quarter of it for outcomes."""
    specification = extra.pop("specification", None) or agreed_specification(cast)
    procurement = draft_procurement(cast, specification=specification, state="complete")
    award = Award.objects.create(
        lot=procurement.lots.get(),
        reasons="Best against the criteria.",
        state="awarded",
        recommended_by=cast.officer,
        recommended_at=now(),
        approved_by=cast.approver,
        approved_at=now(),
        awarded_at=now(),
    )
    values: dict[str, Any] = {
        "ref": next_reference(Contract, "CT"),
        "award": award,
        "buyer": cast.org("icb"),
        "title": "Peer support for people with long-term pain",
        "value_pence": 64_000_000,
        "outcome_share_percent": Decimal(25),
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2029, 3, 31),
        "state": "active",
        "entered_by": cast.officer,
        "entered_at": now(),
        "created_at": now(),
        **extra,
    }
    made = Contract.objects.create(**values)
    ContractParty.objects.create(contract=made, organisation=cast.org("harbour"), role="lead")
    return made


def project_of(contract: Contract) -> Any:
    """The project at the contract's other end."""
    return contract.award.lot.procurement.specification.project  # type: ignore[union-attr]


@remembered
def prepared_commitment(cast: Cast, contract: Contract, amount_pence: int = 40_000_000) -> Commitment:
    """A promise to the contract that waits for board@; what it needs is set aside first."""
    project = project_of(contract)
    allocation = approved_allocation(cast, project, amount_pence)
    return commitment_prepare(
        actor=cast.fund, contract=contract, scheme=allocation.scheme, amount_pence=amount_pence, reason="As signed."
    )


@remembered
def commitment(cast: Cast, contract: Contract, amount_pence: int = 40_000_000) -> Commitment:
    """A promise of £400,000, £100,000 of it for outcomes, that board@ approved."""
    return commitment_approve(actor=cast.board, commitment=prepared_commitment(cast, contract, amount_pence))


@remembered
def result(cast: Cast, contract: Contract, number: int = 2, **extra: Any) -> Observation:
    """54% found by lead@ for April to September 2026: 139 of 171 people (outcome 2: 40% to 60%, weight 40)."""
    values: dict[str, Any] = {
        "period_from_on": date(2026, 4, 1),
        "period_to_on": date(2026, 9, 30),
        "value": Decimal(54),
        "people_measured": 139,
        "people_started": 171,
        "evidence": "Asked on paper and by phone, by people who are not part of the service.",
        **extra,
    }
    values["value"] = Decimal(values["value"])
    framework = contract.award.lot.procurement.specification.framework  # type: ignore[union-attr]
    indicator = Indicator.objects.get(outcome__framework=framework, outcome__position=number)
    return outcome_report(actor=cast.lead, contract=contract, indicator=indicator, **values)


@remembered
def prepared_payment(cast: Cast, of: Commitment, observation: Observation | None = None, **extra: Any) -> Payment:
    """A payment for a result that waits for board@: 0.60 of £40,000."""
    values: dict[str, Any] = {
        "invoice_reference": f"INV-{Payment.objects.count() + 1}",
        "invoice_received_on": date(2026, 11, 16),
        **extra,
    }
    found = observation or result(cast, of.contract)
    return payment_prepare(actor=cast.fund, commitment=of, observation=found, **values)


@remembered
def payment(cast: Cast, of: Commitment, observation: Observation | None = None, **extra: Any) -> Payment:
    """A payment that board@ approved."""
    return payment_approve(actor=cast.board, payment=prepared_payment(cast, of, observation, **extra))


def prepared_release(cast: Cast, of: Commitment, amount_pence: int = 1_000_00) -> Release:
    """Money for outcomes that is asked to go back; it waits for board@."""
    return release_prepare(
        actor=cast.fund,
        commitment=of,
        amount_pence=amount_pence,
        reason="The target was not reached.",
        agreement_reference="Letter of the provider, 12 November 2026",
    )


def prepared_closing(cast: Cast, fund: PooledFund) -> PeriodClosing:
    """November 2026, asked to be closed in December; it waits for board@."""
    with clock.at(datetime(2026, 12, 3, 10, tzinfo=UTC)):
        return period_prepare(actor=cast.fund, fund=fund, starts_on=date(2026, 11, 1))


def prepared_virement(cast: Cast, fund: PooledFund, amount_pence: int = 1_000_00) -> Virement:
    """Money that is asked to move from the first scheme to a second one (made here); it waits for board@."""
    other = scheme(cast, fund, name="Getting out and about", area_of_spend="Transport", planned_pence=1_000_000)
    first = fund.schemes.order_by("number")[0]
    return virement_prepare(
        actor=cast.fund, from_scheme=first, to_scheme=other, amount_pence=amount_pence, reason="More rides."
    )
