"""Recommendation, approval, letters, notices, standstill, representations (domain 1.4, 1.6, 2.9)."""

from django.db import models

from portal.tenders.enums import AwardState, FurtherDecisionKind, NoticeKind, Regime, RepresentationState
from portal.tenders.models.bid import Bid
from portal.tenders.models.procurement import Lot, Procurement


class Award(models.Model):
    """The decision on one lot. The approver neither scored, opened, facilitated nor recommended (SOD-11).

    `ranking` is the order as it stood when it was recommended; letters are written for `publication_planned_on`.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="awards")
    bid = models.ForeignKey(Bid, models.PROTECT, null=True, blank=True, related_name="+")
    ranking = models.JSONField(default=dict)
    reasons = models.TextField()
    weaker_points = models.TextField(blank=True)
    conflicts_summary = models.TextField(default="None declared.")
    state = models.CharField(max_length=30, choices=AwardState, default=AwardState.RECOMMENDED, editable=False)
    recommended_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recommended_at = models.DateTimeField()
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approval_reason = models.TextField(blank=True)
    publication_planned_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    awarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["lot", "-recommended_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=AwardState.values), name="award_state_valid"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("recommended_by")),
                name="award_second_person",
            ),
            models.UniqueConstraint(
                fields=["lot"], condition=~models.Q(state__in=["returned", "abandoned"]), name="award_once_per_lot"
            ),
        ]

    def __str__(self) -> str:
        return f"award of {self.lot}"


class FeedbackLetter(models.Model):
    """What one bidder is told; reviewed by a person and frozen as sent."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="letters")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="letters")
    is_winner = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["award", "bid"]
        constraints = [models.UniqueConstraint(fields=["award", "bid"], name="feedback_letter_once")]

    def __str__(self) -> str:
        return f"letter to {self.bid}"


class Notice(models.Model):
    """A statutory notice as drafted or mirrored here; the official one is on the national platform."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="notices")
    award = models.ForeignKey(Award, models.PROTECT, null=True, blank=True, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    content = models.JSONField(default=dict)
    official_notice_id = models.CharField(max_length=60, blank=True)
    official_notice_url = models.URLField(max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["procurement", "published_at"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=NoticeKind.values), name="notice_kind_valid")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Standstill(models.Model):
    """The pause, computed once when the notice is published, and stored: a later holiday never moves it."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="standstill")
    regime = models.CharField(max_length=20, choices=Regime)
    published_on = models.DateField()
    begins_on = models.DateField()
    last_day_on = models.DateField()
    ends_at = models.DateTimeField()
    days = models.JSONField(default=list)

    class Meta:
        ordering = ["award"]

    def __str__(self) -> str:
        return f"standstill until {self.last_day_on}"


class Representation(models.Model):
    """A written challenge by an aggrieved provider during a PSR standstill."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="representations")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    text = models.TextField()
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=RepresentationState, default=RepresentationState.RECEIVED, editable=False
    )
    information = models.TextField(blank=True)
    review = models.TextField(blank=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["award", "received_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RepresentationState.values), name="representation_state_valid"
            ),
            models.UniqueConstraint(fields=["award", "number"], name="representation_number_unique"),
        ]

    def __str__(self) -> str:
        return f"representation by {self.organisation}"


class FurtherDecision(models.Model):
    """The answer to representations, told to everyone who made one and to the intended winner.

    `opens_at`: the first instant at which it can be carried out, five full working days after it was told.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="further_decisions")
    number = models.PositiveSmallIntegerField()
    decision = models.CharField(
        max_length=20,
        choices=FurtherDecisionKind,
    )
    back_to_step = models.PositiveSmallIntegerField(null=True, blank=True)
    reasons = models.TextField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    opens_at = models.DateTimeField()

    class Meta:
        ordering = ["award", "told_at"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="further_decision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(decision__in=FurtherDecisionKind.values), name="further_decision_kind_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"further decision {self.told_at}"
