"""The words of a landing page above the list that has its address."""

from typing import Any

from django import template

from portal.cms.models import SectionPage

register = template.Library()


@register.inclusion_tag("cms/landing.html", takes_context=True)
def landing(context: dict[str, Any], slug: str) -> dict[str, Any]:
    """Introduction and body of the live landing page with that slug, or nothing."""
    page = SectionPage.objects.live().filter(slug=slug).first()
    return {"page": page, "request": context.get("request")}
