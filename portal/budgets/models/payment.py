"""Money promised to a contract, and paid for what happened."""

from django.db import models

from portal.budgets.enums import ApprovalState
from portal.budgets.models.fund import Scheme


class Commitment(models.Model):
    """The part of a scheme promised to one contract, and how much of it is paid only for outcomes."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="commitments")
    contract = models.ForeignKey("tenders.Contract", models.PROTECT, related_name="+")
    amount_pence = models.BigIntegerField()
    outcome_pot_pence = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=ApprovalState, default=ApprovalState.PREPARED, editable=False)
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_pence__gt=0), name="commitment_positive"),
            models.CheckConstraint(
                condition=models.Q(outcome_pot_pence__gte=0)
                & models.Q(outcome_pot_pence__lte=models.F("amount_pence")),
                name="commitment_pot_within",
            ),
            models.CheckConstraint(condition=models.Q(state__in=ApprovalState.values), name="commitment_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.APPROVED) | ~models.Q(decided_by=models.F("prepared_by")),
                name="commitment_second_person",
            ),
            models.UniqueConstraint(
                fields=["contract"],
                condition=models.Q(state__in=["prepared", "approved"]),
                name="commitment_once_per_contract",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract}: {self.scheme}"


class Payment(models.Model):
    """One payment on a commitment: for an observed outcome, or a fixed part. Paid at most once per observation."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="payments")
    observation = models.ForeignKey("outcomes.Observation", models.PROTECT, null=True, blank=True, related_name="+")
    amount_pence = models.BigIntegerField()
    calculation = models.JSONField(default=dict)
    invoice_reference = models.CharField(max_length=60)
    invoice_received_on = models.DateField()
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=ApprovalState, default=ApprovalState.PREPARED, editable=False)
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_pence__gte=0), name="payment_not_negative"),
            models.CheckConstraint(condition=models.Q(state__in=ApprovalState.values), name="payment_state_valid"),
            models.UniqueConstraint(
                fields=["observation"],
                condition=models.Q(state__in=["prepared", "approved"]) & models.Q(observation__isnull=False),
                name="payment_once_per_observation",
            ),
            models.UniqueConstraint(
                fields=["commitment", "invoice_reference"],
                condition=models.Q(state__in=["prepared", "approved"]),
                name="payment_once_per_invoice",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ApprovalState.APPROVED) | ~models.Q(decided_by=models.F("prepared_by")),
                name="payment_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
