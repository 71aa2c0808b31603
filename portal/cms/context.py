"""The site's name, navigation and footer from the CMS settings, for every page."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal.cms.caching import KEEP_SECONDS, key_for_words
from portal.cms.models import PortalSettings
from portal.common.context import provide


@provide
def site_settings(request: HttpRequest) -> dict[str, Any]:
    """Read once while nobody changes them."""
    key = key_for_words(request)
    known: dict[str, Any] | None = cache.get(key)
    if known is None:
        known = _read(request)
        cache.set(key, known, KEEP_SECONDS)
    return known


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
