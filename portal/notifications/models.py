"""Mail that waits to be sent, or was. Links, never content."""

from django.db import models


class OutboxMessage(models.Model):
    """One message to one person about one event; the pair is unique, so a repeated event sends nothing twice."""

    event_key = models.CharField(max_length=200)
    recipient = models.ForeignKey("accounts.User", models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField()
    subject = models.CharField(max_length=200)
    must_act = models.BooleanField(default=False)
    opening = models.CharField(max_length=300)
    lines = models.JSONField(default=list)
    link = models.CharField(max_length=300)
    link_text = models.CharField(max_length=100)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["event_key", "email"], name="outbox_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.subject}"
