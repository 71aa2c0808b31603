"""Reading a plan: what is in it, what is missing before it can be signed, and what it comes to."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Sum
from django.utils.translation import gettext as _

from portal.budgets.enums import (
    COUNTED_LINES,
    NEEDED_SECTIONS,
    WRITABLE,
    BudgetState,
    LineState,
    SectionKey,
    SpendState,
)
from portal.budgets.models import FundingPart, Goal, GoalReading, PersonalBudget, PlanLine, PlanSignature, SpendLine
from portal.budgets.rules.personal import Account, missing_pence
from portal.common.chaining import digest
from portal.common.templatetags.ui_text import to_the_penny
from portal.marketplace.models import Service

if TYPE_CHECKING:
    from django.db.models import QuerySet


def parts_of(budget: PersonalBudget) -> list[FundingPart]:
    """Who pays, with how it is held: two queries, kept with the budget."""
    if "_parts" not in budget.__dict__:
        rows = budget.funding.select_related("organisation").prefetch_related("holdings").order_by("number")
        budget.__dict__["_parts"] = list(rows)
    found: list[FundingPart] = budget.__dict__["_parts"]
    return found


def counted_lines(budget: PersonalBudget) -> "QuerySet[PlanLine]":
    """What is in the plan now."""
    return budget.lines.filter(state__in=COUNTED_LINES).order_by("number")


def planned_by_part(budget: PersonalBudget) -> dict[int, int]:
    """Pence planned of each funder's money, by the part's key."""
    rows = counted_lines(budget).order_by().values_list("part").annotate(total=Sum("planned_pence"))
    return dict(rows)


def spent_by_line(budget: PersonalBudget) -> dict[int, int]:
    """Pence spent on each line, by the line's key: one query however many spends there are."""
    rows = SpendLine.objects.filter(budget=budget, state=SpendState.COUNTED)
    return dict(rows.order_by().values_list("line").annotate(total=Sum("amount_pence")))


def account_of(part: FundingPart, planned_pence: int = 0, spent_pence: int = 0) -> Account:
    """One funder's money as an account."""
    return Account(part.amount_pence, part.carried_forward_pence, part.contribution_pence, planned_pence, spent_pence)


def goals_of(budget: PersonalBudget) -> list[Goal]:
    """The goals with all readings, oldest first: two queries."""
    readings = GoalReading.objects.select_related("recorded_by").order_by("said_on", "pk")
    rows = budget.goals.filter(dropped_at=None).order_by("number")
    return list(rows.prefetch_related(Prefetch("readings", queryset=readings)))


def sections_of(budget: PersonalBudget) -> dict[str, Any]:
    """The texts by key."""
    return {row.key: row for row in budget.sections.select_related("written_by")}


def plan_gaps(budget: PersonalBudget) -> list[str]:
    """What is missing before the plan can be signed, in words for the person. Empty: it is whole."""
    written = {row.key for row in budget.sections.all() if row.text.strip()}
    gaps = [
        _("Write something in “%(name)s”.") % {"name": SectionKey(key).label}
        for key in NEEDED_SECTIONS
        if key.value not in written
    ]
    if not budget.goals.filter(dropped_at=None).exists():
        gaps.append(_("Say at least one goal."))
    lines = list(counted_lines(budget))
    if not lines:
        gaps.append(_("Add at least one thing that helps with a goal."))
    gaps += [
        _("“%(name)s” still needs a talk with your care co-ordinator.") % {"name": line.name}
        for line in lines
        if line.state == LineState.ASKED
    ]
    planned = planned_by_part(budget)
    for part in parts_of(budget):
        gaps += _gaps_of_money(part, planned.get(part.pk, 0))
    return gaps


def _gaps_of_money(part: FundingPart, planned_pence: int) -> list[str]:
    gaps = []
    over = planned_pence - part.whole_pence
    who = {"who": str(part.get_funder_kind_display())}
    if over > 0:
        gaps.append(_("You plan %(sum)s more than there is from: %(who)s.") % {**who, "sum": to_the_penny(over)})
    missing = missing_pence(part.whole_pence, (row.amount_pence for row in part.holdings.all()))
    if missing:
        gaps.append(_("Say how the money is held that comes from: %(who)s. It must add up to the penny.") % who)
    return gaps


def plan_hash(budget: PersonalBudget) -> str:
    """The fingerprint of exactly this plan: every word, goal, line, amount and way of holding."""
    return digest(
        {
            "ref": budget.ref,
            "period": [budget.starts_on, budget.ends_on],
            "sections": [[row.key, row.text] for row in budget.sections.order_by("key")],
            "goals": [[row.number, row.words] for row in budget.goals.filter(dropped_at=None).order_by("number")],
            "lines": [
                [row.number, row.name, row.details, row.category, row.part_id, row.planned_pence, row.provider_name]
                for row in counted_lines(budget)
            ],
            "money": [
                [part.number, part.whole_pence, [[row.mode, row.amount_pence] for row in part.holdings.all()]]
                for part in budget.funding.prefetch_related("holdings").order_by("number")
            ],
        }
    )


def cost_pence(budget: PersonalBudget) -> int:
    """What everything in the plan may cost, in pence."""
    return sum(planned_by_part(budget).values())


def signature_of(budget: PersonalBudget) -> PlanSignature | None:
    """The signature that counts."""
    rows = budget.signatures.select_related("signed_by", "approved_by").filter(void_at=None)
    return rows.order_by("-pk").first()


def ticked(budget: PersonalBudget) -> list[str]:
    """What of the checklist is settled."""
    return list(budget.checks.order_by("key").values_list("key", flat=True))


def has_goals(budget: PersonalBudget) -> bool:
    """Whether any goal is said."""
    return budget.goals.filter(dropped_at=None).exists()


def goal_of(budget: PersonalBudget, number: str) -> Goal | None:
    """The goal with that number, as a form sends it."""
    if not number.isdecimal():
        return None
    return budget.goals.filter(dropped_at=None, number=int(number)).first()


def part_of_number(budget: PersonalBudget, number: str) -> FundingPart | None:
    """The funder's money with that number, as a form sends it."""
    return next((part for part in parts_of(budget) if str(part.number) == number), None)


def service_of(uuid: str) -> Service | None:
    """A service of the directory by its public number, as an address sends it."""
    try:
        return Service.objects.listed().select_related("organisation").filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None


def open_plans(user: Any) -> list[PersonalBudget]:
    """The person's own plans to which something can be added now."""
    rows = PersonalBudget.objects.filter(holder=user, state__in=[*WRITABLE, BudgetState.ACTIVE])
    return list(rows.order_by("-asked_at", "-pk"))
