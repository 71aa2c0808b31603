"""The record of one tender: what its own people did, newest first. Nothing that bidders did is in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.audit.models import AuditEvent
from portal.audit.selectors import events_about
from portal.common.templatetags.ui_text import at_time, day
from portal.tenders.models import Procurement

MILESTONES = ("draft", "publish", "extend", "open", "abandon", "complete", "ask_publication")


def record_of(procurement: Procurement, *, kind: str = "all") -> QuerySet[AuditEvent]:
    """Events by people of the team and by the portal itself. `kind`: all, milestones or refused."""
    people = procurement.assignments.values("user")
    rows = events_about(procurement).filter(Q(actor_id=None) | Q(actor_id__in=people))
    if kind == "refused":
        rows = rows.filter(verb__endswith=".refused")
    if kind == "milestones":
        rows = rows.filter(verb__in=[f"tenders.procurement.{name}" for name in MILESTONES])
    return rows.order_by("-sequence")


def kinds() -> list[tuple[str, str]]:
    """What one can look at."""
    return [("all", _("Every act")), ("milestones", _("Milestones")), ("refused", _("Only refusals"))]


def _words() -> dict[str, str]:
    return {
        "tenders.procurement.draft": _("Drafted it from the agreed specification"),
        "tenders.procurement.ask_publication": _("Asked the publisher to check and publish it"),
        "tenders.procurement.publish": _("Published it"),
        "tenders.procurement.extend": _("Moved the deadline forward"),
        "tenders.procurement.open": _("The bids were opened"),
        "tenders.procurement.abandon": _("Abandoned it"),
        "tenders.procurement.complete": _("Completed it"),
        "tenders.pack.save": _("Wrote a part of the pack"),
        "tenders.pack.keep": _("Kept a part of the pack for later"),
        "tenders.lot.save": _("Wrote a lot"),
        "tenders.lot.remove": _("Removed a lot"),
        "tenders.question.save": _("Wrote a question"),
        "tenders.question.remove": _("Removed a question"),
        "tenders.conflicts.assess": _("Assessed conflicts of interest"),
        "tenders.conflicts.add": _("Wrote down a conflict of interest"),
        "tenders.team.assign": _("Gave a person a part"),
        "tenders.team.end": _("Ended a person's part"),
        "tenders.award.approve": _("Approved the award"),
        "tenders.award.return": _("Sent the recommendation back"),
        "tenders.award.announce": _("Recorded the notice, and the standstill began"),
        "tenders.award.decide_further": _("Told a further decision"),
        "tenders.award.award": _("Made the award"),
        "tenders.award.abandon": _("Abandoned the announced award"),
        "tenders.award.back_to_step": _("Went back to decide again"),
        "tenders.opening.start": _("Started to open the bids, as the first officer"),
        "tenders.opening.confirm": _("Opened the bids, as the second officer"),
        "tenders.opening.lapse": _("The opening lapsed: the second officer did not come in time"),
        "tenders.declaration.make": _("Declared interests"),
        "tenders.declaration.decide": _("Decided on a declaration of interests"),
        "tenders.award.recommend": _("Recommended an award"),
    }


def verb_words(verb: str) -> str:
    """An act in words; "was refused" comes as a tag beside it."""
    plain = verb.removesuffix(".refused")
    if plain in (words := _words()):
        return words[plain]
    if plain.startswith(("GET ", "POST ")):
        name = plain.split(":")[-1].replace("_", " ")
        return _("Tried to open the page “%(name)s”") % {"name": name}
    parts = plain.removeprefix("tenders.").replace("_", " ").split(".")
    return " ".join(parts).capitalize()


@dataclass(frozen=True)
class Day:
    """The entries of one day."""

    day: str
    entries: list[tuple[str, str, str, str, str, str]]


def days_of(events: Any) -> Iterator[Day]:
    """Entries for the component `record`, a list for each day."""
    current = ""
    entries: list[tuple[str, str, str, str, str, str]] = []
    for event in events:
        on = day(event.at)
        if on != current and entries:
            yield Day(current, entries)
            entries = []
        current = on
        entries.append(_entry(event))
    if entries:
        yield Day(current, entries)


def _entry(event: AuditEvent) -> tuple[str, str, str, str, str, str]:
    is_refused = event.verb.endswith(".refused")
    detail = str(event.data.get("reason", ""))
    meta = _("%(time)s · entry %(number)d") % {"time": at_time(event.at), "number": event.sequence}
    kind = "refused" if is_refused else "read" if event.verb.endswith(".read") else "act"
    return (kind, verb_words(event.verb), event.actor_label, meta, "", detail)
