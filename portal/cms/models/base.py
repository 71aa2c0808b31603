"""What all pages share."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.cms.blocks import BODY_BLOCKS


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


def body_field() -> StreamField:
    """The body: words, lists, and live data, in the order the editor chooses."""
    return StreamField(BODY_BLOCKS, blank=True)


BODY_PANELS: ClassVar[list[FieldPanel]] = [FieldPanel("body")]  # type: ignore[misc]
