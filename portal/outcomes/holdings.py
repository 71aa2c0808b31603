"""What outcomes hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.outcomes.models import FrameworkAssignment

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("outcomes", "outcomes.FrameworkAssignment.user")
def of_outcomes(user: "User") -> dict[str, Any]:
    """The frameworks in which the person has or had a part."""
    rows = FrameworkAssignment.objects.filter(user=user).select_related("framework").order_by("assigned_at", "pk")
    return {
        "parts": [
            {
                "framework": str(row.framework),
                "as": str(row.get_role_display()),
                "from": moment(row.assigned_at),
                "to": moment(row.ended_at),
            }
            for row in rows
        ]
    }
