"""Outcomes in plain words."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from portal.audit.services import audit_record
from portal.outcomes.models import Outcome, OutcomesFramework
from portal.outcomes.services.framework import locked_for_edit

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def outcome_add(*, actor: "User", framework: OutcomesFramework, statement: str, description: str = "") -> Outcome:
    """Add an outcome at the end."""
    locked = locked_for_edit(actor, framework)
    last = locked.outcomes.aggregate(last=Max("position"))["last"] or 0
    outcome = Outcome(framework=locked, position=last + 1, statement=statement, description=description)
    outcome.full_clean()
    outcome.save()
    audit_record(actor=actor, verb="outcomes.outcome.add", subject=locked, data={"outcome": statement})
    return outcome


@transaction.atomic
def outcome_edit(*, actor: "User", outcome: Outcome, statement: str, description: str = "") -> Outcome:
    """Say it in other words."""
    locked = locked_for_edit(actor, outcome.framework)
    before = outcome.statement
    outcome.statement, outcome.description = statement, description
    outcome.full_clean()
    outcome.save(update_fields=["statement", "description"])
    audit_record(actor=actor, verb="outcomes.outcome.edit", subject=locked, data={"before": before, "after": statement})
    return outcome


@transaction.atomic
def outcome_remove(*, actor: "User", outcome: Outcome) -> None:
    """Take an outcome out of a draft, with its measures."""
    locked = locked_for_edit(actor, outcome.framework)
    audit_record(actor=actor, verb="outcomes.outcome.remove", subject=locked, data={"outcome": outcome.statement})
    outcome.delete()
