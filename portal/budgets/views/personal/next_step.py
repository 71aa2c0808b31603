"""What happens now, for this reader; and the ways of those who work on a budget."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from portal.budgets.enums import BudgetRole, BudgetState
from portal.budgets.permissions import personal as may
from portal.budgets.views.personal.parts import url
from portal.common.templatetags.ui_text import day, to_the_penny


@dataclass
class Step:
    """One next step: what, why, and at most one primary way."""

    when: str
    text: str
    label: str = ""
    href: str = ""
    more: list[tuple[str, str]] = field(default_factory=list)
    rule: str = ""
    confirm: Any = None


def step_for(user: Any, budget: Any, held: Any, waiting: list[Any], queries: list[Any], statement: Any) -> Step:
    """The one thing that this reader can do now, or what they wait for."""
    if held.is_principal:
        return _for_person(budget, held, waiting, queries, statement)
    return _for_office(user, budget)


def _for_person(budget: Any, held: Any, waiting: list[Any], queries: list[Any], statement: Any) -> Step:
    ref, state = budget.ref, budget.state
    if queries:
        asked = queries[0]
        words = {"who": asked.asked_by.display_name, "what": asked.spend.what}
        return Step(
            _("There is a question for you"),
            _("%(who)s asks about “%(what)s”. Nothing stops because of it.") % words,
            _("Answer"),
            url("query_answer", ref, asked.spend.number, asked.number),
        )
    if waiting:
        return _is_it_right(ref, waiting[0])
    if state == BudgetState.INDICATIVE_SET and statement:
        amount = {"sum": to_the_penny(statement.whole.whole_pence)}
        return Step(
            _("You can have %(sum)s") % amount,
            _("This is what we think you need. You can plan with it now. If it changes, we tell you why."),
            _("Start my plan") if held.may_sign else "",
            url("plan_start", ref) if held.may_sign else "",
        )
    table = {
        BudgetState.ENQUIRY: (_("You have asked"), _("Somebody calls or writes to you. You need to do nothing now.")),
        BudgetState.NOT_ELIGIBLE: (_("You cannot have one now"), _("You can read why, and ask us to look again.")),
        BudgetState.ELIGIBLE: (_("You can have a budget"), _("Now we look together at what you need.")),
        BudgetState.ASSESSED: (_("We work out the amount"), _("You see it here as soon as it is there.")),
        BudgetState.PLANNING: (_("Make your plan"), _("One thing after another. You can stop and come back.")),
        BudgetState.RETURNED: (_("Your plan came back"), budget.returned_reason),
        BudgetState.SUBMITTED: (_("Your plan is sent"), _("Somebody else reads it and says yes, or writes to you.")),
        BudgetState.AGREED: (_("Your plan is agreed"), _("It starts soon. You are told when.")),
        BudgetState.ACTIVE: (_("Did you spend money?"), _("Put it in, so that your numbers are right.")),
        BudgetState.SUSPENDED: (_("Your budget is paused"), _("Ask for a talk if you do not know why.")),
        BudgetState.ENDING: (_("Your budget ends"), _("You can still put in what you spent.")),
        BudgetState.CLOSED: (_("This budget is closed"), budget.continuing_care),
    }
    title, text = table.get(BudgetState(state), (_("We work out the amount"), ""))
    step = Step(title, text)
    ways = {
        BudgetState.NOT_ELIGIBLE: (_("Read why"), url("decision_list", ref)),
        BudgetState.PLANNING: (_("Go on with the plan"), url("personal_plan", ref)),
        BudgetState.RETURNED: (_("Change the plan"), url("personal_plan", ref)),
        BudgetState.ACTIVE: (_("I spent money"), url("spend_choose", ref)),
        BudgetState.ENDING: (_("I spent money"), url("spend_choose", ref)),
    }
    if state in ways:
        step.label, step.href = ways[BudgetState(state)]
    if state == BudgetState.SUBMITTED and held.may_sign:
        step.more = [(_("What I signed"), url("plan_signed", ref)), (_("Take it back"), url("plan_take_back", ref))]
    return step


def _is_it_right(ref: str, spend: Any) -> Step:
    """A question that one can answer beats a blank form."""
    words = {"what": spend.what, "sum": to_the_penny(spend.amount_pence), "day": day(spend.spent_on)}
    return Step(
        _("Is this right?"),
        _("%(what)s on %(day)s: %(sum)s. It is not in your numbers yet.") % words,
        more=[(_("Look at it first"), url("spend_detail", ref, spend.number))],
        rule=_("%(who)s put it in for you.") % {"who": spend.recorded_by.display_name},
        confirm={"url": url("spend_confirm", ref, spend.number), "sum": words["sum"]},
    )


def _for_office(user: Any, budget: Any) -> Step:
    ref, state = budget.ref, budget.state
    coordinates, approves = may.can_coordinate(user, budget), may.can_approve_plan(user, budget)
    if may.can_take_in(user, budget) and not coordinates:
        return Step(
            _("Somebody asks for a budget"),
            _("Choose a care co-ordinator, who talks with them. You see nothing else of it."),
            _("Choose who helps"),
            url("budget_person_add", ref),
        )
    if state == BudgetState.SUBMITTED and approves:
        return Step(
            _("The plan waits for your yes"),
            _("Read it, then agree it or send it back."),
            _("Decide"),
            url("plan_decide", ref),
        )
    if not coordinates:
        return Step(str(budget.get_state_display()), _("You need to do nothing now."))
    table = {
        BudgetState.ENQUIRY: (_("Talk with the person"), _("Then say whether a budget is possible."), "eligibility"),
        BudgetState.ELIGIBLE: (_("Write down what is needed"), _("As far as it decides the amount."), "assess"),
        BudgetState.ASSESSED: (_("Set the amount"), _("The person sees it before they plan."), "amount_set"),
        BudgetState.INDICATIVE_SET: (_("The person has the amount"), _("They start the plan, or you."), "plan_start"),
        BudgetState.PLANNING: (
            _("The plan is being made"),
            _("Write with them, tick what is settled."),
            "personal_plan",
        ),
        BudgetState.RETURNED: (_("The plan came back"), budget.returned_reason, "personal_plan"),
        BudgetState.AGREED: (_("The plan is agreed"), _("Start it, so that money can be paid and spent."), "activate"),
        BudgetState.ENDING: (_("The budget ends"), _("Write down what comes next, then close it."), "close"),
    }
    if state in table:
        title, text, name = table[BudgetState(state)]
        return Step(title, text, _("Go on"), url(name, ref))
    return Step(str(budget.get_state_display()), _("You need to do nothing now."))


def office_links(user: Any, budget: Any) -> list[tuple[str, str]]:
    """What who works on the budget can open, by the policies themselves."""
    ref, links = budget.ref, []
    held = may.standing(user, budget)
    if not held.roles:
        return []
    if may.can_coordinate(user, budget):
        links += [(_("Who takes part"), url("budget_person_list", ref))]
        links += [(_("What is settled"), url("checks_set", ref))]
        links += [(_("Somebody acts for the person by law"), url("authority_verify", ref))]
        if budget.started_at:
            links += [(_("Write down a talk"), url("review_record", ref))]
            links += [(_("Agree the next talk"), url("review_agree", ref))]
        moves = {
            BudgetState.ACTIVE: [(_("Plan anew"), "plan-again"), (_("Pause"), "pause"), (_("End"), "end")],
            BudgetState.SUSPENDED: [(_("Go on with it"), "go-on"), (_("End"), "end")],
        }
        links += [(label, url("budget_move", ref, step)) for label, step in moves.get(BudgetState(budget.state), [])]
    if held.roles & {BudgetRole.COORDINATOR, BudgetRole.APPROVER, BudgetRole.PLANNER}:
        links += [(_("Decisions"), url("decision_list", ref))]
    return links
