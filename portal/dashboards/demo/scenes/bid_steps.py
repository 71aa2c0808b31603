"""The way of a bid: written, signed and sent by those whose part it is."""

from datetime import datetime

from portal.alliances.models import Alliance
from portal.dashboards.demo.scenes.stage import body, on, who
from portal.tenders.models import Bid, Procurement
from portal.tenders.rules.bid import DECLARATIONS
from portal.tenders.selectors.bid_tasks import questions_of_bid
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid import bid_start
from portal.tenders.services.bid_answers import bid_answer_save, bid_declarations_save, bid_price_save
from portal.tenders.services.bid_signature import bid_sign
from portal.tenders.services.bid_submission import bid_submit

BID_LEADS = {"harbour": "lead", "meridian": "rival", "garden": "micro"}
SHARES = {"harbour": 782, "meridian": 756, "garden": 800}
"""Price of each bidder in thousandths of the estimated value."""
ANSWERS = {
    "harbour": "People who have been there themselves hold half of the posts. A circle of twelve decides every month.",
    "meridian": "Our coaches work in three counties. A board of users advises us twice a year.",
    "garden": "I know everybody who comes by name. We decide together over tea what we do this week.",
}


def bid_begun(noon: datetime, tender: Procurement, key: str, days: float, alliance: Alliance | None = None) -> Bid:
    """A draft with its first two answers."""
    with on(noon, days):
        bid = bid_start(actor=who(BID_LEADS[key]), lot=tender.lots.get(), organisation=body(key), alliance=alliance)
        for question in questions_of_bid(bid)[:2]:
            bid_answer_save(actor=who(BID_LEADS[key]), bid=bid, number=question.number, text=ANSWERS[key])
    return bid


def bid_sent(noon: datetime, tender: Procurement, key: str, days: float) -> Bid:
    """A whole bid of one organisation: written, signed, sent."""
    bid = bid_begun(noon, tender, key, days)
    actor = who(BID_LEADS[key])
    with on(noon, days + 0.5):
        for question in questions_of_bid(bid):
            bid_answer_save(actor=actor, bid=bid, number=question.number, text=ANSWERS[key])
        bid_price_save(actor=actor, bid=bid, pence=(tender.estimated_value_pence or 0) * SHARES[key] // 1000)
        bid_declarations_save(actor=actor, bid=bid, confirmed=list(DECLARATIONS))
    with on(noon, days + 0.7):
        bid_sign(actor=actor, bid=bid, package_hash=latest_version(bid).package_hash, organisation=body(key))
        bid_submit(actor=actor, bid=Bid.objects.get(pk=bid.pk))
    return Bid.objects.get(pk=bid.pk)
