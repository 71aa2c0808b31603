from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FIXED = "fixed", _("Fixed")


class FrameworkRole(models.TextChoices):
    EDITOR = "editor", _("Writes the outcomes")
    DECIDER = "decider", _("Fixes the outcomes")


class Instrument(models.TextChoices):
    """Instruments of domain 3.2. Of licensed ones the portal knows the names only."""

    GBO = "GBO", _("Goal-based outcomes")
    ONS4 = "ONS4", _("Personal wellbeing (ONS4)")
    UCLA3 = "UCLA3", _("Loneliness (UCLA 3 items)")
    LOCAL = "LOCAL", _("A local count or survey")
    WEMWBS14 = "WEMWBS14", _("Warwick-Edinburgh Mental Wellbeing Scale, 14 items")
    SWEMWBS7 = "SWEMWBS7", _("Warwick-Edinburgh Mental Wellbeing Scale, 7 items")
    STAR = "STAR", _("Outcomes Star")
    EQ5D = "EQ5D", _("EQ-5D, health-related quality of life")
    PAM = "PAM", _("Patient Activation Measure")
    ASCOT = "ASCOT", _("ASCOT, social-care related quality of life")
    ICECAP = "ICECAP", _("ICECAP, capability")


SHIPPED = (Instrument.ONS4, Instrument.UCLA3)
"""Whose questions the portal asks itself."""
LICENSED = (
    Instrument.WEMWBS14,
    Instrument.SWEMWBS7,
    Instrument.STAR,
    Instrument.EQ5D,
    Instrument.PAM,
    Instrument.ASCOT,
    Instrument.ICECAP,
)
"""Which need a licence of the organisation that uses them; their text is not here."""


class Declined(models.TextChoices):
    """An answer without a figure."""

    NOT_SAID = "not_said", _("Prefer not to say")
    UNKNOWN = "unknown", _("Don't know")


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
