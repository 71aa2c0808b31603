"""Other forms of a text: asked for by people, promised for a day, shown on the text's page (domain 5.4)."""

from django.db import models

from portal.codesign.enums import FormatKind, FormatState
from portal.codesign.models.specification import SpecificationVersion
from portal.common.clock import today


class TextFormat(models.Model):
    """One version of the text in one other form. `due_on` is the day promised; who asked is shown to the team alone."""

    version = models.ForeignKey(SpecificationVersion, models.PROTECT, related_name="formats")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=FormatKind)
    language = models.CharField(max_length=100, blank=True)
    due_on = models.DateField()
    late_reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=FormatState, default=FormatState.ASKED, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    file = models.FileField(upload_to="formats/", blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_bytes = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    how_to_get = models.CharField(max_length=300, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)
    delivered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    delivered_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="text_format_number_unique"),
            models.UniqueConstraint(
                fields=["version", "kind", "language"],
                condition=~models.Q(state=FormatState.DECLINED) & ~models.Q(kind=FormatKind.OTHER),
                name="text_format_once",
            ),
            models.CheckConstraint(condition=models.Q(state__in=FormatState.values), name="text_format_state_valid"),
            models.CheckConstraint(condition=models.Q(kind__in=FormatKind.values), name="text_format_kind_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=FormatState.DELIVERED) | ~models.Q(sha256="") | ~models.Q(how_to_get=""),
                name="text_format_delivered_how",
            ),
        ]

    def __str__(self) -> str:
        named = self.kind in (FormatKind.LANGUAGE, FormatKind.OTHER) and self.language
        return self.language if named else str(self.get_kind_display())

    @property
    def file_kind(self) -> str:
        """Such as "PDF"."""
        return str(self.file.name).rpartition(".")[2].upper()

    @property
    def is_late(self) -> bool:
        """Whether the promised day has passed."""
        return self.state == FormatState.ASKED and self.due_on < today()


class FormatAsk(models.Model):
    """Somebody needs the text in that form. What they wrote is read by those who make it."""

    text_format = models.ForeignKey(TextFormat, models.PROTECT, related_name="asks")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["text_format", "user"], name="format_ask_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.text_format}"
