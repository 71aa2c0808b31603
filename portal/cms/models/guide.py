"""Guides to working with people, and stories of how it went."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.cms.models.base import BasePage, body_field


class GuideIndexPage(BasePage):
    """All guides in the order that editors gave them, then the stories."""

    section_key = "guides"
    introduction = models.TextField(blank=True, max_length=400)
    body = body_field()

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.GuidePage", "cms.StoryPage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Two queries for any number of guides and stories."""
        guides = GuidePage.objects.child_of(self).live().order_by("path")
        stories = StoryPage.objects.child_of(self).live().order_by("path")
        return super().get_context(request, *args, **kwargs) | {"guides": guides, "stories": stories}


class GuidePage(BasePage):
    """How to do one thing well, and the act in the portal that it leads to."""

    section_key = "guides"
    introduction = models.TextField(max_length=400)
    act_text = models.CharField(max_length=80, help_text="What the button says, for instance: Say what is missing")
    act_link = models.CharField(max_length=200, help_text="An address of this portal, for instance /co-design/")
    body = body_field()
    source = models.CharField(max_length=300, blank=True, help_text="Where the facts come from.")
    reviewed_on = models.DateField(null=True, blank=True)

    parent_page_types = ["cms.GuideIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("act_text"),
        FieldPanel("act_link"),
        FieldPanel("body"),
        FieldPanel("source"),
        FieldPanel("reviewed_on"),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the guide that follows."""
        following = GuidePage.objects.sibling_of(self, inclusive=False).live().filter(path__gt=self.path)
        return super().get_context(request, *args, **kwargs) | {"following": following.order_by("path").first()}


class StoryPage(BasePage):
    """What happened to people. It is said whether they are invented, or where it was told."""

    section_key = "guides"
    introduction = models.TextField(max_length=400)
    is_invented = models.BooleanField(default=False, help_text="The people are invented; the page says so.")
    source = models.CharField(max_length=300, blank=True, help_text="Where this was told, if the people are real.")
    guide = models.ForeignKey(GuidePage, models.SET_NULL, null=True, blank=True, related_name="stories")
    body = body_field()

    parent_page_types = ["cms.GuideIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("is_invented"),
        FieldPanel("source"),
        FieldPanel("guide"),
        FieldPanel("body"),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_invented=True) | ~models.Q(source=""), name="story_invented_or_sourced"
            )
        ]

    def clean(self) -> None:
        """Readers are told what they read."""
        super().clean()
        if not self.is_invented and not self.source:
            raise ValidationError({"source": _("Say where this was told, or that the people are invented.")})
