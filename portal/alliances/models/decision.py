"""Decisions of an alliance, and the votes that made them (domain 4.2)."""

from datetime import datetime

from django.db import models

from portal.alliances.enums import DecisionKind, DecisionState, VoteChoice
from portal.alliances.models.agreement import Agreement
from portal.alliances.models.alliance import Alliance, AllianceMember


class Decision(models.Model):
    """A question put to the members. Immutable once decided; corrected only by a new decision."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=DecisionKind, default=DecisionKind.UNANIMOUS)
    title = models.CharField(max_length=200)
    proposal = models.TextField()
    options_considered = models.TextField(blank=True)
    impact_on_people = models.TextField()
    lived_experience_view = models.TextField(blank=True)
    is_about_members = models.BooleanField(default=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="decisions")
    agreement_hash = models.CharField(max_length=64, blank=True)
    closes_at = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=DecisionState, default=DecisionState.OPEN, editable=False)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="decision_number_unique"),
            models.CheckConstraint(condition=models.Q(state__in=DecisionState.values), name="decision_state_valid"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open_at(self, instant: datetime) -> bool:
        """Whether votes still count; after its closing time an open question is one that was not agreed."""
        return self.state == DecisionState.OPEN and instant < self.closes_at

    def state_at(self, instant: datetime) -> DecisionState:
        """What it comes to at `instant`."""
        if self.state == DecisionState.OPEN and instant >= self.closes_at:
            return DecisionState.NOT_AGREED
        return DecisionState(self.state)


class Vote(models.Model):
    """One member's vote, cast once by a person who may vote for it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="votes")
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    choice = models.CharField(max_length=20, choices=VoteChoice)
    reason = models.TextField(blank=True)
    cast_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="vote_once"),
            models.CheckConstraint(condition=models.Q(choice__in=VoteChoice.values), name="vote_choice_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_choice_display()}"


class DecisionReview(models.Model):
    """A decision was looked at again: what was found, and when it is looked at next."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="reviews")
    note = models.TextField()
    next_review_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "pk"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.note[:40]}"
