"""Bulk personal budgets for measuring: plans that run, each with its money, goals, things to buy and what was spent.

Made in bulk, as nobody's right hangs on them but their invented holders'. The first one has as many entries as a long
life with a budget makes.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.db import transaction

from portal.accounts.models import User
from portal.audit.services import audit_record
from portal.budgets.enums import BudgetState, Category, FunderKind, HoldingMode, PaidInto, RightBasis, SectionKey
from portal.budgets.enums import SpendState as Spent
from portal.budgets.models import (
    FundingPart,
    Goal,
    GoalReading,
    Holding,
    MoneyIn,
    PersonalBudget,
    PlanLine,
    PlanSection,
    SpendLine,
)
from portal.common.clock import now, today
from portal.dashboards.demo.scenes.stage import body, who

Tick = Callable[[], object]
ENTRIES, MANY_ENTRIES = 60, 2_000
LINES = (
    ("Somebody who helps at home", Category.SUPPORT, 400_000),
    ("Swimming", Category.ACTIVITY, 90_000),
    ("A lift there and back", Category.TRANSPORT, 60_000),
    ("Drawing class", Category.LEARNING, 30_000),
)
WISHES = ("I want to swim again.", "I want to cook my own tea.", "I want to see people.")


def plans(total: int, seed: int, tick: Tick) -> int:
    """As many running budgets as asked for. Returns how many were made."""
    start = f"bulk{seed}-"
    have = User.objects.filter(email__startswith=start, email__endswith="@example.com").count()
    for place in range(have, total):
        _plan(Random(f"{seed}:plan:{place}"), f"{start}{place}@example.com", seed, place)  # noqa: S311
        tick()
    made = max(total - have, 0)
    if made:
        audit_record(actor=None, verb="dashboards.scale.seed", subject="dashboards.scale", data={"plans": made})
    return made


@transaction.atomic
def _plan(dice: Random, email: str, seed: int, place: int) -> None:
    holder = User.objects.create(email=email, first_name="Person", last_name=str(place + 1), password="!")  # noqa: S106
    starts_on = today() - timedelta(days=200)
    budget = PersonalBudget.objects.create(
        ref=f"PB-{seed}X{place}",
        holder=holder,
        organisation=body("icb"),
        state=BudgetState.ACTIVE,
        asked_at=now(),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=364),
        started_at=now() - timedelta(days=200),
    )
    part = FundingPart.objects.create(
        budget=budget,
        number=1,
        funder_kind=FunderKind.NHS,
        organisation=body("icb"),
        right_basis=RightBasis.CHC,
        indicative_pence=624_000,
        final_pence=624_000,
        set_by=who("planner"),
        set_at=now(),
    )
    mode = dice.choice(list(HoldingMode))
    into = PaidInto.SEPARATE if mode == HoldingMode.DIRECT else ""
    Holding.objects.create(part=part, mode=mode, amount_pence=624_000, paid_into=into)
    if mode == HoldingMode.DIRECT:
        MoneyIn.objects.create(
            part=part, mode=mode, amount_pence=312_000, paid_on=starts_on, recorded_by=who("finance"), recorded_at=now()
        )
    _words(dice, budget)
    _entries(dice, budget, part, starts_on, ENTRIES if place else MANY_ENTRIES)


def _words(dice: Random, budget: PersonalBudget) -> None:
    PlanSection.objects.bulk_create(
        PlanSection(budget=budget, key=key, text="Written for measuring.", written_by=budget.holder, written_at=now())
        for key in SectionKey
    )
    for number, words in enumerate(WISHES, start=1):
        goal = Goal.objects.create(
            budget=budget, number=number, words=words, created_by=budget.holder, created_at=now()
        )
        GoalReading.objects.create(
            goal=goal,
            score=dice.randrange(11),
            said_on=today(),
            recorded_by=budget.holder,
            recorded_at=now(),
        )


def _entries(dice: Random, budget: PersonalBudget, part: FundingPart, starts_on: date, count: int) -> None:
    lines = [
        PlanLine.objects.create(
            budget=budget,
            number=number,
            part=part,
            name=name,
            category=category,
            planned_pence=pence,
            added_by=budget.holder,
            added_at=now(),
        )
        for number, (name, category, pence) in enumerate(LINES, start=1)
    ]
    SpendLine.objects.bulk_create(
        [
            SpendLine(
                budget=budget,
                number=number,
                line=(line := dice.choice(lines)),
                amount_pence=dice.randrange(1, line.planned_pence // (2 * count) + 2),
                spent_on=starts_on + timedelta(days=dice.randrange(200)),
                what=line.name,
                state=Spent.COUNTED,
                recorded_by=budget.holder,
                recorded_at=now(),
            )
            for number in range(1, count + 1)
        ],
        batch_size=500,
    )
