"""Twenty rows for the bare view, a page with twenty children for Wagtail."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page


class Row(models.Model):
    """A row of the bare view."""

    title = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return self.title

    def cells(self) -> list[str]:
        """The text in pieces: a list of a portal shows many small values, not one large one."""
        return [f"{part.strip()}." for part in self.text.split(".") if part.strip()]


class ListingPage(Page):
    """A page that lists its children, the least a Wagtail section does."""

    template = "limit/listing.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's own context and its live children."""
        return {**super().get_context(request, *args, **kwargs), "children": self.get_children().live()[:20]}
