"""What comes in and what is spent, exact to the penny; questions about it (domain 7.4)."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.enums import SPENDABLE_LINES, BudgetState, DecisionKind, HoldingMode, PaidInto, SpendState
from portal.budgets.events.personal import MoneyPaidIn, SpendAnswered, SpendQueried, SpendWaiting
from portal.budgets.models import FundingPart, Holding, MoneyIn, PersonalBudget, PlanLine, SpendLine, SpendQuery
from portal.budgets.permissions import personal as may
from portal.budgets.rules.direct_payment import may_go_to_own_account, set_off
from portal.budgets.services.personal import (
    check,
    decision_write,
    must_be,
    need_words,
    next_number,
    open_checks,
    opened,
)
from portal.budgets.workflow.personal import SPEND
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError
from portal.common.filetypes import JPEG, PDF, PNG, checked_type
from portal.common.money import format_pounds
from portal.common.references import random_reference
from portal.outcomes.services import Evidence

if TYPE_CHECKING:
    from portal.accounts.models import User

RECEIPT_TYPES = (PDF, PNG, JPEG)


# -- What comes in --


def paid_in_pence(part: FundingPart, mode: str) -> int:
    """What came in so far of that money, held that way; what was set off counts as having come in."""
    rows = part.payments.filter(mode=mode).aggregate(paid=Sum("amount_pence"), off=Sum("set_off_pence"))
    return (rows["paid"] or 0) + (rows["off"] or 0)


@transaction.atomic
def payment_record(
    *,
    actor: "User",
    part: FundingPart,
    mode: HoldingMode,
    amount_pence: int,
    paid_on: date,
    items: int = 0,
    set_off_pence: int = 0,
    set_off_reason: str = "",
) -> MoneyIn:
    """Write down a payment into the budget. `set_off_pence` of unused money counts towards it, with reasons.

    DomainError: the checklist is open (reg 8), more than agreed, a single payment that is none (reg 10(6)-(8)).
    """
    with opened(actor, part.budget, may.can_record_payment) as locked:
        must_be(locked, BudgetState.AGREED, BudgetState.ACTIVE, BudgetState.ENDING)
        row = FundingPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
        holding = _payable(locked, row, mode, amount_pence, paid_on, items)
        made = MoneyIn(
            part=row,
            mode=mode,
            amount_pence=amount_pence - set_off_pence,
            set_off_pence=set_off_pence,
            set_off_reason=set_off_reason.strip(),
            items=items,
            paid_on=paid_on,
            recorded_by=actor,
            recorded_at=now(),
        )
        if set_off_pence:
            _set_off(actor, locked, holding, made)
        made.full_clean()
        made.save()
        data = {"amount_pence": made.amount_pence, "set_off_pence": set_off_pence, "mode": mode.value}
        audit_record(actor=actor, verb="budgets.personal.pay", subject=locked, data=data)
        publish(MoneyPaidIn(made.pk))
    return made


def _payable(
    budget: PersonalBudget, part: FundingPart, mode: HoldingMode, amount_pence: int, paid_on: date, items: int
) -> Holding:
    if missing := open_checks(budget):
        raise DomainError(_("Nothing is paid before this is settled: %(what)s.") % {"what": "; ".join(missing)})
    if paid_on > today():
        raise DomainError(_("Choose today or an earlier day."))
    holding = part.holdings.filter(mode=mode).first()
    if holding is None:
        raise DomainError(_("No part of this money is held in that way."))
    room = holding.amount_pence - paid_in_pence(part, mode)
    if not 0 < amount_pence <= room:
        raise DomainError(_("Only %(room)s is still to be paid.") % {"room": format_pounds(room, always_pence=True)})
    if holding.paid_into == PaidInto.OWN:
        others = part.payments.filter(mode=mode).values_list("paid_on", flat=True)
        if not may_go_to_own_account(items, paid_on, others):
            raise DomainError(_("Into the person's own account goes a single payment a year, for at most five things."))
    return holding


def _set_off(actor: Any, budget: PersonalBudget, holding: Holding, made: MoneyIn) -> None:
    """Never more than the payment and never more than lies unused; a decision with written reasons (reg 13(4)-(8))."""
    spent = SpendLine.objects.filter(line__part=made.part, state=SpendState.COUNTED).order_by()
    unused = paid_in_pence(made.part, holding.mode) - sum(spent.values_list("amount_pence", flat=True))
    worked = set_off(
        unused_pence=max(unused, 0),
        payment_pence=made.amount_pence + made.set_off_pence,
        wanted_pence=made.set_off_pence,
    )
    if worked.set_off_pence != made.set_off_pence:
        raise DomainError(
            _("At most %(most)s can count towards it.")
            % {"most": format_pounds(worked.set_off_pence, always_pence=True)}
        )
    made.set_off_reason = need_words(made.set_off_reason, _("Say why unused money counts towards it."))
    decision_write(
        actor=actor,
        budget=budget,
        kind=DecisionKind.SET_OFF,
        reasons=made.set_off_reason,
        amount_pence=made.set_off_pence,
    )


# -- What is spent --


def left_pence(line: PlanLine) -> int:
    """What of the line is not spent, in pence."""
    spent = line.spends.filter(state=SpendState.COUNTED).aggregate(total=Sum("amount_pence"))["total"] or 0
    return line.planned_pence - int(spent)


def _locked_line(line: PlanLine) -> PlanLine:
    return PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)


def _check_left(line: PlanLine, amount_pence: int) -> None:
    if line.state not in SPENDABLE_LINES:
        raise DomainError(_("This is not agreed, so nothing can be spent on it."))
    left = left_pence(line)
    if amount_pence > left:
        words = {"left": format_pounds(max(left, 0), always_pence=True), "name": line.name}
        raise DomainError(_("Only %(left)s is left for “%(name)s”.") % words)


@transaction.atomic
def spend_record(
    *,
    actor: "User",
    line: PlanLine,
    amount_pence: int,
    spent_on: date,
    what: str,
    receipt: Evidence | None = None,
) -> SpendLine:
    """Put in what was spent on a line. The person's own entry counts at once; a helper's when the person confirms it.

    The budget and the line are locked, so that any number of entries at once stay exact. DomainError: not enough left.
    """
    if amount_pence <= 0:
        raise DomainError(_("Write how much it was."))
    with opened(actor, line.budget, may.can_record_spend) as locked:
        row = _locked_line(line)
        if spent_on > today() or (locked.starts_on and spent_on < locked.starts_on):
            raise DomainError(_("Choose a day in the time of this plan, not in the future."))
        is_own = may.standing(actor, locked).is_principal
        _check_left(row, amount_pence)
        spend = SpendLine(
            budget=locked,
            number=next_number(locked.spends),
            line=row,
            service=row.service,
            amount_pence=amount_pence,
            spent_on=spent_on,
            what=need_words(what, _("Write what it was for.")),
            recorded_by=actor,
            recorded_at=now(),
            is_for_holder=may.standing(actor, locked).acts_for_holder,
        )
        if receipt is not None:
            _attach(spend, receipt)
        spend.full_clean()
        spend.save()
        data = {"spend": spend.number, "line": row.number, "amount_pence": amount_pence}
        audit_record(actor=actor, verb="budgets.spend.record", subject=locked, data=data)
        if is_own:
            transition(SPEND, spend, "count", actor=actor, changes={"decided_by": actor, "decided_at": now()})
        else:
            publish(SpendWaiting(spend.pk))
    return spend


def _attach(spend: SpendLine, sent: Evidence) -> None:
    kind = checked_type(sent.content, *RECEIPT_TYPES)
    spend.receipt_name, spend.receipt_type = sent.name[:150], kind.media_type
    spend.receipt_sha256 = hashlib.sha256(sent.content).hexdigest()
    name = f"{random_reference('RC')}{random_reference('')}.{kind.ending}".lower()
    spend.receipt.save(name, ContentFile(sent.content), save=False)


@transaction.atomic
def receipt_add(*, actor: "User", spend: SpendLine, receipt: Evidence) -> SpendLine:
    """Add a receipt later. One that is there is not replaced."""
    with opened(actor, spend.budget, may.can_record_spend) as locked:
        row = SpendLine.objects.select_for_update(of=("self",)).get(pk=spend.pk)
        if row.receipt:
            raise DomainError(_("There is a receipt already."))
        _attach(row, receipt)
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.spend.receipt", subject=locked, data={"spend": row.number})
    return row


@transaction.atomic
def spend_confirm(*, actor: "User", spend: SpendLine, is_right: bool) -> SpendLine:
    """The person says whether what a helper put in is right."""
    with opened(actor, spend.budget, may.can_see_budget):
        line = _locked_line(spend.line)
        check(may.can_confirm_spend(actor, spend), spend.budget)
        if is_right and spend.state == SpendState.WAITING:
            _check_left(line, spend.amount_pence)
        changes = {"decided_by": actor, "decided_at": now()}
        done: SpendLine = transition(SPEND, spend, "count" if is_right else "refuse", actor=actor, changes=changes)
    return done


@transaction.atomic
def spend_take_back(*, actor: "User", spend: SpendLine) -> SpendLine:
    """It was a mistake: it no longer counts, and stays in the record."""
    with opened(actor, spend.budget, may.can_see_budget):
        _locked_line(spend.line)
        changes = {"decided_by": actor, "decided_at": now()}
        done: SpendLine = transition(SPEND, spend, "take_back", actor=actor, changes=changes)
    return done


# -- Questions --


@transaction.atomic
def query_ask(*, actor: "User", spend: SpendLine, question: str) -> SpendQuery:
    """Ask the person about a spend. Nothing stops because of a question."""
    with opened(actor, spend.budget, may.can_query_spend) as locked:
        if spend.queries.filter(answered_at=None).exists():
            raise DomainError(_("A question about this waits for an answer already."))
        row = SpendQuery(
            spend=spend,
            number=next_number(spend.queries),
            question=need_words(question, _("Write what you want to know.")),
            asked_by=actor,
            asked_at=now(),
        )
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.spend.query", subject=locked, data={"spend": spend.number})
        publish(SpendQueried(row.pk))
    return row


@transaction.atomic
def query_answer(*, actor: "User", query: SpendQuery, answer: str) -> SpendQuery:
    """The person answers; both stay beside the spend."""
    with opened(actor, query.spend.budget, may.can_answer_query) as locked:
        row = SpendQuery.objects.select_for_update(of=("self",)).get(pk=query.pk)
        if row.answered_at is not None:
            raise DomainError(_("This is answered already."))
        row.answer = need_words(answer, _("Write your answer."))
        row.answered_by, row.answered_at = actor, now()
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.spend.answer", subject=locked, data={"spend": query.spend.number})
        publish(SpendAnswered(row.pk))
    return row


# -- Reading --


@transaction.atomic
def receipt_read(*, actor: Any, spend: SpendLine) -> bytes:
    """The receipt's bytes; who is not the person leaves an entry. The right is asked under the lock (SOD-20)."""
    with opened(actor, spend.budget, may.can_read_money) as locked:
        if not may.standing(actor, locked).is_holder:
            data = {"spend": spend.number}
            audit_record(actor=actor, verb="budgets.receipt.read", subject=locked, data=data)
        with spend.receipt.open("rb") as held:
            content: bytes = held.read()
    return content
