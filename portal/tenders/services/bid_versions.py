"""Writing sealed parts: one place that locks the bid, voids signatures, begins versions, seals, hashes and marks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.permissions import Decision
from portal.tenders.enums import PartKind
from portal.tenders.events.bid import BidSignaturesVoided
from portal.tenders.models import Bid, BidVersion, ProcurementKey, Question, SealedFile, SealedPart
from portal.tenders.permissions.bid import can_edit_bid
from portal.tenders.seal.package import (
    Content,
    Place,
    new_version_keys,
    salted,
    seal_part,
    unsalted,
    wrap_keys,
)
from portal.tenders.seal.vault import bidder_wrapping_key
from portal.tenders.selectors.bid_tasks import tasks_of
from portal.tenders.selectors.bid_versions import (
    BidContent,
    hash_of,
    latest_version,
    live_signatures,
    open_version,
    ordered_parts,
    version_mark,
)


class ChangedMeanwhile(DomainError):
    """Somebody else saved this part after the writer opened it. Nothing was overwritten."""


@dataclass(frozen=True)
class NewPart:
    """What to seal where."""

    slot: str
    kind: PartKind
    content: Content
    question: Question | None = None
    file: SealedFile | None = None


def lock_bid(actor: Any, bid: Bid, policy: Callable[[Any, Bid], Decision], verb: str) -> Bid:
    """The bid under its lock, when the policy lets the actor. Raises NotAllowed."""
    locked = Bid.objects.select_for_update(of=("self",)).select_related("procurement", "lot").get(pk=bid.pk)
    if not (decision := policy(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb=verb)
    return locked


@transaction.atomic
def part_write(*, actor: Any, bid: Bid, part: NewPart, seen: str | None = None) -> BidVersion:
    """Seal one part. Saving what is there already changes nothing; any other edit voids signatures (B7).

    `seen` is what `BidContent.seen` said when the form was made: raises ChangedMeanwhile when it no longer holds.
    """
    locked = lock_bid(actor, bid, can_edit_bid, "tenders.bid.save")
    content = open_version(latest_version(locked))
    if seen is not None and seen != content.seen(part.slot):
        raise ChangedMeanwhile(
            _("Somebody else saved this part after you opened it. Your text is still here and nothing is lost.")
        )
    if part.slot in content.parts and unsalted(content.parts[part.slot]) == part.content:
        return content.version
    version, content = _writable(actor, content)
    row = content.rows.get(part.slot) or SealedPart(version=version, slot=part.slot, kind=part.kind)
    row.question, row.file = part.question, part.file
    row.saved_by, row.saved_at = actor, now()
    row.nonce, row.ciphertext = seal_part(content.keys, salted(part.content), _place(version), part.slot)
    row.save()
    return _finish(actor, version, "tenders.bid.save", part.slot)


@transaction.atomic
def part_remove(*, actor: Any, bid: Bid, slot: str) -> BidVersion:
    """Take a part out; the bytes of a file go too when no earlier version holds them."""
    locked = lock_bid(actor, bid, can_edit_bid, "tenders.bid.remove")
    content = open_version(latest_version(locked))
    if slot not in content.rows:
        raise DomainError(_("It is not in the bid any more."))
    version, content = _writable(actor, content)
    row = content.rows[slot]
    stored = row.file
    row.delete()
    if stored is not None and not stored.parts.exists():
        stored.delete()
    return _finish(actor, version, "tenders.bid.remove", slot)


def first_version(*, actor: Any, bid: Bid) -> BidVersion:
    """An empty version 1. Called under the transaction that makes the bid."""
    version = _new_version(actor, bid, 1)[0]
    return _finish(actor, version, "tenders.bid.version", None)


def next_version(*, actor: Any, content: BidContent) -> tuple[BidVersion, BidContent]:
    """A new version with the same content under new keys; the earlier one stays as it was signed or sent."""
    version, keys = _new_version(actor, content.version.bid, content.version.number + 1)
    for slot, row in content.rows.items():
        copy = SealedPart(version=version, slot=slot, kind=row.kind, question_id=row.question_id, file_id=row.file_id)
        copy.saved_by_id, copy.saved_at = row.saved_by_id, row.saved_at
        copy.nonce, copy.ciphertext = seal_part(keys, content.parts[slot], _place(version), slot)
        copy.save()
    finished = _finish(actor, version, "tenders.bid.version", None)
    return finished, open_version(finished)


def remark(version: BidVersion, *fields: str) -> None:
    """Save these columns of a version with its new mark."""
    version.mark = version_mark(version, ordered_parts(version))
    version.save(update_fields=[*fields, "mark"])


def _writable(actor: Any, content: BidContent) -> tuple[BidVersion, BidContent]:
    """The version to write into: a new one when this was ever signed or sent. Voids what was signed."""
    version = content.version
    void = live_signatures(version)
    at = now()  # one instant for the rows and the record of them: the check of the seal compares the two
    for signature in void:
        signature.voided_at = at
        signature.save(update_fields=["voided_at"])
    if void:
        audit_record(
            actor=actor,
            verb="tenders.bid.signatures_void",
            subject=version.bid,
            data={"marks": [row.mark for row in void], "at": at.isoformat()},
        )
        publish(BidSignaturesVoided(tuple(row.pk for row in void)))
    if void or version.signatures.exists() or version.receipts.exists():
        return next_version(actor=actor, content=content)
    return version, content


def _new_version(actor: Any, bid: Bid, number: int) -> tuple[BidVersion, Any]:
    keys = new_version_keys()
    place = Place(bid.procurement.ref, bid.ref, number)
    public = bytes(ProcurementKey.objects.get(procurement_id=bid.procurement_id).public_key)
    wrapped = wrap_keys(keys, bidder=bidder_wrapping_key(bid.ref), public=public, place=place)
    version = BidVersion.objects.create(
        bid=bid,
        number=number,
        quality_for_bidder=wrapped.bidder_quality,
        price_for_bidder=wrapped.bidder_price,
        quality_for_procurement=wrapped.procurement_quality,
        price_for_procurement=wrapped.procurement_price,
        created_by=actor,
        created_at=now(),
        saved_by=actor,
        saved_at=now(),
    )
    return version, keys


def _place(version: BidVersion) -> Place:
    return Place(version.bid.procurement.ref, version.bid.ref, version.number)


def _finish(actor: Any, version: BidVersion, verb: str, slot: str | None) -> BidVersion:
    """Hash, measure and mark the version anew, and record what was done: which slot, never what."""
    content = open_version(version)
    version.package_hash = hash_of(content)
    version.is_complete = tasks_of(content).is_complete
    version.asked_at = None
    version.saved_by, version.saved_at = actor, now()
    remark(version, "package_hash", "is_complete", "asked_at", "saved_by", "saved_at")
    data: dict[str, Any] = {"version": version.number}
    audit_record(actor=actor, verb=verb, subject=version.bid, data=data | ({"slot": slot} if slot else {}))
    return version
