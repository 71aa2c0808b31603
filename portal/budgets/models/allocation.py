"""Money set aside for a project before its tender may be published."""

from django.db import models

from portal.budgets.enums import ApprovalState
from portal.budgets.models.fund import Scheme


class Allocation(models.Model):
    """Prepared by one person, approved by another."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="allocations")
    project = models.ForeignKey("codesign.Project", models.PROTECT, related_name="+")
    amount_pence = models.BigIntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=20, choices=ApprovalState, default=ApprovalState.PREPARED, editable=False)
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_pence__gt=0), name="allocation_positive"),
            models.CheckConstraint(condition=models.Q(state__in=ApprovalState.values), name="allocation_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.APPROVED) | ~models.Q(decided_by=models.F("prepared_by")),
                name="allocation_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.project}"
