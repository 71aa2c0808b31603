"""Reading an opened bid: the policy first, then the seal, and every reading goes on record."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import PartKind
from portal.tenders.models import Bid, Question, SealedPart
from portal.tenders.permissions.evaluation import can_read_answer, can_read_files, sees_names
from portal.tenders.rules.panel import Piece, hide_names
from portal.tenders.seal.package import answer_slot
from portal.tenders.selectors.bid_versions import sent_version
from portal.tenders.selectors.evaluation import names_to_hide
from portal.tenders.services.seal_keys import unseal_file, unseal_quality


@dataclass(frozen=True)
class AnswerFile:
    """A file that belongs to an answer."""

    slot: str
    name: str
    size: int


@dataclass(frozen=True)
class Answer:
    """One bid's answer to one question, as this reader may see it: paragraphs of pieces, names cut out."""

    question: Question
    paragraphs: list[list[Piece]]
    words: int
    files: list[AnswerFile]
    has_hidden_names: bool


@transaction.atomic
def answers_read(*, actor: Any, bid: Bid, questions: list[Question]) -> list[Answer]:
    """Answers of one bid, unsealed for this reader; one record of the reading. Raises NotAllowed with the reason."""
    for question in questions:
        if not (decision := can_read_answer(actor, bid, question)):
            raise NotAllowed(decision.reason, subject=bid, verb="tenders.bid.read")
    content = unseal_quality(bid=bid)
    hidden = [] if sees_names(actor, bid.procurement) else names_to_hide(bid.procurement)
    asked = {question.pk: can_read_files(actor, bid, question) for question in questions}
    files = _files(bid, content, [pk for pk, allowed in asked.items() if allowed])
    found = [_answer(question, content, hidden, files.get(question.pk, [])) for question in questions]
    audit_record(
        actor=actor,
        verb="tenders.bid.read",
        subject=bid,
        data={"questions": [question.number for question in questions]},
    )
    return found


@transaction.atomic
def answer_file_read(*, actor: Any, bid: Bid, question: Question, slot: str) -> tuple[str, str, bytes]:
    """(name, media type, bytes) of a file that belongs to an answer; the reading goes on record."""
    if not (decision := can_read_files(actor, bid, question)):
        raise NotAllowed(decision.reason, subject=bid, verb="tenders.bid.read")
    version = sent_version(bid)
    parts = SealedPart.objects.filter(version=version, kind=PartKind.FILE, question=question, slot=slot)
    if version is None or not parts.exists():
        raise DomainError(_("There is no such file in this bid."))
    note, content = unseal_file(bid=bid, slot=slot)
    audit_record(actor=actor, verb="tenders.bid.read", subject=bid, data={"questions": [question.number], "file": slot})
    return str(note["name"]), str(note["media_type"]), content


def _files(bid: Bid, content: dict[str, dict[str, Any]], questions: list[int]) -> dict[int, list[AnswerFile]]:
    if not questions:
        return {}
    rows = SealedPart.objects.filter(version=sent_version(bid), kind=PartKind.FILE, question__in=questions)
    found: dict[int, list[AnswerFile]] = {}
    for row in rows.order_by("saved_at", "slot"):
        note = content[row.slot]
        found.setdefault(row.question_id or 0, []).append(AnswerFile(row.slot, str(note["name"]), int(note["size"])))
    return found


def _answer(
    question: Question, content: dict[str, dict[str, Any]], hidden: list[str], files: list[AnswerFile]
) -> Answer:
    text = str(content.get(answer_slot(question.number), {}).get("text", ""))
    paragraphs = [hide_names(line.strip(), hidden) for line in text.splitlines() if line.strip()]
    return Answer(
        question=question,
        paragraphs=paragraphs,
        words=len(text.split()),
        files=files,
        has_hidden_names=any(piece.is_hidden for pieces in paragraphs for piece in pieces),
    )
