"""Seats of people with lived experience beside the members (domain 4.2): the same papers, and a vote where agreed."""

from datetime import datetime

from django.db import models

from portal.alliances.enums import VoteChoice
from portal.alliances.models.alliance import Alliance
from portal.alliances.models.decision import Decision


class Seat(models.Model):
    """A person's seat. It speaks for lived experience, never for an organisation."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="seats")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    is_voting = models.BooleanField(default=True)
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["alliance", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "user"], condition=models.Q(ended_at=None), name="alliance_seat_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def votes_on(self, decision: Decision, instant: datetime) -> bool:
        """Whether it has a vote: held when the question was put, and the question is not about a member's money."""
        is_held = self.given_at <= decision.proposed_at and (self.ended_at is None or self.ended_at > instant)
        return self.is_voting and is_held and not decision.is_about_members


class SeatVote(models.Model):
    """The vote of a seat, cast once by the person who holds it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="seat_votes")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    choice = models.CharField(max_length=20, choices=VoteChoice)
    reason = models.TextField(blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "seat"], name="seat_vote_once"),
            models.CheckConstraint(condition=models.Q(choice__in=VoteChoice.values), name="seat_vote_choice_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_choice_display()}"
