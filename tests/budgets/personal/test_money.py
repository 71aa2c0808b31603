"""What comes in and is spent, exact to the penny, through the pages and the services."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.budgets.enums import Category, CheckKey, DecisionKind, HoldingMode, PaidInto, Relation
from portal.budgets.models import BudgetDecision, MoneyIn, PersonalBudget, PlanLine, SpendLine
from portal.budgets.selectors.personal import review_due_on, statement_of
from portal.budgets.services.plan import Wish, holding_set, line_add, line_decide, line_remove
from portal.budgets.services.spend import payment_record, spend_confirm, spend_record, spend_take_back
from portal.common.exceptions import DomainError, NotAllowed
from portal.outcomes.services import Evidence
from tests.budgets.personal import factories as make
from tests.characters import Cast


def _url(name: str, *args: Any) -> str:
    return reverse(f"budgets:{name}", args=args)


def _spent(pounds: str, day: int = 17) -> dict[str, Any]:
    return {
        "amount_pence": pounds,
        "what": "Swimming",
        "spent_on_day": day,
        "spent_on_month": 11,
        "spent_on_year": 2026,
    }


# -- Spending --


def test_every_penny_is_counted_and_the_rest_of_the_line_is_the_limit(cast: Cast) -> None:
    budget = make.running(cast)
    holder, url = cast.client("holder"), _url("spend_record", budget.ref, 1)
    assert holder.post(url, _spent("879.99")).status_code == 302
    assert "Only £0.01 is left" in holder.post(url, _spent("0.02")).text
    assert holder.post(url, _spent("0.01")).status_code == 302
    assert "Only £0.00 is left" in holder.post(url, _spent("0.01")).text
    found = statement_of(PersonalBudget.objects.get(pk=budget.pk))
    assert (found.whole.spent_pence, found.lines[0].left_pence) == (88_000, 0)
    assert found.whole.spent_pence + found.whole.committed_pence + found.whole.available_pence == 624_000


def test_each_pound_stays_with_its_funder(cast: Cast) -> None:
    budget = make.running(cast)
    make.spend(cast, budget)
    found = {each.part.funder_kind: each.account for each in statement_of(budget).parts}
    assert (found["council"].spent_pence, found["nhs"].spent_pence) == (2_200, 0)
    assert (found["council"].planned_pence, found["nhs"].planned_pence) == (88_000, 36_000)


def test_a_helpers_entry_counts_when_the_person_has_confirmed_it(cast: Cast) -> None:
    budget = make.running(cast)
    spend = make.spend(cast, budget, "planner")
    holder = cast.client("holder")
    assert "It is not in your numbers yet" in holder.get(_url("personal_detail", budget.ref)).text
    assert statement_of(budget).whole.spent_pence == 0
    refused = cast.client("planner").post(_url("spend_confirm", budget.ref, spend.number), {"right": "yes"})
    assert refused.status_code == 403
    assert holder.post(_url("spend_confirm", budget.ref, spend.number), {"right": "yes"}).status_code == 302
    assert statement_of(budget).whole.spent_pence == 2_200
    spend.refresh_from_db()
    assert (spend.state, spend.decided_by) == ("counted", cast.holder)


def test_what_the_person_says_no_to_and_what_is_taken_back_does_not_count(cast: Cast) -> None:
    budget = make.running(cast)
    wrong = make.spend(cast, budget, "planner")
    holder = cast.client("holder")
    assert holder.post(_url("spend_confirm", budget.ref, wrong.number), {"right": "no"}).status_code == 302
    mistake = make.spend(cast, budget)
    assert holder.post(_url("spend_take_back", budget.ref, mistake.number)).status_code == 302
    assert statement_of(budget).whole.spent_pence == 0
    states = dict(SpendLine.objects.order_by("number").values_list("number", "state"))
    assert states == {1: "refused", 2: "withdrawn"}
    assert "taken back" in holder.get(_url("personal_money", budget.ref)).text.lower()


def test_two_waiting_entries_are_never_both_confirmed_beyond_the_line(cast: Cast) -> None:
    budget = make.running(cast)
    first, second = (make.spend(cast, budget, "planner", pence=50_000) for _ in range(2))
    spend_confirm(actor=cast.holder, spend=first, is_right=True)
    with pytest.raises(DomainError, match=r"Only £380\.00 is left"):
        spend_confirm(actor=cast.holder, spend=second, is_right=True)
    second.refresh_from_db()
    assert second.state == "waiting"


def test_a_receipt_is_known_by_its_content_and_only_once(cast: Cast) -> None:
    budget = make.running(cast)
    holder = cast.client("holder")
    page = SimpleUploadedFile("receipt.pdf", b"<html><script>alert(1)</script>")
    assert (
        "This file is not what we can take"
        in holder.post(_url("spend_record", budget.ref, 1), _spent("5") | {"receipt": page}).text
    )
    assert SpendLine.objects.count() == 0
    spend = make.spend(cast, budget)
    url = _url("spend_receipt_add", budget.ref, spend.number)
    image = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n....")
    assert holder.post(url, {"receipt": image}).status_code == 302
    image = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n....")
    assert "There is a receipt already" in holder.post(url, {"receipt": image}).text
    sent = holder.get(_url("spend_receipt", budget.ref, spend.number))
    assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == ("image/png", "nosniff")
    spend.refresh_from_db()
    assert spend.scan_state == "not_scanned"
    assert "photo" not in spend.receipt.name


def test_a_day_before_the_plan_or_in_the_future_is_refused(cast: Cast) -> None:
    budget = make.running(cast)
    line = make.line_of(budget)
    for day in (date(2026, 3, 31), date(2026, 11, 25)):
        with pytest.raises(DomainError, match="Choose a day in the time of this plan"):
            spend_record(actor=cast.holder, line=line, amount_pence=1, spent_on=day, what="x")
    with pytest.raises(DomainError, match="Write how much"):
        spend_record(actor=cast.holder, line=line, amount_pence=0, spent_on=date(2026, 11, 1), what="x")


def test_a_question_and_its_answer_stop_nothing(cast: Cast) -> None:
    budget = make.running(cast)
    spend = make.spend(cast, budget)
    planner, holder = cast.client("planner"), cast.client("holder")
    ask = _url("query_ask", budget.ref, spend.number)
    assert planner.post(ask, {"words": "Which pool was it?"}).status_code == 302
    assert "waits for an answer already" in planner.post(ask, {"words": "And when?"}).text
    assert "Which pool was it?" in holder.get(_url("personal_money", budget.ref)).text
    assert statement_of(budget).whole.spent_pence == 2_200
    assert make.spend(cast, budget).state == "counted"
    assert holder.post(_url("query_answer", budget.ref, spend.number, 1), {"words": "Easton"}).status_code == 302
    assert "Easton" in planner.get(_url("spend_detail", budget.ref, spend.number)).text


def test_a_paused_budget_takes_no_entries_and_a_plan_that_is_made_anew_does(cast: Cast) -> None:
    budget = make.running(cast)
    planner = cast.client("planner")
    assert planner.post(_url("budget_move", budget.ref, "pause"), {"words": "She is in hospital."}).status_code == 302
    with pytest.raises(NotAllowed, match="while the budget runs"):
        make.spend(cast, PersonalBudget.objects.get(pk=budget.pk))
    planner.post(_url("budget_move", budget.ref, "go-on"), {"words": "She is home."})
    planner.post(_url("budget_move", budget.ref, "plan-again"), {"words": "She wants to paint."})
    assert make.spend(cast, PersonalBudget.objects.get(pk=budget.pk)).state == "counted"


# -- Coming in --


def test_nothing_is_paid_while_the_checklist_is_open(cast: Cast) -> None:
    budget = make.running(cast)
    budget.checks.filter(key=CheckKey.RISKS_TOLD).delete()
    with pytest.raises(DomainError, match="Nothing is paid before this is settled: Risks told"):
        make.payment(cast, budget)
    assert MoneyIn.objects.count() == 0


def test_no_more_is_paid_than_was_agreed(cast: Cast) -> None:
    budget = make.running(cast)
    make.payment(cast, budget, pence=make.COUNCIL_PENCE - 1)
    with pytest.raises(DomainError, match=r"Only £0.01 is still to be paid"):
        make.payment(cast, budget, pence=2)


def test_v1_the_first_payment_starts_the_clock_of_each_funder(cast: Cast) -> None:
    budget = make.running(cast)
    assert review_due_on(budget) is None
    make.payment(cast, budget)
    assert review_due_on(budget) == date(2027, 5, 23)
    make.payment(cast, budget, "nhs")
    assert review_due_on(budget) == date(2027, 2, 23)
    data = {
        "held_on_day": 24,
        "held_on_month": 11,
        "held_on_year": 2026,
        "funders": ["nhs"],
        "outcome": "It goes well.",
    }
    assert cast.client("planner").post(_url("review_record", budget.ref), data).status_code == 302
    assert review_due_on(PersonalBudget.objects.get(pk=budget.pk)) == date(2027, 5, 23)


def test_v4_a_single_payment_goes_to_the_persons_own_account_once_a_year(cast: Cast) -> None:
    budget = make.running(cast)
    council = make.part(budget)
    council.holdings.update(paid_into=PaidInto.OWN)

    def pay(pence: int, items: int) -> MoneyIn:
        return payment_record(
            actor=cast.finance,
            part=council,
            mode=HoldingMode.DIRECT,
            amount_pence=pence,
            paid_on=date(2026, 11, 3),
            items=items,
        )

    with pytest.raises(DomainError, match="at most five things"):
        pay(10_000, 6)
    assert pay(10_000, 5).items == 5
    with pytest.raises(DomainError, match="a single payment a year"):
        pay(10_000, 2)


def test_v4_unused_money_is_set_off_within_the_payment_with_reasons_and_a_second_look(cast: Cast) -> None:
    budget = make.running(cast)
    make.payment(cast, budget, pence=130_000)
    url = _url("payment_in", budget.ref, 2)
    data = {
        "mode": "direct", "amount_pence": "900", "paid_on_day": 24, "paid_on_month": 11, "paid_on_year": 2026,
        "set_off_pence": "900.01",
    }  # fmt: skip
    finance = cast.client("finance")
    assert "At most £900.00 can count towards it" in finance.post(url, data).text
    assert "Say why unused money counts" in finance.post(url, data | {"set_off_pence": "900"}).text
    reason = {"set_off_pence": "900", "set_off_reason": "She was in hospital for ten weeks."}
    assert finance.post(url, data | reason).status_code == 302
    row = MoneyIn.objects.order_by("-pk")[0]
    assert (row.amount_pence, row.set_off_pence) == (0, 90_000)
    decision = BudgetDecision.objects.get(kind=DecisionKind.SET_OFF)
    assert (decision.amount_pence, decision.reasons) == (90_000, "She was in hospital for ten weeks.")
    assert "Ask to look at it again" in cast.client("holder").get(_url("decision_list", budget.ref)).text


# -- What is bought --


def test_what_is_blocked_is_refused_with_its_reason_and_what_needs_a_talk_waits(cast: Cast) -> None:
    budget = make.planning(cast)
    holder, url = cast.client("holder"), _url("line_add", budget.ref)
    wish = {"name": "Bingo", "part": "2", "planned_pence": "20"}
    assert "The law says that this money cannot pay for it" in holder.post(url, wish | {"category": "gambling"}).text
    assert PlanLine.objects.count() == 0
    assert holder.post(url, wish | {"category": "other", "name": "A hen house"}).status_code == 302
    assert PlanLine.objects.get().state == "asked"
    page = holder.get(_url("line_detail", budget.ref, 1)).text
    assert "Needs a talk first" in page
    decide = _url("line_decide", budget.ref, 1)
    assert cast.client("planner").post(decide, {"verdict": "yes", "reason": "It gets him outside."}).status_code == 302
    assert PlanLine.objects.get().state == "agreed"


def test_what_only_few_need_is_asked_when_it_matters(cast: Cast) -> None:
    budget = make.planning(cast)
    holder, url = cast.client("holder"), _url("line_add", budget.ref)
    assert "Who is it to you?" not in holder.get(url).text
    wish = {"name": "My sister cooks", "part": "2", "planned_pence": "20", "category": "family"}
    asked = holder.post(url, wish)
    assert "Who is it to you?" in asked.text
    assert "My sister cooks" in asked.text
    assert holder.post(url, wish | {"relation": "sibling", "same_home": "on"}).status_code == 302
    line = PlanLine.objects.get()
    assert (line.payee_relation, line.is_payee_at_home, line.state) == ("sibling", True, "asked")
    debt = {"name": "The physiotherapist", "part": "1", "planned_pence": "20", "category": "debt"}
    assert "cannot pay back debts" in holder.post(url, debt).text
    assert holder.post(url, debt | {"is_for_plan_service": "on"}).status_code == 302


def test_a_word_alone_refuses_nothing(cast: Cast) -> None:
    budget = make.planning(cast)
    line = make.line(cast, budget, name="Debt advice on Mondays")
    assert line.state == "planned"
    assert "Nothing is refused because of a word" in cast.client("holder").get(_url("line_detail", budget.ref, 1)).text


def test_v2_family_in_the_same_home_needs_a_decision_for_each_funder(cast: Cast) -> None:
    budget = make.planning(cast)
    wish = Wish("My sister cooks", Category.SUPPORT, 10_000, relation=Relation.SIBLING, same_home=True)
    for kind in ("nhs", "council"):
        line = line_add(actor=cast.holder, budget=budget, part=make.part(budget, kind), wish=wish)
        assert (line.state, bool(line.rule_reason)) == ("asked", True)
        line_decide(actor=cast.planner, line=line, is_agreed=True, reason="Nobody else can be there at night.")
    friend = Wish("My friend drives", Category.TRANSPORT, 10_000, relation=Relation.FRIEND, same_home=True)
    states = [line_add(actor=cast.holder, budget=budget, part=make.part(budget, kind), wish=friend).state
              for kind in ("nhs", "council")]  # fmt: skip
    assert states == ["asked", "planned"]


def test_what_is_new_in_a_running_plan_waits_and_fits_into_what_is_not_planned(cast: Cast) -> None:
    budget = make.running(cast)
    assert make.line(cast, budget, pence=100, name="Paint").state == "asked"
    with pytest.raises(DomainError, match="is not planned yet"):
        make.line(cast, budget, pence=400_000, name="A boat")
    with pytest.raises(DomainError, match="not agreed"):
        spend_record(
            actor=cast.holder,
            line=make.line_of(budget, 3),
            amount_pence=1,
            spent_on=date(2026, 11, 17),
            what="Paint",
        )


def test_what_was_spent_on_stays_in_the_plan(cast: Cast) -> None:
    budget = make.running(cast)
    spend = make.spend(cast, budget)
    with pytest.raises(DomainError, match="Money is spent on this already"):
        line_remove(actor=cast.holder, line=make.line_of(budget))
    spend_take_back(actor=cast.holder, spend=spend)
    with pytest.raises(DomainError, match="Ask for a talk"):
        line_remove(actor=cast.holder, line=make.line_of(budget))


def test_v5_an_exclusion_closes_direct_payments_and_nothing_else(cast: Cast) -> None:
    budget = make.planning(cast)
    PersonalBudget.objects.filter(pk=budget.pk).update(is_excluded_from_direct=True)
    council = make.part(budget)
    with pytest.raises(DomainError, match="The other ways are open"):
        holding_set(
            actor=cast.holder,
            part=council,
            amounts={HoldingMode.DIRECT: make.COUNCIL_PENCE},
            paid_into=PaidInto.SEPARATE,
        )
    kept = holding_set(actor=cast.holder, part=council, amounts={HoldingMode.NOTIONAL: make.COUNCIL_PENCE})
    assert [row.amount_pence for row in kept] == [make.COUNCIL_PENCE]


def test_the_statement_costs_the_same_for_few_and_many_entries(cast: Cast, assert_constant_queries: Any) -> None:
    budget = make.running(cast)
    client = cast.client("holder")
    assert_constant_queries(
        lambda: client.get(_url("personal_money", budget.ref)), lambda: make.spend(cast, budget, pence=1)
    )


def test_my_page_costs_the_same_for_few_and_many_things(cast: Cast, assert_constant_queries: Any) -> None:
    budget = make.whole(cast)
    client = cast.client("holder")
    assert_constant_queries(
        lambda: client.get(_url("personal_detail", budget.ref)), lambda: make.line(cast, budget, pence=1)
    )


def test_evidence_is_the_same_file_that_was_sent(cast: Cast) -> None:
    budget = make.running(cast)
    spend = make.spend(cast, budget, receipt=Evidence("a.jpg", b"\xff\xd8\xff\xe0 photo"))
    assert (
        cast.client("holder").get(_url("spend_receipt", budget.ref, spend.number)).content == b"\xff\xd8\xff\xe0 photo"
    )
