"""The plan: its parts one by one, saved as one goes, signed with a summary before and a receipt after."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.budgets.access.personal import access_budget, access_goal, access_part, access_plan
from portal.budgets.enums import (
    NEEDED_SECTIONS,
    WRITABLE,
    BudgetState,
    CheckKey,
    HoldingMode,
    LineState,
    PlanPart,
    SectionKey,
    part_of,
)
from portal.budgets.forms.personal import (
    ChecksForm,
    GoalForm,
    HoldingForm,
    ProgressForm,
    SectionForm,
    SignForm,
    VerdictForm,
)
from portal.budgets.permissions import personal as may
from portal.budgets.rules.purchases import words_to_check
from portal.budgets.selectors.personal import people_of, statement_of
from portal.budgets.selectors.plan import (
    goals_of,
    has_goals,
    parts_of,
    plan_gaps,
    plan_hash,
    sections_of,
    signature_of,
    ticked,
)
from portal.budgets.services.circle import plan_look
from portal.budgets.services.plan import (
    checks_set,
    goal_add,
    goal_change,
    goal_drop,
    holding_set,
    plan_agree,
    plan_return,
    plan_submit,
    plan_take_back,
    progress_say,
    section_write,
    why_not_agreeable,
)
from portal.budgets.views.personal.parts import ask, confirm, url, whom
from portal.budgets.views.personal.pictures import goal_views
from portal.common.exceptions import NotAllowed
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import day, to_the_penny, when

HINTS = {
    SectionKey.ABOUT_ME: "What people like about you, what you are good at, a normal day.",
    SectionKey.MATTERS: "What makes a day a good day.",
    SectionKey.NEEDS: "What you cannot do alone, or not every day.",
    SectionKey.RISKS: "What could go wrong, and what you agreed to do then.",
    SectionKey.CRISIS: "Who is called, who comes instead, what helps you at once.",
    SectionKey.COMMUNICATION: "How people should speak and write to you.",
}


def seen_sections(held: Any, budget: Any) -> list[dict[str, Any]]:
    """The texts that this reader may see, in their order."""
    texts = sections_of(budget)
    return [
        {"key": key.value, "label": str(key.label), "part": part_of(key), "row": texts.get(key.value)}
        for key in SectionKey
        if part_of(key) in held.parts
    ]


@login_required
def personal_plan_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The plan as this reader may see it; while it is open, the list of what there is to do."""
    budget = plan_look(actor=request.user, budget=access_plan(request.user, ref), what="plan")
    page = whom(request.user, budget)
    held = page["held"]
    sees_money, sees_goals = PlanPart.MONEY in held.parts, PlanPart.OUTCOMES in held.parts
    writes = may.can_write_plan(request.user, budget)
    sections = seen_sections(held, budget)
    statement = statement_of(budget) if sees_money else None
    context = page | {
        "sections": sections,
        "goals": goal_views(goals_of(budget)) if sees_goals else [],
        "statement": statement,
        "lines": [_line_row(each) for each in statement.lines] if statement else [],
        "sees_money": sees_money,
        "sees_goals": sees_goals,
        "writes": writes,
        "is_open": budget.state in WRITABLE,
        "tasks": _tasks(ref, sections, statement, sees_goals, budget) if writes else [],
        "gaps": plan_gaps(budget) if writes else [],
        "may_sign": may.can_sign_plan(request.user, budget),
        "people": people_of(budget),
        "signature": signature_of(budget),
    }
    return render(request, "budgets/personal/plan.html", context)


def _line_row(each: Any) -> dict[str, Any]:
    line = each.line
    return {"line": line, "money": each, "words": words_to_check(f"{line.name} {line.details}")}


def _tasks(ref: str, sections: list[dict[str, Any]], statement: Any, sees_goals: bool, budget: Any) -> list[Any]:
    """One thing after another, with what is done."""
    needed = {key.value for key in NEEDED_SECTIONS}
    tasks = []
    for row in sections:
        text = row["row"].text if row["row"] else ""
        state = (
            (_("Written"), "done")
            if text
            else (_("To do"), "waiting")
            if row["key"] in needed
            else (_("If you like"), "")
        )
        tasks.append((row["label"], url("section_write", ref, row["key"]), *state, ""))
    if sees_goals:
        state = (_("Said"), "done") if has_goals(budget) else (_("To do"), "waiting")
        tasks.append((_("My goals"), url("goal_add", ref), *state, _("In your own words.")))
    if statement:
        asked = any(each.line.state == LineState.ASKED for each in statement.lines)
        state = (
            (_("Needs a talk"), "waiting")
            if asked
            else (_("Added"), "done")
            if statement.lines
            else (_("To do"), "waiting")
        )
        tasks.append((_("What I buy"), url("line_add", ref), *state, _("Things and people that help with a goal.")))
        for part in statement.parts:
            held = sum(row.amount_pence for row in part.part.holdings.all()) == part.account.whole_pence
            label = _("How the money is held: %(who)s") % {"who": part.part.get_funder_kind_display()}
            state = (_("Chosen"), "done") if held else (_("To do"), "waiting")
            tasks.append((label, url("holding_set", ref, part.part.number), *state, ""))
    return tasks


@login_required
def section_write_view(request: PortalRequest, ref: str, key: str) -> HttpResponse:
    """One part of the plan in words; saving for later checks nothing."""
    budget = access_plan(request.user, ref, may.can_write_plan)
    held = may.standing(request.user, budget)
    if key not in SectionKey.values or part_of(key) not in held.parts:
        raise Http404
    section = SectionKey(key)
    known = sections_of(budget).get(key)
    form = SectionForm(
        posted(request),
        label=str(section.label),
        hint=HINTS.get(section, ""),
        initial={"text": known.text if known else ""},
    )
    if request.method == "POST" and request.POST.get("act") == "later":
        typed = str(form.typed().get("text") or "")
        section_write(actor=request.user, budget=budget, key=section, text=typed)
        messages.success(request, _("It is kept. You can come back at any time."))
        return redirect(url("personal_plan", ref))
    return ask(
        request,
        form,
        lambda data: section_write(actor=request.user, budget=budget, key=section, text=data["text"]),
        budget=budget,
        heading=str(section.label),
        to=url("personal_plan", ref),
        later=True,
        is_heading_inside=True,
    )


@login_required
def goal_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Say a goal."""
    budget = access_plan(request.user, ref, may.can_write_goal)
    return ask(
        request,
        GoalForm(posted(request)),
        lambda data: goal_add(actor=request.user, budget=budget, words=data["words"]),
        budget=budget,
        heading=_("What do you want?"),
        to=lambda goal: url("goal_progress", ref, goal.number),
        back=url("personal_plan", ref),
        is_heading_inside=True,
    )


@login_required
def goal_change_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Say a goal in other words."""
    goal = access_goal(request.user, ref, number, may.can_write_goal)
    return ask(
        request,
        GoalForm(posted(request), initial={"words": goal.words}),
        lambda data: goal_change(actor=request.user, goal=goal, words=data["words"]),
        budget=goal.budget,
        heading=_("What do you want?"),
        to=url("personal_detail", ref),
        is_heading_inside=True,
        extra=[(_("Let this goal go"), url("goal_drop", ref, number))],
    )


@login_required
def goal_drop_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Let a goal go."""
    goal = access_goal(request.user, ref, number, may.can_write_plan)
    return confirm(
        request,
        lambda: goal_drop(actor=request.user, goal=goal),
        budget=goal.budget,
        heading=_("Let this goal go"),
        rows=[(_("The goal"), goal.words)],
        explain=_("What is bought for it stays in the plan."),
        button=_("Let it go"),
        danger=True,
        to=url("personal_plan", ref),
    )


@login_required
def goal_progress_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """How far am I? From 0 to 10."""
    goal = access_goal(request.user, ref, number, may.can_say_progress)
    return ask(
        request,
        ProgressForm(posted(request)),
        lambda data: progress_say(actor=request.user, goal=goal, score=int(data["score"]), note=data["note"]),
        budget=goal.budget,
        heading=f"“{goal.words}”",
        to=url("personal_detail", ref),
        said=_("It is written down."),
    )


@login_required
def holding_set_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """How one funder's money is held. It must add up to the penny."""
    part = access_part(request.user, ref, number, may.can_add_line)
    if part.budget.state not in WRITABLE:
        raise NotAllowed(_("The plan is not open for writing now."), subject=part.budget)
    known = {row.mode: row for row in part.holdings.all()}
    initial: dict[str, Any] = {mode: row.amount_pence for mode, row in known.items()}
    initial["paid_into"] = known[HoldingMode.DIRECT].paid_into if HoldingMode.DIRECT in known else ""
    initial["holder_name"] = known[HoldingMode.THIRD_PARTY].holder_name if HoldingMode.THIRD_PARTY in known else ""
    form = HoldingForm(posted(request), initial=initial)
    whole = to_the_penny(part.whole_pence)
    return ask(
        request,
        form,
        lambda data: holding_set(
            actor=request.user,
            part=part,
            amounts=form.amounts(),
            holder_name=data["holder_name"],
            paid_into=data["paid_into"],
        ),
        budget=part.budget,
        heading=_("How is this money held?"),
        intro=_("From %(name)s you have %(whole)s. Together the parts must make exactly that.")
        % {"name": part.organisation.name, "whole": whole},
        to=url("personal_plan", ref),
        said=_("It is saved."),
    )


@login_required
def checks_set_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The checklist of the co-ordinator."""
    budget = access_plan(request.user, ref, may.can_coordinate)
    return ask(
        request,
        ChecksForm(posted(request), initial={"keys": ticked(budget)}),
        lambda data: checks_set(actor=request.user, budget=budget, keys=[CheckKey(key) for key in data["keys"]]),
        budget=budget,
        heading=_("What is settled"),
        intro=_("All of it must be settled before the plan is agreed and before money is paid."),
        button=_("Save"),
        to=url("personal_detail", ref),
        said=_("It is saved."),
    )


# -- Signing --


def plan_summary(budget: Any) -> list[tuple[str, Any]]:
    """What one signs, in a few lines."""
    statement = statement_of(budget)
    held = [
        f"{part.get_funder_kind_display()}: {row.get_mode_display()}, {to_the_penny(row.amount_pence)}"
        for part in parts_of(budget)
        for row in part.holdings.all()
    ]
    rows: list[tuple[str, Any]] = [
        (_("Goals"), [f"“{goal.words}”" for goal in goals_of(budget)] or [_("None yet")]),
        (
            _("What is bought"),
            [f"{each.line.name}: {to_the_penny(each.line.planned_pence)}" for each in statement.lines]
            or [_("Nothing yet")],
        ),
        (_("All of this costs"), to_the_penny(statement.whole.planned_pence)),
        (_("The money there is"), to_the_penny(statement.whole.whole_pence)),
        (_("How it is held"), held or [_("Not said yet")]),
    ]
    if budget.starts_on and budget.ends_on:
        rows.append((_("From and until"), f"{day(budget.starts_on)} – {day(budget.ends_on)}"))
    return rows


@login_required
def plan_sign_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The whole plan in short, then the signature."""
    budget = access_plan(request.user, ref, may.can_sign_plan)
    form = SignForm(posted(request), initial={"seen": plan_hash(budget)})
    return ask(
        request,
        form,
        lambda data: plan_submit(actor=request.user, budget=budget, seen_hash=data["seen"]),
        budget=budget,
        heading=_("Sign my plan") if whom(request.user, budget)["is_own"] else _("Sign the plan"),
        rows=plan_summary(budget),
        intro=_("When you sign, somebody else reads the plan and says yes, or sends it back with a reason."),
        problems=plan_gaps(budget),
        button=_("Sign and send"),
        to=url("plan_signed", ref),
        back=url("personal_plan", ref),
    )


@login_required
def plan_signed_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The receipt of a signature."""
    budget = access_plan(request.user, ref)
    signature = signature_of(budget)
    if signature is None or not may.can_read_money(request.user, budget):
        raise Http404
    who = signature.signed_by.display_name
    if signature.is_for_holder:
        who = _("%(who)s, acting for %(name)s") % {"who": who, "name": budget.holder.display_name}
    context = whom(request.user, budget) | {
        "signature": signature,
        "rows": [
            (_("Plan"), budget.ref),
            (_("Signed by"), who),
            (_("Signed on"), when(signature.signed_at)),
            (_("All of it costs"), to_the_penny(signature.cost_pence)),
        ],
        "may_take_back": budget.state == BudgetState.SUBMITTED and bool(may.can_take_back_plan(request.user, budget)),
    }
    return render(request, "budgets/personal/signed.html", context)


@login_required
def plan_take_back_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take the signature back."""
    budget = access_budget(request.user, ref, may.can_take_back_plan)
    return confirm(
        request,
        lambda: plan_take_back(actor=request.user, budget=budget),
        budget=budget,
        heading=_("Take the plan back"),
        explain=_("Nobody decides on it then. You can change it, and sign it again."),
        button=_("Take it back"),
        to=url("personal_plan", ref),
        back=url("personal_detail", ref),
        said=_("You have your plan back."),
    )


@login_required
def plan_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The second person says yes, or sends it back with a reason."""
    budget = access_plan(request.user, ref, may.can_approve_plan)
    if budget.state != BudgetState.SUBMITTED:
        raise NotAllowed(_("This plan does not wait for a decision."), subject=budget)
    if request.method == "GET":
        budget = plan_look(actor=request.user, budget=budget, what="plan")
    form = VerdictForm(
        posted(request),
        yes=_("Yes, agree the plan"),
        no=_("Send it back"),
        reason_label=_("What should change?"),
        needs_reason=False,
    )

    def decide(data: dict[str, Any]) -> Any:
        if data["verdict"] == "yes":
            return plan_agree(actor=request.user, budget=budget)
        return plan_return(actor=request.user, budget=budget, reason=data["reason"])

    rows = plan_summary(budget)
    for part in parts_of(budget):
        rows.append(
            (
                _("First said, and now: %(who)s") % {"who": part.get_funder_kind_display()},
                [to_the_penny(part.indicative_pence), to_the_penny(part.amount_pence)],
            )
        )
    if budget.difference_reason:
        rows.append((_("What made the difference"), budget.difference_reason))
    return ask(
        request,
        form,
        decide,
        budget=budget,
        heading=_("Decide on the plan of %(name)s") % {"name": budget.holder.display_name},
        intro=_("You did not write it and nobody in it pays you. Read the whole plan first."),
        rows=rows,
        problems=why_not_agreeable(budget),
        problems_heading=_("Before you can say yes"),
        links=[(_("Read the whole plan"), url("personal_plan", ref))],
        button=_("Record my decision"),
        to=url("personal_detail", ref),
        said=_("Your decision is recorded."),
    )
