from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What can be found, in the words of the page."""

    SERVICE = "service", _("Local support")
    NEED = "need", _("Needs")
    PROJECT = "project", _("Co-design")
    TEXT = "text", _("Specifications")
    ANSWER = "answer", _("You said, we did")
    ALLIANCE = "alliance", _("Alliances")
    POST = "post", _("Partners wanted and offered")
    OPPORTUNITY = "opportunity", _("Opportunities")
    AWARD = "award", _("Decisions")
    CONTRACT = "contract", _("Contracts")
    ORGANISATION = "organisation", _("Organisations")
    FUND = "fund", _("Where the money goes")
    GUIDE = "guide", _("Guides")
    STORY = "story", _("Stories")
    NEWS = "news", _("News")
    PAGE = "page", _("Help and pages")


class Order(models.TextChoices):
    """How results are sorted."""

    BEST = "", _("best match")
    NEAREST = "nearest", _("nearest")
    NEWEST = "newest", _("newest")


class Relation(models.TextChoices):
    """Why a word of a hit counts for a word that was typed."""

    SAID = "said", _("typed")
    SAME = "same", _("means the same")
    MEANT = "meant", _("spelled differently")
