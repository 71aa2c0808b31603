"""Money moves from one scheme of a fund to another."""

from django.db import models

from portal.budgets.enums import ApprovalState
from portal.budgets.models.fund import Scheme


class Virement(models.Model):
    """Proposed by one person, approved by another (SOD-22). What one scheme loses the other gains, to the penny."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    from_scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="moved_out")
    to_scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="moved_in")
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
            models.CheckConstraint(condition=models.Q(amount_pence__gt=0), name="virement_positive"),
            models.CheckConstraint(
                condition=~models.Q(from_scheme=models.F("to_scheme")), name="virement_between_two_schemes"
            ),
            models.CheckConstraint(condition=models.Q(state__in=ApprovalState.values), name="virement_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.APPROVED) | ~models.Q(decided_by=models.F("prepared_by")),
                name="virement_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
