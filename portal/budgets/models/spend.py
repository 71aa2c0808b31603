"""What was spent against a line of the plan, and questions about it. Money in pence."""

from django.db import models
from django.db.models import Q

from portal.budgets.enums import SpendState
from portal.budgets.models.personal import PersonalBudget
from portal.budgets.models.plan import PlanLine


class SpendLine(models.Model):
    """Money that was spent. What a helper puts in counts when the holder has confirmed it."""

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="spends")
    number = models.PositiveIntegerField()
    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="spends")
    service = models.ForeignKey("marketplace.Service", models.PROTECT, null=True, blank=True, related_name="+")
    amount_pence = models.BigIntegerField()
    spent_on = models.DateField()
    what = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=SpendState, default=SpendState.WAITING, editable=False)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    is_for_holder = models.BooleanField(default=False)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    receipt = models.FileField(upload_to="receipts/", blank=True)
    receipt_name = models.CharField(max_length=150, blank=True)
    receipt_type = models.CharField(max_length=100, blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    scan_state = models.CharField(max_length=20, default="not_scanned")

    class Meta:
        ordering = ["budget", "-spent_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="spend_number_unique"),
            models.CheckConstraint(condition=Q(state__in=SpendState.values), name="spend_state_valid"),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="spend_positive"),
        ]
        indexes = [models.Index(fields=["line", "state"], name="spend_line_state")]

    def __str__(self) -> str:
        return self.what


class SpendQuery(models.Model):
    """The officer asks about a spend, and the holder answers. A question stops nothing."""

    spend = models.ForeignKey(SpendLine, models.PROTECT, related_name="queries")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=500)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["spend", "number"]
        constraints = [
            models.UniqueConstraint(fields=["spend", "number"], name="spend_query_number_unique"),
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(answer=""), name="spend_query_answer_whole"),
        ]

    def __str__(self) -> str:
        return self.question
