"""When a bid is over, the alliance behind it stands on its agreement again and its members may change."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from portal.alliances.enums import AllianceState
from portal.alliances.models import Alliance
from portal.alliances.services.alliance import alliance_bid_ended
from portal.common.clock import now
from portal.tenders.enums import AwardState, BidState, ProcurementState
from portal.tenders.models import Award, Bid, Procurement

_DECIDED = (AwardState.AWARDED, AwardState.ABANDONED)


def bids_under_way(alliance: Alliance) -> bool:
    """Whether a bid of it can still be written, opened or chosen. A draft that missed the deadline cannot."""
    on_time = Q(state=BidState.DRAFT, procurement__deadline_at__gte=now()) | Q(state=BidState.SUBMITTED)
    waiting = on_time & Q(procurement__state=ProcurementState.PUBLISHED)
    judged = Q(state=BidState.OPENED, procurement__state=ProcurementState.OPENED)
    decided = Award.objects.filter(state__in=_DECIDED).values("lot")
    return Bid.objects.filter(waiting | judged, alliance=alliance).exclude(lot__in=decided).exists()


def alliances_released(*, actor: Any, bids: Iterable[Bid]) -> None:
    """Called within the act that ends these bids: each alliance with no other bid under way is free again."""
    for alliance in {bid.alliance_id: bid.alliance for bid in bids}.values():
        if alliance is None or alliance.state != AllianceState.BIDDING:
            continue
        if not bids_under_way(alliance):
            alliance_bid_ended(actor=actor, alliance=alliance)


def bids_released(*, actor: Any, procurement: Procurement, **which: Any) -> None:
    """The same for the bids of a procurement, or those of them that `which` names."""
    rows = Bid.objects.filter(procurement=procurement, **which).exclude(alliance=None)
    alliances_released(actor=actor, bids=rows.select_related("alliance").order_by("pk"))
