"""The page of one budget: the money, what happens now, the goals, who sees what. Each reader sees their part."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from portal.budgets.access.personal import access_budget
from portal.budgets.enums import BEFORE_PLAN, WRITABLE, BudgetState, PlanPart
from portal.budgets.permissions import personal as may
from portal.budgets.rules.personal import weeks_left
from portal.budgets.rules.review import aim_for
from portal.budgets.selectors.personal import (
    grant_parts,
    next_time,
    open_queries,
    people_of,
    review_due_on,
    statement_of,
    waiting_spends,
    week_of,
)
from portal.budgets.selectors.plan import goals_of
from portal.budgets.services.circle import plan_look
from portal.budgets.views.personal.circle import shown_circle
from portal.budgets.views.personal.lines import cannot
from portal.budgets.views.personal.next_step import office_links, step_for
from portal.budgets.views.personal.parts import url, whom
from portal.budgets.views.personal.pictures import goal_views, money_bar, pace_said
from portal.common.calendars import calendar_for, is_working_day, years_around
from portal.common.clock import LONDON, now, today
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import to_the_penny

WEEK = 7
STATE_KINDS = {
    BudgetState.ACTIVE: "open",
    BudgetState.AGREED: "done",
    BudgetState.SUBMITTED: "waiting",
    BudgetState.RETURNED: "stopped",
    BudgetState.SUSPENDED: "stopped",
    BudgetState.NOT_ELIGIBLE: "refused",
    BudgetState.CLOSED: "done",
}


@login_required
def personal_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """My plan; or what the person shares of it. Who sees the money only is led to the money."""
    budget = access_budget(request.user, ref)
    page = whom(request.user, budget)
    held = page["held"]
    if held.parts == {PlanPart.MONEY}:
        return redirect(url("personal_money", ref))
    if held.parts and not held.is_holder:
        budget = plan_look(actor=request.user, budget=budget, what="plan")
        page = whom(request.user, budget)
    if held.grant is not None and not held.roles and not held.is_principal:
        return _shared(request, budget, page)
    return render(request, "budgets/personal/detail.html", page | _whole(request.user, budget, held))


def _whole(user: Any, budget: Any, held: Any) -> dict[str, Any]:
    """The page of the person, of who acts for them, and of who works on the budget."""
    sees_money = PlanPart.MONEY in held.parts and budget.state not in BEFORE_PLAN - {BudgetState.INDICATIVE_SET}
    statement = statement_of(budget) if sees_money else None
    people = people_of(budget)
    waiting = waiting_spends(budget) if held.is_principal else []
    queries = open_queries(budget) if held.is_principal else []
    return {
        "kind": STATE_KINDS.get(BudgetState(budget.state), "draft"),
        "state_words": str(budget.get_state_display()),
        "statement": statement,
        "bar": money_bar(statement, held.is_holder) if statement else None,
        "pace": pace_said(statement) if statement and budget.started_at else ("", ""),
        "weeks": weeks_left(budget.ends_on, today()) if budget.ends_on else 0,
        "step": step_for(user, budget, held, waiting, queries, statement),
        "goals": _goals(budget, statement) if PlanPart.OUTCOMES in held.parts else [],
        "other_lines": [_buy(each) for each in statement.lines if each.line.goal_id is None] if statement else [],
        "circle": shown_circle(budget, people) if held.may_sign else [],
        "people": people,
        "office": office_links(user, budget),
        "free": max(statement.whole.available_pence, 0) if statement else 0,
        "may_add": may.can_add_line(user, budget),
        "may_ask_again": may.can_ask_again(user, budget),
        "cannot": cannot(),
        "is_open": budget.state in WRITABLE,
        "has_plan": budget.state not in BEFORE_PLAN,
        **_talk(budget, statement),
    }


def _goals(budget: Any, statement: Any) -> list[dict[str, Any]]:
    views = goal_views(goals_of(budget))
    for view in views:
        lines = statement.lines if statement else []
        view["buys"] = [_buy(each) for each in lines if each.line.goal_id == view["goal"].pk]
    return views


def _buy(each: Any) -> dict[str, Any]:
    return {
        "line": each.line,
        "planned": to_the_penny(each.line.planned_pence),
        "spent": to_the_penny(each.spent_pence),
        "left": to_the_penny(each.left_pence),
        "needs_talk": each.line.state == "asked",
    }


def _talk(budget: Any, statement: Any) -> dict[str, Any]:
    """The next talk: what was agreed, and the last day that the law leaves."""
    first = {each.part.pk: each.first_paid_on for each in statement.parts if each.first_paid_on} if statement else None
    due = review_due_on(budget, first) if budget.started_at else None
    if due is None:
        return {"review_due": None, "review_aim": None, "review_late": False}
    calendar = calendar_for("england", years_around(due))
    aim = aim_for(due, lambda day: is_working_day(calendar, day))
    return {"review_due": due, "review_aim": aim, "review_late": due < today()}


def _shared(request: PortalRequest, budget: Any, page: dict[str, Any]) -> HttpResponse:
    """What the person shares: the granted parts, the week, a note."""
    grant, held = page["held"].grant, page["held"]
    first = today()
    days = week_of(budget, first, WEEK + 1) if PlanPart.LOGISTICS in held.parts else []
    found = next_time(days, now().astimezone(LONDON)) if days else None
    sees, cannot_see, acts = grant_parts(grant, budget.holder.display_name)
    context = page | {
        "grant": grant,
        "sees": sees,
        "cannot_see": cannot_see,
        "acts": acts,
        "days": days[:WEEK],
        "next": found,
        "goals": goal_views(goals_of(budget)) if PlanPart.OUTCOMES in held.parts else [],
        "sees_plan": bool(held.parts - {PlanPart.MONEY}),
        "sees_money": PlanPart.MONEY in held.parts,
        "may_note": may.can_leave_note(request.user, budget),
        "may_spend": may.can_record_spend(request.user, budget),
        "has_logistics": PlanPart.LOGISTICS in held.parts,
        "has_goals": PlanPart.OUTCOMES in held.parts,
    }
    return render(request, "budgets/personal/shared.html", context)
