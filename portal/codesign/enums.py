from django.db import models
from django.utils.translation import gettext_lazy as _


class LadderStep(models.IntegerChoices):
    """The ladder of co-production (domain 5.1). Step 1 exists only as a participant's later rating."""

    EDUCATING = 2, _("Educating")
    INFORMING = 3, _("Informing")
    CONSULTATION = 4, _("Consultation")
    ENGAGEMENT = 5, _("Engagement")
    CO_DESIGN = 6, _("Co-design: help write it")
    CO_PRODUCTION = 7, _("Co-production: decide and deliver together")


class ProjectState(models.TextChoices):
    FRAMING = "framing", _("Being framed")
    GATHERING = "gathering", _("Gathering what people say")
    DRAFTING = "drafting", _("Being written")
    TESTING = "testing", _("Being tested")
    DECIDED = "decided", _("Decided")
    REPORTED = "reported", _("Reported back")
    CLOSED = "closed", _("Closed")


class ProjectRole(models.TextChoices):
    OWNER = "owner", _("Project owner")
    FACILITATOR = "facilitator", _("Facilitator")
    EDITOR = "editor", _("Editor of the text")
    LIVED_EXPERIENCE = "lived_experience", _("Member with lived experience")
    DECIDER = "decider", _("Decides on the text")


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    AGREED = "agreed", _("Agreed")
    FROZEN = "frozen", _("Frozen for competition")


class CommentChannel(models.TextChoices):
    """Phone, post and room count like the screen."""

    WEB = "web", _("On this page")
    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    MEETING = "meeting", _("At a meeting")


class CommentState(models.TextChoices):
    HELD = "held", _("Waiting for a moderator")
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden by a moderator")


class ModerationReason(models.TextChoices):
    """Why a comment is reported or hidden (domain 5.7)."""

    PERSONAL = "personal", _("Personal data about somebody else")
    HEALTH = "health", _("Health details by which a person can be known")
    SAFEGUARDING = "safeguarding", _("Somebody may be in danger")
    ABUSE = "abuse", _("Abuse or discrimination")
    DEFAMATION = "defamation", _("It may be untrue and harm somebody's name")
    COMMERCIAL = "commercial", _("What a bidder must not know or tell")
    SPAM = "spam", _("Advertising")
    OFF_TOPIC = "off_topic", _("Not about this text")


class RevealState(models.TextChoices):
    """Whether two safeguarding officers may know who wrote a comment."""

    ASKED = "asked", _("Waiting for a second safeguarding officer")
    REVEALED = "revealed", _("Revealed to two safeguarding officers")
    REFUSED = "refused", _("Not revealed")


class FormatKind(models.TextChoices):
    """In which form a text can be had (domain 5.4)."""

    EASY_READ = "easy_read", _("Easy Read")
    PLAIN = "plain", _("Plain English, in short")
    LARGE_PRINT = "large_print", _("Large print")
    BRAILLE = "braille", _("Braille")
    AUDIO = "audio", _("Audio")
    BSL_VIDEO = "bsl_video", _("British Sign Language video")
    LANGUAGE = "language", _("Another language")
    SYMBOLS = "symbols", _("With symbols")
    OTHER = "other", _("Another form")


class FormatState(models.TextChoices):
    ASKED = "asked", _("Being made")
    DELIVERED = "delivered", _("There")
    DECLINED = "declined", _("Cannot be made")


class CommentName(models.TextChoices):
    FULL = "full", _("Full name")
    FIRST = "first", _("First name")
    PSEUDONYM = "pseudonym", _("A name I choose")
    NONE = "none", _("No name")


class AnswerOutcome(models.TextChoices):
    """What was done with what people said."""

    CHANGED = "changed", _("Changed")
    PARTLY = "partly", _("Partly changed")
    NOT_CHANGED = "not_changed", _("Not changed")
    LATER = "later", _("Later")


COMMENT_STATES = (ProjectState.GATHERING, ProjectState.DRAFTING, ProjectState.TESTING)
EXPECTED_FORMATS = (FormatKind.PLAIN, FormatKind.EASY_READ)
"""What a text that asks people to act has from step 4 on, or says why not and by when (domain 5.4)."""
PUBLIC_VERSIONS = (VersionState.PUBLISHED, VersionState.AGREED, VersionState.FROZEN)
