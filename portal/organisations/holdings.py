"""What organisations hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding
from portal.organisations.models import Claim, JoinRequest, Membership

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("organisations")
def of_organisations(user: "User") -> dict[str, Any]:
    """Where the person belongs or belonged, asked to join, or said that they speak for it."""
    places = Membership.objects.filter(user=user).select_related("organisation").order_by("joined_at", "pk")
    asked = JoinRequest.objects.filter(user=user).select_related("organisation").order_by("requested_at", "pk")
    claims = Claim.objects.filter(user=user).select_related("organisation").order_by("asked_at", "pk")
    return {
        "places": [
            {
                "organisation": row.organisation.name,
                "roles": [str(role.label) for role in row.roles],
                "from": row.joined_at.isoformat(timespec="seconds"),
                "to": row.left_at.isoformat(timespec="seconds") if row.left_at else None,
            }
            for row in places
        ],
        "asked_to_join": [
            {
                "organisation": row.organisation.name,
                "words": row.message,
                "at": row.requested_at.isoformat(timespec="seconds"),
                "state": str(row.get_state_display()),
            }
            for row in asked
        ],
        "spoke_for": [
            {
                "organisation": row.organisation.name,
                "as": row.job_title,
                "words": row.evidence,
                "at": row.asked_at.isoformat(timespec="seconds"),
                "state": str(row.get_state_display()),
                "reason": row.decision_reason,
            }
            for row in claims
        ],
    }
