"""What a chain of rows is made of: canonical bytes, their hash, and a signature that SQL alone cannot make."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder


def digest(body: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of `body`."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def signature(purpose: str, *parts: object) -> str:
    """HMAC-SHA256 of the parts under a key for this purpose, derived from SECRET_KEY."""
    key = hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()
    return hmac.new(key, "\n".join(str(part) for part in parts).encode(), hashlib.sha256).hexdigest()
