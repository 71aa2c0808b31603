"""In whose name somebody speaks."""

from typing import TYPE_CHECKING

from portal.organisations.models import Organisation

if TYPE_CHECKING:
    from portal.accounts.models import User


def organisation_speaking(user: "User") -> Organisation | None:
    """The organisation that the person belongs to, the first by name; residents have none."""
    if not user.is_authenticated:
        return None
    return Organisation.objects.filter(memberships__user=user, memberships__left_at=None).order_by("name", "pk").first()
