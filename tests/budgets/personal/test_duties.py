"""SOD-17 to SOD-21, SOD-30 and SOD-31 by requests of the people concerned."""

import re
from datetime import date, timedelta
from typing import Any

from django.test import Client

from portal.audit.models import AuditEvent
from portal.audit.selectors import events_about
from portal.budgets.enums import AuthorityKind, BudgetRole, GrantAct, PlanPart, SectionKey
from portal.budgets.models import BudgetAssignment, CircleGrant, PersonalBudget, PlanSignature, SpendLine
from portal.budgets.services.circle import circle_stop
from portal.budgets.services.plan import section_write
from portal.common import clock
from portal.organisations.models import Membership, Organisation
from tests.budgets.personal import factories as make
from tests.characters import NAMES, VISITOR, Cast
from tests.conftest import NOON

ADDRESSES = ("", "plan/", "money/", "circle/", "decisions/", "plan/sign/", "plan/decide/", "money/spent/1/receipt/")


def _page(budget: PersonalBudget, rest: str = "") -> str:
    return f"/budgets/personal/{budget.ref}/{rest}"


def _refused(client: Client, url: str, **data: Any) -> str:
    answer = client.post(url, data) if data else client.get(url)
    assert answer.status_code == 403, answer.status_code
    return str(answer.context["reason"])


# -- SOD-17 --


def test_sod_17_finance_reads_the_money_and_no_narrative(cast: Cast) -> None:
    budget = make.running(cast)
    finance = cast.client("finance")
    assert "The plan itself is not for finance" in _refused(finance, _page(budget, "plan/"))
    money = finance.get(_page(budget, "money/"))
    assert money.status_code == 200
    assert make.SECRET not in money.text
    assert "I want to swim again" not in money.text
    assert "Swimming with someone" in money.text
    assert events_about(budget).filter(verb="budgets.plan.read.refused", actor_id=cast.finance.pk).count() == 1
    assert finance.get(_page(budget)).status_code == 302
    for rest in ("plan/goals/1/", "plan/words/about-me/", "plan/signed/"):
        assert finance.get(_page(budget, rest)).status_code == 403
    assert make.SECRET not in finance.get(_page(budget, "plan/lines/1/")).text
    assert "swim again" not in finance.get(_page(budget, "plan/lines/1/")).text


def test_sod_17_an_unassigned_finance_officer_learns_nothing(cast: Cast) -> None:
    budget = make.running(cast)
    for rest in ADDRESSES:
        assert cast.client("fund").get(_page(budget, rest)).status_code == 404, rest


def test_sod_17_an_invitation_opens_no_plan_to_the_assigned_finance_officer(cast: Cast) -> None:
    budget = make.running(cast)
    grant = make.invited(cast, budget, "finance", parts=(PlanPart.NARRATIVE,))
    answer = cast.client("finance").post(f"/budgets/personal/invitations/{grant.token}/", {"answer": "yes"})
    assert "You have a part in this budget already" in answer.text
    assert cast.client("finance").get(_page(budget, "plan/")).status_code == 403


# -- SOD-18 --


def _decide(client: Client, budget: PersonalBudget) -> Any:
    return client.post(_page(budget, "plan/decide/"), {"verdict": "yes", "reason": ""})


def test_sod_18_an_author_is_no_approver(cast: Cast) -> None:
    """Whoever wrote in the plan and was made its approver by a row in the table is still refused."""
    budget = make.ready(cast)
    section_write(actor=cast.planner, budget=budget, key=SectionKey.ABOUT_ME, text="Hers")
    BudgetAssignment.objects.filter(budget=budget, user=cast.planner).update(role=BudgetRole.APPROVER)
    make.plan_submit(actor=cast.holder, budget=budget)
    reason = _refused(cast.client("planner"), _page(budget, "plan/decide/"), verdict="yes")
    assert reason == "You wrote in this plan, so somebody else approves it."
    budget.refresh_from_db()
    assert budget.state == "submitted"


def test_sod_18_a_broker_is_no_approver(cast: Cast) -> None:
    budget = make.submitted(cast)
    make.brokered(cast, budget)
    assert "A broker does not approve a plan" in _refused(cast.client("broker"), _page(budget, "plan/decide/"), v="y")
    BudgetAssignment.objects.filter(budget=budget, user=cast.broker).update(role=BudgetRole.APPROVER)
    assert "A broker does not approve a plan" in _refused(cast.client("broker"), _page(budget, "plan/decide/"), v="y")


def test_sod_18_nobody_paid_by_a_named_provider_approves(cast: Cast) -> None:
    budget = make.ready(cast)
    harbour: Organisation = cast.org("harbour")
    PersonalBudget.objects.get(pk=budget.pk).lines.filter(number=1).update(provider_name=harbour.name)
    make.plan_submit(actor=cast.holder, budget=budget)
    Membership.objects.create(organisation=harbour, user=cast.signoff, joined_at=NOON)
    reason = _refused(cast.client("signoff"), _page(budget, "plan/decide/"), verdict="yes")
    assert "You belong to a provider in this plan" in reason


def test_sod_18_who_plans_is_never_made_the_approver_and_the_other_way_round(cast: Cast) -> None:
    budget = make.planning(cast)
    planner, url = cast.client("planner"), _page(budget, "people/new/")
    for who, role, words in (
        ("planner", "approver", "Who plans with the person does not approve the plan"),
        ("signoff", "planner", "Who approves the plan has no other part in it"),
        ("broker", "approver", "Only somebody who works for the NHS or the council"),
        ("finance", "planner", "The finance officer sees the money only"),
        ("holder", "planner", "own budget"),
    ):
        answer = planner.post(url, {"email": f"{who}@example.org", "role": role, "reason": "x"})
        assert words in answer.text, who


def test_sod_18_the_approver_agrees_once_everything_is_settled(cast: Cast) -> None:
    budget = make.whole(cast)
    make.plan_submit(actor=cast.holder, budget=budget)
    answer = _decide(cast.client("signoff"), budget)
    assert "Finance has not confirmed the money of: The NHS." in answer.text
    assert "Not ticked yet" in answer.text
    done = make.submitted(cast, "holder2")
    assert _decide(cast.client("signoff"), done).status_code == 302
    signature = PlanSignature.objects.get(budget=done)
    assert (signature.signed_by, signature.approved_by) == (cast.holder2, cast.signoff)


# -- SOD-19 --


def test_sod_19_a_plan_does_not_exist_for_anybody_without_a_part(cast: Cast) -> None:
    budget = make.running(cast)
    make.spend(cast, budget, receipt=make.RECEIPT)
    parts = {"holder", "planner", "signoff", "finance", VISITOR}
    missing = cast.client("member").get("/budgets/personal/PB-ZZZZZZ/").text
    for name in set(NAMES) - parts:
        client = cast.client(name)
        for rest in ADDRESSES:
            assert client.get(_page(budget, rest)).status_code == 404, (name, rest)
        assert budget.ref not in client.get("/budgets/personal/").text
    hidden = cast.client("member").get(_page(budget)).text
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", hidden) == token.sub("", missing)
    assert cast.client().get(_page(budget)).status_code == 302
    assert not AuditEvent.objects.filter(actor_id=cast.member.pk, subject_label=budget.ref).exists()


# -- SOD-20 --


def test_sod_20_what_is_taken_back_is_gone_with_the_next_click_in_an_open_session(cast: Cast) -> None:
    budget = make.running(cast)
    make.spend(cast, budget, receipt=make.RECEIPT)
    make.granted(cast, budget, parts=(PlanPart.LOGISTICS, PlanPart.MONEY))
    carer = cast.client("carer")
    file = _page(budget, "money/spent/1/receipt/")
    assert carer.get(_page(budget)).status_code == 200
    answer = carer.get(file)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    stopped = cast.client("holder").post(_page(budget, "circle/1/stop/"))
    assert stopped.status_code == 302
    for rest in ("", "plan/", "money/", "money/spent/1/receipt/", "money/spent/1/"):
        assert carer.get(_page(budget, rest)).status_code == 404, rest
    assert budget.ref not in carer.get("/budgets/personal/").text


def test_sod_20_a_right_that_runs_out_is_gone_on_the_day_after(cast: Cast) -> None:
    budget = make.running(cast)
    make.granted(cast, budget, ends_on=date(2026, 11, 30))
    carer = cast.client("carer")
    with clock.at(NOON + timedelta(days=6)):
        assert carer.get(_page(budget)).status_code == 200
    with clock.at(NOON + timedelta(days=7)):
        assert carer.get(_page(budget)).status_code == 404


def test_sod_20_an_ended_part_and_an_ended_authority_are_gone_at_once(cast: Cast) -> None:
    budget = make.running(cast)
    make.authority(cast, budget)
    expert, finance = cast.client("expert"), cast.client("finance")
    assert expert.get(_page(budget)).status_code == 200
    assert expert.post(_page(budget, "authority/1/end/")).status_code == 302
    assert expert.get(_page(budget)).status_code == 404
    number = BudgetAssignment.objects.get(budget=budget, user=cast.finance).number
    assert cast.client("planner").post(_page(budget, f"people/{number}/end/")).status_code == 302
    assert finance.get(_page(budget, "money/")).status_code == 404


def test_sod_20_a_helper_stays_thirty_days_after_the_end(cast: Cast) -> None:
    budget = make.running(cast)
    make.brokered(cast, budget)
    planner = cast.client("planner")
    for rest, words in (("move/end/", "She asked for it."), ("close/", "Home care goes on.")):
        assert planner.post(_page(budget, rest), {"words": words}).status_code == 302
    broker = cast.client("broker")
    with clock.at(NOON + timedelta(days=30)):
        assert broker.get(_page(budget)).status_code == 200
    with clock.at(NOON + timedelta(days=30, seconds=1)):
        assert broker.get(_page(budget)).status_code == 404


# -- SOD-21 --


def test_sod_21_a_broker_sets_nothing_approves_nothing_and_lets_nobody_in(cast: Cast) -> None:
    budget = make.planning(cast)
    make.brokered(cast, budget)
    broker = cast.client("broker")
    for rest, words in (
        ("amount/", "A broker does not set or raise an amount."),
        ("money/amounts/1/", "A broker does not set or raise an amount."),
        ("plan/decide/", "A broker does not approve a plan."),
        ("people/new/", "A broker does not let anybody else in."),
        ("circle/new/", "A broker does not let anybody else in."),
        ("circle/", "A broker does not let anybody else in."),
    ):
        assert _refused(broker, _page(budget, rest)) == words
        assert _refused(broker, _page(budget, rest), x="1") == words
    make.line(cast, budget, name="Painting", category="other")
    assert _refused(broker, _page(budget, "plan/lines/1/decide/"), verdict="yes") == (
        "A broker does not agree what is bought."
    )
    assert broker.post(_page(budget, "plan/words/about-me/"), {"text": "Written with her"}).status_code == 302


def test_sod_21_it_holds_too_for_a_broker_whom_the_person_invited(cast: Cast) -> None:
    budget = make.planning(cast)
    make.granted(cast, budget, "broker", parts=list(PlanPart), acts=(GrantAct.DRAFT, GrantAct.SUBMIT))
    broker = cast.client("broker")
    assert broker.post(_page(budget, "plan/words/about-me/"), {"text": "Written with her"}).status_code == 302
    for rest in ("amount/", "circle/new/", "people/new/", "plan/decide/", "plan/sign/"):
        assert broker.post(_page(budget, rest), {"x": "1"}).status_code == 403, rest


def test_sod_21_a_broker_declares_ties_first(cast: Cast) -> None:
    budget = make.planning(cast)
    data = {"email": "broker@example.org", "role": "broker", "reason": "She asked for one"}
    answer = cast.client("planner").post(_page(budget, "people/new/"), data)
    assert "Say which providers they are tied to" in answer.text
    sent = cast.client("planner").post(_page(budget, "people/new/"), data | {"ties": "none"})
    assert sent.status_code == 302


# -- SOD-30 --


def test_sod_30_acting_for_somebody_is_shown_on_every_record_and_merges_nobody(cast: Cast) -> None:
    budget = make.ready(cast)
    make.authority(cast, budget)
    expert = cast.client("expert")
    assert expert.post(_page(budget, "plan/words/crisis/"), {"text": "Then I come."}).status_code == 302
    assert (
        "Written by Joan Barker on 24 November 2026, 12:00, acting for Maya" in expert.get(_page(budget, "plan/")).text
    )
    signing = expert.get(_page(budget, "plan/sign/"))
    assert "You act for Maya Thompson" in signing.text
    seen = signing.context["form"]["seen"].value()
    data = {"agreed": ["needs", "cost", "review"], "seen": seen}
    assert expert.post(_page(budget, "plan/sign/"), data).status_code == 302
    signature = PlanSignature.objects.get(budget=budget)
    assert (signature.signed_by, signature.is_for_holder) == (cast.expert, True)
    assert "Joan Barker, acting for Maya Thompson" in expert.get(_page(budget, "plan/signed/")).text
    event = events_about(budget).get(verb="budgets.personal.submit")
    assert (event.actor_label, event.acting_as) == ("Joan Barker", "acting for Maya Thompson")

    make.plan_agree(actor=cast.signoff, budget=budget)
    make.budget_activate(actor=cast.planner, budget=budget)
    spent = {"amount_pence": "9", "what": "Swimming", "spent_on_day": 17, "spent_on_month": 11, "spent_on_year": 2026}
    assert expert.post(_page(budget, "money/spend/1/"), spent).status_code == 302
    spend = SpendLine.objects.get(budget=budget)
    assert (spend.recorded_by, spend.is_for_holder, spend.state) == (cast.expert, True, "counted")
    assert "Joan Barker, acting for Maya Thompson" in cast.client("holder").get(_page(budget, "money/spent/1/")).text
    assert expert.get(_page(budget)).status_code == 200
    mine = AuditEvent.objects.filter(actor_id=cast.expert.pk, verb__startswith="budgets.")
    acts = ("personal.submit", "spend.record", "spend.count", "plan.read", "plan.write")
    assert {f"budgets.{act}" for act in acts} == set(mine.values_list("verb", flat=True))
    assert set(mine.values_list("acting_as", flat=True)) == {"acting for Maya Thompson"}
    assert not events_about(budget).filter(actor_id=cast.planner.pk).exclude(acting_as="").exists()
    assert "Joan Barker, acting for Maya Thompson" in cast.client("holder").get(_page(budget, "circle/looks/")).text


def test_a_nominee_holds_the_money_and_does_not_sign(cast: Cast) -> None:
    budget = make.ready(cast)
    make.authority(cast, budget, kind=AuthorityKind.NOMINEE)
    expert = cast.client("expert")
    assert "A nominee cannot agree the plan" in _refused(expert, _page(budget, "plan/sign/"))
    assert make.SECRET not in expert.get(_page(budget, "money/")).text
    plan = expert.get(_page(budget, "plan/")).text
    assert f"{make.SECRET} about-me" not in plan
    assert f"{make.SECRET} communication" in plan


# -- SOD-31 --


def test_sod_31_a_carer_has_nothing_by_relationship_alone(cast: Cast) -> None:
    budget = make.running(cast)
    carer = cast.client("carer")
    for rest in ADDRESSES:
        assert carer.get(_page(budget, rest)).status_code == 404
    grant = make.invited(cast, budget)
    assert carer.get(_page(budget)).status_code == 404
    circle = f"/budgets/personal/invitations/{grant.token}/"
    assert "You can see what Maya Thompson does, when and where." in carer.get(circle).text
    assert cast.client("member").get(circle).status_code == 403
    assert carer.post(circle, {"answer": "yes"}).status_code == 302
    assert carer.get(_page(budget)).status_code == 200


def test_the_carer_sees_the_granted_part_only(cast: Cast) -> None:
    budget = make.running(cast)
    make.spend(cast, budget)
    make.granted(cast, budget, acts=(GrantAct.COMMENT,))
    carer = cast.client("carer")
    page = carer.get(_page(budget)).text
    assert "Swimming with someone, The pool" in page
    assert "Next: 1 December 2026, 10:30" in page
    for text in (page, carer.get(_page(budget, "plan/")).text):
        assert "£" not in text
        assert "swim again" not in text
        assert f"{make.SECRET} about-me" not in text
    assert f"{make.SECRET} communication" in carer.get(_page(budget, "plan/")).text
    for rest in ("money/", "money/spent/1/", "plan/goals/1/", "plan/lines/1/", "decisions/", "plan/signed/"):
        assert carer.get(_page(budget, rest)).status_code == 404, rest
    assert carer.post(_page(budget, "note/"), {"text": "I can come along on Friday."}).status_code == 302
    holder = cast.client("holder")
    assert "I can come along on Friday." in holder.get(_page(budget, "circle/")).text
    looks = holder.get(_page(budget, "circle/looks/")).text
    assert looks.count("Peter Walsh") == 3
    assert "looked at the plan" in looks


def test_an_act_that_was_not_granted_is_refused_with_its_reason(cast: Cast) -> None:
    budget = make.planning(cast)
    make.granted(cast, budget)
    carer = cast.client("carer")
    assert _refused(carer, _page(budget, "note/"), text="Hello") == "You were not asked to leave notes."
    assert "You cannot write in it" in _refused(carer, _page(budget, "plan/words/communication/"), text="Hello")
    changed = {"parts": ["logistics"], "acts": ["comment", "draft"], **_until(2027, 4, 30)}
    assert cast.client("holder").post(_page(budget, "circle/1/"), changed).status_code == 302
    assert carer.post(_page(budget, "plan/words/communication/"), {"text": "Slowly, please"}).status_code == 302
    assert carer.get(_page(budget, "plan/words/about-me/")).status_code == 404
    assert budget.authors.filter(user=cast.carer).exists()


def _until(year: int, month: int, day: int) -> dict[str, int]:
    return {"ends_on_day": day, "ends_on_month": month, "ends_on_year": year}


def test_an_invitation_lasts_twelve_months_at_most_and_names_a_part(cast: Cast) -> None:
    budget = make.planning(cast)
    holder, url = cast.client("holder"), _page(budget, "circle/new/")
    start = {"called": "Joy, my sister", "email": "joy@example.com", "parts": ["logistics"]}
    assert "must be 24 November 2027 or earlier" in holder.post(url, start | _until(2027, 11, 25)).text
    assert holder.post(url, {**start, "parts": []} | _until(2027, 11, 24)).status_code == 200
    assert "your own address" in holder.post(url, {**start, "email": "holder@example.org"} | _until(2027, 1, 1)).text
    assert holder.post(url, start | _until(2027, 11, 24)).status_code == 302
    assert "in your circle already" in holder.post(url, start | _until(2027, 11, 24)).text
    assert CircleGrant.objects.get().user is None


def test_somebody_in_the_circle_leaves_by_themselves(cast: Cast) -> None:
    budget = make.running(cast)
    grant = make.granted(cast, budget)
    carer = cast.client("carer")
    assert carer.post(_page(budget, "circle/1/leave/")).status_code == 302
    assert carer.get(_page(budget)).status_code == 404
    assert "left the circle" in cast.client("holder").get(_page(budget, "circle/")).text
    grant.refresh_from_db()
    assert grant.state == "given_up"


def test_a_stopped_invitation_cannot_be_accepted(cast: Cast) -> None:
    budget = make.running(cast)
    grant = circle_stop(actor=cast.holder, grant=make.invited(cast, budget))
    url = f"/budgets/personal/invitations/{grant.token}/"
    carer = cast.client("carer")
    assert "was taken back" in carer.get(url).text
    assert "This cannot be done now" in carer.post(url, {"answer": "yes"}).text
    assert carer.get(_page(budget)).status_code == 404
