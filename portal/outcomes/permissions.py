"""Who may write outcomes, who may fix them, and who may read them."""

from enum import StrEnum
from typing import TYPE_CHECKING

from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, holds, no
from portal.organisations.permissions import belongs, can_manage_organisation, works_for_commissioner
from portal.outcomes.enums import FrameworkRole, FrameworkState

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation
    from portal.outcomes.models import AnswerSheet, OutcomesFramework


class OutcomesPerm(StrEnum):
    EDIT = "outcomes.edit_outcomesframework"
    FIX = "outcomes.fix_outcomesframework"


PERM_OF_ROLE = {FrameworkRole.EDITOR: OutcomesPerm.EDIT, FrameworkRole.DECIDER: OutcomesPerm.FIX}


def wanted_grants(framework: "OutcomesFramework") -> Wanted:
    """Its maker and its editors write, its deciders fix."""
    assigned = framework.assignments.filter(ended_at=None).select_related("user")
    return {(row.user, PERM_OF_ROLE[FrameworkRole(row.role)].value) for row in assigned} | {
        (framework.created_by, OutcomesPerm.EDIT.value)
    }


def can_create_framework(user: "User", organisation: "Organisation") -> Decision:
    """People of the commissioner whose money will follow the outcomes."""
    if not organisation.is_commissioner:
        return no("Only commissioners set outcomes that money follows.")
    if belongs(user, organisation):
        return YES
    return no(f"Only people of {organisation.name} can do this.", f"Somebody at {organisation.name}")


def can_edit_framework(user: "User", framework: "OutcomesFramework") -> Decision:
    """Its maker and those who write the specification, until it is fixed."""
    if not holds(user, OutcomesPerm.EDIT, framework):
        return no("Only those who write the specification can change its outcomes.", "An editor of the specification")
    if framework.state != FrameworkState.DRAFT:
        return no("These outcomes are fixed. A new version of the specification can have new ones.")
    return YES


def can_fix_framework(user: "User", framework: "OutcomesFramework") -> Decision:
    """Whoever may agree the specification, or writes the outcomes."""
    if not _takes_part(user, framework):
        return no("Only those who write or agree the specification can fix its outcomes.", "Whoever agrees the text")
    if framework.state != FrameworkState.DRAFT:
        return no("These outcomes are fixed already.")
    return YES


def can_publish_framework(user: "User", framework: "OutcomesFramework") -> Decision:
    """Whoever writes or agrees the specification it belongs to."""
    if _takes_part(user, framework):
        return YES
    return no("Only those who write or agree the specification can show its outcomes to everybody.")


def can_see_framework(user: "User", framework: "OutcomesFramework") -> Decision:
    """Everybody once it is public or fixed; before that its people and its organisation."""
    if framework.is_public or framework.state == FrameworkState.FIXED:
        return YES
    if _takes_part(user, framework) or belongs(user, framework.organisation):
        return YES
    return no("These outcomes are not public yet.")


def _takes_part(user: "User", framework: "OutcomesFramework") -> bool:
    return holds(user, OutcomesPerm.EDIT, framework) or holds(user, OutcomesPerm.FIX, framework)


def can_answer_sheet(user: "User", sheet: "AnswerSheet") -> Decision:
    """The person themselves, until it is handed in; nobody answers for somebody else (domain 3.2)."""
    if not user.is_authenticated or sheet.user_id != user.pk:
        return no("Only the person themselves answers these questions.")
    if sheet.handed_in_at:
        return no("These answers are handed in. You can answer the questions again, or delete these.")
    return YES


def can_see_sheet(user: "User", sheet: "AnswerSheet") -> Decision:
    """The person themselves."""
    if user.is_authenticated and sheet.user_id == user.pk:
        return YES
    return no("Only the person themselves sees these answers.")


def can_remove_sheet(user: "User", sheet: "AnswerSheet") -> Decision:
    """The person themselves, whenever they like."""
    return can_see_sheet(user, sheet)


def can_record_licence(user: "User", organisation: "Organisation") -> Decision:
    """Administrators of the organisation that holds it."""
    return can_manage_organisation(user, organisation)


def can_see_distance(user: "User") -> Decision:
    """Staff of commissioners, who answer for what services change. Everybody else reads what is published."""
    if works_for_commissioner(user):
        return YES
    return no("Only staff of a commissioner can see these figures.", "Staff of a commissioner")
