"""What every page needs: the site's name, its navigation and footer, what waits for the person."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

_providers: list[Callable[[HttpRequest], dict[str, Any]]] = []


def provide(function: Callable[[HttpRequest], dict[str, Any]]) -> Callable[[HttpRequest], dict[str, Any]]:
    """Later apps add their share (navigation from the CMS, the count of waiting things). Registered in ready()."""
    _providers.append(function)
    return function


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    context: dict[str, Any] = {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "nav_sections": [],
        "footer_columns": [],
        "waiting_count": 0,
        "search_url": "",
        "section": "",
    }
    for function in _providers:
        context |= function(request)
    return context
