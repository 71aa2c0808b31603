"""Versions of bids: which is which, and their content for the bidder's own people."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from portal.tenders.enums import BidState, PartKind
from portal.tenders.models import Bid, BidSignature, BidVersion, SealedPart
from portal.tenders.seal.package import (
    DECLARATIONS_SLOT,
    PRICE_SLOT,
    Content,
    Place,
    VersionKeys,
    answer_slot,
    bidder_keys,
    open_part,
    package_hash,
)
from portal.tenders.seal.primitives import SealBroken, decrypt
from portal.tenders.seal.vault import bidder_wrapping_key, mark, row_mark

_IN = (BidState.SUBMITTED, BidState.OPENED, BidState.NON_COMPLIANT)


def latest_version(bid: Bid) -> BidVersion:
    """The version that is being written, or the last one that was sent."""
    return BidVersion.objects.select_related("bid", "bid__procurement", "bid__lot", "saved_by").get(
        bid=bid, number=bid.versions.order_by("-number").values("number")[:1]
    )


def sent_version(bid: Bid) -> BidVersion | None:
    """The version that counts: of the newest receipt, unless the bid was taken out."""
    if bid.state not in _IN:
        return None
    receipt = bid.receipts.order_by("-number").first()
    if receipt is None:
        return None
    return BidVersion.objects.select_related("bid", "bid__procurement", "bid__lot").get(pk=receipt.version_id)


def place_of(version: BidVersion) -> Place:
    """What binds its parts to it."""
    bid = version.bid
    return Place(bid.procurement.ref, bid.ref, version.number)


def live_signatures(version: BidVersion) -> list[BidSignature]:
    """Signatures that no edit has voided."""
    return list(version.signatures.filter(voided_at=None).select_related("organisation", "signed_by"))


def version_mark(version: BidVersion, parts: list[SealedPart]) -> str:
    """The mark of a version: its columns, and its parts in the order of their slots."""
    listed = [mark("part", (getattr(part, name) for name in part.MARKED)) for part in parts]
    return mark("version", [row_mark(version), *listed])


def ordered_parts(version: BidVersion) -> list[SealedPart]:
    """Its parts, by slot."""
    return list(version.parts.select_related("saved_by").order_by("slot"))


@dataclass(frozen=True)
class BidContent:
    """One version, opened for its own bidder. `parts`: slot -> content with its salt; never leaves the process."""

    version: BidVersion
    keys: VersionKeys = field(repr=False)
    parts: dict[str, Content] = field(repr=False)
    rows: dict[str, SealedPart] = field(repr=False)

    def answer(self, number: int) -> str:
        """The text of an answer; empty when there is none."""
        return str(self.parts.get(answer_slot(number), {}).get("text", ""))

    @property
    def price(self) -> Content:
        """{"pence", "typed"}; empty when nothing was typed."""
        return self.parts.get(PRICE_SLOT, {})

    @property
    def declarations(self) -> Content:
        """{"confirmed", "details"}; empty when not answered."""
        return self.parts.get(DECLARATIONS_SLOT, {})

    @property
    def files(self) -> list[tuple[SealedPart, Content]]:
        """Its files in the order in which they were added."""
        found = [(row, self.parts[slot]) for slot, row in self.rows.items() if row.kind == PartKind.FILE]
        return sorted(found, key=lambda pair: (pair[0].saved_at, pair[0].slot))

    def seen(self, slot: str) -> str:
        """What a form carries to show which text its writer had before them; "-" when there was none."""
        return self.rows[slot].nonce.hex() if slot in self.rows else "-"


def open_version(version: BidVersion) -> BidContent:
    """Decrypt a version for its bidder. Raises SealBroken when a row was tampered with."""
    place = place_of(version)
    wrapping = bidder_wrapping_key(version.bid.ref)
    keys = bidder_keys(wrapping, version.quality_for_bidder, version.price_for_bidder, place)
    rows = {part.slot: part for part in ordered_parts(version)}
    for row in rows.values():
        row.nonce = bytes(row.nonce)
    parts = {slot: open_part(keys, row.nonce, row.ciphertext, place, slot) for slot, row in rows.items()}
    return BidContent(version, keys, parts, rows)


def hash_of(content: BidContent) -> str:
    """The fingerprint of what the version holds now."""
    return package_hash(place_of(content.version), content.version.bid.lot.number, content.parts)


def file_bytes(part: SealedPart, note: dict[str, Any], place: Place) -> bytes:
    """The bytes of a file. Raises SealBroken when they are not those that were sealed."""
    stored = part.file
    if stored is None:
        raise SealBroken("no file")
    found = decrypt(bytes.fromhex(note["key"]), stored.nonce, stored.ciphertext, place.of_file(stored.name))
    if hashlib.sha256(found).hexdigest() != note["sha256"]:
        raise SealBroken("another file")
    return found
