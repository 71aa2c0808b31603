"""The conflicts assessment: who might gain, and how that is dealt with (domain 1.5, 1.6; SOD-14)."""

from django.db import models

from portal.tenders.models.procurement import Procurement


class ConflictEntry(models.Model):
    """One line of the assessment. Lines about organisations that wrote accepted text come by themselves."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="conflicts")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    who = models.CharField(max_length=200)
    what = models.TextField()
    handling = models.TextField(blank=True)
    is_automatic = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["procurement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="conflict_entry_number_unique"),
            models.UniqueConstraint(
                fields=["procurement", "organisation"],
                condition=models.Q(is_automatic=True),
                name="conflict_entry_automatic_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.who}"
