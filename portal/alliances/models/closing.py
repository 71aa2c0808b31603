"""What is written down while an alliance closes."""

from django.db import models

from portal.alliances.enums import ClosingPart
from portal.alliances.models.alliance import Alliance


class ClosingRecord(models.Model):
    """One part of the closing as written at that time; a later one corrects it and does not replace it."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="closing_records")
    part = models.CharField(max_length=20, choices=ClosingPart)
    text = models.TextField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["alliance", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(part__in=ClosingPart.values), name="closing_part_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.alliance}: {self.get_part_display()}"
