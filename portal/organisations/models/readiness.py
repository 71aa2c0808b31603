"""What an organisation has in order, with evidence and its end (domain 4.5)."""

from datetime import date

from django.db import models

from portal.organisations.enums import ReadinessKind, ReadinessStatus
from portal.organisations.models.organisation import Organisation


class ReadinessItem(models.Model):
    """One line of the checklist. Expired evidence counts as missing."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="readiness")
    kind = models.CharField(max_length=30, choices=ReadinessKind)
    status = models.CharField(max_length=20, choices=ReadinessStatus, default=ReadinessStatus.MISSING)
    evidence = models.CharField(max_length=300, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="readiness_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ReadinessKind.values), name="readiness_kind_valid"),
            models.CheckConstraint(
                condition=models.Q(status__in=ReadinessStatus.values), name="readiness_status_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"

    def status_on(self, day: date) -> str:
        """The status that counts on `day`."""
        if self.expires_on and self.expires_on < day:
            return ReadinessStatus.MISSING
        return self.status
