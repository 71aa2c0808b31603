"""What all pages share."""

from typing import Any, ClassVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.cms.blocks import BODY_BLOCKS
from portal.cms.caching import KEEP_SECONDS, key_for_visitor


class BasePage(Page):
    """A page with an introduction and a body of blocks, some of which show live data."""

    section_key = ""
    introduction = ""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Mark the entry of the navigation that this page belongs to."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"section": self.section_key or self.slug}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A visitor gets what another was just shown; whoever has a session gets a page of their own."""
        key = key_for_visitor(request)
        if not key:
            return super().serve(request, *args, **kwargs)
        if (known := cache.get(key)) is not None:
            return HttpResponse(known)
        response: Any = super().serve(request, *args, **kwargs)
        response.render()
        cache.set(key, response.content, KEEP_SECONDS)
        return response


def body_field() -> StreamField:
    """The body: words, lists, and live data, in the order the editor chooses."""
    return StreamField(BODY_BLOCKS, blank=True)


BODY_PANELS: ClassVar[list[FieldPanel]] = [FieldPanel("body")]  # type: ignore[misc]
