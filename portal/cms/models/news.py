"""News of the partnership."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.cms.models.base import BasePage, body_field


class NewsIndexPage(BasePage):
    """All news, newest first."""

    introduction = models.TextField(blank=True, max_length=400)
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Twenty at a time."""
        items = NewsPage.objects.child_of(self).live().order_by("-published_on", "-pk")
        page = Paginator(items, 20).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"news": page}


class NewsPage(BasePage):
    """One piece of news."""

    section_key = "news"
    introduction = models.TextField(blank=True, max_length=400)
    published_on = models.DateField()
    body = body_field()

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("published_on"), FieldPanel("introduction"), FieldPanel("body")]
