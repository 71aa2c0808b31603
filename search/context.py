"""The search box in the head of every page."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal.common.context import provide


@provide
def search_box(request: HttpRequest) -> dict[str, Any]:
    """Where it leads."""
    return {"search_url": _url()}


@cache
def _url() -> str:
    return reverse("search:results")
