"""A month of a fund's books that was closed: what it held at its end never changes again (SOD-23)."""

from datetime import date

from django.db import models

from portal.budgets.enums import ApprovalState
from portal.budgets.models.fund import PooledFund
from portal.budgets.rules.period import month_end


class PeriodClosing(models.Model):
    """Prepared by one person, closed by another. `number`: 1 for April to 12 for March.

    `last_sequence`, `last_hash`: the entry that ends the month. `figures`: what stood on each kind of account, pence.
    """

    ref = models.CharField(max_length=20, unique=True, editable=False)
    fund = models.ForeignKey(PooledFund, models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    reason = models.TextField(blank=True)
    last_sequence = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=ApprovalState, default=ApprovalState.PREPARED, editable=False)
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["fund", "-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1) & models.Q(number__lte=12), name="period_number"),
            models.CheckConstraint(condition=models.Q(state__in=ApprovalState.values), name="period_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.APPROVED) | ~models.Q(decided_by=models.F("prepared_by")),
                name="period_second_person",
            ),
            models.UniqueConstraint(
                fields=["fund", "starts_on"],
                condition=models.Q(state__in=["prepared", "approved"]),
                name="period_closed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund}: {self.starts_on:%B %Y}"

    @property
    def ends_on(self) -> date:
        """The last day of the month."""
        return month_end(self.starts_on)
