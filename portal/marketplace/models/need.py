"""Needs that nothing local meets yet (domain 8.4). No personal data."""

from django.db import models

from portal.marketplace.enums import NeedSource, NeedState


class UnmetNeed(models.Model):
    """A gap that was noticed: where, by whom, how often. Public when a co-design project opens from it."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    description = models.TextField()
    source = models.CharField(max_length=30, choices=NeedSource)
    category = models.CharField(max_length=100)
    area = models.CharField(max_length=100)
    people_count = models.PositiveIntegerField()
    period_from_on = models.DateField()
    period_to_on = models.DateField()
    suggested_response = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=NeedState, default=NeedState.RECORDED, editable=False)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=NeedState.values), name="unmet_need_state_valid"),
            models.CheckConstraint(condition=models.Q(source__in=NeedSource.values), name="unmet_need_source_valid"),
        ]

    def __str__(self) -> str:
        return self.title


class NeedEvidence(models.Model):
    """A published source that shows the need, with its licence."""

    need = models.ForeignKey(UnmetNeed, models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    url = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=100)
    excerpt = models.TextField(blank=True)

    class Meta:
        ordering = ["need", "pk"]

    def __str__(self) -> str:
        return self.title
