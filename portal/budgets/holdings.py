"""What budgets hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.budgets import personal_file
from portal.budgets.models import FundAssignment

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("budgets", "budgets.FundAssignment.user")
def of_budgets(user: "User") -> dict[str, Any]:
    """The funds in which the person has or had a part."""
    rows = FundAssignment.objects.filter(user=user).select_related("fund").order_by("assigned_at", "pk")
    return {
        "parts": [
            {
                "fund": row.fund.name,
                "as": str(row.get_role_display()),
                "from": moment(row.assigned_at),
                "to": moment(row.ended_at),
            }
            for row in rows
        ]
    }


__all__ = ["personal_file"]
