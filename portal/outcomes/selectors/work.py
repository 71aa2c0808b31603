"""What waits for a person who answers questions about their own life."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.work import Waiting, WorkItem
from portal.outcomes.models import AnswerSheet

if TYPE_CHECKING:
    from portal.accounts.models import User

AGAIN_AFTER = timedelta(days=182)
"""Half a year: the second of the usual collection points (start, 6 months)."""


def work_for(user: "User") -> list[WorkItem]:
    """Answers begun and not handed in, and questions last answered half a year ago."""
    newest: dict[str, AnswerSheet] = {}
    for sheet in AnswerSheet.objects.filter(user=user).order_by("started_at", "pk"):
        newest[sheet.instrument] = sheet
    return [item for sheet in newest.values() if (item := _item(sheet))]


def _item(sheet: AnswerSheet) -> WorkItem | None:
    about = str(sheet.get_instrument_display())
    if sheet.handed_in_at is None:
        return WorkItem(
            title=_("Finish your answers on how things are"),
            url=reverse("outcomes:sheet_question", args=[sheet.ref, 1]),
            about=about,
            ref="",
            why=_("You began to answer. Nobody else sees it."),
            role=_("About you"),
            action=_("Go on"),
        )
    if sheet.handed_in_at + AGAIN_AFTER > now():
        return None
    return WorkItem(
        title=_("Say how things are now"),
        url=reverse("outcomes:answers_mine"),
        about=about,
        ref="",
        why=_("Half a year has passed since you answered. You choose whether you answer again."),
        role=_("About you"),
        action=_("Look at the questions"),
    )


def waiting_for(user: "User") -> list[Waiting]:
    """Nobody else has to do anything."""
    return []
