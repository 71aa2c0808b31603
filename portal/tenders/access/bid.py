"""Getting a bid at the door. For everybody but its own members a bid is as missing as one that never was (SOD-07)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.tenders.access.procurement import access_procurement
from portal.tenders.models import Bid, BidReceipt, Procurement, Question
from portal.tenders.permissions.bid import can_read_bid
from portal.tenders.selectors.bid_start import may_start_any_bid
from portal.tenders.selectors.bid_tasks import questions_of_bid


def access_bid(user: Any, ref: str, bid_ref: str, policy: Callable[[Any, Bid], Decision] = can_read_bid) -> Bid:
    """The bid of that reference for one of its own people; 403 with a reason for what they may not do."""
    rows = Bid.objects.select_related(
        "procurement", "procurement__buyer", "procurement__specification__project", "lot", "organisation", "alliance"
    )
    bid = rows.filter(procurement__ref=ref, ref=bid_ref).first()
    if bid is None or not can_read_bid(user, bid):
        raise Http404
    if not (decision := policy(user, bid)):
        raise NotAllowed(decision.reason, subject=bid)
    return bid


def access_bid_start(user: Any, ref: str) -> Procurement:
    """A tender in which the person can start a bid for some lot."""
    return access_procurement(user, ref, may_start_any_bid)


def access_bid_question(bid: Bid, number: int) -> Question:
    """A question of the bid's lot."""
    for question in questions_of_bid(bid):
        if question.number == number:
            return question
    raise Http404


def access_receipt(bid: Bid, number: int) -> BidReceipt:
    """A receipt of the bid."""
    receipt = bid.receipts.select_related("version", "sent_by").filter(number=number).first()
    if receipt is None:
        raise Http404
    return receipt
