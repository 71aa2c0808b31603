"""Signing a bid: one exact version, by an authorised signatory of every member (B7)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError
from portal.organisations.models import Organisation
from portal.tenders.events.bid import BidSignaturesAsked, BidSigned
from portal.tenders.models import Bid, BidSignature, BidVersion
from portal.tenders.permissions.bid import (
    can_ask_signatures,
    can_sign_bid,
    signing_organisations,
    unsigned_organisations,
)
from portal.tenders.seal.vault import row_mark
from portal.tenders.selectors.bid_versions import hash_of, latest_version, open_version
from portal.tenders.services.bid_versions import lock_bid, remark


class BidChanged(DomainError):
    """The bid is not the one that the signatory read."""


@transaction.atomic
def bid_signatures_ask(*, actor: Any, bid: Bid) -> BidVersion:
    """Say that the text is finished, and ask the signatories of every member that has not signed."""
    locked = lock_bid(actor, bid, can_ask_signatures, "tenders.bid.ask_signatures")
    version = latest_version(locked)
    if not unsigned_organisations(locked):
        raise DomainError(_("Every member has signed this version."))
    version.asked_at = now()
    remark(version, "asked_at")
    audit_record(actor=actor, verb="tenders.bid.ask_signatures", subject=locked, data={"version": version.number})
    publish(BidSignaturesAsked(version.pk))
    return version


@transaction.atomic
def bid_sign(*, actor: Any, bid: Bid, package_hash: str, organisation: Organisation | None = None) -> BidSignature:
    """Sign the version whose fingerprint the signatory read. Raises BidChanged when it has changed since.

    `organisation`: in whose name, for a signatory of more than one member.
    """
    locked = lock_bid(actor, bid, can_sign_bid, "tenders.bid.sign")
    version = latest_version(locked)
    if package_hash != version.package_hash or hash_of(open_version(version)) != package_hash:
        raise BidChanged(_("The bid has changed since you read it. Read it again, then sign."))
    member = _signing_for(actor, locked, organisation)
    signature = BidSignature(
        version=version,
        organisation=member,
        signed_by=actor,
        signed_name=str(actor),
        package_hash=version.package_hash,
        signed_at=now(),
    )
    signature.mark = row_mark(signature)
    signature.save()
    audit_record(
        actor=actor,
        verb="tenders.bid.sign",
        subject=locked,
        data={
            "mark": signature.mark,
            "organisation": member.ref,
            "version": version.number,
            "package_hash": version.package_hash,
        },
    )
    publish(BidSigned(signature.pk))
    return signature


def _signing_for(actor: Any, bid: Bid, organisation: Organisation | None) -> Organisation:
    waiting = {member.pk: member for member in unsigned_organisations(bid)}
    mine = [member for member in signing_organisations(actor, bid) if member.pk in waiting]
    if organisation is not None:
        mine = [member for member in mine if member.pk == organisation.pk]
    if not mine:
        raise DomainError(_("This member has signed already, or you do not sign for it."))
    return mine[0]
