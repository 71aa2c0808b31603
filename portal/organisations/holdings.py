"""What organisations hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.accounts.selectors import verified_addresses
from portal.organisations.models import Claim, Invitation, JoinRequest, Membership, RegistrationDraft

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding(
    "organisations",
    "organisations.Membership.user",
    "organisations.JoinRequest.user",
    "organisations.Claim.user",
    "organisations.RegistrationDraft.user",
)
def of_organisations(user: "User") -> dict[str, Any]:
    """Where the person belongs or belonged, asked to join, was asked to, or said that they speak for it."""
    places = Membership.objects.filter(user=user).select_related("organisation").order_by("joined_at", "pk")
    asked = JoinRequest.objects.filter(user=user).select_related("organisation").order_by("requested_at", "pk")
    claims = Claim.objects.filter(user=user).select_related("organisation").order_by("asked_at", "pk")
    invited = Invitation.objects.filter(email__in=[user.email, *verified_addresses(user)])
    invited = invited.select_related("organisation").order_by("sent_at", "pk")
    return {
        "places": [
            {
                "organisation": row.organisation.name,
                "roles": [str(role.label) for role in row.roles],
                "from": moment(row.joined_at),
                "to": moment(row.left_at),
            }
            for row in places
        ],
        "asked_to_join": [
            {
                "organisation": row.organisation.name,
                "words": row.message,
                "at": moment(row.requested_at),
                "state": str(row.get_state_display()),
            }
            for row in asked
        ],
        "spoke_for": [
            {
                "organisation": row.organisation.name,
                "as": row.job_title,
                "words": row.evidence,
                "at": moment(row.asked_at),
                "state": str(row.get_state_display()),
                "reason": row.decision_reason,
            }
            for row in claims
        ],
        "invited_by": [
            {
                "organisation": row.organisation.name,
                "at": moment(row.sent_at),
                "state": str(row.get_state_display()),
            }
            for row in invited
        ],
        "registration_begun": [
            {"answers": row.answers, "at": moment(row.saved_at)}
            for row in RegistrationDraft.objects.filter(user=user).order_by("pk")
        ],
    }
