"""Who may write outcomes, who may fix them, and who may read them."""

from enum import StrEnum
from typing import TYPE_CHECKING

from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, holds, no
from portal.organisations.permissions import belongs
from portal.outcomes.enums import FrameworkRole, FrameworkState

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation
    from portal.outcomes.models import OutcomesFramework


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
