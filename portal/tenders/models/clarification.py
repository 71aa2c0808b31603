"""Interest, and questions answered to everyone without the asker's name (domain 2.6)."""

from django.db import models

from portal.tenders.enums import ClarificationState, Confidentiality
from portal.tenders.models.procurement import Lot, Procurement


class Interest(models.Model):
    """An organisation registers interest in a tender; who did is shown to nobody but itself (and, for their
    declaration alone, to opening officers)."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="interests")
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["procurement", "registered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "organisation"], condition=models.Q(withdrawn_at=None), name="interest_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.procurement}"


class Clarification(models.Model):
    """One bidder asks; the officer answers to all at the same moment, or, a confidence accepted, to the asker alone."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="clarifications")
    number = models.PositiveSmallIntegerField()
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="+")
    asker = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text_original = models.TextField()
    text_published = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    amends_document = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20, choices=ClarificationState, default=ClarificationState.ASKED, editable=False
    )
    confidential_status = models.CharField(
        max_length=20, choices=Confidentiality, default=Confidentiality.NOT_CLAIMED, editable=False
    )
    confidential_claim = models.TextField(blank=True)
    confidential_decision = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["procurement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="clarification_number_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=ClarificationState.values), name="clarification_state_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(confidential_status__in=Confidentiality.values),
                name="clarification_confidential_status_valid",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ClarificationState.ANSWERED_ALONE)
                | models.Q(confidential_status=Confidentiality.ACCEPTED, published_at=None),
                name="clarification_alone_only_in_confidence",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number}"
