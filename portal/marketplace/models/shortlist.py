"""What a person keeps for later, and how far an import of a feed has come."""

from django.db import models

from portal.marketplace.models.service import Service


class ShortlistEntry(models.Model):
    """A service that a person keeps. Visitors keep theirs in the session. Only the person sees it."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="shortlist")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "service"], name="shortlist_once")]

    def __str__(self) -> str:
        return str(self.service)


class FeedPosition(models.Model):
    """The next page of a feed whose import was cut short; gone when the feed was read to its end."""

    url = models.CharField(max_length=500, unique=True)
    next_page = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return f"{self.url}, page {self.next_page}"
