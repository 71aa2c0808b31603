"""What people want changed in the directory: providers by a proposal, anybody by saying that something is wrong."""

from django.db import models

from portal.common.references import random_reference
from portal.marketplace.enums import ProposalState, ReportState
from portal.marketplace.models.need import UnmetNeed
from portal.marketplace.models.service import Service


def proposal_reference() -> str:
    """What addresses call a proposal."""
    return random_reference("SP")


def report_reference() -> str:
    """What addresses call a report."""
    return random_reference("SR")


class ServiceProposal(models.Model):
    """A change of a service, or a new one (`service` is empty until it is approved), as its organisation wants it.

    `answers` is what the public would read; `before` what it read when the writing began.
    """

    ref = models.CharField(max_length=20, unique=True, default=proposal_reference, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="proposals")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    is_new = models.BooleanField(default=False)
    answers = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.DRAFT, editable=False)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    editor = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ProposalState.values), name="proposal_state_valid"),
            models.UniqueConstraint(
                fields=["service"],
                condition=models.Q(state__in=["draft", "proposed", "returned"]),
                name="proposal_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by=models.F("written_by")),
                name="proposal_second_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.answers.get("name") or self.ref)


class ServiceReport(models.Model):
    """Somebody says that something is wrong on a service's page. Who it was is kept only if they want an answer."""

    ref = models.CharField(max_length=20, unique=True, default=report_reference, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="reports")
    text = models.TextField(max_length=1000)
    reply_email = models.EmailField(blank=True)
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.OPEN, editable=False)
    dealt_with_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    dealt_with_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ReportState.values), name="service_report_state_valid")
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.text[:40]}"


class GapReport(models.Model):
    """What somebody looked for and did not find: what and roughly where, never who. Commissioners count them."""

    what = models.CharField(max_length=200)
    area = models.CharField(max_length=100, blank=True)
    told_at = models.DateTimeField()
    need = models.ForeignKey(UnmetNeed, models.SET_NULL, null=True, blank=True, related_name="gap_reports")

    class Meta:
        ordering = ["-told_at", "-pk"]

    def __str__(self) -> str:
        return self.what
