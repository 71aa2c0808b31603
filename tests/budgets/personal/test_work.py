"""My work, mail and the record of personal budgets: each learns of what waits, once, and never what a plan says."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from portal.accounts.models import User
from portal.audit.selectors import verify_all
from portal.budgets.enums import BudgetRole, DecisionKind, GrantAct
from portal.budgets.models import BudgetDecision, PersonalBudget
from portal.budgets.selectors.work import waiting_for, work_for
from portal.budgets.services.circle import note_leave
from portal.budgets.services.decisions import decision_make, reconsideration_answer, reconsideration_ask
from portal.budgets.services.personal import amount_change, review_ask
from portal.budgets.services.plan import plan_return
from portal.budgets.services.spend import query_ask
from portal.common import clock
from portal.notifications.models import OutboxMessage
from tests.budgets.personal import factories as make
from tests.characters import Cast
from tests.conftest import NOON


def _titles(user: User) -> list[str]:
    return [item.title for item in work_for(user)]


def test_each_step_waits_for_the_one_whose_turn_it_is(cast: Cast) -> None:
    make.asked(cast)
    assert _titles(cast.officer) == ["Choose who helps with a budget"]
    assert [row.title for row in waiting_for(cast.holder)] == ["Your budget"]
    make.taken(cast, "holder2")
    assert "Say whether a budget is possible" in _titles(cast.planner)
    shown = make.shown(cast, "holder3")
    assert _titles(cast.holder3) == ["Look at your amount and start your plan"]
    assert _titles(cast.finance).count("Confirm that the money is there") == 2
    assert all(item.ref == shown.ref for item in work_for(cast.finance) if "Confirm" in item.title)


def test_a_signed_plan_waits_for_the_approver_and_one_that_came_back_for_the_person(cast: Cast) -> None:
    budget = make.submitted(cast)
    assert _titles(cast.signoff) == ["Decide on a plan"]
    assert _titles(cast.holder) == []
    assert [row.from_whom for row in waiting_for(cast.holder)] == ["Plan approver"]
    plan_return(actor=cast.signoff, budget=budget, reason="Say who comes when the buddy is ill.")
    assert _titles(cast.signoff) == []
    assert _titles(cast.holder) == ["Change your plan: it came back"]


def test_what_a_helper_put_in_questions_and_notes_wait_for_the_person(cast: Cast) -> None:
    budget = make.running(cast)
    make.spend(cast, budget, "planner")
    query_ask(actor=cast.finance, spend=make.spend(cast, budget), question="Which pool?")
    make.granted(cast, budget, acts=(GrantAct.COMMENT,))
    note_leave(actor=cast.carer, budget=budget, text="Friday is fine.")
    assert sorted(_titles(cast.holder)) == [
        "Answer a question about your money",
        "Read a note for you",
        "Say whether an entry is right",
    ]
    cast.client("holder").post(f"/budgets/personal/{budget.ref}/circle/notes/seen/")
    assert "Read a note for you" not in _titles(cast.holder)
    make.authority(cast, budget)
    assert "Say whether an entry is right" in _titles(cast.expert)
    assert work_for(cast.expert)[0].why == "You act for Maya Thompson."


def test_a_talk_waits_from_four_weeks_before_its_day_and_nothing_stops_when_it_is_late(cast: Cast) -> None:
    budget = make.running(cast)
    make.payment(cast, budget, "nhs")
    assert "Talk about how it goes" not in _titles(cast.planner)
    with clock.at(NOON + timedelta(days=75)):
        item = next(item for item in work_for(cast.planner) if item.title == "Talk about how it goes")
        assert item.why == "A talk is due by 23 February 2027."
    with clock.at(NOON + timedelta(days=120)):
        assert "Talk about how it goes" in _titles(cast.planner)
        assert make.spend(cast, budget, spent_on=date(2027, 3, 1)).state == "counted"
    review_ask(actor=cast.holder, budget=budget)
    assert "Agree a talk" in _titles(cast.planner)


def test_a_decision_waits_for_somebody_else_than_who_made_it(cast: Cast) -> None:
    budget = make.running(cast)
    decision = decision_make(
        actor=cast.planner, budget=budget, kind=DecisionKind.REPAYMENT, reasons="Paid twice.", amount_pence=900
    )
    asked = reconsideration_ask(actor=cast.holder, decision=decision, evidence="It was another day.")
    assert "Look at a decision again" in _titles(cast.signoff)
    assert "Look at a decision again" not in _titles(cast.planner)
    reconsideration_answer(actor=cast.signoff, asked=asked, is_changed=True, answer="You are right.")
    assert "Look at a decision again" not in _titles(cast.signoff)


def test_an_invitation_waits_for_who_was_invited_and_a_plan_for_the_broker(cast: Cast) -> None:
    budget = make.planning(cast)
    make.invited(cast, budget)
    assert _titles(cast.carer) == ["Answer the invitation of Maya Thompson"]
    make.brokered(cast, budget)
    assert _titles(cast.broker) == ["Help with a plan"]
    make.brokered(cast, budget, BudgetRole.LINK_WORKER, "linkworker")
    assert _titles(cast.linkworker) == []


def test_the_figures_wait_for_finance_once_something_runs(cast: Cast) -> None:
    assert "Release figures about personal budgets" not in _titles(cast.fund)
    make.running(cast)
    assert "Release figures about personal budgets" in _titles(cast.fund)
    cast.client("fund").post("/budgets/statistics/release/", {"organisation": cast.org("icb").ref})
    assert "Release figures about personal budgets" not in _titles(cast.fund)


def test_work_costs_the_same_for_few_and_many(cast: Cast, assert_constant_queries: Any) -> None:
    budget = make.running(cast)
    for name in ("holder", "planner"):
        assert_constant_queries(
            lambda name=name: work_for(cast.user(name)), lambda: make.spend(cast, budget, "planner", pence=1)
        )


def _mails() -> list[tuple[str, str]]:
    return list(OutboxMessage.objects.order_by("pk").values_list("email", "subject"))


def test_mail_goes_to_whose_turn_it_is_and_carries_no_word_of_a_plan(cast: Cast, committed: Callable[[], Any]) -> None:
    with committed():
        budget = make.running(cast)
        make.payment(cast, budget)
        make.spend(cast, budget, "planner", what=f"{make.SECRET} swimming")
        make.invited(cast, budget)
        make.line(cast, budget, pence=100, name=f"{make.SECRET} paint")
        plan_mail = _mails()
    for email, subject in (
        ("officer@example.org", "Somebody asks for a personal budget"),
        ("planner@example.org", "You have a part in a personal budget"),
        ("holder@example.org", "Your amount is there"),
        ("finance@example.org", "Please confirm the money of a personal budget"),
        ("signoff@example.org", "A plan waits for your yes"),
        ("holder@example.org", "Your plan is agreed"),
        ("holder@example.org", "Your budget runs"),
        ("holder@example.org", "Money came into your budget"),
        ("holder@example.org", "Is this right?"),
        ("carer@example.org", "Maya Thompson wants to share something with you"),
        ("planner@example.org", "Something to buy needs a talk"),
    ):
        assert (email, subject) in [*plan_mail, *_mails()], subject
    assert len(_mails()) == len(set(OutboxMessage.objects.values_list("email", "event_key")))
    for row in OutboxMessage.objects.order_by("pk"):
        said = " ".join([row.subject, row.opening, *row.lines, row.link])
        assert make.SECRET not in said
        assert "£" not in said
        assert "swim" not in said


def test_the_record_stays_whole_and_never_holds_a_word_of_a_plan(cast: Cast) -> None:
    from portal.audit.models import AuditEvent

    budget = make.running(cast)
    make.spend(cast, budget, what=f"{make.SECRET} swimming")
    assert list(verify_all()) == []
    for event in AuditEvent.objects.order_by("at"):
        assert make.SECRET not in f"{event.data} {event.subject_label}"
        assert "swim again" not in str(event.data)


# -- Decisions --


def test_less_money_is_a_decision_with_its_reason_and_finance_confirms_anew(cast: Cast) -> None:
    budget = make.ready(cast)
    part = make.part(budget)
    changed = amount_change(actor=cast.planner, part=part, pence=400_000, reason="A neighbour takes you there now.")
    assert (changed.confirmed_at, changed.final_pence, changed.indicative_pence) == (None, 400_000, 416_000)
    decision = BudgetDecision.objects.get()
    assert (decision.kind, decision.amount_pence) == (DecisionKind.REDUCTION, 16_000)
    page = cast.client("holder").get(f"/budgets/personal/{budget.ref}/money/").text
    assert "A neighbour takes you there now." in page
    assert "£4,160.00" in page
    assert "£4,000.00" in page
    sign = cast.client("holder").get(f"/budgets/personal/{budget.ref}/plan/sign/").text
    assert "It must add up to the penny" in sign


def test_v5_one_second_look_and_for_a_refused_direct_payment_another_after_six_months(cast: Cast) -> None:
    budget = make.running(cast)
    holder = cast.client("holder")
    kinds = (DecisionKind.DIRECT_REFUSED, DecisionKind.REPAYMENT)
    for number, kind in enumerate(kinds, start=1):
        decision = decision_make(actor=cast.planner, budget=budget, kind=kind, reasons="The law.", amount_pence=900)
        again = f"/budgets/personal/{budget.ref}/decisions/{number}/again/"
        assert holder.post(again, {"words": "It ended in May."}).status_code == 302
        assert "You asked already" in holder.post(again, {"words": "Please"}).text
        reconsideration_answer(
            actor=cast.signoff,
            asked=decision.reconsiderations.select_related("decision__budget").get(),
            is_changed=False,
            answer="The order still runs.",
        )
        assert "looked at again already" in holder.post(again, {"words": "Please"}).text
    page = holder.get(f"/budgets/personal/{budget.ref}/decisions/").text
    assert page.count("The decision stays.") == 2
    with clock.at(NOON + timedelta(days=190)):
        statuses = [
            holder.post(f"/budgets/personal/{budget.ref}/decisions/{number}/again/", {"words": "Now."}).status_code
            for number in (1, 2)
        ]
    assert statuses == [302, 200]


def test_a_no_at_the_beginning_is_answered_by_somebody_else_and_can_open_the_question_again(cast: Cast) -> None:
    budget = make.taken(cast)
    page = f"/budgets/personal/{budget.ref}/"
    planner = cast.client("planner")
    said = planner.post(f"{page}possible/", {"decision": "no", "reasons": ""})
    assert "Say why, so that the person can answer" in said.text
    assert planner.post(f"{page}possible/", {"decision": "no", "reasons": "You live elsewhere."}).status_code == 302
    holder = cast.client("holder")
    assert "You cannot have one now" in holder.get(page).text
    holder.post(f"{page}decisions/1/again/", {"words": "I moved here in May."})
    refused = planner.post(f"{page}decisions/1/answer/", {"verdict": "yes", "reason": "Right."})
    assert refused.status_code == 403
    answer = cast.client("signoff").post(f"{page}decisions/1/answer/", {"verdict": "yes", "reason": "You did."})
    assert answer.status_code == 302
    budget = PersonalBudget.objects.get(pk=budget.pk)
    assert budget.state == "enquiry"
