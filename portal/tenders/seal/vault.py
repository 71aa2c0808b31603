"""What follows from SEAL_KEY: the bidder's wrapping keys, the wrapping of private halves, the marks of rows."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from portal.tenders.seal.primitives import Stored, context, derive, new_pair, unwrap, wrap


def _secret() -> bytes:
    return str(settings.SEAL_KEY).encode()


def bidder_wrapping_key(bid_ref: str) -> bytes:
    """What the keys of one bid are wrapped under for its own bidder."""
    return derive(_secret(), "bidder", bid_ref)


def new_procurement_pair(procurement_ref: str) -> tuple[bytes, bytes]:
    """(public half, wrapped private half) for a procurement."""
    public, private = new_pair()
    return public, wrap(_private_wrapping_key(procurement_ref), private, _pair_context(procurement_ref, public))


def procurement_private_key(procurement_ref: str, public: bytes, wrapped: Stored) -> bytes:
    """The private half. Raises SealBroken. Asked only by what opens bids and by the check of the seal."""
    return unwrap(_private_wrapping_key(procurement_ref), wrapped, _pair_context(procurement_ref, bytes(public)))


def mark(kind: str, values: Iterable[Any]) -> str:
    """HMAC-SHA256 over the values of a row, under a key that SQL alone does not have."""
    key = derive(_secret(), "mark", kind)
    return hmac.new(key, context(*(_plain(value) for value in values)), hashlib.sha256).hexdigest()


def row_mark(row: Any) -> str:
    """The mark of a row: over the columns that its model names in MARKED."""
    return mark(row._meta.label_lower, (getattr(row, name) for name in row.MARKED))


def _private_wrapping_key(procurement_ref: str) -> bytes:
    return derive(_secret(), "procurement", procurement_ref)


def _pair_context(procurement_ref: str, public: bytes) -> bytes:
    return context("private half", procurement_ref, public.hex())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value
