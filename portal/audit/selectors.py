"""Reading the record, and proving it whole."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from portal.audit.chain import event_hash, head_signature
from portal.audit.models import AuditEvent, AuditHead
from portal.audit.services import subject_key


def events_about(subject: Any) -> QuerySet[AuditEvent]:
    """What happened to one thing, oldest first."""
    return AuditEvent.objects.filter(subject=subject_key(subject)).order_by("sequence")


def events_by(user: Any) -> QuerySet[AuditEvent]:
    """What one person did, newest first."""
    return AuditEvent.objects.filter(actor_id=user.pk).order_by("-at")


def verify_all() -> Iterator[str]:
    """Every break in every chain: altered, missing, swapped or added rows, and heads that do not match."""
    heads = {head.subject: head for head in AuditHead.objects.order_by("subject").iterator()}
    previous: AuditEvent | None = None
    ended: set[str] = set()
    for event in AuditEvent.objects.order_by("subject", "sequence").iterator(chunk_size=1000):
        if previous is not None and previous.subject != event.subject:
            yield from _check_end(previous, heads.get(previous.subject))
            ended.add(previous.subject)
            previous = None
        expected = previous.sequence + 1 if previous else 1
        if event.sequence != expected:
            yield f"{event.subject}: event {expected} is missing"
        if event.previous_hash != (previous.hash if previous else ""):
            yield f"{event.subject}: event {event.sequence} does not follow the one before it"
        if event.hash != event_hash(event):
            yield f"{event.subject}: event {event.sequence} was altered"
        previous = event
    if previous is not None:
        yield from _check_end(previous, heads.get(previous.subject))
        ended.add(previous.subject)
    for subject in sorted(heads.keys() - ended):
        yield f"{subject}: {heads[subject].sequence} events are missing"


def _check_end(last: AuditEvent, head: AuditHead | None) -> Iterator[str]:
    if head is None:
        yield f"{last.subject}: its signed end is missing"
        return
    if (head.sequence, head.hash) != (last.sequence, last.hash):
        yield f"{last.subject}: ends at event {last.sequence}, but {head.sequence} were recorded"
    if head.signature != head_signature(head.subject, head.sequence, head.hash):
        yield f"{last.subject}: its signed end was altered"


def counted() -> int:
    """How many events there are."""
    return AuditEvent.objects.count()
