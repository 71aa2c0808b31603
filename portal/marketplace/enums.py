from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedSource(models.TextChoices):
    """Where an unmet need was noticed (domain 8.4)."""

    BUDGET_HOLDER = "budget_holder", _("A personal budget holder")
    LINK_WORKER = "link_worker", _("A link worker")
    EMPTY_SEARCH = "empty_search", _("A search with no result")
    REFERRAL_DECLINED = "referral_declined", _("A referral that was declined")
    SURVEY = "survey", _("A survey or needs assessment")


class NeedState(models.TextChoices):
    RECORDED = "recorded", _("Recorded")
    PUBLIC = "public", _("Public")
