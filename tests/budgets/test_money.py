"""From a pot to a paid outcome: what each step writes, what it refuses, and who may take it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from portal.budgets.enums import AccountKind, ApprovalState, ContributionSource, FundRole, FundType
from portal.budgets.models import JournalEntry, Payment
from portal.budgets.permissions import (
    can_agree_contribution,
    can_approve_fund,
    can_create_fund,
    can_decide_allocation,
    can_decide_commitment,
    can_decide_payment,
    can_manage_fund,
    can_read_fund_money,
    can_receive_contribution,
    can_report_outcome,
    can_see_result,
    can_withdraw_allocation,
    can_withdraw_commitment,
    can_withdraw_payment,
)
from portal.budgets.selectors.ledger import balances, verify_all
from portal.budgets.services.allocation import (
    allocation_approve,
    allocation_prepare,
    allocation_refuse,
    allocation_withdraw,
)
from portal.budgets.services.commitment import commitment_approve, commitment_prepare, commitment_refuse
from portal.budgets.services.contribution import (
    contribution_agree,
    contribution_propose,
    contribution_receive,
    contribution_refuse,
)
from portal.budgets.services.fund import fund_create, person_add, person_end, scheme_add, scheme_forecast
from portal.budgets.services.outcome import outcome_report
from portal.budgets.services.payment import (
    payment_approve,
    payment_prepare,
    payment_prepare_fixed,
    payment_refuse,
    payment_withdraw,
)
from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import drift
from portal.common.guards import objections
from portal.organisations.models import Membership
from tests.budgets.factories import (
    approved_allocation,
    bare_fund,
    commitment,
    contract,
    fund,
    payment,
    prepared_allocation,
    prepared_commitment,
    prepared_payment,
    result,
    scheme,
)
from tests.characters import Cast
from tests.tenders.factories import agreed_specification, draft_procurement


@pytest.fixture(autouse=True)
def _ledger_stays_whole(db: None) -> Any:
    """Whatever a test did, the ledger is whole and the rights follow from the rows."""
    yield
    assert list(verify_all()) == []
    assert [text for text in drift() if text.startswith(("budgets.", "outcomes."))] == []


def test_only_a_finance_officer_of_a_verified_commissioner_sets_up_a_fund(cast: Cast) -> None:
    assert cast.allowed(can_create_fund, cast.org("icb")) == {"fund"}
    assert cast.allowed(can_create_fund, cast.org("council")) == {"finance"}
    assert cast.allowed(can_create_fund, cast.org("harbour")) == set()
    with pytest.raises(NotAllowed):
        fund_create(
            actor=cast.officer, host=cast.org("icb"), name="Mine", fund_type=FundType.POOLED_S75, aims="x",
            starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31),
        )  # fmt: skip


def test_who_may_what_in_a_fund(cast: Cast) -> None:
    pot = bare_fund(cast)
    assert cast.allowed(can_manage_fund, pot) == {"fund"}
    assert cast.allowed(can_approve_fund, pot) == {"board"}
    assert cast.allowed(can_read_fund_money, pot) == {"fund", "board", "finance", "auditor"}
    proposed = contribution_propose(
        actor=cast.fund, fund=pot, organisation=cast.org("icb"), source_code="nhs_minimum", agreed_pence=100
    )
    assert cast.allowed(can_agree_contribution, proposed) == {"board"}
    assert cast.allowed(can_receive_contribution, proposed) == {"fund"}


def test_nobody_prepares_and_approves(cast: Cast) -> None:
    pot = bare_fund(cast)
    with pytest.raises(DomainError, match="cannot prepare and approve"):
        person_add(actor=cast.fund, fund=pot, user=cast.fund, role=FundRole.BOARD)
    with pytest.raises(DomainError, match="has that part already"):
        person_add(actor=cast.fund, fund=pot, user=cast.board, role=FundRole.BOARD)
    with pytest.raises(DomainError, match="NHS bodies and councils"):
        person_add(actor=cast.fund, fund=pot, user=cast.lead, role=FundRole.BOARD)
    with pytest.raises(DomainError, match="must belong to Riverside Integrated Care Board"):
        person_add(actor=cast.fund, fund=pot, user=cast.opener2, role=FundRole.MANAGER)
    with pytest.raises(NotAllowed):
        person_add(actor=cast.board, fund=pot, user=cast.officer, role=FundRole.BOARD)


def test_a_part_that_ends_is_over_at_once(cast: Cast) -> None:
    pot = bare_fund(cast)
    with pytest.raises(DomainError, match="always has a manager"):
        person_end(actor=cast.fund, assignment=pot.assignments.get(role=FundRole.MANAGER))
    person_end(actor=cast.fund, assignment=pot.assignments.get(role=FundRole.BOARD))
    assert cast.allowed(can_approve_fund, pot) == set()
    with pytest.raises(DomainError, match="ended already"):
        person_end(actor=cast.fund, assignment=pot.assignments.get(role=FundRole.BOARD))


@pytest.mark.parametrize(
    ("fund_type", "who", "source", "said"),
    [
        (FundType.POOLED_S75, "harbour", ContributionSource.OTHER, "Only NHS bodies and councils"),
        (FundType.POOLED_S65Z6, "council", ContributionSource.LA_MINIMUM, "section 65Z6 holds NHS money only"),
        (FundType.POOLED_S65Z6, "council", ContributionSource.OTHER, "section 65Z6 holds NHS money only"),
        (FundType.POOLED_S75, "icb", ContributionSource.DFG, "cannot give"),
        (FundType.POOLED_S75, "council", ContributionSource.NHS_MINIMUM, "cannot give"),
    ],
)
def test_the_law_says_who_puts_money_in(cast: Cast, fund_type: str, who: str, source: str, said: str) -> None:
    pot = bare_fund(cast, fund_type=fund_type)
    with pytest.raises(DomainError, match=said):
        contribution_propose(
            actor=cast.fund, fund=pot, organisation=cast.org(who), source_code=source, agreed_pence=100
        )


def test_a_contribution_is_proposed_agreed_and_received(cast: Cast) -> None:
    pot = bare_fund(cast)
    mine = contribution_propose(
        actor=cast.fund, fund=pot, organisation=cast.org("council"), source_code="la_minimum", agreed_pence=5_000_00
    )
    with pytest.raises(NotAllowed):
        contribution_agree(actor=cast.fund, contribution=mine)
    with pytest.raises(NotAllowed):
        contribution_agree(actor=cast.finance, contribution=mine)
    with pytest.raises(DomainError):
        contribution_receive(actor=cast.fund, contribution=mine, received_on=date(2026, 11, 1))
    contribution_agree(actor=cast.board, contribution=mine)
    assert balances(pot) == {("receivable", None): 500_000, ("contributions", None): -500_000}
    with pytest.raises(DomainError, match="future"):
        contribution_receive(actor=cast.fund, contribution=mine, received_on=date(2026, 11, 25))
    contribution_receive(actor=cast.fund, contribution=mine, received_on=date(2026, 11, 1))
    assert balances(pot) == {("receivable", None): 0, ("bank", None): 500_000, ("contributions", None): -500_000}
    with pytest.raises(DomainError, match="already received"):
        contribution_agree(actor=cast.board, contribution=mine)


def test_a_contribution_refused_books_nothing(cast: Cast) -> None:
    pot = bare_fund(cast)
    mine = contribution_propose(
        actor=cast.fund, fund=pot, organisation=cast.org("council"), source_code="la_minimum", agreed_pence=5_000_00
    )
    with pytest.raises(DomainError, match="Say why"):
        contribution_refuse(actor=cast.board, contribution=mine, reason=" ")
    contribution_refuse(actor=cast.board, contribution=mine, reason="Not in the budget.")
    assert balances(pot) == {}


def test_plans_never_exceed_what_is_agreed(cast: Cast) -> None:
    pot = fund(cast)
    scheme(cast, pot, planned_pence=964_000_000 - 1)
    with pytest.raises(DomainError, match=r"Only £0\.01"):
        scheme(cast, pot, planned_pence=2)
    scheme(cast, pot, planned_pence=1, is_contingency=True)
    with pytest.raises(NotAllowed):
        scheme_add(actor=cast.board, fund=pot, name="x", area_of_spend="x", planned_pence=1)


def test_setting_money_aside_takes_two_people(cast: Cast) -> None:
    project = agreed_specification(cast).project
    waiting = prepared_allocation(cast, project)
    assert cast.allowed(can_decide_allocation, waiting) == {"board"}
    assert cast.allowed(can_withdraw_allocation, waiting) == {"fund"}
    for name in ("fund", "finance", "officer", "admin"):
        with pytest.raises(NotAllowed):
            allocation_approve(actor=getattr(cast, name), allocation=waiting)
    allocation_approve(actor=cast.board, allocation=waiting, reason="Yes")
    pot = waiting.scheme.fund
    assert balances(pot)[("allocated", waiting.scheme_id)] == 64_000_000
    assert balances(pot)[("unallocated", waiting.scheme_id)] == 120_000_000
    entry = JournalEntry.objects.get(source=f"allocation:{waiting.pk}")
    assert (entry.prepared_by, entry.approved_by) == (cast.fund, cast.board)
    with pytest.raises(DomainError, match="already approved"):
        allocation_approve(actor=cast.board, allocation=waiting)


def test_whoever_moved_to_the_board_still_cannot_approve_what_they_prepared(cast: Cast) -> None:
    """SOD-22: the second person is another person, whatever their part has become."""
    pot = fund(cast)
    one = scheme(cast, pot)
    person_add(actor=cast.fund, fund=pot, user=cast.officer, role=FundRole.MANAGER)
    waiting = allocation_prepare(
        actor=cast.officer, scheme=one, project=agreed_specification(cast).project, amount_pence=100, reason="x"
    )
    person_end(actor=cast.fund, assignment=pot.assignments.get(user=cast.officer))
    person_add(actor=cast.fund, fund=pot, user=cast.officer, role=FundRole.BOARD)
    assert cast.allowed(can_decide_allocation, waiting) == {"board"}
    with pytest.raises(NotAllowed, match="You prepared this"):
        allocation_approve(actor=cast.officer, allocation=waiting)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(waiting)._base_manager.filter(pk=waiting.pk).update(state="approved", decided_by=cast.officer)


def test_no_more_is_set_aside_than_the_scheme_holds(cast: Cast) -> None:
    project = agreed_specification(cast).project
    first = prepared_allocation(cast, project, 100_000_000)
    with pytest.raises(DomainError, match="Only £840,000 of “Peer support” is not set aside"):
        prepared_allocation(cast, project, 84_000_001)
    allocation_withdraw(actor=cast.fund, allocation=first)
    second = prepared_allocation(cast, project, 184_000_000)
    allocation_refuse(actor=cast.board, allocation=second, reason="Too much at once.")
    assert approved_allocation(cast, project, 184_000_000).state == ApprovalState.APPROVED


def test_only_projects_of_partners(cast: Cast) -> None:
    pot = bare_fund(cast)
    proposed = contribution_propose(
        actor=cast.fund, fund=pot, organisation=cast.org("icb"), source_code="nhs_minimum", agreed_pence=1_000
    )
    contribution_agree(actor=cast.board, contribution=proposed)
    project = agreed_specification(cast).project
    project.organisation = cast.org("council")
    project.save()
    one = scheme(cast, pot, planned_pence=1_000)
    with pytest.raises(DomainError, match="Riverside Council is not a partner"):
        allocation_prepare(actor=cast.fund, scheme=one, project=project, amount_pence=1, reason="x")


def test_the_guard_refuses_publication_without_enough_money(cast: Cast) -> None:
    procurement = draft_procurement(cast)
    assert objections("tenders.procurement.publish", procurement) == [
        "No approved budget: £1,840,000 is needed and nothing is set aside yet."
    ]
    project = procurement.specification.project
    prepared_allocation(cast, project, 100_000_000)
    assert len(objections("tenders.procurement.publish", procurement)) == 1
    approved_allocation(cast, project, 64_000_000)
    assert objections("tenders.procurement.publish", procurement) == [
        "No approved budget: £1,840,000 is needed and only £640,000 is set aside."
    ]
    procurement.estimated_value_pence = 64_000_000
    assert objections("tenders.procurement.publish", procurement) == []
    procurement.estimated_value_pence = None
    assert "no estimated value yet" in objections("tenders.procurement.publish", procurement)[0]


def test_promising_to_a_contract_stays_within_what_was_set_aside(cast: Cast) -> None:
    signed = contract(cast)
    waiting = prepared_commitment(cast, signed)
    assert waiting.outcome_pot_pence == 10_000_000
    assert cast.allowed(can_decide_commitment, waiting) == {"board"}
    assert cast.allowed(can_withdraw_commitment, waiting) == {"fund"}
    approved_allocation(cast, signed.award.lot.procurement.specification.project, 1)
    with pytest.raises(DomainError, match="is promised, or waits for the board, already"):
        commitment_prepare(actor=cast.fund, contract=signed, scheme=waiting.scheme, amount_pence=1)
    commitment_refuse(actor=cast.board, commitment=waiting, reason="Which account?")
    with pytest.raises(DomainError, match=r"Only £400,000\.01 of “Peer support” is set aside"):
        commitment_prepare(actor=cast.fund, contract=signed, scheme=waiting.scheme, amount_pence=40_000_002)
    with pytest.raises(DomainError, match="worth £640,000"):
        commitment_prepare(actor=cast.fund, contract=signed, scheme=waiting.scheme, amount_pence=64_000_001)
    again = commitment_prepare(actor=cast.fund, contract=signed, scheme=waiting.scheme, amount_pence=40_000_000)
    commitment_approve(actor=cast.board, commitment=again)
    held = balances(waiting.scheme.fund)
    assert held[("committed", waiting.scheme_id)] == 40_000_000
    assert held[("allocated", waiting.scheme_id)] == 1


@pytest.mark.parametrize("state", ["signing", "ended"])
def test_only_contracts_in_force_are_promised_money(cast: Cast, state: str) -> None:
    with pytest.raises(DomainError, match="contracts in force"):
        prepared_commitment(cast, contract(cast, state=state))


def test_results_are_reported_by_those_who_deliver(cast: Cast) -> None:
    signed = contract(cast)
    assert cast.allowed(can_report_outcome, signed) == {"lead"}
    assert {"lead", "officer", "auditor"} <= cast.allowed(can_see_result, signed)
    found = result(cast, signed)
    with pytest.raises(NotAllowed):
        outcome_report(
            actor=cast.officer, contract=signed, indicator=found.indicator, period_from_on=date(2026, 10, 1),
            period_to_on=date(2026, 10, 31), value=Decimal(54), people_measured=40, people_started=40, evidence="x",
        )  # fmt: skip
    with pytest.raises(DomainError, match="before the contract does"):
        result(cast, signed, period_from_on=date(2026, 3, 31), period_to_on=date(2026, 4, 30))
    with pytest.raises(DomainError, match="another contract"):
        outcome_report(
            actor=cast.lead, contract=contract(cast), indicator=found.indicator, period_from_on=date(2026, 10, 1),
            period_to_on=date(2026, 10, 31), value=Decimal(54), people_measured=40, people_started=40, evidence="x",
        )  # fmt: skip


def test_an_outcome_is_paid_by_the_curve(cast: Cast) -> None:
    """Domain 3.3: 40, 45, 60 and 54 found -> 0.60; pot £100,000, weight 40 -> £24,000."""
    promised = commitment(cast, contract(cast))
    waiting = prepared_payment(cast, promised)
    assert waiting.amount_pence == 2_400_000
    assert waiting.calculation["share"] == "0.6"
    assert cast.allowed(can_decide_payment, waiting) == {"board"}
    assert cast.allowed(can_withdraw_payment, waiting) == {"fund"}
    for name in ("fund", "finance", "lead", "officer", "admin"):
        with pytest.raises(NotAllowed):
            payment_approve(actor=getattr(cast, name), payment=waiting)
    payment_approve(actor=cast.board, payment=waiting)
    pot, scheme_id = promised.scheme.fund, promised.scheme_id
    held = balances(pot)
    assert held[("expenditure", scheme_id)] == 2_400_000
    assert held[("bank", None)] == 964_000_000 - 2_400_000
    assert held[("committed", scheme_id)] == 40_000_000 - 2_400_000
    assert held[("settled", scheme_id)] == 2_400_000
    with pytest.raises(DomainError, match="already approved"):
        payment_approve(actor=cast.board, payment=waiting)
    assert JournalEntry.objects.filter(source=f"payment:{waiting.pk}").count() == 1


def test_one_payment_for_one_result_and_one_invoice(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    first = prepared_payment(cast, promised)
    with pytest.raises(DomainError, match="prepared or paid already"):
        prepared_payment(cast, promised, first.observation, invoice_reference="Other")
    goals = result(cast, promised.contract, number=1, value=Decimal("5.5"))
    with pytest.raises(DomainError, match="prepared or paid already"):
        prepared_payment(cast, promised, goals, invoice_reference=first.invoice_reference)
    payment_refuse(actor=cast.board, payment=first, reason="Which people?")
    assert payment(cast, promised, first.observation, invoice_reference="Again").state == ApprovalState.APPROVED


def test_all_payments_of_an_outcome_stay_within_its_share(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    first = payment(cast, promised)
    months = [(date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 20))]
    rest = []
    for start, end in months:
        found = result(cast, promised.contract, period_from_on=start, period_to_on=end, value=Decimal(60))
        rest.append(payment(cast, promised, found))
    assert [p.amount_pence for p in (first, *rest)] == [2_400_000, 1_600_000, 0]
    assert JournalEntry.objects.filter(source__startswith="payment:").count() == 2


def test_below_the_floor_nothing_is_earned_and_that_is_decided_too(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    waiting = prepared_payment(cast, promised, result(cast, promised.contract, value=Decimal(30)))
    assert waiting.amount_pence == 0
    payment_approve(actor=cast.board, payment=waiting)
    assert not JournalEntry.objects.filter(source__startswith="payment:").exists()


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"people_measured": 29}, "Too few to report: 29 people answered both times and the contract needs 30"),
        ({"people_measured": 0}, "Too few to report"),
    ],
)
def test_too_few_answers_pay_nothing(cast: Cast, extra: dict[str, Any], said: str) -> None:
    promised = commitment(cast, contract(cast))
    with pytest.raises(DomainError, match=said):
        prepared_payment(cast, promised, result(cast, promised.contract, **extra))


def test_a_result_put_right_is_paid_as_it_is_now(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    wrong = result(cast, promised.contract, value=Decimal(60))
    right = result(cast, promised.contract, value=Decimal(54), replaces=wrong)
    with pytest.raises(DomainError, match="put right since"):
        prepared_payment(cast, promised, wrong)
    prepared_payment(cast, promised, right)
    with pytest.raises(DomainError, match="A payment stands on this result"):
        result(cast, promised.contract, value=Decimal(59), replaces=right)


def test_the_fixed_part_is_paid_apart_from_the_outcomes(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    values: dict[str, Any] = {
        "actor": cast.fund, "commitment": promised, "invoice_received_on": date(2026, 11, 2), "reason": "Quarter 3",
    }  # fmt: skip
    payment_prepare_fixed(amount_pence=20_000_000, invoice_reference="Q3", **values)
    with pytest.raises(DomainError, match="Only £100,000 of the part without outcomes"):
        payment_prepare_fixed(amount_pence=10_000_001, invoice_reference="Q4", **values)
    with pytest.raises(DomainError, match="future"):
        payment_prepare_fixed(
            amount_pence=1, invoice_reference="Q5", **(values | {"invoice_received_on": date(2026, 11, 25)})
        )
    with pytest.raises(NotAllowed):
        payment_prepare_fixed(amount_pence=1, invoice_reference="Q6", **(values | {"actor": cast.board}))


def test_a_pot_pays_only_what_has_come_in(cast: Cast) -> None:
    pot = bare_fund(cast)
    owed = contribution_propose(
        actor=cast.fund, fund=pot, organisation=cast.org("icb"), source_code="nhs_minimum", agreed_pence=200_000_000
    )
    contribution_agree(actor=cast.board, contribution=owed)
    scheme(cast, pot)
    promised = commitment(cast, contract(cast))
    waiting = prepared_payment(cast, promised)
    with pytest.raises(DomainError, match="The pot holds £0 today"):
        payment_approve(actor=cast.board, payment=waiting)
    contribution_receive(actor=cast.fund, contribution=owed, received_on=date(2026, 11, 24))
    assert payment_approve(actor=cast.board, payment=waiting).state == ApprovalState.APPROVED


def test_nothing_is_paid_before_it_is_promised(cast: Cast) -> None:
    signed = contract(cast)
    waiting = prepared_commitment(cast, signed)
    with pytest.raises(DomainError, match="not promised yet"):
        prepared_payment(cast, waiting)


def test_board_people_of_the_provider_do_not_decide_its_payment(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    waiting = prepared_payment(cast, promised)
    Membership.objects.create(organisation=cast.org("harbour"), user=cast.board, joined_at=clock.now())
    from portal.organisations.groups import memberships_sync

    memberships_sync(cast.org("harbour"))
    decision = can_decide_payment(cast.user("board"), waiting)
    assert not decision
    assert "organisation that is paid" in decision.reason


def test_withdrawing_frees_the_result(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    waiting = prepared_payment(cast, promised)
    with pytest.raises(NotAllowed):
        payment_withdraw(actor=cast.board, payment=waiting)
    payment_withdraw(actor=cast.fund, payment=waiting)
    with pytest.raises(DomainError, match="already withdrawn"):
        payment_approve(actor=cast.board, payment=waiting)
    assert payment(cast, promised, waiting.observation, invoice_reference="Again").ref != waiting.ref


def test_a_contract_without_a_project_here_is_promised_nothing(cast: Cast) -> None:
    pot = fund(cast)
    bought = contract(cast, award=None, source_name="Contracts Finder", state="active")
    with pytest.raises(DomainError, match="does not come from a project here"):
        commitment_prepare(actor=cast.fund, contract=bought, scheme=scheme(cast, pot), amount_pence=1)


def test_a_forecast_is_the_managers(cast: Cast) -> None:
    one = scheme(cast, fund(cast))
    with pytest.raises(NotAllowed):
        scheme_forecast(actor=cast.finance, scheme=one, amount_pence=1, note="x")
    assert scheme_forecast(actor=cast.fund, scheme=one, amount_pence=1, note="x").scheme == one


def test_every_booking_balances_on_the_side_of_money_and_on_the_side_of_meaning(cast: Cast) -> None:
    payment(cast, commitment(cast, contract(cast)))
    money = {AccountKind.RECEIVABLE, AccountKind.BANK, AccountKind.CONTRIBUTIONS, AccountKind.EXPENDITURE}
    entries = JournalEntry.objects.prefetch_related("lines__account").order_by("sequence")
    for entry in entries:
        sides = [0, 0]
        for line in entry.lines.all():
            sides[line.account.kind in money] += line.amount_pence
        assert sides == [0, 0], entry.source
    assert len(entries) == 8


def test_another_contracts_result_is_not_paid(cast: Cast) -> None:
    promised = commitment(cast, contract(cast))
    other = result(cast, contract(cast))
    with pytest.raises(DomainError, match="belongs to another contract"):
        payment_prepare(
            actor=cast.fund, commitment=promised, observation=other, invoice_reference="x",
            invoice_received_on=date(2026, 11, 2),
        )  # fmt: skip
    assert not Payment.objects.exists()
