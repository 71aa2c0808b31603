"""Who notices needs, and who may read of them."""

from typing import TYPE_CHECKING

from portal.common.permissions import YES, Decision, no
from portal.organisations.enums import OrganisationState
from portal.organisations.permissions import belongs

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.marketplace.models import UnmetNeed
    from portal.organisations.models import Organisation


def can_record_need(user: "User", organisation: "Organisation") -> Decision:
    """People of a verified commissioner."""
    if not organisation.is_commissioner:
        return no("Only commissioners record needs here.")
    if organisation.state != OrganisationState.VERIFIED:
        return no(f"{organisation.name} is not verified yet.", "A portal administrator can verify it.")
    if belongs(user, organisation):
        return YES
    return no(f"Only people of {organisation.name} can do this.", f"Somebody at {organisation.name} can.")


def can_publish_need(user: "User", need: "UnmetNeed") -> Decision:
    """People of its commissioner, by opening a project from it."""
    if belongs(user, need.organisation):
        return YES
    return no(f"Only people of {need.organisation.name} can do this.")
