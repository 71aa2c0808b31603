"""What the public is told of personal budgets: rows that were released, nothing else (domain 9.6, SOD-25)."""

from django.db import models
from django.db.models import Q

from portal.budgets.enums import BudgetMode, Measure


class StatisticRelease(models.Model):
    """One quarter's figures, released once by somebody responsible for finance. Never changed afterwards."""

    quarter_starts_on = models.DateField(unique=True)
    released_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    profile = models.CharField(max_length=10)

    class Meta:
        ordering = ["-quarter_starts_on"]

    def __str__(self) -> str:
        return f"{self.quarter_starts_on:%B %Y}"


class PublishedStatistic(models.Model):
    """One figure as it may be shown. A suppressed one has no value, so that none can leak."""

    release = models.ForeignKey(StatisticRelease, models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=20, choices=Measure)
    mode = models.CharField(max_length=20, choices=BudgetMode, blank=True)
    value = models.BigIntegerField(null=True, blank=True)
    is_suppressed = models.BooleanField(default=False)

    class Meta:
        ordering = ["release", "measure", "mode"]
        constraints = [
            models.UniqueConstraint(fields=["release", "measure", "mode"], name="published_statistic_once"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="published_statistic_measure_valid"),
            models.CheckConstraint(
                condition=Q(mode__in=["", *BudgetMode.values]), name="published_statistic_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(is_suppressed=False) | Q(value=None), name="published_statistic_suppressed_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.get_measure_display()} {self.get_mode_display()}"
