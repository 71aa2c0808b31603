"""The keys of a procurement, and the only way in which they open bids: after the deadline, after the opening by two."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.tenders.enums import BidState, EvaluationState, PartKind
from portal.tenders.models import Bid, BidVersion, Evaluation, Opening, Procurement, ProcurementKey
from portal.tenders.seal.package import (
    PRICE_SLOT,
    VersionKeys,
    open_part,
    procurement_price_key,
    procurement_quality_key,
)
from portal.tenders.seal.vault import new_procurement_pair, procurement_private_key, row_mark
from portal.tenders.selectors.bid_versions import file_bytes, place_of, sent_version

_OPENED = (BidState.OPENED, BidState.NON_COMPLIANT)
_PRICE_FROM = (EvaluationState.QUALITY_LOCKED, EvaluationState.RANKED)


@transaction.atomic
def procurement_key_create(*, actor: Any, procurement: Procurement) -> ProcurementKey:
    """Make the key pair that bids are sealed for; called when the tender is published. Repeating it changes nothing."""
    Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if known := ProcurementKey.objects.filter(procurement=procurement).first():
        return known
    public, wrapped = new_procurement_pair(procurement.ref)
    key = ProcurementKey(procurement=procurement, public_key=public, wrapped_private_key=wrapped, created_at=now())
    key.mark = row_mark(key)
    key.save()
    audit_record(actor=actor, verb="tenders.procurement_key.create", subject=key, data={"mark": key.mark})
    return key


def unseal_quality(*, bid: Bid) -> dict[str, dict[str, Any]]:
    """Everything but the price of the version that was sent, by slot, after the opening. Raises DomainError before.

    Answers: {"text"}; declarations: {"confirmed", "details"}; files: {"name", "media_type", "size", "sha256", …}.
    """
    version = _opened_version(bid)
    keys = procurement_quality_key(_private(bid), version.quality_for_procurement, place_of(version))
    return {
        part.slot: open_part(keys, part.nonce, part.ciphertext, place_of(version), part.slot)
        for part in version.parts.exclude(kind=PartKind.PRICE).order_by("slot")
    }


def unseal_file(*, bid: Bid, slot: str) -> tuple[dict[str, Any], bytes]:
    """What a file is called, and its bytes. Raises DomainError before the opening and when there is no such file."""
    version = _opened_version(bid)
    part = version.parts.select_related("file").filter(kind=PartKind.FILE, slot=slot).first()
    if part is None:
        raise DomainError(_("There is no such file in this bid."))
    keys = procurement_quality_key(_private(bid), version.quality_for_procurement, place_of(version))
    note = open_part(keys, part.nonce, part.ciphertext, place_of(version), slot)
    return note, file_bytes(part, note, place_of(version))


def unseal_price(*, bid: Bid) -> int | None:
    """The price in pence, after the quality scores of the lot are locked. Raises DomainError before.

    None when the version holds no price.
    """
    version = _opened_version(bid)
    if not Evaluation.objects.filter(lot_id=bid.lot_id, state__in=_PRICE_FROM).exists():
        raise DomainError(_("Prices stay sealed until the quality scores of this lot are locked."))
    part = version.parts.filter(slot=PRICE_SLOT).first()
    if part is None:
        return None
    keys: VersionKeys = procurement_price_key(_private(bid), version.price_for_procurement, place_of(version))
    pence = open_part(keys, part.nonce, part.ciphertext, place_of(version), PRICE_SLOT)["pence"]
    return None if pence is None else int(pence)


def _opened_version(bid: Bid) -> BidVersion:
    """The sent version of an opened bid: the clock, the two officers and the state are asked of the database."""
    fresh = Bid.objects.select_related("procurement").get(pk=bid.pk)
    if not fresh.procurement.is_past_deadline(now()):
        raise DomainError(_("Bids stay sealed until the deadline has passed."))
    if not Opening.objects.filter(procurement=fresh.procurement, second_by__isnull=False).exists():
        raise DomainError(_("Bids stay sealed until two opening officers have opened them."))
    version = sent_version(fresh)
    if fresh.state not in _OPENED or version is None:
        raise DomainError(_("This bid was not sent by the deadline, so it stays sealed for good."))
    return version


def _private(bid: Bid) -> bytes:
    key = ProcurementKey.objects.select_related("procurement").get(procurement_id=bid.procurement_id)
    return procurement_private_key(key.procurement.ref, bytes(key.public_key), key.wrapped_private_key)
