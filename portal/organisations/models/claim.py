"""How an organisation gets its people: a claim on one that was imported, or a registration that is being written."""

from django.db import models

from portal.common.references import random_reference
from portal.organisations.enums import ClaimState
from portal.organisations.models.organisation import Organisation


def claim_reference() -> str:
    """What addresses call a claim."""
    return random_reference("CL")


class Claim(models.Model):
    """A person says who they are at an imported organisation; a portal administrator checks it.

    `published` keeps what the source said of it at that moment, whatever its people write afterwards.
    """

    ref = models.CharField(max_length=20, unique=True, default=claim_reference, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="claims")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    job_title = models.CharField(max_length=100)
    evidence = models.TextField(max_length=2000)
    published = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=ClaimState, default=ClaimState.PENDING, editable=False)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(state="pending"), name="claim_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=ClaimState.values), name="claim_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by=models.F("user")),
                name="claim_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} speaks for {self.organisation}"


class RegistrationDraft(models.Model):
    """What a person has written so far to register an organisation: one at a time, gone when it is sent."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="registration_draft")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["user"]

    def __str__(self) -> str:
        return f"{self.user}: {self.answers.get('name', '')}"
