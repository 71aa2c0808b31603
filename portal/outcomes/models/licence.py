from django.db import models

from portal.outcomes.enums import LICENSED


class InstrumentLicence(models.Model):
    """An organisation may use an instrument that belongs to somebody (domain 3.2). Its text is never kept here."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    instrument = models.CharField(max_length=20, choices=[(code.value, code.label) for code in LICENSED])
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=100)
    valid_from_on = models.DateField()
    valid_to_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "instrument", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="licence_number_unique"),
            models.CheckConstraint(
                condition=models.Q(instrument__in=[code.value for code in LICENSED]), name="licence_instrument_licensed"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to_on=None) | models.Q(valid_to_on__gte=models.F("valid_from_on")),
                name="licence_dates_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
