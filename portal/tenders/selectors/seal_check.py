"""Proof that sealed bids are as they were sealed: each row against mark, key and record. Tells no content."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.audit.models import AuditEvent
from portal.common.clock import now
from portal.tenders.enums import BidState, PartKind
from portal.tenders.models import Bid, BidMember, BidReceipt, BidSignature, BidVersion, ProcurementKey, SealedFile
from portal.tenders.seal.package import procurement_price_key, procurement_quality_key
from portal.tenders.seal.primitives import SealBroken, public_half
from portal.tenders.seal.vault import procurement_private_key, row_mark
from portal.tenders.selectors.bid_versions import (
    file_bytes,
    hash_of,
    open_version,
    ordered_parts,
    place_of,
    version_mark,
)

_STATE_OF = {
    "tenders.bid.start": BidState.DRAFT,
    "tenders.bid.submit": BidState.SUBMITTED,
    "tenders.bid.withdraw": BidState.WITHDRAWN,
    "tenders.bid.reopen": BidState.DRAFT,
    "tenders.bid.open": BidState.OPENED,
    "tenders.bid.non_compliant": BidState.NON_COMPLIANT,
}


@dataclass
class Recorded:
    """What the record says about one bid."""

    mark: str = ""
    members: list[str] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    receipts: list[tuple[str, str]] = field(default_factory=list)
    signatures: set[str] = field(default_factory=set)
    voided: dict[str, str] = field(default_factory=dict)
    stage: str = ""
    submitted: str | None = None
    withdrawn: str | None = None
    reason: str = ""

    def hear(self, verb: str, data: dict[str, Any]) -> None:
        """Take in one event."""
        self.stage = _STATE_OF.get(verb, self.stage)
        if verb == "tenders.bid.start":
            self.mark, self.members = data["mark"], data["members"]
        elif verb == "tenders.bid.version":
            self.versions.append(data["version"])
        elif verb == "tenders.bid.sign":
            self.signatures.add(data["mark"])
        elif verb == "tenders.bid.signatures_void":
            self.voided |= dict.fromkeys(data["marks"], data["at"])
        elif verb == "tenders.bid.submit":
            self.receipts.append((data["mark"], data["package_hash"]))
            self.submitted = data["instant"]
        elif verb == "tenders.bid.withdraw":
            self.withdrawn = data["instant"]
        elif verb == "tenders.bid.reopen":
            self.withdrawn = None
        elif verb == "tenders.bid.non_compliant":
            self.reason = data.get("reason", "")


def seal_problems() -> Iterator[str]:
    """Everything that is not as it was sealed. Names references, versions and slots; never what is in them."""
    yield from _keys()
    recorded = _recorded()
    known = {f"tenders.bid:{pk}" for pk in Bid.objects.values_list("pk", flat=True)}
    for subject in sorted(recorded.keys() - known):
        yield f"{subject}: the bid is missing"
    seen: set[str] = set()
    for bid in Bid.objects.select_related("procurement", "lot").order_by("pk").iterator(chunk_size=100):
        seen.add(f"tenders.bid:{bid.pk}")
        for problem in _bid(bid, recorded.get(f"tenders.bid:{bid.pk}", Recorded())):
            yield f"{bid.ref}: {problem}"
    for subject in sorted(known - seen):
        yield f"{subject}: the bid belongs to nothing"


def counted() -> dict[str, int]:
    """How much was looked at."""
    return {
        "bids": Bid.objects.count(),
        "versions": BidVersion.objects.count(),
        "parts": sum(1 for _pk in BidVersion.objects.filter(parts__isnull=False).values_list("parts", flat=True)),
        "files": SealedFile.objects.count(),
        "receipts": BidReceipt.objects.count(),
    }


def _recorded() -> dict[str, Recorded]:
    found: dict[str, Recorded] = defaultdict(Recorded)
    events = AuditEvent.objects.filter(subject__startswith="tenders.bid:", verb__startswith="tenders.bid.")
    for event in events.exclude(verb__endswith=".refused").order_by("subject", "sequence").iterator(chunk_size=1000):
        found[event.subject].hear(event.verb, event.data)
    return {subject: story for subject, story in found.items() if story.mark}


def _keys() -> Iterator[str]:
    made = dict(AuditEvent.objects.filter(verb="tenders.procurement_key.create").values_list("data__mark", "subject"))
    for key in ProcurementKey.objects.select_related("procurement").order_by("pk"):
        name = f"key of {key.procurement.ref}"
        if key.mark != row_mark(key) or made.pop(key.mark, None) != f"tenders.procurementkey:{key.pk}":
            yield f"{name}: altered, or not made by the portal"
            continue
        try:
            private = procurement_private_key(key.procurement.ref, bytes(key.public_key), key.wrapped_private_key)
            is_pair = public_half(private) == bytes(key.public_key)
        except SealBroken:
            is_pair = False
        if not is_pair:
            yield f"{name}: does not open"
    for subject in sorted(made.values()):
        yield f"{subject}: the key is missing"


def _bid(bid: Bid, story: Recorded) -> Iterator[str]:
    if bid.mark != row_mark(bid) or bid.mark != story.mark:
        yield "altered, or not made by the portal"
    if bid.state != story.stage:
        yield "its state is not the one that was recorded"
    if not _same(bid.submitted_at, story.submitted) or not _same(bid.withdrawn_at, story.withdrawn):
        yield "its instants are not those that were recorded"
    if bid.non_compliance_reason != story.reason:
        yield "the reason given about it is not the one that was recorded"
    yield from _members(bid, story)
    yield from _versions(bid, story)
    yield from _receipts(bid, story)
    yield from _signatures(bid, story)


def _members(bid: Bid, story: Recorded) -> Iterator[str]:
    rows = list(BidMember.objects.filter(bid=bid))
    if any(row.mark != row_mark(row) for row in rows) or sorted(row.mark for row in rows) != sorted(story.members):
        yield "its members are not those that were recorded"
    released = bid.withdrawn_at if bid.state == BidState.WITHDRAWN else None
    if any(row.released_at != released for row in rows):
        yield "a member was released, or held, without a record"


def _versions(bid: Bid, story: Recorded) -> Iterator[str]:
    versions = list(bid.versions.select_related("bid", "bid__procurement", "bid__lot").order_by("number"))
    if [version.number for version in versions] != story.versions or story.versions != list(
        range(1, len(story.versions) + 1)
    ):
        yield "its versions are not those that were recorded"
    held: set[int] = set()
    for version in versions:
        for problem in _version(version, held):
            yield f"version {version.number}: {problem}"
    if set(SealedFile.objects.filter(bid=bid).values_list("pk", flat=True)) != held:
        yield "its files are not those that its versions hold"


def _version(version: BidVersion, held: set[int]) -> Iterator[str]:
    parts = ordered_parts(version)
    held |= {part.file_id for part in parts if part.file_id}
    if version.mark != version_mark(version, parts):
        yield "altered, or a part is altered, added or missing"
    try:
        content = open_version(version)
    except SealBroken:
        yield "does not open"
        return
    if hash_of(content) != version.package_hash:
        yield "its fingerprint is not that of its content"
    for part in parts:
        if part.kind == PartKind.FILE:
            try:
                file_bytes(part, content.parts[part.slot], place_of(version))
            except (SealBroken, SealedFile.DoesNotExist):
                yield f"{part.slot}: the file does not open"
    if version.bid.procurement.is_past_deadline(now()) and not _opens_for_buyer(version, content.keys):
        yield "does not open for the procurement"


def _opens_for_buyer(version: BidVersion, keys: Any) -> bool:
    """Asked only after the deadline: before it nothing uses the procurement's private half."""
    key = ProcurementKey.objects.filter(procurement_id=version.bid.procurement_id).first()
    if key is None:
        return False
    place = place_of(version)
    try:
        private = procurement_private_key(place.procurement_ref, bytes(key.public_key), key.wrapped_private_key)
        quality = procurement_quality_key(private, version.quality_for_procurement, place).quality
        price = procurement_price_key(private, version.price_for_procurement, place).price
    except SealBroken:
        return False
    return (quality, price) == (keys.quality, keys.price)


def _receipts(bid: Bid, story: Recorded) -> Iterator[str]:
    rows = list(bid.receipts.select_related("version").order_by("number"))
    if [(row.mark, row.package_hash) for row in rows] != story.receipts or any(
        row.mark != row_mark(row) for row in rows
    ):
        yield "its receipts are not those that were given"
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        yield "a receipt is missing"
    for row in rows:
        if row.package_hash != row.version.package_hash or row.part_count != row.version.parts.count():
            yield f"receipt {row.number} is not for what its version holds"


def _signatures(bid: Bid, story: Recorded) -> Iterator[str]:
    rows = list(BidSignature.objects.filter(version__bid=bid).select_related("version"))
    if {row.mark for row in rows} != story.signatures or any(row.mark != row_mark(row) for row in rows):
        yield "its signatures are not those that were given"
    for row in rows:
        if not _same(row.voided_at, story.voided.get(row.mark)):
            yield "a signature was voided, or revived, without a record"
        if row.voided_at is None and row.package_hash != row.version.package_hash:
            yield "a signature is not for what its version holds"


def _same(instant: datetime | None, recorded: str | None) -> bool:
    return instant == (datetime.fromisoformat(recorded) if recorded else None)
