"""What visitors are shown alike is kept for a moment, and forgotten when an editor or anybody else changes something.

Without a shared cache (CACHE_URL) each worker keeps its own, and learns of what happened in another after the moment.
"""

from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from portal.common.clock import now

KEEP_SECONDS = 30
_EDITS, _ACTS = "cms:edits", "cms:acts"
_PERSONAL = ("sessionid", "messages")


def notice_edit(**_sent: Any) -> None:
    """A receiver: an editor saved a page or the settings."""
    _count(_EDITS)


def notice_act(**_sent: Any) -> None:
    """A receiver: something went into the record, so live data may have changed."""
    _count(_ACTS)


def _count(name: str) -> None:
    """Again after the commit, because until then others still read what was before."""
    _count_now(name)
    transaction.on_commit(partial(_count_now, name))


def _count_now(name: str) -> None:
    cache.add(name, 0, None)
    cache.incr(name)


def key_for_words(request: HttpRequest) -> str:
    """The name under which the site's own words are kept."""
    return f"cms:words:{cache.get(_EDITS, 0)}:{request.get_host()}"


def key_for_visitor(request: HttpRequest) -> str:
    """The name under which this answer may be kept; none for anybody whom the page may know."""
    is_preview = getattr(request, "is_preview", False)
    if request.method != "GET" or request.GET or is_preview or any(name in request.COOKIES for name in _PERSONAL):
        return ""
    return f"cms:page:{_now_shown()}:{request.get_host()}{request.path}"


def key_for_landing(request: HttpRequest, slug: str) -> str:
    """The name under which the words above a list are kept: they are the same for everybody."""
    return f"cms:landing:{_now_shown()}:{request.get_host()}:{slug}"


def _now_shown() -> str:
    seen = cache.get_many([_EDITS, _ACTS])
    return f"{seen.get(_EDITS, 0)}:{seen.get(_ACTS, 0)}:{int(now().timestamp()) // KEEP_SECONDS}"
