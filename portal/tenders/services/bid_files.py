"""Files of a bid: typed by content, sealed as they arrive. Nothing of them touches the disk as it is."""

import hashlib
import re
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.filetypes import DOCX, JPEG, ODT, PDF, PNG, XLSX, checked_type
from portal.tenders.enums import PartKind
from portal.tenders.models import Bid, BidVersion, SealedFile
from portal.tenders.permissions.bid import can_edit_bid
from portal.tenders.seal.package import Place, new_file_slot
from portal.tenders.seal.primitives import encrypt, new_key
from portal.tenders.selectors.bid_tasks import questions_of_bid
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid_versions import NewPart, lock_bid, part_remove, part_write

ALLOWED = (PDF, DOCX, XLSX, ODT, PNG, JPEG)
ENDINGS = tuple(kind.ending for kind in ALLOWED)
MOST_FILES = 20
_NAME_LENGTH = 120


@transaction.atomic
def bid_file_add(*, actor: Any, bid: Bid, name: str, content: bytes, question_number: int | None = None) -> BidVersion:
    """Seal a file of at most 20 MB, for the whole bid or for one question that takes files."""
    locked = lock_bid(actor, bid, can_edit_bid, "tenders.bid.file_add")
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        raise DomainError(
            _("The file must be smaller than %(n)d MB.") % {"n": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)}
        )
    kind = checked_type(content, *ALLOWED)
    if latest_version(locked).parts.filter(kind=PartKind.FILE).count() >= MOST_FILES:
        raise DomainError(_("A bid holds at most %(n)d files.") % {"n": MOST_FILES})
    question = _question(locked, question_number)
    key = new_key()
    stored = SealedFile(bid=locked, name=secrets.token_hex(16))
    place = Place(locked.procurement.ref, locked.ref, 0)
    stored.nonce, stored.ciphertext = encrypt(key, content, place.of_file(stored.name))
    stored.save()
    note = {
        "name": _clean_name(name, kind.ending),
        "media_type": kind.media_type,
        "ending": kind.ending,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "question": question_number,
        "scan_state": "not_scanned",
        "key": key.hex(),
    }
    part = NewPart(new_file_slot(), PartKind.FILE, note, question, stored)
    return part_write(actor=actor, bid=locked, part=part)


def bid_file_remove(*, actor: Any, bid: Bid, slot: str) -> BidVersion:
    """Take a file out of the bid."""
    if not slot.startswith("file-"):
        raise DomainError(_("There is no such file in this bid."))
    return part_remove(actor=actor, bid=bid, slot=slot)


def _question(bid: Bid, number: int | None) -> Any:
    if number is None:
        return None
    question = next((row for row in questions_of_bid(bid) if row.number == number), None)
    if question is None or not question.allows_files:
        raise DomainError(_("This question takes no files."))
    return question


def _clean_name(name: str, ending: str) -> str:
    """The name without folders and control characters, ending as its content says."""
    base = re.split(r"[\\/]", name)[-1]
    stem = "".join(sign for sign in base.rpartition(".")[0] or base if sign.isprintable() and sign not in '"<>|:*?')
    return f"{stem.strip()[:_NAME_LENGTH] or _('File')}.{ending}"
