from django.db import models
from django.utils.translation import gettext_lazy as _


class NameShown(models.TextChoices):
    """How a person's name is shown to others (domain 5.7)."""

    FULL = "full", _("My full name")
    FIRST = "first", _("My first name only")
    PSEUDONYM = "pseudonym", _("A name I choose")


class NeedKind(models.TextChoices):
    """What a person needs, never why (Accessible Information Standard, domain 5.4)."""

    EASY_READ = "easy_read", _("Easy Read")
    LARGE_PRINT = "large_print", _("Large print")
    BRAILLE = "braille", _("Braille")
    AUDIO = "audio", _("Audio")
    BSL_VIDEO = "bsl_video", _("British Sign Language video")
    BSL_INTERPRETER = "bsl_interpreter", _("British Sign Language interpreter")
    LIP_SPEAKER = "lip_speaker", _("Lip-speaker")
    NOTE_TAKER = "note_taker", _("Note-taker")
    PLAIN_TEXT = "plain_text", _("Plain text")
    LANGUAGE = "language", _("Another language")
    SYMBOLS = "symbols", _("Symbol support")
    PHONE = "phone", _("A phone call instead")
    COMPANION = "companion", _("Someone with me")
    POST = "post", _("On paper, by post")
    BREAKS = "breaks", _("Breaks and a quiet room")
    OTHER = "other", _("Something else that helps")


class PortalRole(models.TextChoices):
    """Standing roles of the portal itself; each is a group of the same name (domain 10.1: EDT, AUD, ADM …)."""

    ADMINISTRATOR = "role:administrator", _("Portal administrator")
    AUDITOR = "role:auditor", _("Auditor")
    EDITOR = "role:editor", _("Content editor")
    MODERATOR = "role:moderator", _("Moderator")
    SAFEGUARDING = "role:safeguarding", _("Safeguarding lead")
    LINK_WORKER = "role:link_worker", _("Link worker")
    BROKER = "role:broker", _("Broker")
    RESEARCHER = "role:researcher", _("Community researcher")
    HOLDER = "role:holder", _("Personal budget holder")
    CARER = "role:carer", _("Carer")
