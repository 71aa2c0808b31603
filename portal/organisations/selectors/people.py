"""Who belongs, who asked, who was invited."""

from typing import Any

from django.db.models import QuerySet

from portal.common.clock import now
from portal.organisations.enums import InvitationState, RequestState
from portal.organisations.models import Invitation, JoinRequest, Membership, Organisation


def members_of(organisation: Organisation) -> list[Membership]:
    """Those who belong now, by name."""
    rows = Membership.objects.current().filter(organisation=organisation).select_related("user")
    return list(rows.order_by("user__last_name", "user__first_name", "pk"))


def requests_to(organisation: Organisation) -> list[JoinRequest]:
    """Questions that wait for an answer, the oldest first."""
    rows = JoinRequest.objects.filter(organisation=organisation, state=RequestState.PENDING).select_related("user")
    return list(rows.order_by("requested_at", "pk"))


def invitations_from(organisation: Organisation) -> list[Invitation]:
    """Invitations without an answer, those that ran out too."""
    rows = Invitation.objects.filter(organisation=organisation, state=InvitationState.SENT)
    return list(rows.order_by("expires_at", "pk"))


def memberships_of(user: Any) -> list[Membership]:
    """Where this person belongs now."""
    rows = Membership.objects.current().filter(user=user).select_related("organisation")
    return list(rows.order_by("organisation__name", "pk"))


def own_membership(user: Any, organisation: Organisation) -> Membership | None:
    """The person's own place in the organisation."""
    return Membership.objects.current().filter(user=user, organisation=organisation).first()


def own_request(user: Any, organisation: Organisation) -> JoinRequest | None:
    """The person's own open question."""
    if not user.is_authenticated:
        return None
    return JoinRequest.objects.filter(user=user, organisation=organisation, state=RequestState.PENDING).first()


def open_requests_of(user: Any) -> QuerySet[JoinRequest]:
    """What this person asked and nobody answered."""
    rows = JoinRequest.objects.filter(user=user, state=RequestState.PENDING)
    return rows.select_related("organisation").order_by("requested_at", "pk")


def open_invitations_to(user: Any) -> QuerySet[Invitation]:
    """Invitations to this person's verified addresses that have not run out."""
    rows = Invitation.objects.filter(
        state=InvitationState.SENT,
        expires_at__gt=now(),
        email__in=user.emailaddress_set.filter(verified=True).values("email"),
    )
    return rows.select_related("organisation").order_by("expires_at", "pk")
