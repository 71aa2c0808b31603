"""From an empty fund to a paid outcome through the pages, as each person."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.audit.selectors import events_about
from portal.budgets.models import Allocation, Commitment, JournalEntry, Payment, PooledFund
from portal.budgets.selectors.ledger import verify_all
from portal.outcomes.models import Observation
from tests.budgets import factories as make
from tests.characters import Cast
from tests.tenders.factories import agreed_specification

RAW = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|nhs_minimum|pooled_s75|&lt;|\d{4}-\d{2}-\d{2}|\(s\)")


def words(html: str) -> str:
    """What a person reads of the page's main part."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def date_boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_from_an_empty_fund_to_a_paid_outcome(cast: Cast, committed: Callable[[], Any]) -> None:
    manager, board, provider = cast.client("fund"), cast.client("board"), cast.client("lead")

    assert "Set up a pooled fund" in manager.get("/budgets/").text
    assert "Set up a pooled fund" not in cast.client("lead").get("/budgets/").text
    answer = manager.post(
        "/budgets/pools/new/",
        {
            "host": cast.org("icb").ref,
            "name": "Living Well pooled fund",
            "fund_type": "pooled_s75",
            "year": "2026",
            "aims": "Money follows what people need.",
        },
    )
    pot = PooledFund.objects.get()
    root = f"/budgets/pools/{pot.ref}/"
    assert answer.url == f"{root}manage/"
    assert (pot.starts_on, pot.ends_on) == (date(2026, 4, 1), date(2027, 3, 31))

    page = manager.post(f"{root}people/new/", {"email": "nobody@example.org", "role": "board"})
    assert "Nobody with this e-mail address has an account" in page.text
    manager.post(f"{root}people/new/", {"email": "Board@example.org", "role": "board"})

    icb = cast.org("icb").ref
    values = {"organisation": icb, "source_code": "dfg", "agreed_pence": "1.84 million"}
    page = manager.post(f"{root}contributions/new/", values)
    assert "cannot give “Disabled Facilities Grant”" in page.text
    assert "1.84 million" in page.text
    manager.post(f"{root}contributions/new/", values | {"source_code": "nhs_minimum"})
    assert "prepares cannot approve" in manager.get(f"{root}contributions/1/").text
    page = board.get(f"{root}contributions/1/decide/")
    assert "Agree to £1,840,000.00" in page.text
    answer = board.post(f"{root}contributions/1/decide/", {"decision": "yes", "reason": ""}, follow=True)
    assert "Your decision is recorded." in answer.text
    assert "Agreed by Samir Patel" in answer.text
    manager.post(f"{root}contributions/1/receive/", date_boxes("received_on", date(2026, 11, 20)))

    scheme = {"name": "Peer support", "area_of_spend": "Community", "planned_pence": "2 million", "description": ""}
    assert "Only £1,840,000 of the agreed contributions" in manager.post(f"{root}schemes/new/", scheme).text
    manager.post(f"{root}schemes/new/", scheme | {"planned_pence": "1,840,000"})

    signed = make.contract(cast)
    project = make.project_of(signed)
    with committed():
        answer = manager.post(
            f"{root}allocations/new/?project={project.ref}",
            {"project": project.ref, "scheme": "1", "amount_pence": "640,000", "reason": "As agreed with people."},
        )
    asked = Allocation.objects.get()
    assert answer.url == f"/budgets/allocations/{asked.ref}/"
    page = board.post(f"/budgets/allocations/{asked.ref}/decide/", {"decision": "no", "reason": ""})
    assert "Say why, so that it can be put right" in page.text
    board.post(f"/budgets/allocations/{asked.ref}/decide/", {"decision": "yes", "reason": ""})

    manager.post(f"/budgets/contracts/{signed.ref}/promise/", {"scheme": f"{pot.ref}/1", "amount_pence": "400,000"})
    promised = Commitment.objects.get()
    assert "£100,000.00" in board.get(f"/budgets/commitments/{promised.ref}/decide/").text
    board.post(f"/budgets/commitments/{promised.ref}/decide/", {"decision": "yes", "reason": ""})

    page = provider.get(f"/budgets/contracts/{signed.ref}/")
    assert "Report what changed" in page.text
    values = {
        **date_boxes("period_from_on", date(2026, 4, 1)),
        **date_boxes("period_to_on", date(2026, 9, 30)),
        "people_started": "171",
        "people_measured": "172",
        "value": "54",
        "evidence": "Asked on paper and by phone.",
        "evidence_file": io.BytesIO(b"goal,start,end\n1,4,6\n"),
    }
    values["evidence_file"].name = "sheet.csv"
    report = f"/budgets/contracts/{signed.ref}/results/new/2/1/"
    assert "or more who answer both times, or nothing can be paid" in provider.get(report).text
    assert "more than were asked at the start" in provider.post(report, values).text
    values["evidence_file"].seek(0)
    answer = provider.post(report, values | {"people_measured": "139"})
    found = Observation.objects.get()
    result = f"/budgets/contracts/{signed.ref}/results/{found.ref}/"
    assert answer.url == result
    sheet = provider.get(f"{result}file/")
    assert sheet["Content-Disposition"] == f'attachment; filename="{found.ref}.csv"'
    assert sheet.content == b"goal,start,end\n1,4,6\n"
    assert events_about(found).last().verb == "outcomes.evidence.read"  # type: ignore[union-attr]

    page = manager.get(f"{result}pay/")
    assert "£24,000.00 of the £40,000.00 that hangs on it can be paid now" in page.text
    invoice = {"invoice_reference": "HC-118", **date_boxes("invoice_received_on", date(2026, 11, 16))}
    answer = manager.post(f"{result}pay/", invoice)
    payment = Payment.objects.get()
    assert answer.url == f"/budgets/payments/{payment.ref}/"
    assert "Only the partnership board can decide this." in manager.get(answer.url).text
    page = board.get(f"{answer.url}decide/")
    for text in ("Pay by 15 December 2026", "139 of the 171 people", "(81%)", "What will be written in the ledger"):
        assert text in page.text
    assert "£24,000.00 is earned" not in cast.client().get(root).text
    board.post(f"{answer.url}decide/", {"decision": "yes", "reason": "Checked."})
    assert JournalEntry.objects.filter(source=f"payment:{payment.pk}").count() == 1
    page = board.post(f"{answer.url}decide/", {"decision": "yes", "reason": "Again."})
    assert "already approved" in page.text
    assert JournalEntry.objects.filter(source=f"payment:{payment.pk}").count() == 1

    for path in (root, f"/budgets/contracts/{signed.ref}/"):
        seen = words(cast.client().get(path).text)
        assert "£24,000" in seen
        assert "From 40% to 54%" in seen
        assert "About 140 of about 170 people answered both times (82%)" in seen
        assert not RAW.search(seen), RAW.search(seen)
    assert list(verify_all()) == []


@pytest.fixture
def paid(cast: Cast) -> Payment:
    return make.payment(cast, make.commitment(cast, make.contract(cast)))


def test_a_fund_in_figures_and_words(cast: Cast, paid: Payment) -> None:
    pot = paid.commitment.scheme.fund
    make.scheme(cast, pot, name="Kept back", planned_pence=40_000_000, is_contingency=True)
    cast.client("fund").post(
        f"/budgets/pools/{pot.ref}/schemes/1/forecast/", {"amount_pence": "1,888,000", "note": "More people came."}
    )
    text = words(cast.client().get(f"/budgets/pools/{pot.ref}/").text)
    assert "£9.64 million" in text
    assert "£48,000 over" in text
    assert "More people came." in text
    assert "figures of 24 November 2026, 12:00" in text
    assert "Schemes £2,240,000 (of which £400,000 is kept for the unexpected)" in text
    assert "and £7,400,000 not planned yet make £9,640,000." in text
    assert "£9,640,000 received less £24,000 paid leaves £9,616,000 in the pot today." in text
    assert "£100 £0 paid, £4 promised, £96 not promised yet" in text
    assert not RAW.search(text), RAW.search(text)


def test_the_coins_make_exactly_a_hundred_and_the_table_says_the_same(cast: Cast, paid: Payment) -> None:
    pot = paid.commitment.scheme.fund
    for number, pence in enumerate((33_333_333, 33_333_333, 33_333_334, 1)):
        make.scheme(cast, pot, name=f"Part {number}", planned_pence=pence)
    html = cast.client().get(f"/budgets/pools/{pot.ref}/").text
    coins = re.findall(r"coins__coin--(\w+)", html)
    assert len(coins) - 3 == 100  # three stand in the key
    assert coins.count("paid") - 1 == 0


def test_a_fund_as_files(cast: Cast, paid: Payment) -> None:
    pot = paid.commitment.scheme.fund
    make.scheme(cast, pot, name="=HYPERLINK(1)", planned_pence=100)
    response = cast.client().get(f"/budgets/pools/{pot.ref}/data.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert rows[0]["scheme"] == "Peer support"
    assert rows[0]["paid_gbp"] == "24000.00"
    assert rows[0]["promised_gbp"] == "400000.00"
    assert rows[0]["variance_in_words"] == "On budget"
    assert rows[0]["licence"] == "Open Government Licence v3.0"
    assert rows[1]["scheme"] == "'=HYPERLINK(1)"
    data = cast.client().get(f"/budgets/pools/{pot.ref}/data.json").json()
    assert data["licence"]["name"] == "Open Government Licence v3.0"
    assert data["totals_gbp"]["agreed"] == "9640000.00"
    assert data["totals_gbp"]["paid"] == "24000.00"
    assert data["as_at"].startswith("2026-11-24T12:00")
    assert data["contracts"][0]["of_which_for_outcomes_gbp"] == "100000.00"
    assert [row["organisation"] for row in data["contributions"]] == [
        "Riverside Council",
        "Riverside Integrated Care Board",
    ]


def test_two_results_of_one_indicator_differ_in_their_titles(cast: Cast) -> None:
    contract = make.commitment(cast, make.contract(cast)).contract
    early = {"period_from_on": date(2026, 4, 1), "period_to_on": date(2026, 6, 30)}
    titles = []
    late = {"period_from_on": date(2026, 7, 1), "period_to_on": date(2026, 9, 30)}
    for found in (make.result(cast, contract, **early), make.result(cast, contract, **late)):
        page = cast.client("lead").get(f"/budgets/contracts/{contract.ref}/results/{found.ref}/").text
        titles.append(re.search(r"<title>\s*(Result: [^<]+?)\s*</title>", page).group(1))  # type: ignore[union-attr]
    assert "to 30 June 2026" in titles[0]
    assert "to 30 September 2026" in titles[1]


def test_few_answers_are_not_shown_to_everybody(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    found = make.result(cast, promised.contract, people_measured=9, people_started=40, value=Decimal("61.37"))
    public = words(cast.client().get(f"/budgets/contracts/{promised.contract.ref}/").text)
    assert "Too few to report" in public
    assert "61.37" not in public
    assert "61.37" not in words(cast.client().get(f"/budgets/pools/{promised.scheme.fund.ref}/").text)
    page = cast.client("fund").get(f"/budgets/contracts/{promised.contract.ref}/results/{found.ref}/pay/")
    assert "Too few to report: 9 people answered both times and the contract needs 30." in page.text
    assert "Ask the board to decide" not in page.text


def test_invoices_and_evidence_are_not_public(cast: Cast, paid: Payment) -> None:
    contract = paid.commitment.contract
    for name in ("visitor", "rival", "member", "editor"):
        for path in (f"/budgets/contracts/{contract.ref}/", f"/budgets/pools/{paid.commitment.scheme.fund.ref}/"):
            text = cast.client(name).get(path).text
            assert paid.invoice_reference not in text
            assert paid.observation.evidence not in text
            assert paid.observation.ref not in text


def test_what_is_off_says_why(cast: Cast) -> None:
    pot = make.fund(cast)
    page = cast.client("finance").get(f"/budgets/pools/{pot.ref}/manage/")
    assert "Only the pooled fund manager can prepare this." in page.text
    assert 'aria-disabled="true"' in page.text
    waiting = make.prepared_allocation(cast, agreed_specification(cast).project)
    page = cast.client("fund").get(f"/budgets/allocations/{waiting.ref}/")
    assert "Only the partnership board can decide this." in page.text
    assert "Somebody of the partnership board" not in page.text, "the reason has said it"
    refused = cast.client("fund").post(f"/budgets/allocations/{waiting.ref}/decide/", {"decision": "yes"})
    assert refused.status_code == 403
    assert "Only the partnership board can decide this." in refused.text
    assert Allocation.objects.get().state == "prepared"
    assert events_about(waiting).last().verb.endswith(".refused")  # type: ignore[union-attr]


def test_a_refusal_keeps_its_reason_for_those_inside(cast: Cast) -> None:
    waiting = make.prepared_allocation(cast, agreed_specification(cast).project)
    cast.client("board").post(
        f"/budgets/allocations/{waiting.ref}/decide/", {"decision": "no", "reason": "Wait for the new year."}
    )
    page = cast.client("fund").get(f"/budgets/allocations/{waiting.ref}/")
    assert "Wait for the new year." in page.text
    assert "Refused by Samir Patel" in page.text
    public = words(cast.client().get(f"/budgets/pools/{waiting.scheme.fund.ref}/").text)
    assert "Not agreed" in public
    assert "Wait for the new year." not in public
    assert "Samir Patel" not in public


def test_taking_back_asks_first(cast: Cast) -> None:
    waiting = make.prepared_allocation(cast, agreed_specification(cast).project)
    client = cast.client("fund")
    assert "Take this back?" in client.get(f"/budgets/allocations/{waiting.ref}/withdraw/").text
    assert Allocation.objects.get().state == "prepared"
    client.post(f"/budgets/allocations/{waiting.ref}/withdraw/")
    assert Allocation.objects.get().state == "withdrawn"


def test_the_ledger_is_read_by_its_people_and_that_is_recorded(cast: Cast, paid: Payment) -> None:
    pot = paid.commitment.scheme.fund
    page = cast.client("finance").get(f"/budgets/pools/{pot.ref}/ledger/")
    assert "prepared by Martin Webb" in page.text
    assert "approved by Samir Patel" in page.text
    assert "Promised, not yet paid: Peer support" in page.text
    assert events_about(pot).last().verb == "budgets.ledger.read"  # type: ignore[union-attr]


def test_the_fixed_part_through_its_page(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    url = f"/budgets/contracts/{promised.contract.ref}/payments/new/"
    values = {
        "amount_pence": "300,000.01",
        "reason": "Quarter 3",
        "invoice_reference": "Q3",
        **date_boxes("invoice_received_on", date(2026, 11, 16)),
    }
    page = cast.client("fund").post(url, values)
    assert "Only £300,000 of the part without outcomes is left to pay." in page.text
    answer = cast.client("fund").post(url, values | {"amount_pence": "75,000"})
    page = cast.client("board").get(answer.url)
    assert "Quarter 3" in page.text
    cast.client("board").post(f"{answer.url}decide/", {"decision": "yes"})
    public = words(cast.client().get(f"/budgets/contracts/{promised.contract.ref}/").text)
    assert "Part that does not depend on outcomes £75,000.00" in public


def test_a_result_is_put_right_through_its_page(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    wrong = make.result(cast, promised.contract, value=Decimal(64))
    url = f"/budgets/contracts/{promised.contract.ref}/results/{wrong.ref}/"
    page = cast.client("lead").get(f"{url}correct/")
    assert 'value="171"' in page.text
    values = {
        **date_boxes("period_from_on", wrong.period_from_on),
        **date_boxes("period_to_on", wrong.period_to_on),
        "people_started": "171",
        "people_measured": "139",
        "value": "54",
        "evidence": "Two sheets were counted twice.",
    }
    answer = cast.client("lead").post(f"{url}correct/", values)
    assert "54%" in cast.client("lead").get(answer.url).text
    assert "put right by a newer one" in cast.client("lead").get(url).text


def test_an_empty_list_of_funds_says_so(cast: Cast) -> None:
    assert "No fund yet" in cast.client().get("/budgets/").text


def test_a_fund_without_money_has_no_coins(cast: Cast) -> None:
    pot = make.bare_fund(cast)
    page = cast.client().get(f"/budgets/pools/{pot.ref}/")
    assert "nothing to share out" in page.text
    assert "Nothing was decided yet." in page.text


def test_sourced_contracts_say_what_is_not_known(cast: Cast) -> None:
    known = make.contract(cast, award=None, source_name="Contracts Finder", state="sourced", value_pence=None)
    page = cast.client().get(f"/budgets/contracts/{known.ref}/")
    assert "known only from a published source" in page.text


def test_contracts_that_are_not_signed_are_not_shown(cast: Cast) -> None:
    assert cast.client("fund").get(f"/budgets/contracts/{make.contract(cast, state='signing').ref}/").status_code == 404


Check = Callable[[Callable[[], Any], Callable[[], Any]], None]


def test_the_list_of_funds_costs_the_same_for_many(cast: Cast, assert_constant_queries: Check) -> None:
    client = cast.client()
    assert_constant_queries(lambda: client.get("/budgets/"), lambda: make.scheme(cast, make.fund(cast)))


def test_the_page_of_a_fund_costs_the_same_for_many_contracts(cast: Cast, assert_constant_queries: Check) -> None:
    pot = make.fund(cast)
    make.scheme(cast, pot)
    client, insider = cast.client(), cast.client("fund")

    def add() -> None:
        promised = make.commitment(cast, make.contract(cast), 1_000_00)
        make.payment(cast, promised)
        make.scheme(cast, pot, planned_pence=100)

    def look() -> None:
        for path in ("", "data.csv", "data.json"):
            assert client.get(f"/budgets/pools/{pot.ref}/{path}").status_code == 200
        assert insider.get(f"/budgets/pools/{pot.ref}/manage/").status_code == 200

    assert_constant_queries(look, add)


def test_the_page_of_a_fund_costs_at_most_twelve_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    pot = make.fund(cast)
    make.payment(cast, make.commitment(cast, make.contract(cast), 1_000_00))
    client = cast.client()
    client.get(f"/budgets/pools/{pot.ref}/")
    with django_assert_max_num_queries(12):
        assert client.get(f"/budgets/pools/{pot.ref}/").status_code == 200


def test_what_a_partner_puts_in_from_one_source_is_one_line(cast: Cast) -> None:
    pot = make.fund(cast)
    for pence in (1_000_00, 2_000_00):
        make.contribution(cast, pot, agreed=True, agreed_pence=pence)
    waiting = make.contribution(cast, pot, agreed_pence=4_000_00)
    page = words(cast.client().get(f"/budgets/pools/{pot.ref}/").text)
    source = waiting.get_source_code_display()
    assert page.count(f"{waiting.organisation.name} {source} ") == 1
    assert f"{waiting.organisation.name} {source} £3,000 not yet" in page
    assert [
        each["agreed_gbp"] for each in cast.client().get(f"/budgets/pools/{pot.ref}/data.json").json()["contributions"]
    ].count("1000.00") == 1


def test_the_ledger_page_costs_the_same_for_many_entries(cast: Cast, assert_constant_queries: Check) -> None:
    pot = make.fund(cast)
    client = cast.client("finance")
    assert_constant_queries(
        lambda: client.get(f"/budgets/pools/{pot.ref}/ledger/"), lambda: make.scheme(cast, pot, planned_pence=100)
    )


def test_the_home_page_shows_the_same_hundred_pounds(cast: Cast) -> None:
    from portal.cms.selectors import each_hundred_of_the_newest_fund

    assert each_hundred_of_the_newest_fund() is None
    pot = make.fund(cast)
    make.scheme(cast, pot, planned_pence=200)
    make.scheme(cast, pot, name="Help at home", planned_pence=100)
    shown = each_hundred_of_the_newest_fund()
    assert shown is not None
    assert shown.bars == [("Peer support", 67, "£67"), ("Help at home", 33, "£33")]
