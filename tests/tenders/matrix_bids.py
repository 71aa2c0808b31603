"""Every address of bids. Whoever does not stand behind a bid gets 404, signed in or not to know more."""

from typing import Any

from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid_files import bid_file_add
from portal.tenders.services.bid_submission import bid_withdraw
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.tenders.factories import published
from tests.tenders.factories_bids import alliance_bid, filled_bid, signed_bid, submitted_bid

_MEMBERS = "lead partner1 partner2"
_LEAD_ONLY = allow("lead") | allow("partner1 partner2", 403)


def _row(bid: str, *more: str, expect: dict[str, int], **fields: Any) -> Row:
    """A row for a page of the bid of that name in the world; 404 for all who do not stand behind it."""
    return Row(
        expect=expect,
        others=404,
        visitor=SIGN_IN,
        args=lambda world: [world[bid].procurement.ref, world[bid].ref, *(world[key] for key in more)],
        **fields,
    )


MATRIX: dict[str, Row] = {
    "tenders:bid_start": Row(
        # The lead is in a bid for the only lot of this tender; the buyer's side and all others are told why not.
        expect=allow("rival micro") | allow("lead", 403),
        others=403,
        visitor=SIGN_IN,
        args=lambda world: [world["draft_bid"].procurement.ref],
    ),
    "tenders:bid_detail": _row("draft_bid", expect=allow(_MEMBERS)),
    "tenders:bid_preview": _row("draft_bid", expect=allow(_MEMBERS)),
    "tenders:bid_copy": _row("draft_bid", expect=allow(_MEMBERS)),
    "tenders:bid_answer": _row("draft_bid", "one", expect=_LEAD_ONLY),
    "tenders:bid_price": _row("draft_bid", expect=_LEAD_ONLY),
    "tenders:bid_declarations": _row("draft_bid", expect=_LEAD_ONLY),
    "tenders:bid_files": _row("draft_bid", expect=allow(_MEMBERS)),
    "tenders:bid_file": _row("draft_bid", "file_slot", expect=allow(_MEMBERS)),
    "tenders:bid_file_remove": _row("draft_bid", "file_slot", expect=_LEAD_ONLY),
    "tenders:bid_signatures_ask": _row("draft_bid", expect=_LEAD_ONLY),
    "tenders:bid_sign": _row("draft_bid", expect=allow(_MEMBERS)),
    "tenders:bid_submit": _row("signed_bid", expect=allow("lead")),
    "tenders:bid_receipt": _row("sent_bid", "one", expect=allow("rival")),
    "tenders:bid_withdraw": _row("sent_bid", expect=allow("rival")),
    "tenders:bid_reopen": _row("withdrawn_bid", expect=allow("micro")),
}


def world(cast: Cast) -> dict[str, Any]:
    """A finished draft of an alliance with a file, a signed one, a sent one and a withdrawn one."""
    draft = alliance_bid(cast, published(cast), make=filled_bid)
    bid_file_add(actor=cast.user("lead"), bid=draft, name="plan.pdf", content=b"%PDF-1.7 a plan")
    elsewhere = published(cast)
    withdrawn = submitted_bid(cast, elsewhere, "garden")
    bid_withdraw(actor=cast.user("micro"), bid=withdrawn)
    return {
        "draft_bid": draft,
        "file_slot": latest_version(draft).parts.get(kind="file").slot,
        "signed_bid": signed_bid(cast, elsewhere),
        "sent_bid": submitted_bid(cast, elsewhere, "meridian"),
        "withdrawn_bid": withdrawn,
        "one": 1,
    }
