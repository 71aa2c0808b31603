"""The doors of personal budgets. Who has no part gets 404, as for what does not exist (SOD-19)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.budgets.enums import BudgetRole, LineState, PlanPart
from portal.budgets.models import (
    BudgetAssignment,
    BudgetDecision,
    CircleGrant,
    FundingPart,
    Goal,
    LegalAuthority,
    PersonalBudget,
    PlanLine,
    Reconsideration,
    SpendLine,
    SpendQuery,
)
from portal.budgets.permissions import personal as may
from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.organisations.enums import OrganisationKind, OrganisationState
from portal.organisations.models import Membership, Organisation

Policy = Callable[[Any, Any], Decision]


def _check(user: Any, budget: PersonalBudget, subject: Any, policy: Policy | None) -> None:
    if policy is not None and not (decision := policy(user, subject)):
        raise NotAllowed(decision.reason, subject=budget, who_can=decision.who_can)


def access_budget(user: Any, ref: str, policy: Policy | None = None) -> PersonalBudget:
    """A budget for anybody with a part in it; with a policy, 403 and its reason for who may not do that."""
    budget = PersonalBudget.objects.select_related("holder", "organisation").filter(ref=ref).first()
    if budget is None or not may.can_see_budget(user, budget):
        raise Http404
    _check(user, budget, budget, policy)
    return budget


def access_plan(user: Any, ref: str, policy: Policy | None = None) -> PersonalBudget:
    """The plan: 403 for the assigned finance officer with the reason (SOD-17), 404 for others without a part of it."""
    budget = access_budget(user, ref)
    decision = may.can_read_plan(user, budget)
    if not decision and BudgetRole.FINANCE in may.standing(user, budget).roles:
        raise NotAllowed(decision.reason, subject=budget, verb="budgets.plan.read", who_can=decision.who_can)
    if not decision:
        raise Http404
    _check(user, budget, budget, policy)
    return budget


def access_money(user: Any, ref: str, policy: Policy | None = None) -> PersonalBudget:
    """The money: 404 for who does not see it."""
    budget = access_budget(user, ref)
    if not may.can_read_money(user, budget):
        raise Http404
    _check(user, budget, budget, policy)
    return budget


def access_spending(user: Any, ref: str, policy: Policy | None = None) -> PersonalBudget:
    """Where spending is put in: who sees the money, and who helps without seeing all of it."""
    budget = access_budget(user, ref)
    held = may.standing(user, budget)
    if PlanPart.MONEY not in held.parts and not may.can_record_spend(user, budget):
        raise Http404
    _check(user, budget, budget, policy)
    return budget


def access_part(user: Any, ref: str, number: int, policy: Policy | None = None) -> FundingPart:
    """One funder's money."""
    budget = access_money(user, ref, policy)
    part = budget.funding.select_related("organisation").filter(number=number).first()
    return _of(budget, part)


def access_goal(user: Any, ref: str, number: int, policy: Policy | None = None) -> Goal:
    """A goal, for who sees goals."""
    budget = access_plan(user, ref)
    if PlanPart.OUTCOMES not in may.standing(user, budget).parts:
        raise Http404
    _check(user, budget, budget, policy)
    return _of(budget, budget.goals.filter(number=number, dropped_at=None).first())


def access_line(user: Any, ref: str, number: int, policy: Policy | None = None) -> PlanLine:
    """Something to buy, for who sees the money of the plan."""
    budget = access_spending(user, ref, policy)
    rows = budget.lines.select_related("part", "goal", "service__organisation").exclude(state=LineState.REMOVED)
    return _of(budget, rows.filter(number=number).first())


def access_spend(user: Any, ref: str, number: int, policy: Policy | None = None) -> SpendLine:
    """Something that was spent: who sees the money, and who put it in."""
    budget = access_budget(user, ref)
    rows = budget.spends.select_related("line__part", "recorded_by", "decided_by")
    spend = _of(budget, rows.filter(number=number).first())
    if not may.can_read_money(user, budget) and spend.recorded_by_id != user.pk:
        raise Http404
    _check(user, budget, spend, policy)
    return spend


def access_query(user: Any, ref: str, number: int, query: int, policy: Policy) -> SpendQuery:
    """A question about something that was spent."""
    spend = access_spend(user, ref, number)
    _check(user, spend.budget, spend.budget, policy)
    found = spend.queries.select_related("asked_by", "answered_by").filter(number=query).first()
    if found is None:
        raise Http404
    found.spend = spend
    return found


def access_grant(user: Any, ref: str, number: int, policy: Policy | None = None) -> CircleGrant:
    """Somebody in the circle: for the person, who acts for them, and who it is."""
    budget = access_budget(user, ref)
    grant = _of(budget, budget.circle.select_related("user", "invited_by").filter(number=number).first())
    if not may.can_manage_circle(user, budget) and grant.user_id != user.pk:
        raise Http404
    _check(user, budget, grant, policy)
    return grant


def access_invitation(user: Any, token: str) -> CircleGrant:
    """An invitation by the secret in its link; 403 with the reason for another person than the invited."""
    grant = CircleGrant.objects.select_related("budget__holder").filter(token=token).first()
    if grant is None:
        raise Http404
    if not (decision := may.can_answer_invitation(user, grant)):
        raise NotAllowed(decision.reason)
    return grant


def access_person(user: Any, ref: str, number: int) -> BudgetAssignment:
    """Somebody's part, for who may end it."""
    budget = access_budget(user, ref, may.can_assign_people)
    return _of(budget, budget.people.select_related("user").filter(number=number, ended_at=None).first())


def access_authority(user: Any, ref: str, number: int) -> LegalAuthority:
    """Somebody's authority by law: for who verified it and who gives it up."""
    budget = access_budget(user, ref)
    row = _of(budget, budget.authorities.select_related("user").filter(number=number, ended_at=None).first())
    if row.user_id != user.pk:
        _check(user, budget, budget, may.can_coordinate)
    return row


def access_decision(user: Any, ref: str, number: int, policy: Policy | None = None) -> BudgetDecision:
    """A decision against the person: for the person and who works on the budget."""
    budget = access_decisions(user, ref)
    _check(user, budget, budget, policy)
    return _of(budget, budget.decisions.select_related("decided_by").filter(number=number).first())


def access_decisions(user: Any, ref: str) -> PersonalBudget:
    """The decisions: the person, who acts for them, co-ordinator and approver. 404 for all others."""
    budget = access_budget(user, ref)
    held = may.standing(user, budget)
    if not held.may_sign and not held.roles & {BudgetRole.COORDINATOR, BudgetRole.APPROVER, BudgetRole.PLANNER}:
        raise Http404
    return budget


def access_again(user: Any, ref: str, number: int) -> Reconsideration:
    """The open request to look at a decision again, for who answers it."""
    decision = access_decision(user, ref, number)
    asked = decision.reconsiderations.select_related("asked_by").filter(answered_at=None).first()
    if asked is None:
        raise Http404
    asked.decision = decision
    _check(user, decision.budget, asked, may.can_answer_again)
    return asked


def asked_of() -> list[Organisation]:
    """The commissioners that somebody is responsible for: who takes a question in."""
    heads = Membership.objects.current().filter(is_administrator=True).values("organisation")
    rows = Organisation.objects.filter(
        pk__in=heads, kind=OrganisationKind.COMMISSIONER, state=OrganisationState.VERIFIED
    )
    return list(rows.order_by("name", "pk"))


def funders() -> list[Organisation]:
    """All verified commissioners."""
    rows = Organisation.objects.filter(kind=OrganisationKind.COMMISSIONER, state=OrganisationState.VERIFIED)
    return list(rows.order_by("name", "pk"))


def finance_of(user: Any) -> list[Organisation]:
    """The commissioners for which this person is a finance officer."""
    if not user.is_authenticated:
        return []
    mine = Membership.objects.current().filter(user=user, is_finance=True).values("organisation")
    rows = Organisation.objects.filter(
        pk__in=mine, kind=OrganisationKind.COMMISSIONER, state=OrganisationState.VERIFIED
    )
    return list(rows.order_by("name", "pk"))


def _of(budget: PersonalBudget, row: Any) -> Any:
    if row is None:
        raise Http404
    row.budget = budget
    return row


def access_release(user: Any) -> list[Organisation]:
    """The bodies for which this person releases figures; 403 with the reason for others."""
    bodies = finance_of(user)
    if not bodies:
        raise NotAllowed(
            "Only a finance officer of the NHS or the council releases figures.", who_can="A finance officer"
        )
    return bodies
