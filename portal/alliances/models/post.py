"""Wanted and offered: how providers find each other (domain 4.4)."""

from django.db import models

from portal.alliances.enums import PostKind
from portal.alliances.models.alliance import Alliance


class PartnerPost(models.Model):
    """What an organisation or alliance looks for or offers."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=PostKind)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    alliance = models.ForeignKey(Alliance, models.CASCADE, null=True, blank=True, related_name="posts")
    title = models.CharField(max_length=200)
    detail = models.TextField()
    area = models.CharField(max_length=100, blank=True)
    until_on = models.DateField(null=True, blank=True)
    posted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PostKind.values), name="partner_post_kind_valid")
        ]

    def __str__(self) -> str:
        return self.title
