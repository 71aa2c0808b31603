"""Where the reader belongs, for pages of earlier apps that may not know organisations."""

from typing import Any

from django import template

from portal.organisations.permissions import can_remove_member
from portal.organisations.selectors.people import memberships_of, open_invitations_to, open_requests_of

register = template.Library()


@register.inclusion_tag("organisations/_mine.html")
def my_organisations(user: Any) -> dict[str, Any]:
    """The person's organisations with their roles, open questions and invitations."""
    return {
        "memberships": [
            (row, ", ".join(str(role.label) for role in row.roles), can_remove_member(user, row))
            for row in memberships_of(user)
        ],
        "asked": open_requests_of(user),
        "invited": open_invitations_to(user),
    }
