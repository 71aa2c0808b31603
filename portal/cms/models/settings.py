"""What the partnership calls itself, and its navigation and footer: edited under Settings."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from portal.cms.blocks import FOOTER_BLOCKS, LINK_BLOCKS


@register_setting(icon="home")
class PortalSettings(BaseSiteSetting):
    """Name, logo, navigation, footer."""

    name = models.CharField(max_length=60, blank=True, help_text="Shown in the header and in every page title.")
    logo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown instead of the two rings. Leave empty for the rings.",
    )
    navigation = StreamField(LINK_BLOCKS, blank=True)
    footer = StreamField(FOOTER_BLOCKS, blank=True)

    panels = [FieldPanel("name"), FieldPanel("logo"), FieldPanel("navigation"), FieldPanel("footer")]

    class Meta:
        verbose_name = "portal settings"

    def __str__(self) -> str:
        return self.name or "portal settings"
