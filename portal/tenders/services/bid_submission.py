"""Sending a bid, taking it out, taking it up again: until the instant of the deadline, by the server's clock."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.services.alliance import alliance_bid_started
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.models import Bid, BidReceipt
from portal.tenders.permissions.bid import (
    can_read_bid,
    can_reopen_bid,
    can_submit_bid,
    can_withdraw_bid,
    closed_reason,
)
from portal.tenders.seal.vault import row_mark
from portal.tenders.selectors.bid_versions import (
    hash_of,
    latest_version,
    live_signatures,
    open_version,
    ordered_parts,
    version_mark,
)
from portal.tenders.services.bid_release import alliances_released
from portal.tenders.services.bid_signature import BidChanged
from portal.tenders.services.bid_versions import lock_bid, next_version
from portal.tenders.workflow.bid import BID


class TooLate(DomainError):
    """The deadline passed before the request was dealt with."""


@transaction.atomic
def bid_submit(*, actor: Any, bid: Bid, package_hash: str | None = None) -> BidReceipt:
    """Send the signed version and give a receipt. At the deadline instant it is in; a millisecond later it is not.

    Raises TooLate after the deadline, BidChanged when `package_hash` is not what would be sent, NotAllowed otherwise.
    """
    locked = Bid.objects.select_for_update(of=("self",)).select_related("procurement", "lot").get(pk=bid.pk)
    instant = now()
    if can_read_bid(actor, locked) and (reason := closed_reason(locked.procurement, instant)):
        raise TooLate(reason)
    if not (decision := can_submit_bid(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.bid.submit")
    version = latest_version(locked)
    parts = ordered_parts(version)
    if package_hash not in (None, version.package_hash):
        raise BidChanged(_("The bid has changed since you read it. Read it again, then send."))
    is_whole = version.mark == version_mark(version, parts) and hash_of(open_version(version)) == version.package_hash
    if not is_whole or any(row.package_hash != version.package_hash for row in live_signatures(version)):
        raise DomainError(_("The stored bid is not what was signed. Tell the people who run the portal at once."))
    receipt = BidReceipt(
        bid=locked,
        number=locked.receipts.count() + 1,
        version=version,
        received_at=instant,
        package_hash=version.package_hash,
        part_count=len(parts),
        sent_by=actor,
    )
    receipt.mark = row_mark(receipt)
    transition(
        BID,
        locked,
        "submit",
        actor=actor,
        changes={"submitted_at": instant},
        mark=receipt.mark,
        version=version.number,
        package_hash=version.package_hash,
        instant=instant.isoformat(),
    )
    receipt.save()
    bid.submitted_at = instant
    return receipt


@transaction.atomic
def bid_withdraw(*, actor: Any, bid: Bid) -> Bid:
    """Take the bid out. Its members are free to stand behind another one; what was sent never opens."""
    locked = lock_bid(actor, bid, can_withdraw_bid, "tenders.bid.withdraw")
    instant = now()
    result: Bid = transition(
        BID, locked, "withdraw", actor=actor, changes={"withdrawn_at": instant}, instant=instant.isoformat()
    )
    locked.members.update(released_at=instant)
    alliances_released(actor=actor, bids=[locked])
    return result


@transaction.atomic
def bid_reopen(*, actor: Any, bid: Bid) -> Bid:
    """Take a withdrawn bid up again, as a new version that every member signs anew."""
    locked = lock_bid(actor, bid, can_reopen_bid, "tenders.bid.reopen")
    result: Bid = transition(BID, locked, "reopen", actor=actor, changes={"withdrawn_at": None})
    locked.members.update(released_at=None)
    if locked.alliance is not None:
        alliance_bid_started(actor=actor, alliance=locked.alliance)
    next_version(actor=actor, content=open_version(latest_version(result)))
    return result
