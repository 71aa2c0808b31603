"""Three personal budgets: one that runs for a year, one that waits for a yes, one that is being planned.

Maya's is paid to her, with a year of entries and goals; George's is held by the NHS and is signed; Nadia's is to be held
by an organisation. Peter is let in to Maya's week and was let in to George's.
"""

from datetime import date, datetime, time
from typing import Any

from portal.budgets.enums import (
    BudgetKind,
    BudgetRole,
    Category,
    CheckKey,
    FunderKind,
    GrantAct,
    HoldingMode,
    PaidInto,
    PlanPart,
    RightBasis,
    SectionKey,
)
from portal.budgets.models import Goal, PersonalBudget, PlanLine
from portal.budgets.rules.quarter import last_ended, quarter_end
from portal.budgets.services.circle import circle_answer, circle_invite, note_leave
from portal.budgets.services.personal import (
    Amount,
    Ground,
    amount_set,
    budget_activate,
    budget_ask,
    budget_assess,
    budget_person_add,
    eligibility_find,
    funding_confirm,
    plan_start,
    review_agree,
    review_record,
)
from portal.budgets.services.plan import (
    Wish,
    checks_set,
    goal_add,
    holding_set,
    line_add,
    plan_agree,
    plan_submit,
    progress_say,
    section_write,
    time_add,
)
from portal.budgets.services.spend import payment_record, query_ask, spend_record
from portal.budgets.services.statistics import statistics_release
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.stage import body, day, on, who
from portal.outcomes.services import Evidence

MAYA_WEEKS = 34
"""How long Maya's budget runs when the demo is loaded."""

TEXTS = {
    "holder": {
        SectionKey.ABOUT_ME: "I worked in a bakery for twenty years. I like early mornings, strong tea and people who say what they mean.",
        SectionKey.MATTERS: "Getting out of the house on my own feet. Water. Cooking for somebody, not only for me.",
        SectionKey.WORKING: "Carol comes on Mondays and Thursdays, and we laugh. Buses do not work for me since my stroke.",
        SectionKey.NEEDS: "Somebody beside me in the water. Help with lifting pots and with stairs. A lift when my leg is bad.",
        SectionKey.RISKS: "I can lose my balance when I am tired. We agreed: a buddy in the water, a chair in the kitchen, no stairs alone.",
        SectionKey.CRISIS: "If Carol is ill, the agency sends somebody by noon. My neighbour has a key.",
        SectionKey.COMMUNICATION: "One thing at a time, please. Ring rather than write.",
        SectionKey.WHO_HELPED: "Kate helped me to write it down. My brother Peter was there.",
    },
    "holder2": {
        SectionKey.ABOUT_ME: "I drove trains. I know every station between here and the sea.",
        SectionKey.MATTERS: "My wheelchair fits through my own doors. Trips with the model railway club.",
        SectionKey.NEEDS: "A lighter chair, and somebody to push on hills.",
        SectionKey.RISKS: "Sore skin when I sit too long. We agreed on a timer and a better cushion.",
        SectionKey.CRISIS: "My daughter Ann comes. She lives twenty minutes away.",
    },
    "holder3": {
        SectionKey.ABOUT_ME: "I draw. I have drawn every cat in our street.",
        SectionKey.MATTERS: "Quiet rooms, soft light, and knowing what comes next.",
    },
}


def load(noon: datetime) -> None:
    """Maya, George, Nadia, and the figures of the quarter before."""
    _maya(noon)
    _george(noon)
    _nadia(noon)
    with on(noon, -1):
        start = last_ended(day(noon, -1))
        if quarter_end(start) < day(noon, -1):
            statistics_release(actor=who("fund"), organisation=body("icb"), quarter_starts_on=start)


def _opened(
    noon: datetime, days: float, key: str, grounds: list[Ground], amounts: list[int], starts_on: date, ends_on: date
) -> PersonalBudget:
    """From the question to an open plan within four weeks."""
    with on(noon, days):
        budget = budget_ask(actor=who(key), organisation=body("icb"), words="I would like to choose what helps me.")
        budget_person_add(
            actor=who("officer"),
            budget=budget,
            user=who("planner"),
            role=BudgetRole.COORDINATOR,
            reason="Plans with people in this part of town.",
        )
    with on(noon, days + 2):
        for person, role, reason in (
            ("signoff", BudgetRole.APPROVER, "Reads plans that she did not write and says yes or no."),
            ("finance", BudgetRole.FINANCE, "Pays the money and sees nothing else."),
        ):
            budget_person_add(actor=who("planner"), budget=budget, user=who(person), role=role, reason=reason)
    with on(noon, days + 6):
        eligibility_find(actor=who("planner"), budget=budget, kind=BudgetKind.ONGOING, grounds=grounds)
        budget_assess(actor=who("planner"), budget=budget, needs="Help to get out, to cook and to see people.")
    with on(noon, days + 10):
        pence = {number: Amount(each) for number, each in enumerate(amounts, start=1)}
        amount_set(actor=who("planner"), budget=budget, starts_on=starts_on, ends_on=ends_on, amounts=pence)
    with on(noon, days + 12):
        budget = plan_start(actor=who(key), budget=budget)
        for section, text in TEXTS[key].items():
            section_write(actor=who(key), budget=budget, key=section, text=text)
    return budget


def _confirm(budget: PersonalBudget) -> None:
    for part in budget.funding.order_by("number"):
        funding_confirm(actor=who("finance"), part=part)


def _settled(noon: datetime, days: float, budget: PersonalBudget, key: str, mode: HoldingMode) -> PersonalBudget:
    """The money's way, the checklist, finance, the signature."""
    with on(noon, days):
        for part in budget.funding.order_by("number"):
            holding_set(actor=who(key), part=part, amounts={mode: part.whole_pence}, paid_into=PaidInto.SEPARATE)
        checks_set(actor=who("planner"), budget=budget, keys=list(CheckKey))
        _confirm(budget)
    with on(noon, days + 1):
        return plan_submit(actor=who(key), budget=budget).budget


# -- Maya --


def _maya(noon: datetime) -> None:
    starts_on = day(noon, -7 * MAYA_WEEKS)
    ends_on = date(starts_on.year + 1, starts_on.month, min(starts_on.day, 28))
    grounds = [
        Ground(FunderKind.NHS, body("icb"), RightBasis.CHC),
        Ground(FunderKind.COUNCIL, body("council"), RightBasis.CARE_ACT),
    ]
    begin = -7 * MAYA_WEEKS - 40
    budget = _opened(noon, begin, "holder", grounds, [208_000, 416_000], starts_on, ends_on)
    goals, lines = _maya_plan(noon, begin + 14, budget)
    budget = _settled(noon, begin + 20, budget, "holder", HoldingMode.DIRECT)
    with on(noon, begin + 26):
        plan_agree(actor=who("signoff"), budget=budget)
    with on(noon, -7 * MAYA_WEEKS):
        budget = budget_activate(actor=who("planner"), budget=budget)
    _maya_payments(noon, budget)
    _maya_spends(noon, lines)
    _maya_goals(noon, goals)
    _maya_circle(noon, budget)
    with on(noon, -100):
        review_record(
            actor=who("planner"), budget=budget, held_on=day(noon, -100), funders=list(FunderKind),
            outcome="Maya swims each week and wants to go on. The money is enough.",
        )  # fmt: skip
        review_agree(actor=who("planner"), budget=budget, on=day(noon, 99))


def _maya_plan(noon: datetime, days: float, budget: PersonalBudget) -> tuple[list[Goal], dict[str, PlanLine]]:
    holder = who("holder")
    parts = {part.funder_kind: part for part in budget.funding.order_by("number")}
    with on(noon, days):
        goals = [
            goal_add(actor=holder, budget=budget, words=words)
            for words in (
                "I want to swim again and not be scared of the water.",
                "I want to cook my own tea.",
                "I want to see people, not just the telly.",
            )
        ]
        made = {}
        for name, funder, goal, pence, category, details, by in (
            ("Swimming with someone", "council", 0, 88_000, Category.ACTIVITY, "Tuesdays at 10:30, £22.00 each time", "Easton Swim Buddies"),
            ("Taxi to the pool", "council", 0, 36_000, Category.TRANSPORT, "Tuesdays at 10:00, £9.00 each time", "Any taxi"),
            ("Carol helps me cook", "nhs", 1, 165_000, Category.SUPPORT, "Mondays and Thursdays at 16:00, £16.50 an hour", "Carol"),
            ("Kitchen tools with big handles", "council", 1, 11_800, Category.EQUIPMENT, "Bought once", ""),
            ("Art group", "council", 2, 25_200, Category.ACTIVITY, "Fridays at 14:00, £6.00 each time", "Garden Days"),
            ("Paying Carol the right way", "nhs", None, 31_200, Category.PAYROLL, "£26.00 a month", ""),
            ("If something goes wrong", "council", None, 40_000, Category.BACKUP, "Someone else comes when Carol is ill", ""),
        ):  # fmt: skip
            wish = Wish(
                name=name, category=category, planned_pence=pence, details=details, provider_name=by,
                goal=None if goal is None else goals[goal],
            )  # fmt: skip
            made[name] = line_add(actor=holder, budget=budget, part=parts[funder], wish=wish)
        for name, weekday, first, last, place in (
            ("Taxi to the pool", 1, time(10), None, "From home"),
            ("Swimming with someone", 1, time(10, 30), time(11, 30), "Easton Leisure Centre"),
            ("Carol helps me cook", 0, time(16), time(18), "At home"),
            ("Carol helps me cook", 3, time(16), time(18), "At home"),
            ("Art group", 4, time(14), time(16), "Barton Hill hall"),
        ):
            time_add(actor=holder, line=made[name], weekday=weekday, from_time=first, to_time=last, place=place)
    return goals, made


def _maya_payments(noon: datetime, budget: PersonalBudget) -> None:
    """Every four weeks, from both."""
    for part in budget.funding.order_by("number"):
        each = part.whole_pence // 13
        for week in range(0, MAYA_WEEKS, 4):
            paid = -7 * (MAYA_WEEKS - week) + 1
            with on(noon, paid):
                payment_record(
                    actor=who("finance"), part=part, mode=HoldingMode.DIRECT, amount_pence=each, paid_on=day(noon, paid)
                )


def _maya_spends(noon: datetime, lines: dict[str, PlanLine]) -> None:
    """Week by week; some weeks she does not go. The newest one a helper put in, and it waits for her."""
    for week in range(1, MAYA_WEEKS):
        then = -7 * (MAYA_WEEKS - week)
        with on(noon, then):
            if week % 3:
                _spend(lines, "Swimming with someone", 2_200, day(noon, then), "Swimming")
                _spend(lines, "Taxi to the pool", 900, day(noon, then), "Taxi to the pool and back")
            if week % 2:
                _spend(lines, "Art group", 600, day(noon, then), "Art group")
            if week % 4 == 0:
                _spend(lines, "Paying Carol the right way", 2_600, day(noon, then), "Payslips")
            _spend(lines, "Carol helps me cook", 4_950, day(noon, then), "Three hours with Carol")
            if week == 5:
                sent = Evidence("receipt.pdf", b"%PDF-1.4\n% Kitchen tools, 118.00\n")
                _spend(lines, "Kitchen tools with big handles", 11_800, day(noon, then), "Peeler, knife, pan", sent)
    with on(noon, -3):
        asked = _spend(lines, "If something goes wrong", 4_400, day(noon, -3), "Somebody else came when Carol was ill")
        query_ask(actor=who("planner"), spend=asked, question="Who came? We want to keep their name for next time.")
    with on(noon, -1):
        spend_record(
            actor=who("planner"), line=lines["Swimming with someone"], amount_pence=2_200, spent_on=day(noon, -7),
            what="Swimming, told on the phone",
        )  # fmt: skip


def _spend(lines: dict[str, PlanLine], name: str, pence: int, spent_on: date, what: str, receipt: Any = None) -> Any:
    return spend_record(
        actor=who("holder"), line=lines[name], amount_pence=pence, spent_on=spent_on, what=what, receipt=receipt
    )


def _maya_goals(noon: datetime, goals: list[Goal]) -> None:
    for then, scores, note in (
        (-7 * MAYA_WEEKS, (2, 3, 4), ""),
        (-150, (4, 3, 5), "I went under water once."),
        (-43, (6, 5, 7), "I know three people at the pool by name."),
    ):
        with on(noon, then):
            for place, (goal, score) in enumerate(zip(goals, scores, strict=True)):
                progress_say(actor=who("holder"), goal=goal, score=score, note="" if place else note)


def _maya_circle(noon: datetime, budget: PersonalBudget) -> None:
    with on(noon, -200):
        _let_in(budget, "holder", "Peter, my brother", day(noon, 155), (GrantAct.COMMENT,))
    with on(noon, -2):
        note_leave(actor=who("carer"), budget=budget, text="I can come along on Friday.")


def _let_in(budget: PersonalBudget, key: str, called: str, ends_on: date, acts: tuple[GrantAct, ...] = ()) -> None:
    grant = circle_invite(
        actor=who(key), budget=budget, email="carer@example.org", called=called, parts=[PlanPart.LOGISTICS],
        acts=acts, ends_on=ends_on,
    )  # fmt: skip
    circle_answer(actor=who("carer"), grant=grant, is_yes=True)


# -- George and Nadia --


def _george(noon: datetime) -> None:
    """Signed, and waits for a yes. Peter saw the week until a month ago."""
    starts_on = day(noon, 20)
    ground = Ground(FunderKind.NHS, body("icb"), RightBasis.WHEELCHAIR)
    ends_on = date(starts_on.year + 1, starts_on.month, min(starts_on.day, 28))
    budget = _opened(noon, -60, "holder2", [ground], [340_000], starts_on, ends_on)
    holder, part = who("holder2"), budget.funding.get()
    with on(noon, -45):
        goal = goal_add(actor=holder, budget=budget, words="I want to go to the club without asking for a lift.")
        progress_say(actor=holder, goal=goal, score=3)
        for name, category, pence, details in (
            ("A lighter wheelchair", Category.EQUIPMENT, 240_000, "Bought once, with a fitting"),
            ("Somebody who pushes on hills", Category.SUPPORT, 78_000, "Wednesdays at 18:00"),
        ):
            wish = Wish(name=name, category=category, planned_pence=pence, details=details, goal=goal)
            line_add(actor=holder, budget=budget, part=part, wish=wish)
        _let_in(budget, "holder2", "Peter, who helps me", day(noon, -30))
    _settled(noon, -6, budget, "holder2", HoldingMode.NOTIONAL)


def _nadia(noon: datetime) -> None:
    """In planning, with a broker beside her; one thing needs a talk."""
    starts_on = day(noon, 40)
    ground = Ground(FunderKind.COUNCIL, body("council"), RightBasis.CARE_ACT)
    ends_on = date(starts_on.year + 1, starts_on.month, min(starts_on.day, 28))
    budget = _opened(noon, -24, "holder3", [ground], [156_000], starts_on, ends_on)
    holder, part = who("holder3"), budget.funding.get()
    with on(noon, -8):
        budget_person_add(
            actor=who("planner"), budget=budget, user=who("broker"), role=BudgetRole.BROKER,
            reason="Nadia asked for somebody who knows local groups.", ties="none",
        )  # fmt: skip
        budget_person_add(
            actor=who("planner"), budget=budget, user=who("linkworker"), role=BudgetRole.LINK_WORKER,
            reason="Nadia wants to meet people who draw.", ties="none",
        )  # fmt: skip
        goal = goal_add(actor=holder, budget=budget, words="I want to draw with other people.")
        progress_say(actor=holder, goal=goal, score=1)
        for name, category, pence in (
            ("A drawing class", Category.LEARNING, 48_000),
            ("A quiet studio for one month", Category.OTHER, 30_000),
        ):
            line_add(
                actor=holder,
                budget=budget,
                part=part,
                wish=Wish(name=name, category=category, planned_pence=pence, goal=goal),
            )
        holding_set(
            actor=holder, part=part, amounts={HoldingMode.THIRD_PARTY: part.whole_pence},
            holder_name=body("northgate").name,
        )  # fmt: skip


SCENE = Scene(
    "Three people with a budget of their own",
    lambda: PersonalBudget.objects.filter(holder__email="holder@example.org").exists(),
    load,
)
