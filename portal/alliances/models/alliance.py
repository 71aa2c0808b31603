"""Organisations that work and bid together (domain 4)."""

from datetime import datetime

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.alliances.enums import AllianceModel, AllianceState, MemberState


class AllianceQuerySet(models.QuerySet["Alliance"]):
    """Words about alliances."""

    def listed(self) -> "AllianceQuerySet":
        """Those that everybody may know of."""
        return self.filter(is_listed=True).exclude(state=AllianceState.WITHDRAWN)


class Alliance(models.Model):
    """An alliance or consortium. A sourced one carries members and facts as published, no votes and no signatures."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    model = models.CharField(max_length=30, choices=AllianceModel, default=AllianceModel.ALLIANCE)
    area = models.CharField(max_length=150, blank=True)
    lead = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    seeking = models.TextField(blank=True)
    is_listed = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=AllianceState, default=AllianceState.EXPLORING, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=100, blank=True)
    source_ref = models.CharField(max_length=100, blank=True)
    source_data = models.JSONField(default=dict, blank=True)

    objects = AllianceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        permissions = [
            ("view_alliance_space", "Can see the members' space"),
            ("manage_alliance", "Can convene the alliance"),
            ("vote_alliance", "Can vote for a member"),
            ("sign_alliance", "Can sign for a member"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=AllianceState.values), name="alliance_state_valid"),
            models.UniqueConstraint(
                fields=["source_ref"], condition=~models.Q(source_ref=""), name="alliance_source_once"
            ),
            models.CheckConstraint(
                condition=models.Q(created_by__isnull=False) | ~models.Q(source_name=""),
                name="alliance_maker_or_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sourced(self) -> bool:
        """Whether it is known only from a published source and enters no workflow."""
        return self.state == AllianceState.SOURCED


class AllianceMemberQuerySet(models.QuerySet["AllianceMember"]):
    """Words about members."""

    def admitted(self) -> "AllianceMemberQuerySet":
        """Those who belong now."""
        return self.filter(state=MemberState.ADMITTED)

    def shown(self) -> "AllianceMemberQuerySet":
        """Those whom the public page names."""
        return self.filter(state__in=[MemberState.ADMITTED, MemberState.SOURCED])

    def waiting(self, instant: datetime) -> "AllianceMemberQuerySet":
        """Invitations that can still be answered at `instant`."""
        return self.filter(state=MemberState.INVITED, expires_at__gt=instant)


class AllianceMember(models.Model):
    """An organisation's place in an alliance: what it does there, and its share in percent when agreed."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="members")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.CharField(max_length=200, blank=True)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=20, choices=MemberState, default=MemberState.INVITED, editable=False)
    invited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField()
    invitation_message = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_message = models.TextField(blank=True)
    shares_readiness = models.BooleanField(default=False)

    objects = AllianceMemberQuerySet.as_manager()

    class Meta:
        ordering = ["alliance", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "organisation"], name="alliance_member_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=MemberState.values), name="alliance_member_state_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.alliance}"

    def has_expired(self, instant: datetime) -> bool:
        """Whether the invitation ran out unanswered."""
        return self.state == MemberState.INVITED and self.expires_at is not None and instant >= self.expires_at


class AllianceUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Alliance, models.CASCADE, related_name="user_grants")


class AllianceGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Alliance, models.CASCADE, related_name="group_grants")
