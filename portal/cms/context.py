"""The site's name, navigation and footer from the CMS settings, for every page."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from portal.cms.caching import KEEP_SECONDS, key_for_words
from portal.cms.models import PortalSettings
from portal.common.context import provide

Column = tuple[str, list[tuple[str, str]]]


@provide
def site_settings(request: HttpRequest) -> dict[str, Any]:
    """Read once while nobody changes them."""
    key = key_for_words(request)
    known: dict[str, Any] | None = cache.get(key)
    if known is None:
        known = _read(request)
        cache.set(key, known, KEEP_SECONDS)
    return known | {"footer_columns": _for_the_signed_in(known["footer_columns"])} if _is_signed_in(request) else known


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)  # an error page may be drawn before anybody was asked who they are
    return bool(user and user.is_authenticated)


def _for_the_signed_in(columns: list[Column]) -> list[Column]:
    """Without the offer to create the account that they have."""
    offer = reverse("account_signup")
    kept = [(heading, [row for row in links if row[1] != offer]) for heading, links in columns]
    return [(heading, links) for heading, links in kept if links]


def _read(request: HttpRequest) -> dict[str, Any]:
    chosen = PortalSettings.for_request(request)
    return {
        "site_name": chosen.name or settings.SITE_NAME,
        "site_logo": chosen.logo,
        "nav_sections": [(b.value["label"], b.value["link"], b.value["key"] or "") for b in chosen.navigation],
        "footer_columns": [
            (b.value["heading"], [(link["label"], link["link"]) for link in b.value["links"]]) for b in chosen.footer
        ],
    }
