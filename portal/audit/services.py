"""Writing the record. Every service that writes calls `audit_record` in its own transaction."""

import json
import logging
from typing import Any

from django.db import transaction

from portal.audit.chain import event_hash, head_signature, plain
from portal.audit.context import current
from portal.audit.marks import notice
from portal.audit.models import AuditEvent, AuditHead
from portal.common.clock import now

logger = logging.getLogger("portal.audit")


def subject_key(subject: Any) -> str:
    """ "tenders.bid:42" for a row; a text stands for itself."""
    return subject if isinstance(subject, str) else f"{subject._meta.label_lower}:{subject.pk}"


@transaction.atomic
def audit_record(*, actor: Any, verb: str, subject: Any, data: dict[str, Any] | None = None) -> AuditEvent:
    """Write one event about `subject`; `actor` is None for the portal itself."""
    key = subject_key(subject)
    AuditHead.objects.bulk_create([AuditHead(subject=key)], ignore_conflicts=True)
    head = AuditHead.objects.select_for_update(of=("self",)).get(subject=key)
    context = current.get()
    known = actor is not None and getattr(actor, "pk", None) is not None
    event = AuditEvent(
        at=now(),
        actor_id=actor.pk if known else None,
        actor_label=str(actor)[:200] if known else ("the portal" if actor is None else "a visitor"),
        acting_as=context.acting_as,
        verb=verb,
        subject=key,
        subject_label="" if isinstance(subject, str) else str(getattr(subject, "ref", "") or "")[:200],
        data=plain(data),
        address_hash=context.address_hash,
        sequence=head.sequence + 1,
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    head.sequence, head.hash = event.sequence, event.hash
    head.signature = head_signature(key, head.sequence, head.hash)
    head.save(update_fields=["sequence", "hash", "signature"])
    notice(verb)
    logger.info(json.dumps({"at": event.at.isoformat(), "actor": event.actor_id, "verb": verb, "subject": key}))
    return event


def refusal_record(*, actor: Any, verb: str, subject: Any, reason: str) -> None:
    """Record that something was refused, in a transaction of its own so that no rollback takes it away."""
    audit_record(actor=actor, verb=f"{verb}.refused", subject=subject, data={"reason": reason})
