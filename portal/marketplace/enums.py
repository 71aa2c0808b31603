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


class ServiceStatus(models.TextChoices):
    """What Open Referral UK calls the status of a service: a fact about the world, told by whoever runs it."""

    ACTIVE = "active", _("Running")
    CLOSED_FOR_NOW = "temporarily closed", _("Closed for now")
    INACTIVE = "inactive", _("Not running at the moment")
    DEFUNCT = "defunct", _("Ended")


LISTED = (ServiceStatus.ACTIVE, ServiceStatus.CLOSED_FOR_NOW)
"""What the directory shows; a page of another status stays, says so, and is not found."""


class Answer(models.TextChoices):
    """What is known about a question that can be answered by yes or no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    ASK = "ask", _("Ask first")
    UNKNOWN = "unknown", _("Not known")


class BudgetsTaken(models.TextChoices):
    """Whether a personal budget can pay for it, and how the money must be held."""

    ALL = "all", _("Yes, all kinds")
    DIRECT = "direct", _("Yes, direct payments only")
    HELD = "held", _("Yes, if the council or the NHS holds the money")
    NOT_NEEDED = "not_needed", _("Not needed, it is free")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


TAKES_BUDGETS = (BudgetsTaken.ALL, BudgetsTaken.DIRECT, BudgetsTaken.HELD)


class AssuredHow(models.TextChoices):
    """Who last said that the details are right."""

    EDITOR = "editor", _("Checked by an editor")
    PROVIDER = "provider", _("Confirmed by whoever runs it")
    SOURCE = "source", _("As its source says")


class CareQuality(models.TextChoices):
    """Whether the Care Quality Commission must register it (domain 8.3). Out of scope is not "unrated"."""

    NOT_REQUIRED = "not_required", _("Need not register with the Care Quality Commission")
    REGISTERED = "registered", _("Registered with the Care Quality Commission")
    UNKNOWN = "unknown", _("Not known")


class CareRating(models.TextChoices):
    OUTSTANDING = "outstanding", _("Outstanding")
    GOOD = "good", _("Good")
    REQUIRES_IMPROVEMENT = "requires_improvement", _("Requires improvement")
    INADEQUATE = "inadequate", _("Inadequate")


class AccessKind(models.TextChoices):
    """What helps people to get in and to feel well there."""

    STEP_FREE = "step_free", _("Step-free")
    TOILET = "toilet", _("Accessible toilet")
    CHANGING = "changing", _("Changing Places toilet")
    PARKING = "parking", _("Disabled parking")
    QUIET = "quiet", _("Quiet space")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    BSL = "bsl", _("British Sign Language")
    INTERPRETER = "interpreter", _("Interpreters")
    EASY_READ = "easy_read", _("Easy Read information")
    DOGS = "dogs", _("Assistance dogs welcome")
    OTHER = "other", _("Something else")


class LocationType(models.TextChoices):
    PHYSICAL = "physical", _("A place")
    POSTAL = "postal", _("A postal address")
    VIRTUAL = "virtual", _("Online or by phone")


class Frequency(models.TextChoices):
    """How often a time comes back; Open Referral UK knows these two of RFC 5545."""

    WEEKLY = "WEEKLY", _("Every week")
    MONTHLY = "MONTHLY", _("Every month")


class ProposalState(models.TextChoices):
    """A provider's wish to change what the public reads. The public keeps the last approved text meanwhile."""

    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("With an editor")
    RETURNED = "returned", _("Sent back with a reason")
    APPROVED = "approved", _("Live")
    WITHDRAWN = "withdrawn", _("Taken back")


class ReportState(models.TextChoices):
    """Somebody says that something is wrong on a service's page."""

    OPEN = "open", _("Waiting for an editor")
    DEALT_WITH = "dealt_with", _("Dealt with")
