"""What the head of every page says about the person: how many things wait, and the way to the account."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from portal.common.context import provide
from portal.dashboards.selectors.work import count_of


@provide
def person(request: HttpRequest) -> dict[str, Any]:
    """Nothing for visitors; one query for people while nothing new happened."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"account_url": ""}
    return {"waiting_count": count_of(user), "account_url": _account_url()}


@cache
def _account_url() -> str:
    """The account's first page, under whichever name the people's app has it."""
    for name in ("people:account_detail", "people:account", "people:profile_detail", "people:profile"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
