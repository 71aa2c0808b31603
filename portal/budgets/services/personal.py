"""The way of a personal budget: asked for, found possible, the amount, who takes part, running, ending (domain 7.2)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.audit.context import current as audit_context
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.enums import (
    BudgetKind,
    BudgetRole,
    BudgetState,
    CheckKey,
    DecisionKind,
    FunderKind,
    RightBasis,
)
from portal.budgets.events.personal import AmountChanged, BudgetAsked, BudgetPersonAdded, DecisionMade, ReviewAsked
from portal.budgets.models import BudgetAssignment, BudgetDecision, BudgetReview, FundingPart, PersonalBudget
from portal.budgets.permissions import personal as may
from portal.budgets.workflow.personal import PERSONAL
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.permissions import Decision
from portal.common.references import random_reference
from portal.organisations.models import Membership, Organisation

if TYPE_CHECKING:
    from portal.accounts.models import User

Policy = Callable[[Any, PersonalBudget], Decision]


def check(decision: Decision, subject: object) -> None:
    """NotAllowed with the policy's reason."""
    if not decision:
        raise NotAllowed(decision.reason, subject=subject, who_can=decision.who_can)


@contextmanager
def acting(actor: Any, budget: PersonalBudget) -> Iterator[bool]:
    """Whoever acts for the holder by law is shown so on every entry of the record (SOD-30). Gives whether they do."""
    if not may.standing(actor, budget).acts_for_holder:
        yield False
        return
    words = _("acting for %(name)s") % {"name": budget.holder.display_name}
    token = audit_context.set(replace(audit_context.get(), acting_as=words))
    try:
        yield True
    finally:
        audit_context.reset(token)


@contextmanager
def opened(actor: Any, budget: PersonalBudget, policy: Policy) -> Iterator[PersonalBudget]:
    """The budget, locked and asked anew, inside a service's transaction."""
    locked = PersonalBudget.objects.select_for_update(of=("self",)).select_related("holder").get(pk=budget.pk)
    check(policy(actor, locked), locked)
    with acting(actor, locked):
        yield locked


def next_number(rows: Any) -> int:
    """The next number inside one budget; called under its lock."""
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def need_words(text: str, message: str) -> str:
    """The text without its edges. DomainError when there is none."""
    if not text.strip():
        raise DomainError(message)
    return text.strip()


def must_be(budget: PersonalBudget, *states: str) -> None:
    """DomainError when the budget stands elsewhere."""
    if budget.state not in states:
        raise DomainError(
            _("This cannot be done now: it is already %(state)s.") % {"state": budget.get_state_display().lower()}
        )


# -- Asking and who takes part --


@transaction.atomic
def budget_ask(*, actor: "User", organisation: Organisation, words: str = "") -> PersonalBudget:
    """Ask for a personal budget for oneself. DomainError: one that is asked for waits there already."""
    check(may.can_ask_budget(actor, organisation), organisation)
    if PersonalBudget.objects.filter(holder=actor, organisation=organisation, state=BudgetState.ENQUIRY).exists():
        raise DomainError(_("You have asked already. Somebody will call or write to you."))
    budget = PersonalBudget(
        ref=random_reference("PB"), holder=actor, organisation=organisation, asked_at=now(), asked_words=words.strip()
    )
    budget.full_clean()
    budget.save()
    audit_record(actor=actor, verb="budgets.personal.ask", subject=budget)
    publish(BudgetAsked(budget.pk))
    return budget


def _why_unfit(budget: PersonalBudget, user: "User", role: BudgetRole) -> str:
    """Why this person cannot have that part; empty when they can (SOD-18, SOD-21)."""
    if user.pk == budget.holder_id:
        return _("This is the person's own budget.")
    works = Membership.objects.current().filter(user=user, organisation__kind="commissioner").exists()
    is_helper = role in (BudgetRole.BROKER, BudgetRole.LINK_WORKER)
    if not is_helper and not works:
        return _("Only somebody who works for the NHS or the council can have this part.")
    held = set(budget.people.filter(user=user, ended_at=None).values_list("role", flat=True))
    if role == BudgetRole.APPROVER:
        if has_role(user, PortalRole.BROKER) or BudgetRole.BROKER in held:
            return _("A broker does not approve a plan.")
        if held & {BudgetRole.COORDINATOR, BudgetRole.PLANNER} or budget.authors.filter(user=user).exists():
            return _("Who plans with the person does not approve the plan.")
    if BudgetRole.APPROVER in held and role != BudgetRole.FINANCE:
        return _("Who approves the plan has no other part in it.")
    if (role == BudgetRole.FINANCE and held) or BudgetRole.FINANCE in held:
        return _("The finance officer sees the money only, so they have no other part.")
    return ""


@transaction.atomic
def budget_person_add(
    *, actor: "User", budget: PersonalBudget, user: "User", role: BudgetRole, reason: str = "", ties: str = ""
) -> BudgetAssignment:
    """Give somebody a part, with the reason (the legitimate relationship). DomainError: it does not go together."""
    with opened(actor, budget, may.can_assign_people) as locked:
        if role != BudgetRole.COORDINATOR and not may.can_coordinate(actor, locked):
            raise DomainError(_("First choose a care co-ordinator, who chooses everybody else."))
        if unfit := _why_unfit(locked, user, role):
            raise DomainError(unfit)
        if locked.people.filter(user=user, role=role, ended_at=None).exists():
            raise DomainError(_("This person has that part already."))
        row = BudgetAssignment(
            budget=locked,
            number=next_number(locked.people),
            user=user,
            role=role,
            reason=reason.strip(),
            ties=ties.strip(),
            assigned_by=actor,
            assigned_at=now(),
        )
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.personal.person", subject=locked, data={"role": role.value})
        publish(BudgetPersonAdded(row.pk))
    return row


@transaction.atomic
def budget_person_end(*, actor: "User", assignment: BudgetAssignment) -> BudgetAssignment:
    """End somebody's part: gone with their next request. The last co-ordinator stays."""
    with opened(actor, assignment.budget, may.can_assign_people) as locked:
        row = BudgetAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
        others = locked.people.filter(role=BudgetRole.COORDINATOR, ended_at=None).exclude(pk=row.pk)
        if row.role == BudgetRole.COORDINATOR and not others.exists():
            raise DomainError(_("A budget always has a care co-ordinator. Name another one first."))
        if row.ended_at is None:
            row.ended_at = now()
            row.save(update_fields=["ended_at"])
            audit_record(actor=actor, verb="budgets.personal.person_end", subject=locked, data={"role": row.role})
    return row


# -- Possible, needs, amount --


@dataclass(frozen=True)
class Ground:
    """Who pays, and why the person may have a budget there."""

    funder_kind: FunderKind
    organisation: Organisation
    right_basis: RightBasis


@transaction.atomic
def eligibility_find(
    *, actor: "User", budget: PersonalBudget, kind: BudgetKind, grounds: Iterable[Ground], is_excluded: bool = False
) -> PersonalBudget:
    """Say that the person can have a budget, of which kind, and who pays. `is_excluded`: from direct payments only."""
    found = list(grounds)
    if not found:
        raise DomainError(_("Say who pays."))
    with opened(actor, budget, may.can_coordinate) as locked:
        changes = {"kind": kind, "is_excluded_from_direct": is_excluded}
        done: PersonalBudget = transition(PERSONAL, locked, "find_eligible", actor=actor, changes=changes)
        for number, ground in enumerate(found, start=1):
            part = FundingPart(
                budget=done,
                number=number,
                funder_kind=ground.funder_kind,
                organisation=ground.organisation,
                right_basis=ground.right_basis,
            )
            part.full_clean()
            part.save()
    return done


@transaction.atomic
def budget_decline(*, actor: "User", budget: PersonalBudget, reasons: str) -> PersonalBudget:
    """Say that there can be no budget, with written reasons; the person may have it looked at again."""
    with opened(actor, budget, may.can_coordinate) as locked:
        done: PersonalBudget = transition(PERSONAL, locked, "decline", actor=actor)
        decision_write(actor=actor, budget=done, kind=DecisionKind.NOT_ELIGIBLE, reasons=reasons)
    return done


def decision_write(
    *, actor: "User", budget: PersonalBudget, kind: DecisionKind, reasons: str, amount_pence: int | None = None
) -> BudgetDecision:
    """A decision against the person; called by acts that have checked who may, under the budget's lock."""
    row = BudgetDecision(
        budget=budget,
        number=next_number(budget.decisions),
        kind=kind,
        reasons=need_words(reasons, _("A decision against somebody needs its reasons in writing.")),
        amount_pence=amount_pence,
        decided_by=actor,
        decided_at=now(),
    )
    row.full_clean()
    row.save()
    audit_record(actor=actor, verb="budgets.decision.make", subject=budget, data={"kind": kind.value})
    publish(DecisionMade(row.pk))
    return row


@transaction.atomic
def budget_assess(*, actor: "User", budget: PersonalBudget, needs: str) -> PersonalBudget:
    """Write down what the person needs, as far as it decides the amount."""
    words = need_words(needs, _("Write in a few words what the person needs."))
    with opened(actor, budget, may.can_coordinate) as locked:
        done: PersonalBudget = transition(PERSONAL, locked, "assess", actor=actor, changes={"needs_summary": words})
    return done


@dataclass(frozen=True)
class Amount:
    """What one funder gives for the period, in pence. `contribution`: the person's own, council only."""

    pence: int
    carried_forward_pence: int = 0
    contribution_pence: int = 0


@transaction.atomic
def amount_set(
    *, actor: "User", budget: PersonalBudget, starts_on: date, ends_on: date, amounts: dict[int, Amount]
) -> PersonalBudget:
    """The indicative amount of each funder (by the part's number). From now on the person sees it."""
    with opened(actor, budget, may.can_set_amount) as locked:
        parts = list(locked.funding.order_by("number"))
        if set(amounts) != {part.number for part in parts} or any(each.pence <= 0 for each in amounts.values()):
            raise DomainError(_("Give an amount for each who pays."))
        if ends_on <= starts_on:
            raise DomainError(_("The last day must come after the first."))
        changes = {"starts_on": starts_on, "ends_on": ends_on, "amount_shown_at": now()}
        done: PersonalBudget = transition(PERSONAL, locked, "set_amount", actor=actor, changes=changes)
        for part in parts:
            given = amounts[part.number]
            if given.contribution_pence and part.funder_kind == FunderKind.NHS:
                raise DomainError(_("Nobody adds money of their own to NHS money."))
            part.indicative_pence = given.pence
            part.carried_forward_pence = given.carried_forward_pence
            part.contribution_pence = given.contribution_pence
            part.set_by, part.set_at = actor, now()
            part.full_clean()
            part.save()
    return done


@transaction.atomic
def amount_change(*, actor: "User", part: FundingPart, pence: int, reason: str) -> FundingPart:
    """The amount after planning, with what made the difference. Less is a decision with reasons, which may be
    looked at again. Finance confirms anew."""
    words = need_words(reason, _("Say why the amount is different."))
    if pence <= 0:
        raise DomainError(_("Give an amount."))
    with opened(actor, part.budget, may.can_set_amount) as locked:
        must_be(locked, BudgetState.INDICATIVE_SET, BudgetState.PLANNING, BudgetState.RETURNED)
        row = FundingPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
        before = row.amount_pence
        row.final_pence, row.set_by, row.set_at = pence, actor, now()
        row.confirmed_by = row.confirmed_at = None
        row.full_clean()
        row.save()
        locked.difference_reason = words
        locked.save(update_fields=["difference_reason"])
        data = {"before_pence": before, "after_pence": pence}
        audit_record(actor=actor, verb="budgets.personal.amount", subject=locked, data=data)
        if pence < before:
            decision_write(
                actor=actor, budget=locked, kind=DecisionKind.REDUCTION, reasons=words, amount_pence=before - pence
            )
        publish(AmountChanged(locked.pk))
    return row


@transaction.atomic
def funding_confirm(*, actor: "User", part: FundingPart) -> FundingPart:
    """Finance says that the money is there. Not by who set the amount."""
    with opened(actor, part.budget, may.can_confirm_funding) as locked:
        row = FundingPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
        if row.set_by_id is None:
            raise DomainError(_("The amount is not set yet."))
        if row.set_by_id == actor.pk:
            raise NotAllowed(_("You set this amount, so somebody else confirms it."), subject=locked)
        if row.confirmed_at is None:
            row.confirmed_by, row.confirmed_at = actor, now()
            row.save(update_fields=["confirmed_by", "confirmed_at"])
            audit_record(actor=actor, verb="budgets.personal.confirm", subject=locked, data={"part": row.number})
    return row


@transaction.atomic
def plan_start(*, actor: "User", budget: PersonalBudget) -> PersonalBudget:
    """Begin the plan: the person knows the amount by now."""
    with opened(actor, budget, may.can_start_plan) as locked:
        done: PersonalBudget = transition(PERSONAL, locked, "start_plan", actor=actor)
    return done


# -- Running, ending --


def open_checks(budget: PersonalBudget) -> list[str]:
    """What of the checklist is not settled, in words."""
    ticked = set(budget.checks.values_list("key", flat=True))
    return [str(key.label) for key in CheckKey if key.value not in ticked]


@transaction.atomic
def budget_activate(*, actor: "User", budget: PersonalBudget) -> PersonalBudget:
    """The plan runs from now on. DomainError while anything of the checklist is open (SI 2013/1617 reg 8)."""
    with opened(actor, budget, may.can_coordinate) as locked:
        if missing := open_checks(locked):
            raise DomainError(_("Not settled yet: %(what)s.") % {"what": "; ".join(missing)})
        changes = {"started_at": locked.started_at or now()}
        done: PersonalBudget = transition(PERSONAL, locked, "activate", actor=actor, changes=changes)
    return done


@transaction.atomic
def budget_move(*, actor: "User", budget: PersonalBudget, step: str, reason: str) -> PersonalBudget:
    """Pause, go on, end or plan anew ("suspend", "resume", "end", "replan"), with the reason. Ending is a decision
    against the person, unless they asked for it."""
    words = need_words(reason, _("Say why."))
    with opened(actor, budget, may.can_coordinate) as locked:
        if step not in ("suspend", "resume", "end", "replan"):
            raise DomainError(_("There is no such step."))
        done: PersonalBudget = transition(PERSONAL, locked, step, actor=actor)
        if step == "end":
            decision_write(actor=actor, budget=done, kind=DecisionKind.STOP, reasons=words)
        if step == "replan":
            done.signatures.filter(void_at=None).update(void_at=now())
    return done


@transaction.atomic
def budget_close(*, actor: "User", budget: PersonalBudget, continuing_care: str) -> PersonalBudget:
    """Close it. The duty to meet the need goes on, so what comes next is written down [D]."""
    words = need_words(continuing_care, _("Say how the person is supported from now on."))
    with opened(actor, budget, may.can_coordinate) as locked:
        changes = {"closed_at": now(), "continuing_care": words}
        done: PersonalBudget = transition(PERSONAL, locked, "close", actor=actor, changes=changes)
    return done


@transaction.atomic
def review_record(
    *, actor: "User", budget: PersonalBudget, held_on: date, funders: Iterable[FunderKind], outcome: str
) -> BudgetReview:
    """Write down a talk about how it goes, for which funders it counts, and what came of it."""
    kinds = sorted({FunderKind(each).value for each in funders})
    with opened(actor, budget, may.can_coordinate) as locked:
        must_be(locked, BudgetState.ACTIVE, BudgetState.SUSPENDED, BudgetState.AGREED)
        parts = list(locked.funding.filter(funder_kind__in=kinds))
        if not parts:
            raise DomainError(_("Say for whose money the talk counts."))
        if held_on > today():
            raise DomainError(_("The talk is not held yet."))
        row = BudgetReview(
            budget=locked,
            held_on=held_on,
            funders=",".join(kinds),
            outcome=need_words(outcome, _("Say what came of it.")),
            recorded_by=actor,
            recorded_at=now(),
        )
        row.full_clean()
        row.save()
        for part in parts:
            part.last_reviewed_on = held_on
            part.save(update_fields=["last_reviewed_on"])
        locked.review_asked_at = locked.review_on = None
        locked.save(update_fields=["review_asked_at", "review_on"])
        audit_record(actor=actor, verb="budgets.review.record", subject=locked, data={"funders": kinds})
    return row


@transaction.atomic
def review_agree(*, actor: "User", budget: PersonalBudget, on: date) -> PersonalBudget:
    """Agree the day of the next talk."""
    with opened(actor, budget, may.can_coordinate) as locked:
        if on < today():
            raise DomainError(_("Choose a day that is still to come."))
        locked.review_on, locked.review_asked_at = on, None
        locked.save(update_fields=["review_on", "review_asked_at"])
        audit_record(actor=actor, verb="budgets.review.agree", subject=locked)
    return locked


@transaction.atomic
def review_ask(*, actor: "User", budget: PersonalBudget) -> PersonalBudget:
    """The person asks to talk sooner; the co-ordinator is told once."""
    with opened(actor, budget, may.can_ask_again) as locked:
        must_be(locked, BudgetState.ACTIVE, BudgetState.SUSPENDED, BudgetState.AGREED)
        if locked.review_asked_at is None:
            locked.review_asked_at = now()
            locked.save(update_fields=["review_asked_at"])
            audit_record(actor=actor, verb="budgets.review.ask", subject=locked)
            publish(ReviewAsked(locked.pk))
    return locked
