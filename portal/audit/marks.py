"""Whether anything happened: part of the name of whatever is kept for a moment, so that an act is seen at once.

Without a shared cache (CACHE_URL) each worker counts its own acts, and learns of another's after `KEEP_SECONDS`.
"""

from django.core.cache import cache
from django.db import transaction

from portal.common.clock import now

KEEP_SECONDS = 30
_ACTS = "audit:acts"
_CHANGE_NOTHING = (".read", ".refused")


def notice(verb: str) -> None:
    """Count an act now, and again after its commit: until then others still read what was before."""
    if verb.endswith(_CHANGE_NOTHING):
        return
    _count()
    transaction.on_commit(_count)


def _count() -> None:
    cache.add(_ACTS, 0, None)
    cache.incr(_ACTS)


def moment() -> str:
    """Changes with every act on record, and with the clock."""
    return f"{cache.get(_ACTS, 0)}:{int(now().timestamp()) // KEEP_SECONDS}"
