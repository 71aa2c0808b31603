"""The tables of personal budgets: the budget, a line of the plan, a spend, an invitation."""

from portal.budgets.enums import BudgetState as B
from portal.budgets.enums import GrantState as G
from portal.budgets.enums import LineState as L
from portal.budgets.enums import SpendState as S
from portal.budgets.events import personal as events
from portal.budgets.permissions import personal as ask
from portal.common.workflow import Transition, Workflow


def _of(*states: str) -> frozenset[str]:
    return frozenset(str(state) for state in states)


PERSONAL = Workflow(
    "budgets.personal",
    (
        Transition("find_eligible", _of(B.ENQUIRY), B.ELIGIBLE, ask.can_coordinate, events.BudgetFoundEligible),
        Transition("decline", _of(B.ENQUIRY), B.NOT_ELIGIBLE, ask.can_coordinate),
        Transition("reopen", _of(B.NOT_ELIGIBLE), B.ENQUIRY, ask.can_see_budget),
        Transition("assess", _of(B.ELIGIBLE), B.ASSESSED, ask.can_coordinate),
        Transition("set_amount", _of(B.ASSESSED), B.INDICATIVE_SET, ask.can_set_amount, events.AmountShown),
        Transition("start_plan", _of(B.INDICATIVE_SET), B.PLANNING, ask.can_start_plan, events.PlanStarted),
        Transition("submit", _of(B.PLANNING, B.RETURNED), B.SUBMITTED, ask.can_sign_plan, events.PlanSubmitted),
        Transition("take_back", _of(B.SUBMITTED), B.PLANNING, ask.can_take_back_plan, events.PlanWithdrawn),
        Transition("return", _of(B.SUBMITTED), B.RETURNED, ask.can_approve_plan, events.PlanReturned),
        Transition("agree", _of(B.SUBMITTED), B.AGREED, ask.can_approve_plan, events.PlanAgreed),
        Transition("activate", _of(B.AGREED), B.ACTIVE, ask.can_coordinate, events.BudgetActivated),
        Transition("replan", _of(B.ACTIVE), B.PLANNING, ask.can_coordinate, events.PlanStarted),
        Transition("suspend", _of(B.ACTIVE), B.SUSPENDED, ask.can_coordinate, events.BudgetStateChanged),
        Transition("resume", _of(B.SUSPENDED), B.ACTIVE, ask.can_coordinate, events.BudgetStateChanged),
        Transition("end", _of(B.ACTIVE, B.SUSPENDED), B.ENDING, ask.can_coordinate, events.BudgetStateChanged),
        Transition("close", _of(B.ENDING), B.CLOSED, ask.can_coordinate, events.BudgetStateChanged),
    ),
)
LINE = Workflow(
    "budgets.line",
    (
        Transition("ask", _of(L.PLANNED), L.ASKED, ask.can_change_line, events.LineAsked),
        Transition("agree", _of(L.ASKED), L.AGREED, ask.can_settle_line, events.LineAgreed),
        Transition("refuse", _of(L.ASKED), L.REFUSED, ask.can_settle_line, events.LineRefused),
        Transition("remove", _of(L.PLANNED, L.ASKED, L.AGREED, L.REFUSED), L.REMOVED, ask.can_change_line),
    ),
)
SPEND = Workflow(
    "budgets.spend",
    (
        Transition("count", _of(S.WAITING), S.COUNTED, ask.can_confirm_state),
        Transition("refuse", _of(S.WAITING), S.REFUSED, ask.can_confirm_spend),
        Transition("take_back", _of(S.WAITING, S.COUNTED), S.WITHDRAWN, ask.can_take_back_spend),
    ),
)
CIRCLE = Workflow(
    "budgets.circle",
    (
        Transition("accept", _of(G.INVITED), G.ACTIVE, ask.can_answer_invitation, events.CircleAnswered),
        Transition("decline", _of(G.INVITED), G.DECLINED, ask.can_answer_invitation, events.CircleAnswered),
        Transition("stop", _of(G.INVITED, G.ACTIVE), G.STOPPED, ask.can_stop_grant, events.CircleStopped),
        Transition("leave", _of(G.ACTIVE), G.GIVEN_UP, ask.can_leave_circle),
    ),
)
PERSONAL_WORKFLOWS = (PERSONAL, LINE, SPEND, CIRCLE)
