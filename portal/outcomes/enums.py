from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FIXED = "fixed", _("Fixed")


class FrameworkRole(models.TextChoices):
    EDITOR = "editor", _("Writes the outcomes")
    DECIDER = "decider", _("Fixes the outcomes")


class Instrument(models.TextChoices):
    """Instruments of domain 3.2 whose wording may be shipped, and local ones."""

    GBO = "GBO", _("Goal-based outcomes")
    ONS4 = "ONS4", _("Personal wellbeing (ONS4)")
    UCLA3 = "UCLA3", _("Loneliness (UCLA 3 items)")
    LOCAL = "LOCAL", _("A local count or survey")


class Direction(models.TextChoices):
    HIGHER = "higher_better", _("Higher is better")
    LOWER = "lower_better", _("Lower is better")


class Statistic(models.TextChoices):
    MEAN = "mean", _("Mean")
    MEDIAN = "median", _("Median")
    PERCENT_AT_OR_ABOVE = "percent_at_or_above", _("Percent at or above a value")
    PERCENT_IMPROVED = "percent_improved", _("Percent improved")
    COUNT = "count", _("Count")
    RATE = "rate", _("Rate")


class Reporter(models.TextChoices):
    PERSON = "person", _("The person")
    CARER = "carer", _("A carer")
    WORKER = "worker", _("A worker")
    SYSTEM = "system", _("Records")


class MeasureKind(models.TextChoices):
    PROM = "prom", _("Reported by people about their lives")
    PREM = "prem", _("Reported by people about their experience")
    CLINICAL = "clinical", _("Clinical")
    ACTIVITY = "activity", _("Activity")
    SOCIAL = "social", _("Social")
