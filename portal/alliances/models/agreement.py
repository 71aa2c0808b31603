"""The agreement of an alliance, signed by every member on the hash of its text."""

from django.db import models

from portal.alliances.enums import AgreementState
from portal.alliances.models.alliance import Alliance, AllianceMember


class Agreement(models.Model):
    """One version of the agreement's text. Its text is fixed once signing begins."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=AgreementState, default=AgreementState.DRAFT, editable=False)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="agreement_number_unique"),
            models.CheckConstraint(condition=models.Q(state__in=AgreementState.values), name="agreement_state_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Signature(models.Model):
    """One member's signature by an authorised person, bound to the hash of the text."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    text_hash = models.CharField(max_length=64)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement", "signed_at"]
        constraints = [models.UniqueConstraint(fields=["agreement", "member"], name="agreement_signature_once")]

    def __str__(self) -> str:
        return f"{self.member}, {self.signed_name}"
