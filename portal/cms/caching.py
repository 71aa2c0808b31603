"""What visitors are shown alike is kept for a moment, and forgotten when anybody changes something."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from portal.audit.marks import KEEP_SECONDS, moment

__all__ = ["KEEP_SECONDS", "key_for_landing", "key_for_visitor", "key_for_words", "notice_edit"]
_EDITS = "cms:edits"
_PERSONAL = ("sessionid", "messages")


def notice_edit(**_sent: Any) -> None:
    """A receiver: an editor saved a page or the settings. Counted again after the commit, when others can read it."""
    _count_edit()
    transaction.on_commit(_count_edit)


def _count_edit() -> None:
    cache.add(_EDITS, 0, None)
    cache.incr(_EDITS)


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
    return f"{cache.get(_EDITS, 0)}:{moment()}"
