"""What is typed wrongly stays as typed, with an error that says how to put it right."""

from datetime import date
from typing import Any

import pytest

from portal.budgets.models import (
    Allocation,
    Commitment,
    Contribution,
    Forecast,
    FundAssignment,
    Payment,
    PooledFund,
    Scheme,
)
from tests.budgets import factories as make
from tests.characters import Cast
from tests.outcomes.factories import framework
from tests.tenders.factories import agreed_specification

DATE = {"received_on_day": "20", "received_on_month": "11", "received_on_year": "2026"}


@pytest.fixture
def pot(cast: Cast) -> PooledFund:
    made = make.fund(cast)
    make.scheme(cast, made)
    return made


def refused(cast: Cast, url: str, data: dict[str, str], said: str, who: str = "fund") -> str:
    """Posting this shows the form again with that error."""
    page = cast.client(who).post(url, data)
    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert said in page.text
    assert "nhsuk-error-summary" in page.text
    return page.text


FUND = {"name": "Pot", "fund_type": "pooled_s75", "year": "2026", "aims": "To help."}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Answer “What is the fund called?”"),
        ({"fund_type": "other"}, "not one of the available choices"),
        ({"year": "1999"}, "not one of the available choices"),
        ({"aims": ""}, "Answer “What is the money for, in words everybody understands?”"),
        ({"aims": "word " * 151}, "1 word too many"),
    ],
)
def test_setting_up_a_fund(cast: Cast, change: dict[str, str], said: str) -> None:
    data = {"host": cast.org("icb").ref, **FUND, **change}
    refused(cast, "/budgets/pools/new/", data, said)
    assert not PooledFund.objects.exists()


def test_a_fund_is_held_only_by_ones_own_body(cast: Cast) -> None:
    refused(cast, "/budgets/pools/new/", {"host": cast.org("council").ref, **FUND}, "not one of the available choices")
    cast.client("finance").post("/budgets/pools/new/", {"host": cast.org("council").ref, **FUND})
    assert PooledFund.objects.get().host == cast.org("council")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"email": "board@example.org", "role": "board"}, "has that part already"),
        ({"email": "board@example.org", "role": "manager"}, "cannot prepare and approve"),
        ({"email": "lead@example.org", "role": "finance"}, "Only people of the NHS bodies and councils"),
        ({"email": "nobody@example.org", "role": "finance"}, "Nobody with this e-mail address"),
        ({"email": "no address", "role": "finance"}, "valid email address"),
        ({"email": "officer@example.org"}, "Choose an answer to “Which part will they have?”"),
    ],
)
def test_giving_somebody_a_part(cast: Cast, pot: PooledFund, data: dict[str, str], said: str) -> None:
    before = FundAssignment.objects.count()
    text = refused(cast, f"/budgets/pools/{pot.ref}/people/new/", data, said)
    assert data["email"] in text
    assert FundAssignment.objects.count() == before


def test_a_part_ends_through_its_page(cast: Cast, pot: PooledFund) -> None:
    board = pot.assignments.get(user=cast.board)
    url = f"/budgets/pools/{pot.ref}/people/{board.number}/end/"
    assert "Samir Patel" in cast.client("fund").get(url).text
    assert cast.client("board").get(f"/budgets/pools/{pot.ref}/manage/").status_code == 200
    cast.client("fund").post(url)
    assert cast.client("board").get(f"/budgets/pools/{pot.ref}/manage/").status_code == 403
    assert cast.client("fund").get(url).status_code == 404
    manager = pot.assignments.get(user=cast.fund)
    answer = cast.client("fund").post(f"/budgets/pools/{pot.ref}/people/{manager.number}/end/")
    assert answer.status_code == 409
    assert "A fund always has a manager" in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"agreed_pence": "0"}, "The amount must be £0.01 or more"),
        ({"agreed_pence": "lots"}, "Write an amount in pounds"),
        ({"agreed_pence": "1.234"}, "at most two figures after the point"),
        ({"organisation": "ORG-1999-0001"}, "not one of the available choices"),
        ({"source_code": "la_minimum"}, "cannot give “Council minimum contribution”"),
    ],
)
def test_proposing_a_contribution(cast: Cast, pot: PooledFund, change: dict[str, str], said: str) -> None:
    data = {"organisation": cast.org("icb").ref, "source_code": "other", "agreed_pence": "100", **change}
    before = Contribution.objects.count()
    refused(cast, f"/budgets/pools/{pot.ref}/contributions/new/", data, said)
    assert Contribution.objects.count() == before


def test_only_nhs_bodies_and_councils_are_offered(cast: Cast, pot: PooledFund) -> None:
    text = cast.client("fund").get(f"/budgets/pools/{pot.ref}/contributions/new/").text
    assert "Riverside Council" in text
    assert "Riverside Integrated Care Board" in text
    assert "Harbour Carers" not in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"received_on_day": "25"}, "The date must be 24 November 2026 or earlier"),
        ({"received_on_day": "31"}, "is not a date"),
        ({"received_on_year": ""}, "also needs its year"),
    ],
)
def test_recording_that_money_came_in(cast: Cast, pot: PooledFund, change: dict[str, str], said: str) -> None:
    owed = make.contribution(cast, pot, agreed=True)
    refused(cast, f"/budgets/pools/{pot.ref}/contributions/{owed.number}/receive/", DATE | change, said)
    owed.refresh_from_db()
    assert owed.state == "agreed"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"planned_pence": "7,800,000.01"}, "Only £7,800,000 of the agreed contributions is not planned yet"),
        ({"name": ""}, "Answer “What is the scheme called?”"),
        ({"planned_pence": ""}, "Answer “How much is planned for it?”"),
    ],
)
def test_planning_a_scheme(cast: Cast, pot: PooledFund, change: dict[str, str], said: str) -> None:
    data = {"name": "Help at home", "area_of_spend": "Home care", "planned_pence": "100", **change}
    url = f"/budgets/pools/{pot.ref}/schemes/new/"
    assert "£7,800,000 of the agreed contributions is not planned yet" in cast.client("fund").get(url).text
    refused(cast, url, data, said)
    assert Scheme.objects.count() == 1


def test_what_is_expected_needs_its_reason_and_the_newest_counts(cast: Cast, pot: PooledFund) -> None:
    url = f"/budgets/pools/{pot.ref}/schemes/1/forecast/"
    refused(cast, url, {"amount_pence": "1,800,000", "note": ""}, "Answer “Why?”")
    for amount, note in (("1,800,000", "Later start."), ("1,900,000", "More people.")):
        cast.client("fund").post(url, {"amount_pence": amount, "note": note})
    assert Forecast.objects.count() == 2
    page = cast.client().get(f"/budgets/pools/{pot.ref}/").text
    assert "£60,000 over" in page
    assert "variance--act" in page
    assert "More people." in page
    assert "Later start." not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount_pence": "1,840,000.01"}, "Only £1,840,000 of “Peer support” is not set aside yet"),
        ({"reason": ""}, "Answer “Why should the board agree?”"),
        ({"scheme": "9"}, "not one of the available choices"),
        ({"project": "CD-1999-0001"}, "not one of the available choices"),
        ({"amount_pence": "-5"}, "Write an amount in pounds"),
    ],
)
def test_asking_to_set_money_aside(cast: Cast, pot: PooledFund, change: dict[str, str], said: str) -> None:
    project = agreed_specification(cast).project
    data = {"project": project.ref, "scheme": "1", "amount_pence": "100", "reason": "It is agreed.", **change}
    refused(cast, f"/budgets/pools/{pot.ref}/allocations/new/", data, said)
    assert not Allocation.objects.exists()


def test_the_project_of_the_work_item_is_chosen_already(cast: Cast, pot: PooledFund) -> None:
    project = agreed_specification(cast).project
    text = cast.client("fund").get(f"/budgets/pools/{pot.ref}/allocations/new/?project={project.ref}").text
    assert f'<option value="{project.ref}" selected>' in text


def test_projects_that_are_not_public_or_of_others_are_not_offered(cast: Cast, pot: PooledFund) -> None:
    framing = agreed_specification(cast).project
    type(framing)._base_manager.filter(pk=framing.pk).update(state="framing", title="Secret plan")
    text = cast.client("fund").get(f"/budgets/pools/{pot.ref}/allocations/new/").text
    assert "Secret plan" not in text


def test_promising_to_a_contract_without_money_says_so(cast: Cast, pot: PooledFund) -> None:
    signed = make.contract(cast)
    text = cast.client("fund").get(f"/budgets/contracts/{signed.ref}/promise/").text
    assert "Nothing is set aside for this contract" in text
    make.approved_allocation(cast, make.project_of(signed), 50_000_00)
    url = f"/budgets/contracts/{signed.ref}/promise/"
    assert "Peer support (£50,000)" in cast.client("fund").get(url).text
    data = {"scheme": f"{pot.ref}/1", "amount_pence": "50,000.01"}
    refused(cast, url, data, "Only £50,000 of “Peer support” is set aside for this project")
    assert not Commitment.objects.exists()


INVOICE = {
    "invoice_reference": "HC-1",
    "invoice_received_on_day": "16",
    "invoice_received_on_month": "11",
    "invoice_received_on_year": "2026",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"invoice_reference": ""}, "Answer “Number of the invoice”"),
        ({"invoice_received_on_day": "25"}, "The invoice cannot have come in the future."),
        ({"invoice_received_on_month": "13"}, "The month must be a number from 1 to 12"),
    ],
)
def test_preparing_a_payment(cast: Cast, pot: PooledFund, change: dict[str, str], said: str) -> None:
    promised = make.commitment(cast, make.contract(cast))
    found = make.result(cast, promised.contract)
    url = f"/budgets/contracts/{promised.contract.ref}/results/{found.ref}/pay/"
    text = refused(cast, url, INVOICE | change, said)
    assert "The sum, step by step" in text
    assert not Payment.objects.exists()


def test_preparing_the_same_payment_twice(cast: Cast, pot: PooledFund) -> None:
    promised = make.commitment(cast, make.contract(cast))
    found = make.result(cast, promised.contract)
    url = f"/budgets/contracts/{promised.contract.ref}/results/{found.ref}/pay/"
    assert cast.client("fund").post(url, INVOICE).status_code == 302
    refused(cast, url, INVOICE | {"invoice_reference": "HC-2"}, "prepared or paid already")
    assert Payment.objects.count() == 1


def test_no_payment_without_a_promise(cast: Cast, pot: PooledFund) -> None:
    signed = make.contract(cast)
    found = make.result(cast, signed)
    answer = cast.client("auditor").get(f"/budgets/contracts/{signed.ref}/results/{found.ref}/pay/")
    assert answer.status_code == 403
    assert "No money is promised to this contract yet." in answer.text
    assert cast.client("fund").get(f"/budgets/contracts/{signed.ref}/payments/new/").status_code == 403


REPORT: dict[str, Any] = {
    **{f"period_from_on_{box}": value for box, value in (("day", "1"), ("month", "4"), ("year", "2026"))},
    **{f"period_to_on_{box}": value for box, value in (("day", "30"), ("month", "9"), ("year", "2026"))},
    "people_started": "171",
    "people_measured": "139",
    "value": "54",
    "evidence": "Asked on paper.",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"period_to_on_year": "2025"}, "The last day comes before the first"),
        ({"period_from_on_year": "2025"}, "The period begins before the contract does."),
        ({"period_to_on_month": "12"}, "The period has not ended yet."),
        ({"people_measured": "172"}, "more than were asked at the start"),
        ({"people_started": "0"}, "greater than or equal to 1"),
        ({"value": "many"}, "Enter a number"),
        ({"evidence": ""}, "Answer “How was it measured, and what should a reader know?”"),
    ],
)
def test_reporting_a_result(cast: Cast, change: dict[str, str], said: str) -> None:
    signed = make.contract(cast)
    text = refused(cast, f"/budgets/contracts/{signed.ref}/results/new/2/1/", REPORT | change, said, who="lead")
    assert 'value="171"' in text or change.get("people_started")


def test_a_measure_of_another_contract_is_not_found(cast: Cast) -> None:
    signed = make.contract(cast)
    framework(cast)
    assert cast.client("lead").get(f"/budgets/contracts/{signed.ref}/results/new/9/1/").status_code == 404
    other = make.result(cast, make.contract(cast))
    assert cast.client("lead").get(f"/budgets/contracts/{signed.ref}/results/{other.ref}/").status_code == 404


def test_a_result_without_a_file_has_none(cast: Cast) -> None:
    found = make.result(cast, make.contract(cast))
    url = f"/budgets/contracts/{found.context_ref}/results/{found.ref}/"
    assert "Result sheet" not in cast.client("lead").get(url).text
    assert cast.client("lead").get(f"{url}file/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "pools/PF-1999-0001/",
        "pools/PF-1999-0001/data.csv",
        "pools/PF-1999-0001/manage/",
        "allocations/SA-1999-0001/",
        "commitments/CM-1999-0001/",
        "payments/PAY-1999-0001/",
        "contracts/CT-1999-0001/",
    ],
)
def test_what_is_not_there_is_not_found(cast: Cast, path: str) -> None:
    assert cast.client("fund").get(f"/budgets/{path}").status_code == 404


def test_numbers_of_another_fund_lead_nowhere(cast: Cast, pot: PooledFund) -> None:
    other = make.bare_fund(cast, name="Second pot", starts_on=date(2027, 4, 1), ends_on=date(2028, 3, 31))
    for path in ("schemes/1/forecast/", "contributions/1/", "people/9/end/"):
        assert cast.client("fund").get(f"/budgets/pools/{other.ref}/{path}").status_code == 404
