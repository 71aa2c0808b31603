"""Decisions of an alliance, and the votes that made them (domain 4.2)."""

from django.db import models

from portal.alliances.enums import DecisionKind, DecisionState, VoteChoice
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
    closes_at = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=DecisionState, default=DecisionState.OPEN, editable=False)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="decision_number_unique"),
            models.CheckConstraint(condition=models.Q(state__in=DecisionState.values), name="decision_state_valid"),
        ]

    def __str__(self) -> str:
        return self.title


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
