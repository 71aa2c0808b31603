"""Which personal budgets somebody has a part in, and what a page about one needs."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.audit.services import subject_key
from portal.budgets.enums import (
    SPENDABLE_LINES,
    BudgetMode,
    BudgetRole,
    FunderKind,
    GrantAct,
    GrantState,
    HoldingMode,
    LineState,
    PlanPart,
    SpendState,
)
from portal.budgets.models import (
    CircleGrant,
    FundingPart,
    LineTime,
    MoneyIn,
    PersonalBudget,
    PlanLine,
    SpendLine,
)
from portal.budgets.models.personal import current
from portal.budgets.rules.personal import Account, Pace, is_surplus, pace, week_pence
from portal.budgets.rules.review import Funding, next_review_due
from portal.budgets.selectors.plan import account_of, counted_lines, parts_of, spent_by_line
from portal.common.clock import now, today

SURPLUS_WEEKS = {FunderKind.NHS: 8, FunderKind.COUNCIL: 8}
"""More than so many weeks' money unused is a reason to talk (a setting of each funder)."""


@dataclass(frozen=True)
class Mine:
    """The budgets of one person: their own, those shared with them, those they work on."""

    own: list[PersonalBudget]
    shared: list[CircleGrant]
    acting_for: list[PersonalBudget]
    work: list[tuple[PersonalBudget, str]]
    invited: list[CircleGrant]


def mine_of(user: Any) -> Mine:
    """Five queries, however many there are."""
    at, day = now(), today()
    own = PersonalBudget.objects.filter(holder=user).select_related("organisation").order_by("-asked_at", "-pk")
    shared = CircleGrant.objects.filter(user=user, state=GrantState.ACTIVE, ends_on__gte=day)
    acting = PersonalBudget.objects.filter(
        Q(authorities__ended_at=None) | Q(authorities__ended_at__gt=at),
        authorities__user=user,
        authorities__expires_on__gte=day,
    )
    invited = CircleGrant.objects.filter(email=user.email.lower(), state=GrantState.INVITED, ends_on__gte=day)
    return Mine(
        own=list(own),
        shared=list(shared.select_related("budget__holder").order_by("pk")),
        acting_for=list(acting.select_related("holder").distinct().order_by("pk")),
        work=[(row.budget, str(BudgetRole(row.role).label)) for row in assignments_of(user)],
        invited=list(invited.select_related("budget__holder").order_by("pk")),
    )


def assignments_of(user: Any) -> QuerySet[Any]:
    """The person's own parts in budgets of others."""
    from portal.budgets.models import BudgetAssignment

    rows = current(BudgetAssignment.objects.filter(user=user), now())
    return rows.select_related("budget__holder").order_by("-budget__asked_at", "role", "pk")


def people_of(budget: PersonalBudget) -> list[Any]:
    """Who has a part now: one query."""
    return list(current(budget.people, now()).select_related("user").order_by("number"))


def coordinator_of(budget: PersonalBudget) -> User | None:
    """The care co-ordinator who is named in the plan."""
    row = current(budget.people.filter(role=BudgetRole.COORDINATOR), now()).select_related("user").first()
    return row.user if row else None


def mode_of(budget: PersonalBudget) -> BudgetMode | None:
    """How the whole budget is held, for its name and for counting; None before it is said."""
    modes = {row.mode for part in parts_of(budget) for row in part.holdings.all()}
    if not modes:
        return None
    return BudgetMode(modes.pop()) if len(modes) == 1 else BudgetMode.MIXED


# -- The money --


@dataclass(frozen=True)
class LineMoney:
    """One thing to buy with its sums, in pence."""

    line: PlanLine
    spent_pence: int

    @property
    def left_pence(self) -> int:
        return self.line.planned_pence - self.spent_pence


@dataclass(frozen=True)
class PartMoney:
    """One funder's money: what there is, came in, is planned and spent."""

    part: FundingPart
    account: Account
    came_in_pence: int
    first_paid_on: date | None
    one_week_pence: int
    unused_pence: int
    is_surplus: bool


@dataclass(frozen=True)
class Statement:
    """Everything about the money of a budget, worked out from the rows."""

    whole: Account
    parts: list[PartMoney]
    lines: list[LineMoney]
    came_in_pence: int
    pace: Pace | None = None
    over: list[LineMoney] = field(default_factory=list)


def statement_of(budget: PersonalBudget) -> Statement:
    """Four queries, however many spends there are."""
    spent_of_line = Sum("spends__amount_pence", filter=Q(spends__state=SpendState.COUNTED))
    rows = counted_lines(budget).select_related("goal", "service").annotate(spent=spent_of_line)
    lines = [LineMoney(line, line.spent or 0) for line in rows]
    came = came_in(budget)
    parts = []
    for part in parts_of(budget):
        mine = [each for each in lines if each.line.part_id == part.pk]
        planned, spent = sum(each.line.planned_pence for each in mine), sum(each.spent_pence for each in mine)
        parts.append(_part_money(budget, part, planned, spent, came.get(part.pk)))
    whole = sum((each.account for each in parts), start=Account(0))
    has_dates = budget.starts_on is not None and budget.ends_on is not None
    return Statement(
        whole=whole,
        parts=parts,
        lines=lines,
        came_in_pence=sum(each.came_in_pence for each in parts),
        pace=pace(whole, budget.starts_on, budget.ends_on, today()) if has_dates else None,  # type: ignore[arg-type]
    )


def came_in(budget: PersonalBudget) -> dict[int, tuple[int, date | None]]:
    """Of each funder's money: pence that came in, and the first day of a direct payment; one query."""
    found: dict[int, tuple[int, date | None]] = {}
    rows = MoneyIn.objects.filter(part__budget=budget).order_by("paid_on", "pk")
    for part_id, mode, paid, off, day in rows.values_list("part", "mode", "amount_pence", "set_off_pence", "paid_on"):
        total, first = found.get(part_id, (0, None))
        found[part_id] = (total + paid + off, first or (day if mode == HoldingMode.DIRECT else None))
    return found


def _part_money(
    budget: PersonalBudget, part: FundingPart, planned: int, spent: int, came: tuple[int, date | None] | None
) -> PartMoney:
    account = account_of(part, planned, spent)
    paid, first = came or (0, None)
    has_dates = budget.starts_on is not None and budget.ends_on is not None
    week = week_pence(account.whole_pence, budget.starts_on, budget.ends_on) if has_dates else 0  # type: ignore[arg-type]
    is_direct = any(row.mode == HoldingMode.DIRECT for row in part.holdings.all())
    unused = max(paid - spent, 0)
    return PartMoney(
        part=part,
        account=account,
        came_in_pence=paid,
        first_paid_on=first,
        one_week_pence=week,
        unused_pence=unused,
        is_surplus=is_direct and is_surplus(unused, week, SURPLUS_WEEKS[FunderKind(part.funder_kind)]),
    )


def first_paid(budgets: Any) -> dict[int, date]:
    """When each direct payment was made first, by the part's key: one query."""
    rows = MoneyIn.objects.filter(part__budget__in=budgets, mode=HoldingMode.DIRECT).order_by()
    return dict(rows.values_list("part").annotate(day=Min("paid_on")))


def review_due_on(budget: PersonalBudget, known: dict[int, date] | None = None) -> date | None:
    """The last day that the law leaves for the next talk; None where it lays down none."""
    paid = first_paid([budget]) if known is None else known
    return next_review_due(
        Funding(FunderKind(part.funder_kind), HoldingMode.DIRECT, paid[part.pk], part.last_reviewed_on)
        for part in parts_of(budget)
        if part.pk in paid and any(row.mode == HoldingMode.DIRECT for row in part.holdings.all())
    )


def spends_of(budget: PersonalBudget) -> QuerySet[SpendLine]:
    """What was put in, newest first; what was taken back stays visible."""
    return budget.spends.select_related("line", "recorded_by").order_by("-spent_on", "-number")


def waiting_spends(budget: PersonalBudget) -> list[SpendLine]:
    """What helpers put in and the person has not confirmed."""
    return list(spends_of(budget).filter(state=SpendState.WAITING))


def open_queries(budget: PersonalBudget) -> list[Any]:
    """Questions that wait for an answer."""
    from portal.budgets.models import SpendQuery

    rows = SpendQuery.objects.filter(spend__budget=budget, answered_at=None)
    return list(rows.select_related("spend", "asked_by").order_by("asked_at", "pk"))


def payments_of(budget: PersonalBudget) -> list[MoneyIn]:
    """What was paid in, newest first."""
    rows = MoneyIn.objects.filter(part__budget=budget).select_related("part", "recorded_by")
    return list(rows.order_by("-paid_on", "-pk"))


# -- The week --


@dataclass(frozen=True)
class Day:
    """One day of the week and what happens on it."""

    on: date
    times: list[LineTime]


def week_of(budget: PersonalBudget, first: date, length: int = 7) -> list[Day]:
    """So many days from `first` on: what happens when and where, without why or what it costs."""
    rows = LineTime.objects.filter(
        line__budget=budget, line__state__in=[LineState.PLANNED, LineState.AGREED]
    ).select_related("line")
    times = list(rows.order_by("weekday", "from_time", "pk"))
    days = [first + timedelta(days=step) for step in range(length)]
    return [Day(day, [row for row in times if row.weekday == day.weekday()]) for day in days]


def next_time(days: list[Day], at: datetime) -> tuple[date, LineTime] | None:
    """The next thing that happens after this London moment."""
    for each in days:
        for row in each.times:
            if each.on > at.date() or row.from_time > at.time().replace(tzinfo=None):
                return each.on, row
    return None


# -- The circle --


@dataclass(frozen=True)
class Look:
    """Somebody looked: who, at what, when."""

    who: str
    what: str
    at: datetime


READS = ("budgets.plan.read", "budgets.money.read", "budgets.receipt.read")


def looks_of(budget: PersonalBudget) -> QuerySet[AuditEvent]:
    """Everybody who looked, newest first; the person's own looks leave no entry."""
    return AuditEvent.objects.filter(subject=subject_key(budget), verb__in=READS).order_by("-at", "-sequence")


def shown_look(event: AuditEvent) -> Look:
    """A look in words."""
    words = {
        "budgets.plan.read": _("looked at the plan"),
        "budgets.money.read": _("looked at the money"),
        "budgets.receipt.read": _("looked at a receipt"),
    }
    who = f"{event.actor_label}, {event.acting_as}" if event.acting_as else event.actor_label
    return Look(who, words[event.verb], event.at)


def last_looks(budget: PersonalBudget) -> dict[int, datetime]:
    """When each person looked last, by the person's key: one query."""
    rows = AuditEvent.objects.filter(subject=subject_key(budget), verb__in=READS, actor_id__isnull=False)
    return {int(pk): at for pk, at in rows.order_by().values_list("actor_id").annotate(last=Max("at"))}


def circle_of(budget: PersonalBudget) -> list[CircleGrant]:
    """Who is in the circle or invited to it, and whose time is not over."""
    rows = budget.circle.filter(state__in=[GrantState.INVITED, GrantState.ACTIVE], ends_on__gte=today())
    return list(rows.select_related("user").order_by("number"))


def past_circle(budget: PersonalBudget) -> list[CircleGrant]:
    """Who was."""
    rows = budget.circle.exclude(Q(state__in=[GrantState.INVITED, GrantState.ACTIVE]) & Q(ends_on__gte=today()))
    return list(rows.select_related("user").order_by("-number"))


def authorities_of(budget: PersonalBudget) -> list[Any]:
    """Who acts by law now."""
    rows = current(budget.authorities.filter(expires_on__gte=today()), now())
    return list(rows.select_related("user", "verified_by").order_by("number"))


def notes_of(budget: PersonalBudget) -> list[Any]:
    """The notes to the person, newest first."""
    return list(budget.notes.select_related("written_by").order_by("-written_at", "-pk"))


def decisions_of(budget: PersonalBudget) -> list[Any]:
    """Decisions with what was looked at again: two queries."""
    rows = budget.decisions.select_related("decided_by").order_by("-number")
    return list(rows.prefetch_related("reconsiderations__answered_by"))


def section_parts() -> list[tuple[PlanPart, str]]:
    """The access classes in words."""
    return [(part, str(part.label)) for part in PlanPart]


def queries_of(spend: SpendLine) -> list[Any]:
    """The questions about one spend, oldest first."""
    return list(spend.queries.select_related("asked_by", "answered_by").order_by("number"))


def spendable_of(budget: PersonalBudget) -> list[LineMoney]:
    """What money can be spent on now, with what is left."""
    spent = spent_by_line(budget)
    rows = budget.lines.filter(state__in=SPENDABLE_LINES).order_by("number")
    return [LineMoney(line, spent.get(line.pk, 0)) for line in rows]


def grant_parts(grant: CircleGrant, name: str) -> tuple[list[str], list[str], list[str]]:
    """What somebody in the circle sees, does not see, and may do, in words for them; `name` is the holder's."""
    words = {
        PlanPart.NARRATIVE: _("who %(name)s is, and what they need"),
        PlanPart.OUTCOMES: _("the goals of %(name)s"),
        PlanPart.MONEY: _("the money of %(name)s"),
        PlanPart.LOGISTICS: _("what %(name)s does, when and where"),
    }
    acts = {
        GrantAct.COMMENT: _("leave %(name)s a note"),
        GrantAct.DRAFT: _("write in these parts, while the plan is open"),
        GrantAct.SUBMIT: _("put in what was spent, for %(name)s to confirm"),
    }
    whose = {"name": name}
    sees = [text % whose for part, text in words.items() if part in grant.parts]
    not_seen = [text % whose for part, text in words.items() if part not in grant.parts]
    return sees, not_seen, [text % whose for act, text in acts.items() if act in grant.acts]
