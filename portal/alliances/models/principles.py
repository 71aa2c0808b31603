"""Shared principles as versioned text, and each member's word on each version."""

from django.db import models

from portal.alliances.enums import AdherenceKind
from portal.alliances.models.alliance import Alliance, AllianceMember


class PrinciplesVersion(models.Model):
    """One wording of the principles. A later one never changes an earlier one."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="principles")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["alliance", "-number"]
        constraints = [models.UniqueConstraint(fields=["alliance", "number"], name="principles_version_unique")]

    def __str__(self) -> str:
        return f"Principles, version {self.number}"


class Adherence(models.Model):
    """A member's answer to one version, with its reservation."""

    principles = models.ForeignKey(PrinciplesVersion, models.CASCADE, related_name="adherences")
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=AdherenceKind)
    reservation = models.TextField(blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["principles", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["principles", "member"], name="adherence_once"),
            models.CheckConstraint(condition=models.Q(kind__in=AdherenceKind.values), name="adherence_kind_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"
