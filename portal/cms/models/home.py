"""The front door."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.cms.models.base import BasePage, body_field


class HomePage(BasePage):
    """One promise, one way in, then what the editor composes."""

    heading = models.CharField(max_length=120)
    lead = models.TextField(max_length=400)
    button_text = models.CharField(max_length=60, default="See what is open for comment")
    button_link = models.CharField(max_length=200, default="/co-design/")
    body = body_field()

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("button_text"),
        FieldPanel("button_link"),
        FieldPanel("body"),
    ]
