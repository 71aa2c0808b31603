"""What a person says about their own life, at one time. Nobody else reads it; totals leave only through disclosure."""

from django.db import models

from portal.outcomes.enums import SHIPPED, Declined


class AnswerSheet(models.Model):
    """One person's answers to one instrument. A draft until it is handed in; then it stays until the person deletes it.

    `is_counted`: the person agreed to be counted in totals that name nobody.
    """

    ref = models.CharField(max_length=20, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    instrument = models.CharField(max_length=20, choices=[(code.value, code.label) for code in SHIPPED])
    is_counted = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user", "instrument", "started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "instrument"], condition=models.Q(handed_in_at=None), name="answer_sheet_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(instrument__in=[code.value for code in SHIPPED]), name="answer_sheet_shipped"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Answer(models.Model):
    """One question of it: a whole number on its scale, or why there is none."""

    sheet = models.ForeignKey(AnswerSheet, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    declined = models.CharField(max_length=20, choices=Declined, blank=True)

    class Meta:
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, declined="")
                | models.Q(value__isnull=True, declined__in=Declined.values),
                name="answer_value_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.item}"
