"""Who belongs to an organisation, who asked to, who was asked."""

from datetime import datetime

from django.db import models

from portal.common.references import random_reference
from portal.organisations.enums import InvitationState, MemberRole, OrganisationState, RequestState
from portal.organisations.models.organisation import Organisation


def member_reference() -> str:
    """What addresses call a membership."""
    return random_reference("MB")


def request_reference() -> str:
    """What addresses call a join request."""
    return random_reference("JR")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Words about memberships."""

    def current(self) -> "MembershipQuerySet":
        """Those who have not left."""
        return self.filter(left_at=None)

    def acting(self) -> "MembershipQuerySet":
        """Those who can bid and sign now: current ones of organisations that are not suspended."""
        return self.current().exclude(organisation__state=OrganisationState.SUSPENDED)


class Membership(models.Model):
    """A person's place in an organisation. One row per stay; a leaver's row is kept with its end."""

    ref = models.CharField(max_length=20, unique=True, default=member_reference, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships")
    is_administrator = models.BooleanField(default=False)
    is_bid_lead = models.BooleanField(default=False)
    is_signatory = models.BooleanField(default=False)
    is_finance = models.BooleanField(default=False)
    job_title = models.CharField(max_length=100, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "user__email"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(left_at=None), name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def roles(self) -> list[MemberRole]:
        """The roles of this membership; everybody who belongs is a member."""
        held = [MemberRole.MEMBER]
        for role, is_held in (
            (MemberRole.ADMINISTRATOR, self.is_administrator),
            (MemberRole.BID_LEAD, self.is_bid_lead),
            (MemberRole.SIGNATORY, self.is_signatory),
            (MemberRole.FINANCE, self.is_finance),
        ):
            if is_held:
                held.append(role)
        return held


class JoinRequest(models.Model):
    """A person asks to belong; an administrator of the organisation answers."""

    ref = models.CharField(max_length=20, unique=True, default=request_reference, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    message = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=RequestState, default=RequestState.PENDING, editable=False)
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(state="pending"), name="join_request_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=RequestState.values), name="join_request_state_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.user} asks to join {self.organisation}"


class Invitation(models.Model):
    """An organisation asks a person, by e-mail, to belong with certain roles. Runs out at `expires_at`."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    roles = models.JSONField(default=list)
    token = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=InvitationState, default=InvitationState.SENT, editable=False)
    invited_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=InvitationState.values), name="invitation_state_valid")
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.organisation}"

    def has_expired(self, now: datetime) -> bool:
        """Whether it ran out unanswered."""
        return self.state == InvitationState.SENT and now >= self.expires_at
