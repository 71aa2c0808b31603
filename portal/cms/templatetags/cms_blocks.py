"""The words of a landing page above the list that has its address."""

from typing import Any

from django import template
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.cms.caching import KEEP_SECONDS, key_for_landing
from portal.cms.models import SectionPage

register = template.Library()


@register.simple_tag(takes_context=True)
def landing(context: dict[str, Any], slug: str) -> SafeString:
    """Introduction and body of the live landing page with that slug, or nothing."""
    request = context["request"]
    key = key_for_landing(request, slug)
    words: str | None = cache.get(key)
    if words is None:
        page = SectionPage.objects.live().filter(slug=slug).first()
        words = render_to_string("cms/landing.html", {"page": page, "request": request})
        cache.set(key, words, KEEP_SECONDS)
    return mark_safe(words)  # noqa: S308  the template escaped it
