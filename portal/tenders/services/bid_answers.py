"""Writing the answers, the price and the declarations. What is typed is always kept, too long or not yet right."""

from typing import Any

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import PartKind
from portal.tenders.models import Bid, BidVersion
from portal.tenders.permissions.bid import can_see_bid_price
from portal.tenders.rules.bid import DECLARATIONS
from portal.tenders.seal.package import DECLARATIONS_SLOT, PRICE_SLOT, answer_slot
from portal.tenders.selectors.bid_tasks import questions_of_bid
from portal.tenders.services.bid_versions import NewPart, part_write


def bid_answer_save(*, actor: Any, bid: Bid, number: int, text: str, seen: str | None = None) -> BidVersion:
    """Keep the answer to the question of that number. One that is too long is kept and flagged."""
    question = next((row for row in questions_of_bid(bid) if row.number == number), None)
    if question is None:
        raise DomainError(_("There is no such question in this lot."))
    part = NewPart(answer_slot(number), PartKind.ANSWER, {"text": text.replace("\r\n", "\n")}, question)
    return part_write(actor=actor, bid=bid, part=part, seen=seen)


def bid_price_save(*, actor: Any, bid: Bid, pence: int | None, typed: str = "", seen: str | None = None) -> BidVersion:
    """Keep the price in pence, or what was typed when it is no amount yet."""
    if not (decision := can_see_bid_price(actor, bid)):
        raise NotAllowed(decision.reason, subject=bid, verb="tenders.bid.price")
    content = {"pence": pence, "typed": "" if pence is not None else typed}
    return part_write(actor=actor, bid=bid, part=NewPart(PRICE_SLOT, PartKind.PRICE, content), seen=seen)


def bid_declarations_save(
    *, actor: Any, bid: Bid, confirmed: list[str], details: str = "", seen: str | None = None
) -> BidVersion:
    """Keep which declarations are confirmed for all members, and what is to be said about them."""
    content = {"confirmed": [name for name in DECLARATIONS if name in confirmed], "details": details}
    part = NewPart(DECLARATIONS_SLOT, PartKind.DECLARATIONS, content)
    return part_write(actor=actor, bid=bid, part=part, seen=seen)
