"""Other forms of a text: asked for, made by a day, delivered or declined with the reason (domain 5.4)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.enums import PUBLIC_VERSIONS, FormatKind, FormatState
from portal.codesign.events import FormatAsked, ProjectExtended
from portal.codesign.models import FormatAsk, Project, SpecificationVersion, TextFormat
from portal.codesign.permissions import can_ask_format, can_make_format
from portal.codesign.rules.dates import days_late, format_due
from portal.codesign.selectors.formats import missing_formats
from portal.codesign.workflow import FORMAT
from portal.common.clock import LONDON, now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.filetypes import DOCX, MP3, MP4, ODT, PDF, checked_type
from portal.common.references import random_reference

if TYPE_CHECKING:
    from portal.accounts.models import User

FORMAT_TYPES = (PDF, DOCX, ODT, MP3, MP4)


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: its type is told by its content."""

    name: str
    content: bytes


@transaction.atomic
def format_ask(
    *, actor: "User", version: SpecificationVersion, kind: str, language: str = "", note: str = ""
) -> TextFormat:
    """Ask for another form of a public text. Whoever asks for the same joins those who wait for it."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=version.project_id)
    if not (decision := can_ask_format(actor, project)):
        raise NotAllowed(decision.reason, subject=project)
    if version.state not in PUBLIC_VERSIONS:
        raise DomainError("This text is not public yet.")
    named = language.strip() if kind in (FormatKind.LANGUAGE, FormatKind.OTHER) else ""
    if kind in (FormatKind.LANGUAGE, FormatKind.OTHER) and not named:
        raise DomainError("Say which language or which form you need.")
    known = version.formats.filter(kind=kind, language__iexact=named).exclude(state=FormatState.DECLINED).first()
    if known is not None and known.state == FormatState.DELIVERED:
        raise DomainError("The text is there in this form already: take it from the list.")
    wanted = known or _planned(actor, version, kind, named, format_due(today()), "")
    ask, is_new = FormatAsk.objects.get_or_create(
        text_format=wanted, user=actor, defaults={"note": note.strip()[:300], "asked_at": now()}
    )
    if is_new:
        audit_record(actor=None, verb="codesign.format.ask", subject=project, data={"format": wanted.pk, "kind": kind})
        publish(FormatAsked(ask.text_format_id))
    return wanted


def _planned(
    actor: "User", version: SpecificationVersion, kind: str, language: str, due_on: date, reason: str
) -> TextFormat:
    last = TextFormat.objects.filter(version__project=version.project_id).aggregate(last=Max("number"))["last"] or 0
    row = TextFormat(
        version=version,
        number=last + 1,
        kind=kind,
        language=language,
        due_on=due_on,
        late_reason=reason,
        created_by=actor,
        created_at=now(),
    )
    row.full_clean(exclude=["file"])
    row.save()
    return row


def formats_carry(version: SpecificationVersion) -> None:
    """What people wait for is made of the newest text: it moves there with its day and with those who asked."""
    waiting = TextFormat.objects.filter(version__project=version.project_id, state=FormatState.ASKED)
    waiting.update(version=version)


def formats_promise(actor: "User", version: SpecificationVersion, reason: str, due_on: date | None) -> None:
    """What is not there when a text is published gets its day and its reason, which everybody reads (domain 5.4).

    Raises DomainError when either is missing.
    """
    missing = missing_formats(version)
    if not missing:
        return
    if not reason.strip() or due_on is None:
        raise DomainError("Say why there is no Easy Read and plain English yet, and by when there will be.")
    if due_on < today():
        raise DomainError("The day by which it will be there has passed.")
    for kind in missing:
        _planned(actor, version, kind, "", due_on, reason.strip())


@transaction.atomic
def format_deliver(
    *,
    actor: "User",
    text_format: TextFormat,
    sent: SentFile | None = None,
    how_to_get: str = "",
    checked_by: str = "",
) -> TextFormat:
    """It is there: as a file, or with how to get it. Later than promised, comments stay open as many days longer."""
    if not (decision := can_make_format(actor, text_format)):
        raise NotAllowed(decision.reason, subject=text_format.version.project)
    if sent is None and not how_to_get.strip():
        raise DomainError("Add the file, or say how people get it.")
    if text_format.kind == FormatKind.EASY_READ and not checked_by.strip():
        raise DomainError("Easy Read is tried out with people who need it: say with whom.")
    changes: dict[str, Any] = {
        "delivered_by": actor,
        "delivered_at": now(),
        "how_to_get": how_to_get.strip(),
        "checked_by": checked_by.strip(),
    }
    if sent is not None:
        changes |= _file(sent)
    row: TextFormat = transition(FORMAT, text_format, "deliver", actor=actor, changes=changes, form=text_format.kind)
    _extend(actor, row)
    return row


def _file(sent: SentFile) -> dict[str, Any]:
    kind = checked_type(sent.content, *FORMAT_TYPES)
    name = f"{random_reference('FT')}.{kind.ending}".lower()
    return {
        "file": ContentFile(sent.content, name=name),
        "file_name": sent.name[:150],
        "file_type": kind.media_type,
        "file_bytes": len(sent.content),
        "sha256": hashlib.sha256(sent.content).hexdigest(),
    }


def _extend(actor: "User", row: TextFormat) -> None:
    """People who had to wait get the same number of days (domain 5.3, rule 3)."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=row.version.project_id)
    days = days_late(row.due_on, today())
    if not days or project.closes_at is None or not project.is_open_for_comment(now()):
        return
    project.closes_at = _later(project.closes_at, days)
    if project.decision_due_on and project.decision_due_on < project.closes_at.astimezone(LONDON).date():
        project.decision_due_on += timedelta(days=days)
    project.save(update_fields=["closes_at", "decision_due_on"])
    audit_record(actor=actor, verb="codesign.project.extend", subject=project, data={"days": days, "format": row.pk})
    publish(ProjectExtended(project.pk))


def _later(instant: datetime, days: int) -> datetime:
    """So many days later at the same hour of the wall clock."""
    local = instant.astimezone(LONDON)
    return (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=LONDON)


@transaction.atomic
def format_decline(*, actor: "User", text_format: TextFormat, reason: str) -> TextFormat:
    """It cannot be made; everybody reads why, and those who asked are told."""
    if not reason.strip():
        raise DomainError("Say why, and how else the people who asked can take part.")
    if not (decision := can_make_format(actor, text_format)):
        raise NotAllowed(decision.reason, subject=text_format.version.project)
    changes = {"declined_by": actor, "declined_at": now(), "declined_reason": reason.strip()}
    row: TextFormat = transition(FORMAT, text_format, "decline", actor=actor, changes=changes, form=text_format.kind)
    return row
