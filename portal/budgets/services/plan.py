"""Writing a plan, signing it, and the yes of another person (domain 7.2, 7.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.enums import (
    SPENDABLE_LINES,
    BudgetState,
    Category,
    CategoryRule,
    CheckKey,
    DecisionKind,
    FunderKind,
    HoldingMode,
    LineState,
    PaidInto,
    PayeeRule,
    Relation,
    SectionKey,
    SpendState,
    part_of,
)
from portal.budgets.models import (
    FundingPart,
    Goal,
    GoalReading,
    Holding,
    LineTime,
    PersonalBudget,
    PlanAuthor,
    PlanCheck,
    PlanLine,
    PlanSection,
    PlanSignature,
)
from portal.budgets.permissions import personal as may
from portal.budgets.rules.payees import who_may_be_paid
from portal.budgets.rules.personal import missing_pence
from portal.budgets.rules.purchases import purchase_rule
from portal.budgets.selectors.plan import cost_pence, plan_gaps, plan_hash
from portal.budgets.services.personal import (
    decision_write,
    must_be,
    need_words,
    next_number,
    open_checks,
    opened,
)
from portal.budgets.workflow.personal import LINE, PERSONAL
from portal.common.clock import now, today
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.money import format_pounds
from portal.organisations.permissions import belongs

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.marketplace.models import Service


def _wrote(actor: Any, budget: PersonalBudget) -> None:
    """Keep who wrote in the plan: they never approve it (SOD-18). The person's own writing needs no such note."""
    if actor.pk != budget.holder_id:
        PlanAuthor.objects.get_or_create(budget=budget, user=actor, defaults={"first_at": now()})


# -- In words --


@transaction.atomic
def section_write(*, actor: "User", budget: PersonalBudget, key: SectionKey, text: str) -> PlanSection:
    """Write a part of the plan. NotAllowed for a part that one does not see."""
    with opened(actor, budget, may.can_write_plan) as locked:
        if part_of(key) not in may.standing(actor, locked).parts:
            raise NotAllowed(_("You do not see this part, so you cannot write in it."), subject=locked)
        written = {
            "text": text.strip(),
            "written_by": actor,
            "written_at": now(),
            "is_for_holder": may.standing(actor, locked).acts_for_holder,
        }
        row, _made = PlanSection.objects.update_or_create(budget=locked, key=key, defaults=written)
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.plan.write", subject=locked, data={"section": key.value})
    return row


@transaction.atomic
def goal_add(*, actor: "User", budget: PersonalBudget, words: str) -> Goal:
    """A goal in the person's own words."""
    with opened(actor, budget, may.can_write_goal) as locked:
        row = Goal(
            budget=locked,
            number=next_number(locked.goals),
            words=need_words(words, _("Write what you want, in your own words.")),
            created_by=actor,
            created_at=now(),
        )
        row.full_clean()
        row.save()
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.goal.add", subject=locked)
    return row


@transaction.atomic
def goal_change(*, actor: "User", goal: Goal, words: str) -> Goal:
    """Say it in other words."""
    with opened(actor, goal.budget, may.can_write_goal) as locked:
        goal.words = need_words(words, _("Write what you want, in your own words."))
        goal.full_clean()
        goal.save(update_fields=["words"])
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.goal.change", subject=locked, data={"goal": goal.number})
    return goal


@transaction.atomic
def goal_drop(*, actor: "User", goal: Goal) -> Goal:
    """Let a goal go. What is bought for it stays in the plan, without a goal."""
    with opened(actor, goal.budget, may.can_write_plan) as locked:
        goal.dropped_at = now()
        goal.save(update_fields=["dropped_at"])
        locked.lines.filter(goal=goal).update(goal=None)
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.goal.drop", subject=locked, data={"goal": goal.number})
    return goal


@transaction.atomic
def progress_say(*, actor: "User", goal: Goal, score: int, note: str = "", said_on: date | None = None) -> GoalReading:
    """How far the person feels they are, 0 to 10, on a day that is not in the future."""
    day = said_on or today()
    if day > today():
        raise DomainError(_("Choose today or an earlier day."))
    with opened(actor, goal.budget, may.can_say_progress) as locked:
        row = GoalReading(
            goal=goal,
            score=score,
            note=note.strip(),
            said_on=day,
            recorded_by=actor,
            recorded_at=now(),
            is_for_holder=may.standing(actor, locked).acts_for_holder,
        )
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.goal.progress", subject=locked, data={"goal": goal.number})
    return row


# -- What to buy --


@dataclass(frozen=True)
class Wish:
    """One thing to buy, as it was typed. Pence for the whole period."""

    name: str
    category: Category
    planned_pence: int
    details: str = ""
    provider_name: str = ""
    goal: Goal | None = None
    service: "Service | None" = None
    relation: Relation = Relation.NONE
    same_home: bool = False
    is_for_plan_service: bool = False


def _talk_reason(wish: Wish, part: FundingPart) -> str:
    """Why it needs a talk; empty when it does not. DomainError when it cannot be bought at all."""
    funder = FunderKind(part.funder_kind)
    rule = purchase_rule(wish.category, funder, is_for_plan_service=wish.is_for_plan_service)
    if rule.rule == CategoryRule.BLOCKED:
        raise DomainError(rule.reason)
    payee = who_may_be_paid(funder, wish.relation, same_home=wish.same_home, on=today())
    if payee.rule != PayeeRule.ALLOWED:
        return payee.reason
    return rule.reason if rule.rule == CategoryRule.NEEDS_AGREEMENT else ""


@transaction.atomic
def line_add(*, actor: "User", budget: PersonalBudget, part: FundingPart, wish: Wish) -> PlanLine:
    """Add something to buy with one funder's money. What needs a talk, and everything while the plan runs, waits
    for the co-ordinator. DomainError: it cannot be bought; NotAllowed: it would pay the broker who recommends it."""
    with opened(actor, budget, may.can_add_line) as locked:
        if part.budget_id != locked.pk:
            raise DomainError(_("Choose whose money pays for it."))
        _not_ones_own(actor, locked, wish)
        reason = _talk_reason(wish, part)
        running = locked.state == BudgetState.ACTIVE
        row = PlanLine(
            budget=locked,
            number=next_number(locked.lines),
            part=part,
            goal=wish.goal,
            service=wish.service,
            name=need_words(wish.name, _("Give it a name.")),
            provider_name=wish.provider_name.strip() or (wish.service.organisation.name if wish.service else ""),
            details=wish.details.strip(),
            category=wish.category,
            payee_relation=wish.relation,
            is_payee_at_home=wish.same_home,
            is_for_plan_service=wish.is_for_plan_service,
            planned_pence=wish.planned_pence,
            rule_reason=reason or (_("It is new in a plan that runs.") if running else ""),
            added_by=actor,
            added_at=now(),
        )
        row.full_clean()
        if running:
            _check_room(locked, part, wish.planned_pence)
        row.save()
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.line.add", subject=locked, data={"line": row.number})
        if row.rule_reason:
            transition(LINE, row, "ask", actor=actor)
    return row


def _not_ones_own(actor: Any, budget: PersonalBudget, wish: Wish) -> None:
    held = may.standing(actor, budget)
    if wish.service and not held.is_principal and belongs(actor, wish.service.organisation):
        reason = _("You belong to this provider, so you cannot put it into somebody's plan.")
        raise NotAllowed(reason, subject=budget, who_can=may.THE_PERSON)


def _check_room(budget: PersonalBudget, part: FundingPart, pence: int) -> None:
    planned = sum(budget.lines.filter(part=part, state__in=[LineState.PLANNED, LineState.ASKED, LineState.AGREED])
                  .order_by().values_list("planned_pence", flat=True))  # fmt: skip
    room = part.whole_pence - planned
    if pence > room:
        raise DomainError(
            _("Only %(room)s is not planned yet.") % {"room": format_pounds(max(room, 0), always_pence=True)}
        )


@transaction.atomic
def line_change(*, actor: "User", line: PlanLine, planned_pence: int, details: str, goal: Goal | None) -> PlanLine:
    """Change what it costs, when it is, or which goal it is for, while the plan is open."""
    with opened(actor, line.budget, may.can_write_plan) as locked:
        row = PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
        if row.state not in (LineState.PLANNED, LineState.AGREED, LineState.ASKED):
            raise DomainError(_("It is not in the plan any more."))
        if planned_pence < _spent(row):
            raise DomainError(_("More than that is spent already."))
        if row.state == LineState.AGREED and planned_pence > row.planned_pence:
            raise DomainError(_("It was agreed at this cost. Take it out and add it again to ask for more."))
        row.planned_pence, row.details, row.goal = planned_pence, details.strip(), goal
        row.full_clean()
        row.save(update_fields=["planned_pence", "details", "goal"])
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.line.change", subject=locked, data={"line": row.number})
    return row


def _spent(line: PlanLine) -> int:
    rows = line.spends.filter(state=SpendState.COUNTED).order_by()
    return sum(rows.values_list("amount_pence", flat=True))


@transaction.atomic
def line_remove(*, actor: "User", line: PlanLine) -> PlanLine:
    """Take it out of the plan. DomainError when money is spent on it already."""
    with opened(actor, line.budget, may.can_add_line) as locked:
        row = PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
        if _spent(row):
            raise DomainError(_("Money is spent on this already, so it stays in the plan."))
        if locked.state == BudgetState.ACTIVE and row.state in SPENDABLE_LINES:
            raise DomainError(_("It is agreed. Ask for a talk to take it out."))
        done: PlanLine = transition(LINE, row, "remove", actor=actor)
        _wrote(actor, locked)
    return done


@transaction.atomic
def line_decide(*, actor: "User", line: PlanLine, is_agreed: bool, reason: str) -> PlanLine:
    """The co-ordinator says yes or no to what needed a talk, with the reason; a no may be looked at again."""
    words = need_words(reason, _("Say why."))
    with opened(actor, line.budget, may.can_decide_line) as locked:
        changes = {"decided_by": actor, "decided_at": now(), "decision_reason": words}
        step = "agree" if is_agreed else "refuse"
        done: PlanLine = transition(LINE, line, step, actor=actor, changes=changes, line=line.number)
        if not is_agreed:
            decision_write(actor=actor, budget=locked, kind=DecisionKind.SERVICE_REFUSED, reasons=words)
    return done


@transaction.atomic
def time_add(
    *, actor: "User", line: PlanLine, weekday: int, from_time: time, to_time: time | None, place: str = ""
) -> LineTime:
    """When it happens each week. Monday is 0."""
    if to_time is not None and to_time <= from_time:
        raise DomainError(_("It must end after it begins."))
    with opened(actor, line.budget, may.can_add_line) as locked:
        row = LineTime(line=line, weekday=weekday, from_time=from_time, to_time=to_time, place=place.strip())
        row.full_clean()
        row.save()
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.line.time", subject=locked, data={"line": line.number})
    return row


# -- The money's way --


@transaction.atomic
def holding_set(
    *,
    actor: "User",
    part: FundingPart,
    amounts: dict[HoldingMode, int],
    holder_name: str = "",
    paid_into: PaidInto | str = "",
) -> list[Holding]:
    """How one funder's money is held: the amounts must make the whole, to the penny. DomainError otherwise."""
    chosen = {mode: pence for mode, pence in amounts.items() if pence}
    with opened(actor, part.budget, may.can_add_line) as locked:
        must_be(locked, BudgetState.PLANNING, BudgetState.RETURNED)
        _check_holding(locked, part, chosen, holder_name, paid_into)
        part.holdings.all().delete()
        rows = [
            Holding(
                part=part,
                mode=mode,
                amount_pence=pence,
                holder_name=holder_name.strip() if mode == HoldingMode.THIRD_PARTY else "",
                paid_into=paid_into if mode == HoldingMode.DIRECT else "",
            )
            for mode, pence in chosen.items()
        ]
        for row in rows:
            row.full_clean()
            row.save()
        _wrote(actor, locked)
        audit_record(actor=actor, verb="budgets.plan.holding", subject=locked, data={"part": part.number})
    return rows


def _check_holding(
    budget: PersonalBudget, part: FundingPart, chosen: dict[HoldingMode, int], holder_name: str, paid_into: str
) -> None:
    if any(pence < 0 for pence in chosen.values()):
        raise DomainError(_("An amount is not below zero."))
    missing = missing_pence(part.whole_pence, chosen.values())
    if missing:
        words = {"whole": format_pounds(part.whole_pence, always_pence=True)}
        words["gap"] = format_pounds(abs(missing), always_pence=True)
        if missing > 0:
            raise DomainError(_("Together it must be %(whole)s. %(gap)s is missing.") % words)
        raise DomainError(_("Together it must be %(whole)s. That is %(gap)s too much.") % words)
    if HoldingMode.DIRECT in chosen and budget.is_excluded_from_direct:
        raise DomainError(_("The law does not let this money be paid to you. The other ways are open."))
    if HoldingMode.DIRECT in chosen and not paid_into:
        raise DomainError(_("Say which account the money goes into."))
    if HoldingMode.THIRD_PARTY in chosen and not holder_name.strip():
        raise DomainError(_("Say which organisation holds the money."))


@transaction.atomic
def checks_set(*, actor: "User", budget: PersonalBudget, keys: Iterable[CheckKey]) -> list[str]:
    """Tick the checklist. Returns what is still open, in words."""
    wanted = {CheckKey(key).value for key in keys}
    with opened(actor, budget, may.can_coordinate) as locked:
        locked.checks.exclude(key__in=wanted).delete()
        held = set(locked.checks.values_list("key", flat=True))
        for key in sorted(wanted - held):
            PlanCheck.objects.create(budget=locked, key=key, checked_by=actor, checked_at=now())
        audit_record(actor=actor, verb="budgets.plan.check", subject=locked, data={"ticked": len(wanted)})
        return open_checks(locked)


# -- Signing --


@transaction.atomic
def plan_submit(*, actor: "User", budget: PersonalBudget, seen_hash: str = "") -> PlanSignature:
    """Sign exactly this plan and send it for a yes: services can meet the needs, the amount covers the full cost,
    and requirements may be reviewed (SI 2013/1617 reg 8(7)). DomainError: it is not whole, or changed meanwhile."""
    with opened(actor, budget, may.can_sign_plan) as locked:
        if gaps := plan_gaps(locked):
            raise DomainError(" ".join(gaps))
        found = plan_hash(locked)
        if seen_hash and seen_hash != found:
            raise DomainError(_("The plan changed while you were reading. Read it once more, then sign."))
        changes = {"returned_reason": ""}
        done: PersonalBudget = transition(PERSONAL, locked, "submit", actor=actor, changes=changes, plan=found)
        locked.signatures.filter(void_at=None).update(void_at=now())
        row = PlanSignature(
            budget=done,
            plan_hash=found,
            cost_pence=cost_pence(done),
            signed_by=actor,
            signed_at=now(),
            is_for_holder=may.standing(actor, locked).acts_for_holder,
        )
        row.full_clean()
        row.save()
    return row


@transaction.atomic
def plan_take_back(*, actor: "User", budget: PersonalBudget) -> PersonalBudget:
    """Take the signature back while nobody has decided; the plan is open again."""
    with opened(actor, budget, may.can_take_back_plan) as locked:
        done: PersonalBudget = transition(PERSONAL, locked, "take_back", actor=actor)
        locked.signatures.filter(void_at=None).update(void_at=now())
    return done


@transaction.atomic
def plan_return(*, actor: "User", budget: PersonalBudget, reason: str) -> PersonalBudget:
    """Send the plan back with a reason that helps; its signature no longer counts."""
    words = need_words(reason, _("Say what should change, so that it can be put right."))
    with opened(actor, budget, may.can_approve_plan) as locked:
        changes = {"returned_reason": words}
        done: PersonalBudget = transition(PERSONAL, locked, "return", actor=actor, changes=changes)
        locked.signatures.filter(void_at=None).update(void_at=now())
    return done


@transaction.atomic
def plan_agree(*, actor: "User", budget: PersonalBudget) -> PersonalBudget:
    """The second yes: the amounts become final. DomainError while the checklist is open, the money is not confirmed,
    or the plan is not the one that was signed."""
    with opened(actor, budget, may.can_approve_plan) as locked:
        must_be(locked, BudgetState.SUBMITTED)
        if reasons := why_not_agreeable(locked):
            raise DomainError(" ".join(reasons))
        signature = locked.signatures.get(void_at=None)
        if signature.plan_hash != plan_hash(locked):
            raise DomainError(_("The plan is not the one that was signed. Send it back."))
        done: PersonalBudget = transition(PERSONAL, locked, "agree", actor=actor, plan=signature.plan_hash)
        signature.approved_by, signature.approved_at = actor, now()
        signature.full_clean()
        signature.save(update_fields=["approved_by", "approved_at"])
        for part in done.funding.all():
            if part.final_pence is None:
                part.final_pence = part.indicative_pence
                part.save(update_fields=["final_pence"])
    return done


def why_not_agreeable(budget: PersonalBudget) -> list[str]:
    """What stands against a yes, in words for the approver."""
    found = [_("Not ticked yet: %(what)s.") % {"what": what} for what in open_checks(budget)]
    unconfirmed = budget.funding.filter(confirmed_at=None).order_by("number")
    found += [
        _("Finance has not confirmed the money of: %(who)s.") % {"who": part.get_funder_kind_display()}
        for part in unconfirmed
    ]
    return found
