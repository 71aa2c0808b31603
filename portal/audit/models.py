"""The record. The actor is an opaque id and a label, so that it outlives the person's account."""

import uuid

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done, refused or read. Append-only, chained by hash within its subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)
    acting_as = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    subject_label = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    address_hash = models.CharField(max_length=16, blank=True)
    sequence = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "subject", "sequence"]
        constraints = [models.UniqueConstraint(fields=["subject", "sequence"], name="audit_event_sequence_unique")]
        indexes = [
            models.Index(fields=["actor_id", "at"], name="audit_actor_at"),
            models.Index(fields=["verb", "at"], name="audit_verb_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} #{self.sequence}"


class AuditHead(models.Model):
    """The signed end of one subject's chain: what shows that the newest rows are still there."""

    subject = models.CharField(max_length=100, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["subject"]

    def __str__(self) -> str:
        return f"{self.subject} #{self.sequence}"
