"""Money that was promised and not earned goes back to its scheme."""

from django.db import models

from portal.budgets.enums import ApprovalState
from portal.budgets.models.payment import Commitment


class Release(models.Model):
    """Prepared by one person, approved by another (SOD-22). `outcome_pence`: of it from the part for outcomes."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="releases")
    amount_pence = models.BigIntegerField()
    outcome_pence = models.BigIntegerField()
    agreement_reference = models.CharField(max_length=200, blank=True)
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
            models.CheckConstraint(condition=models.Q(amount_pence__gt=0), name="release_positive"),
            models.CheckConstraint(
                condition=models.Q(outcome_pence__gte=0) & models.Q(outcome_pence__lte=models.F("amount_pence")),
                name="release_outcome_within",
            ),
            models.CheckConstraint(condition=models.Q(state__in=ApprovalState.values), name="release_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.APPROVED) | ~models.Q(decided_by=models.F("prepared_by")),
                name="release_second_person",
            ),
            models.UniqueConstraint(
                fields=["commitment"], condition=models.Q(state="prepared"), name="release_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
