"""Landing pages of the portal's parts, and plain pages."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.cms.models.base import BasePage, body_field


class SectionPage(BasePage):
    """The words above a list: the list's own view has the address and shows this page's introduction and body."""

    introduction = models.TextField(blank=True, max_length=400)
    body = body_field()

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]


class StandardPage(BasePage):
    """Help, statements, and other plain pages."""

    introduction = models.TextField(blank=True, max_length=400)
    reviewed_on = models.DateField(null=True, blank=True)
    body = body_field()

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("reviewed_on"), FieldPanel("body")]
