"""Personal budgets for tests, made by the services as the real people.

`asked` ... `running` are the steps of one way: each begins with the one before it. planner@ is the care co-ordinator,
signoff@ approves, finance@ sees the money, broker@ and carer@ come when asked for.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from portal.budgets.enums import (
    AuthorityKind,
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
from portal.budgets.models import (
    CircleGrant,
    FundingPart,
    Goal,
    LegalAuthority,
    MoneyIn,
    PersonalBudget,
    PlanLine,
    SpendLine,
)
from portal.budgets.services.circle import authority_verify, circle_answer, circle_invite
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
from portal.budgets.services.spend import payment_record, spend_record
from portal.outcomes.services import Evidence
from tests.characters import Cast
from tests.remembered import remembered

START, END = date(2026, 4, 1), date(2027, 3, 31)
NHS_PENCE, COUNCIL_PENCE = 208_000, 416_000
RECEIPT = Evidence("till.pdf", b"%PDF-1.7 swimming 22.00")
SECRET = "quaggasecret"
"""A word that stands in each narrative text and nowhere else."""


@remembered
def asked(cast: Cast, holder: str = "holder") -> PersonalBudget:
    """Asked of the ICB; nobody helps yet."""
    return budget_ask(actor=cast.user(holder), organisation=cast.org("icb"), words="I want to swim again.")


@remembered
def taken(cast: Cast, holder: str = "holder") -> PersonalBudget:
    """officer@ gave it to planner@, who named signoff@ and finance@."""
    budget = asked(cast, holder)
    people = (
        ("officer", "planner", BudgetRole.COORDINATOR),
        ("planner", "signoff", BudgetRole.APPROVER),
        ("planner", "finance", BudgetRole.FINANCE),
    )
    for actor, who, role in people:
        budget_person_add(actor=cast.user(actor), budget=budget, user=cast.user(who), role=role, reason="Their work")
    return budget


@remembered
def eligible(cast: Cast, holder: str = "holder", kinds: tuple[str, ...] = ("nhs", "council")) -> PersonalBudget:
    """Possible, with NHS and council money."""
    grounds = [
        Ground(FunderKind.NHS, cast.org("icb"), RightBasis.CHC),
        Ground(FunderKind.COUNCIL, cast.org("council"), RightBasis.CARE_ACT),
    ]
    budget = taken(cast, holder)
    return eligibility_find(
        actor=cast.user("planner"),
        budget=budget,
        kind=BudgetKind.ONGOING,
        grounds=[each for each in grounds if each.funder_kind.value in kinds],
    )


@remembered
def shown(cast: Cast, holder: str = "holder", kinds: tuple[str, ...] = ("nhs", "council")) -> PersonalBudget:
    """The amounts are there: £2,080 of the NHS, £4,160 of the council."""
    budget = eligible(cast, holder, kinds)
    budget = budget_assess(actor=cast.user("planner"), budget=budget, needs="Somebody beside them in the water.")
    pence = {"nhs": NHS_PENCE, "council": COUNCIL_PENCE}
    amounts = {row.number: Amount(pence[row.funder_kind]) for row in budget.funding.order_by("number")}
    return amount_set(actor=cast.user("planner"), budget=budget, starts_on=START, ends_on=END, amounts=amounts)


@remembered
def planning(cast: Cast, holder: str = "holder", kinds: tuple[str, ...] = ("nhs", "council")) -> PersonalBudget:
    """The plan is open and empty."""
    return plan_start(actor=cast.user(holder), budget=shown(cast, holder, kinds))


def part(budget: PersonalBudget, kind: str = "council") -> FundingPart:
    """One funder's money."""
    return FundingPart.objects.select_related("budget__holder", "organisation").get(budget=budget, funder_kind=kind)


@remembered
def goal(cast: Cast, budget: PersonalBudget, words: str = "I want to swim again.") -> Goal:
    """A goal of the person's own."""
    return goal_add(actor=budget.holder, budget=budget, words=words)


@remembered
def line(cast: Cast, budget: PersonalBudget, kind: str = "council", pence: int = 88_000, **fields: Any) -> PlanLine:
    """Swimming with somebody, £880, paid by the council."""
    values: dict[str, Any] = {
        "name": "Swimming with someone",
        "category": Category.ACTIVITY,
        "details": "Tuesdays at 10:30",
        "provider_name": "Swim Buddies",
        **fields,
    }
    return line_add(
        actor=budget.holder, budget=budget, part=part(budget, kind), wish=Wish(planned_pence=pence, **values)
    )


@remembered
def whole(
    cast: Cast, holder: str = "holder", kinds: tuple[str, ...] = ("nhs", "council"), mode: str = "direct"
) -> PersonalBudget:
    """A plan that can be signed: texts, a goal with two readings, things to buy, the money's way."""
    budget = planning(cast, holder, kinds)
    person = cast.user(holder)
    for key in SectionKey:
        section_write(actor=person, budget=budget, key=key, text=f"{SECRET} {key.value}")
    swim = goal(cast, budget)
    progress_say(actor=person, goal=swim, score=2, said_on=date(2026, 5, 4))
    progress_say(actor=person, goal=swim, score=6, note="I put my head under.", said_on=date(2026, 10, 12))
    kind = kinds[-1]
    first = line(cast, budget, kind, goal=swim)
    time_add(actor=person, line=first, weekday=1, from_time=time(10, 30), to_time=time(11, 30), place="The pool")
    line(cast, budget, kinds[0], pence=36_000, name="Taxi to the pool", category=Category.TRANSPORT)
    for each in budget.funding.order_by("number"):
        holding_set(
            actor=person,
            part=each,
            amounts={HoldingMode(mode): each.whole_pence},
            holder_name="Northgate Community Trust",
            paid_into=PaidInto.SEPARATE,
        )
    return budget


@remembered
def ready(cast: Cast, holder: str = "holder", **fields: Any) -> PersonalBudget:
    """Whole, the checklist ticked by planner@ and the money confirmed by finance@."""
    budget = whole(cast, holder, **fields)
    checks_set(actor=cast.user("planner"), budget=budget, keys=list(CheckKey))
    for each in budget.funding.order_by("number"):
        funding_confirm(actor=cast.user("finance"), part=each)
    return budget


@remembered
def submitted(cast: Cast, holder: str = "holder", **fields: Any) -> PersonalBudget:
    """Signed by the person; waits for signoff@."""
    budget = ready(cast, holder, **fields)
    return plan_submit(actor=cast.user(holder), budget=budget).budget


@remembered
def agreed(cast: Cast, holder: str = "holder", **fields: Any) -> PersonalBudget:
    """Agreed by signoff@."""
    return plan_agree(actor=cast.user("signoff"), budget=submitted(cast, holder, **fields))


@remembered
def running(cast: Cast, holder: str = "holder", **fields: Any) -> PersonalBudget:
    """Started by planner@."""
    return budget_activate(actor=cast.user("planner"), budget=agreed(cast, holder, **fields))


@remembered
def payment(cast: Cast, budget: PersonalBudget, kind: str = "council", pence: int = 32_000) -> MoneyIn:
    """£320 paid in, on 23 November."""
    return payment_record(
        actor=cast.user("finance"),
        part=part(budget, kind),
        mode=HoldingMode.DIRECT,
        amount_pence=pence,
        paid_on=date(2026, 11, 23),
    )


def line_of(budget: PersonalBudget, number: int = 1) -> PlanLine:
    """A line by its number."""
    return PlanLine.objects.select_related("budget__holder", "part").get(budget=budget, number=number)


@remembered
def spend(cast: Cast, budget: PersonalBudget, who: str = "holder", pence: int = 2_200, **fields: Any) -> SpendLine:
    """£22 for swimming, put in by that person."""
    values: dict[str, Any] = {"what": "Swimming", "spent_on": date(2026, 11, 17), **fields}
    return spend_record(actor=cast.user(who), line=line_of(budget), amount_pence=pence, **values)


@remembered
def invited(
    cast: Cast,
    budget: PersonalBudget,
    who: str = "carer",
    parts: Iterable[PlanPart] = (PlanPart.LOGISTICS,),
    acts: Iterable[GrantAct] = (),
    ends_on: date = date(2027, 4, 30),
) -> CircleGrant:
    """An invitation that waits for an answer."""
    return circle_invite(
        actor=budget.holder,
        budget=budget,
        email=f"{who}@example.org",
        called="Peter, my brother",
        parts=list(parts),
        acts=list(acts),
        ends_on=ends_on,
    )


@remembered
def granted(cast: Cast, budget: PersonalBudget, who: str = "carer", **fields: Any) -> CircleGrant:
    """An invitation that was accepted."""
    return circle_answer(actor=cast.user(who), grant=invited(cast, budget, who, **fields), is_yes=True)


@remembered
def authority(
    cast: Cast, budget: PersonalBudget, who: str = "expert", kind: AuthorityKind = AuthorityKind.POWER_OF_ATTORNEY
) -> LegalAuthority:
    """expert@ acts for the person by a power of attorney that planner@ has seen."""
    return authority_verify(
        actor=cast.user("planner"),
        budget=budget,
        user=cast.user(who),
        kind=kind,
        document="LPA of 3 May 2024",
        scope="Health, welfare and money",
        expires_on=date(2027, 5, 3),
    )


@remembered
def brokered(cast: Cast, budget: PersonalBudget, role: BudgetRole = BudgetRole.BROKER, who: str = "broker") -> Any:
    """broker@ helps, with declared ties."""
    return budget_person_add(
        actor=cast.user("planner"), budget=budget, user=cast.user(who), role=role, reason="Asked for", ties="none"
    )
