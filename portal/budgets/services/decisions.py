"""Decisions against a person: written reasons, and one more look by somebody else (domain 7.2)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.enums import BudgetState, DecisionKind
from portal.budgets.events.personal import ReconsiderationAnswered, ReconsiderationAsked
from portal.budgets.models import BudgetDecision, PersonalBudget, Reconsideration
from portal.budgets.permissions import personal as may
from portal.budgets.rules.eligibility import must_reconsider
from portal.budgets.services.personal import check, decision_write, need_words, opened
from portal.budgets.workflow.personal import PERSONAL
from portal.common.calendars import london_date
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError

if TYPE_CHECKING:
    from portal.accounts.models import User

BY_HAND = (DecisionKind.DIRECT_REFUSED, DecisionKind.REPAYMENT)
"""The others are made where the thing itself is decided."""


@transaction.atomic
def decision_make(
    *, actor: "User", budget: PersonalBudget, kind: DecisionKind, reasons: str, amount_pence: int | None = None
) -> BudgetDecision:
    """Refuse a direct payment, or ask for money back, with written reasons. Nothing is taken by itself."""
    if kind not in BY_HAND:
        raise DomainError(_("This is decided where the thing itself is."))
    if kind == DecisionKind.REPAYMENT and not amount_pence:
        raise DomainError(_("Say how much."))
    with opened(actor, budget, may.can_decide_against) as locked:
        row = decision_write(actor=actor, budget=locked, kind=kind, reasons=reasons, amount_pence=amount_pence)
        if kind == DecisionKind.DIRECT_REFUSED:
            locked.is_excluded_from_direct = True
            locked.save(update_fields=["is_excluded_from_direct"])
    return row


def why_not_again(decision: BudgetDecision) -> str:
    """Why it is not looked at again; empty when it is."""
    asked = list(decision.reconsiderations.order_by("-asked_at", "-pk"))
    if any(row.answered_at is None for row in asked):
        return _("You asked already. You get an answer in writing.")
    last = london_date(asked[0].answered_at) if asked and asked[0].answered_at else None
    if must_reconsider(DecisionKind(decision.kind), reconsidered_on=last, asked_on=today()):
        return ""
    return _("This was looked at again already. You can still complain, or ask the ombudsman.")


@transaction.atomic
def reconsideration_ask(*, actor: "User", decision: BudgetDecision, evidence: str) -> Reconsideration:
    """Ask to look at a decision again, with what speaks for it. DomainError when it was looked at already."""
    with opened(actor, decision.budget, may.can_ask_again) as locked:
        if reason := why_not_again(decision):
            raise DomainError(reason)
        row = Reconsideration(
            decision=decision,
            evidence=need_words(evidence, _("Write what we should know.")),
            asked_by=actor,
            asked_at=now(),
        )
        row.full_clean()
        row.save()
        data = {"decision": decision.number}
        audit_record(actor=actor, verb="budgets.decision.ask_again", subject=locked, data=data)
        publish(ReconsiderationAsked(row.pk))
    return row


@transaction.atomic
def reconsideration_answer(*, actor: "User", asked: Reconsideration, is_changed: bool, answer: str) -> Reconsideration:
    """Answer in writing, by somebody else than who decided. A changed "no budget" opens the question again."""
    budget = PersonalBudget.objects.select_for_update(of=("self",)).get(pk=asked.decision.budget_id)
    row = Reconsideration.objects.select_for_update(of=("self",)).select_related("decision__budget").get(pk=asked.pk)
    check(may.can_answer_again(actor, row), budget)
    if row.answered_at is not None:
        raise DomainError(_("This is answered already."))
    row.is_changed, row.answer = is_changed, need_words(answer, _("Write the answer with its reasons."))
    row.answered_by, row.answered_at = actor, now()
    row.full_clean()
    row.save()
    data = {"decision": row.decision.number, "changed": is_changed}
    audit_record(actor=actor, verb="budgets.decision.answer_again", subject=budget, data=data)
    if is_changed and row.decision.kind == DecisionKind.NOT_ELIGIBLE and budget.state == BudgetState.NOT_ELIGIBLE:
        transition(PERSONAL, budget, "reopen", actor=actor)
    if is_changed and row.decision.kind == DecisionKind.DIRECT_REFUSED:
        budget.is_excluded_from_direct = False
        budget.save(update_fields=["is_excluded_from_direct"])
    publish(ReconsiderationAnswered(row.pk))
    return row
