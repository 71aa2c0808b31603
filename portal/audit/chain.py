"""The arithmetic of the chain: canonical bytes, hash, signature. No database."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from portal.common.chaining import digest, signature

FIELDS = (
    "at",
    "actor_id",
    "actor_label",
    "acting_as",
    "verb",
    "subject",
    "subject_label",
    "data",
    "address_hash",
    "sequence",
)


def event_hash(event: Any) -> str:
    """SHA-256 over the event's id, every field and the hash before it."""
    body: dict[str, Any] = {name: getattr(event, name) for name in FIELDS}
    body["at"] = event.at.isoformat()
    body["id"] = str(event.pk)
    body["previous_hash"] = event.previous_hash
    return digest(body)


def head_signature(subject: str, sequence: int, chain_hash: str) -> str:
    """HMAC-SHA256 of the end of a chain, under a key derived from SECRET_KEY: SQL alone cannot make one."""
    return signature("portal.audit.head", subject, sequence, chain_hash)


def plain(data: dict[str, Any] | None) -> dict[str, Any]:
    """The data as it will come back from the database, so that the hash can be recomputed."""
    result: dict[str, Any] = json.loads(json.dumps(data or {}, cls=DjangoJSONEncoder))
    return result
