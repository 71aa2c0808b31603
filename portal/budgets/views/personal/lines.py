"""Things to buy: from the directory or an idea of one's own, and the talk that some of them need."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.budgets.access.personal import access_line, access_money
from portal.budgets.enums import BudgetState, Category, Relation
from portal.budgets.forms.personal import LineChangeForm, LineForm, TimeForm, VerdictForm
from portal.budgets.permissions import personal as may
from portal.budgets.rules.purchases import words_to_check
from portal.budgets.selectors.personal import statement_of
from portal.budgets.selectors.plan import goal_of, goals_of, open_plans, part_of_number, parts_of, service_of
from portal.budgets.services.plan import Wish, line_add, line_change, line_decide, line_remove, time_add
from portal.budgets.views.personal.parts import SECTION, ask, confirm, url, whom
from portal.common.exceptions import DomainError
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import to_the_penny


def cannot() -> list[str]:
    """What the money cannot buy, in short."""
    return [
        _("alcohol, tobacco, betting"),
        _("paying back debts"),
        _("things the NHS does anyway, like seeing a GP"),
        _("anything against the law"),
    ]


def goal_choices(budget: Any) -> list[tuple[str, str]]:
    """The goals to choose from."""
    return [(str(goal.number), goal.words[:80]) for goal in goals_of(budget)]


@login_required
def line_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Add something to buy."""
    budget = access_money(request.user, ref, may.can_add_line)
    service = service_of(request.GET.get("service", ""))
    parts = [(str(part.number), str(part.get_funder_kind_display())) for part in parts_of(budget)]
    initial = {"name": service.name, "provider_name": service.organisation.name} if service else {}
    form = LineForm(posted(request), parts=parts, goals=goal_choices(budget), initial=initial)
    free = statement_of(budget).whole.available_pence

    def add(data: dict[str, Any]) -> Any:
        part = part_of_number(budget, data["part"])
        if part is None:
            raise DomainError(_("Choose whose money pays for it."))
        wish = Wish(
            name=data["name"],
            category=Category(data["category"]),
            planned_pence=data["planned_pence"],
            details=data["details"],
            provider_name=data["provider_name"],
            goal=goal_of(budget, data["goal"]),
            service=service,
            relation=Relation(data.get("relation") or Relation.NONE),
            same_home=data.get("same_home", False),
            is_for_plan_service=data.get("is_for_plan_service", False),
        )
        return line_add(actor=request.user, budget=budget, part=part, wish=wish)

    is_running = budget.state == BudgetState.ACTIVE
    note = _("Your care co-ordinator agrees to new things before you buy them.") if is_running else ""
    return ask(
        request,
        form,
        add,
        budget=budget,
        heading=_("Add something to the plan"),
        intro=_("%(free)s is not planned yet. It can be anything that helps with a goal.")
        % {"free": to_the_penny(free)},
        note=note,
        listed=cannot(),
        button=_("Add it"),
        to=lambda line: url("line_detail", ref, line.number),
        back=url("personal_detail", ref) if is_running else url("personal_plan", ref),
    )


@login_required
def line_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One thing to buy: what it is, what was said about it, and what can be done."""
    line = access_line(request.user, ref, number, may.can_read_money)
    budget = line.budget
    rows: list[tuple[str, Any]] = [
        (_("What kind of thing"), line.get_category_display()),
        (
            _("Which goal"),
            line.goal.words if line.goal and "outcomes" in may.standing(request.user, budget).parts else "",
        ),
        (_("When"), line.details),
        (_("Who does it"), line.provider_name),
        (_("Whose money"), line.part.get_funder_kind_display()),
        (_("What it costs"), to_the_penny(line.planned_pence)),
        (_("When in the week"), [f"{_day(each.weekday)}, {each.from_time:%H:%M}" for each in line.times.all()]),
        (_("Why it needs a talk"), line.rule_reason if line.state == "asked" else ""),
        (_("What was said"), line.decision_reason),
    ]
    context = whom(request.user, budget) | {
        "line": line,
        "rows": [row for row in rows if row[1]],
        "words": words_to_check(f"{line.name} {line.details}"),
        "may_write": may.can_write_plan(request.user, budget),
        "may_add": may.can_add_line(request.user, budget),
        "may_decide": may.can_decide_line(request.user, budget),
    }
    return render(request, "budgets/personal/line.html", context)


def _day(number: int) -> str:
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[number]


@login_required
def line_change_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Change the cost, the times or the goal."""
    line = access_line(request.user, ref, number, may.can_write_plan)
    initial = {
        "planned_pence": line.planned_pence,
        "details": line.details,
        "goal": str(line.goal.number) if line.goal else "",
    }
    return ask(
        request,
        LineChangeForm(posted(request), goals=goal_choices(line.budget), initial=initial),
        lambda data: line_change(
            actor=request.user,
            line=line,
            planned_pence=data["planned_pence"],
            details=data["details"],
            goal=goal_of(line.budget, data["goal"]),
        ),
        budget=line.budget,
        heading=_("Change: %(name)s") % {"name": line.name},
        to=url("line_detail", ref, number),
    )


@login_required
def line_remove_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Take it out of the plan."""
    line = access_line(request.user, ref, number, may.can_add_line)
    return confirm(
        request,
        lambda: line_remove(actor=request.user, line=line),
        budget=line.budget,
        heading=_("Take this out of the plan"),
        rows=[(_("What"), line.name), (_("What it costs"), to_the_penny(line.planned_pence))],
        explain=_("The money for it is free again."),
        button=_("Take it out"),
        danger=True,
        to=url("personal_plan", ref),
        back=url("line_detail", ref, number),
    )


@login_required
def line_time_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """When it happens in the week."""
    line = access_line(request.user, ref, number, may.can_add_line)
    return ask(
        request,
        TimeForm(posted(request)),
        lambda data: time_add(
            actor=request.user,
            line=line,
            weekday=int(data["weekday"]),
            from_time=data["from_time"],
            to_time=data["to_time"],
            place=data["place"],
        ),
        budget=line.budget,
        heading=_("When is it? %(name)s") % {"name": line.name},
        to=url("line_detail", ref, number),
    )


@login_required
def line_decide_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The co-ordinator's yes or no, after a talk."""
    line = access_line(request.user, ref, number, may.can_decide_line)
    rows = [
        (_("What"), line.name),
        (_("What kind of thing"), line.get_category_display()),
        (_("When"), line.details or _("Not said")),
        (_("What it costs"), to_the_penny(line.planned_pence)),
        (_("Why it needs a talk"), line.rule_reason),
    ]
    return ask(
        request,
        VerdictForm(posted(request), yes=_("Yes, agree"), no=_("No")),
        lambda data: line_decide(
            actor=request.user, line=line, is_agreed=data["verdict"] == "yes", reason=data["reason"]
        ),
        budget=line.budget,
        heading=_("Decide: %(name)s") % {"name": line.name},
        intro=_("Talk with the person first. They read your reason. A no can be looked at again by somebody else."),
        rows=rows,
        button=_("Record my decision"),
        to=url("line_detail", ref, number),
        said=_("Your decision is recorded, and the person is told."),
    )


@login_required
def line_choose_view(request: PortalRequest, uuid: str) -> HttpResponse:
    """From a service of the directory into one's own plan."""
    plans = open_plans(request.user)
    if len(plans) == 1:
        return redirect(f"{url('line_add', plans[0].ref)}?service={uuid}")
    context = {"plans": plans, "service": service_of(str(uuid)), "section": SECTION}
    return render(request, "budgets/personal/choose.html", context)
