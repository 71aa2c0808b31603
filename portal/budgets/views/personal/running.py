"""A budget that runs: starting, talks, pausing, ending; decisions against somebody and a second look."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.budgets.access.personal import access_again, access_budget, access_decision, access_decisions
from portal.budgets.enums import DecisionKind, FunderKind
from portal.budgets.forms.personal import DecisionMakeForm, ReviewForm, TalkForm, VerdictForm, WordsForm
from portal.budgets.permissions import personal as may
from portal.budgets.selectors.personal import decisions_of
from portal.budgets.selectors.plan import parts_of
from portal.budgets.services.decisions import (
    decision_make,
    reconsideration_answer,
    reconsideration_ask,
    why_not_again,
)
from portal.budgets.services.personal import (
    budget_activate,
    budget_close,
    budget_move,
    open_checks,
    review_agree,
    review_ask,
    review_record,
)
from portal.budgets.views.personal.parts import ask, confirm, url, whom
from portal.common.http import PortalRequest, posted
from portal.common.permissions import no
from portal.common.templatetags.ui_text import day, to_the_penny


@login_required
def activate_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The agreed plan runs from now on."""
    budget = access_budget(request.user, ref, may.can_coordinate)
    missing = open_checks(budget)
    return confirm(
        request,
        lambda: budget_activate(actor=request.user, budget=budget),
        budget=budget,
        heading=_("Start the budget"),
        rows=[(_("Not settled yet"), missing)] if missing else [],
        explain=_("From now on money can be paid and spent as the plan says."),
        button=_("Start it"),
        to=url("personal_detail", ref),
        said=_("The budget runs. The person is told."),
    )


MOVES: dict[str, tuple[Any, Any, Any]] = {
    "pause": ("suspend", "Pause the budget", "What is paused, and until when? Use easy words."),
    "go-on": ("resume", "Go on with the budget", "What has changed?"),
    "end": ("end", "Bring the budget to an end", "The person reads your reasons, and can have it looked at again."),
    "plan-again": ("replan", "Plan anew", "What should change in the plan? The money runs on meanwhile."),
}


@login_required
def move_view(request: PortalRequest, ref: str, step: str) -> HttpResponse:
    """Pause, go on, end or plan anew, with a reason."""
    if step not in MOVES:
        raise Http404
    budget = access_budget(request.user, ref, may.can_coordinate)
    name, heading, hint = MOVES[step]
    return ask(
        request,
        WordsForm(posted(request), label=_("Why?"), hint=_(hint)),
        lambda data: budget_move(actor=request.user, budget=budget, step=name, reason=data["words"]),
        budget=budget,
        heading=_(heading),
        caption=_(heading),
        button=_(heading),
        danger=name in ("suspend", "end"),
        to=url("personal_detail", ref),
        said=_("It is done. The person is told."),
        is_heading_inside=True,
    )


@login_required
def close_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Close it, with what comes next for the person."""
    budget = access_budget(request.user, ref, may.can_coordinate)
    return ask(
        request,
        WordsForm(posted(request), label=_("How is the person supported from now on?")),
        lambda data: budget_close(actor=request.user, budget=budget, continuing_care=data["words"]),
        budget=budget,
        heading=_("How is the person supported from now on?"),
        button=_("Close the budget"),
        danger=True,
        to=url("personal_detail", ref),
        is_heading_inside=True,
    )


@login_required
def review_record_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Write down a talk about how it goes."""
    budget = access_budget(request.user, ref, may.can_coordinate)
    kinds = [(part.funder_kind, str(part.get_funder_kind_display())) for part in parts_of(budget)]
    return ask(
        request,
        ReviewForm(posted(request), funders=kinds),
        lambda data: review_record(
            actor=request.user,
            budget=budget,
            held_on=data["held_on"],
            funders=[FunderKind(kind) for kind in data["funders"]],
            outcome=data["outcome"],
        ),
        budget=budget,
        heading=_("Write down the talk"),
        to=url("personal_detail", ref),
        said=_("It is written down."),
    )


@login_required
def review_agree_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Agree the day of the next talk."""
    budget = access_budget(request.user, ref, may.can_coordinate)
    return ask(
        request,
        TalkForm(posted(request), initial={"on": budget.review_on}),
        lambda data: review_agree(actor=request.user, budget=budget, on=data["on"]),
        budget=budget,
        heading=_("On which day is the next talk?"),
        to=url("personal_detail", ref),
        is_heading_inside=True,
    )


@login_required
def review_ask_view(request: PortalRequest, ref: str) -> HttpResponse:
    """I need to talk sooner."""
    budget = access_budget(request.user, ref, may.can_ask_again)
    return confirm(
        request,
        lambda: review_ask(actor=request.user, budget=budget),
        budget=budget,
        heading=_("I need to talk sooner"),
        explain=_("Your care co-ordinator is told, and calls you. Nothing stops."),
        button=_("Ask for a talk"),
        to=url("personal_detail", ref),
        said=_("Your care co-ordinator is told."),
    )


# -- Decisions --


@login_required
def decision_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What was decided against the person, why, and what became of a second look."""
    budget = access_decisions(request.user, ref)
    rows = [_decision(request.user, budget, row) for row in decisions_of(budget)]
    context = whom(request.user, budget) | {"rows": rows, "may_decide": may.can_decide_against(request.user, budget)}
    return render(request, "budgets/personal/decisions.html", context)


def _decision(user: Any, budget: Any, row: Any) -> dict[str, Any]:
    row.budget = budget
    reason = why_not_again(row)
    may_ask = may.can_ask_again(user, budget)
    asked = list(row.reconsiderations.all())
    open_one = next((each for each in asked if each.answered_at is None), None)
    if open_one:
        open_one.decision = row
    return {
        "decision": row,
        "amount": to_the_penny(row.amount_pence) if row.amount_pence else "",
        "asked": asked,
        "may_ask": no(reason) if may_ask and reason else may_ask,
        "is_person": bool(may_ask),
        "may_answer": may.can_answer_again(user, open_one) if open_one else None,
    }


@login_required
def decision_make_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Refuse a direct payment or ask for money back, with written reasons."""
    budget = access_budget(request.user, ref, may.can_decide_against)
    return ask(
        request,
        DecisionMakeForm(posted(request)),
        lambda data: decision_make(
            actor=request.user,
            budget=budget,
            kind=DecisionKind(data["kind"]),
            reasons=data["reasons"],
            amount_pence=data["amount_pence"],
        ),
        budget=budget,
        heading=_("A decision against the person"),
        intro=_("Talk with the person first. Nothing is taken by itself. They get your reasons in writing."),
        button=_("Record the decision"),
        danger=True,
        to=url("decision_list", ref),
        said=_("It is recorded. The person is told."),
    )


@login_required
def decision_again_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Ask to look at a decision again."""
    decision = access_decision(request.user, ref, number, may.can_ask_again)
    return ask(
        request,
        WordsForm(
            posted(request),
            label=_("What should we know?"),
            hint=_("Somebody else reads it, who did not decide. You get an answer in writing."),
        ),
        lambda data: reconsideration_ask(actor=request.user, decision=decision, evidence=data["words"]),
        budget=decision.budget,
        heading=_("What should we know?"),
        caption=decision.get_kind_display(),
        button=_("Ask to look again"),
        to=url("decision_list", ref),
        said=_("You have asked. You get an answer in writing."),
        is_heading_inside=True,
    )


@login_required
def decision_answer_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Look at a decision again and answer in writing."""
    asked = access_again(request.user, ref, number)
    decision = asked.decision
    rows = [
        (_("What was decided"), decision.get_kind_display()),
        (_("On"), day(decision.decided_at)),
        (_("Why"), decision.reasons),
        (_("What the person says"), asked.evidence),
    ]
    return ask(
        request,
        VerdictForm(
            posted(request),
            yes=_("Change the decision"),
            no=_("Leave it as it is"),
            reason_label=_("Your answer, with its reasons"),
        ),
        lambda data: reconsideration_answer(
            actor=request.user, asked=asked, is_changed=data["verdict"] == "yes", answer=data["reason"]
        ),
        budget=decision.budget,
        heading=_("Look at a decision again"),
        rows=rows,
        button=_("Send the answer"),
        to=url("decision_list", ref),
        said=_("The answer is sent."),
    )
