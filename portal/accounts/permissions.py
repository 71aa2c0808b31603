"""Standing roles of the portal."""

from typing import TYPE_CHECKING

from portal.accounts.enums import PortalRole
from portal.common.permissions import YES, Decision, in_group, no

if TYPE_CHECKING:
    from portal.accounts.models import User


def has_role(user: "User", role: PortalRole) -> bool:
    """True when the person holds this standing role; being a superuser is not enough."""
    return in_group(user, role.value)


def can_administer_portal(user: "User") -> Decision:
    """Portal administrators."""
    return YES if has_role(user, PortalRole.ADMINISTRATOR) else no("Only a portal administrator can do this.")


def can_reset_second_step(user: "User", person: "User") -> Decision:
    """Portal administrators, for others: nobody takes away what guards their own account."""
    if user.pk == person.pk:
        return no("Another portal administrator has to do this for you.", "Another portal administrator can.")
    return can_administer_portal(user)


def can_read_record(user: "User") -> Decision:
    """Auditors and administrators read the record's events, not protected content (domain 10.2)."""
    if has_role(user, PortalRole.AUDITOR) or has_role(user, PortalRole.ADMINISTRATOR):
        return YES
    return no("Only an auditor or a portal administrator can read the whole record.")
