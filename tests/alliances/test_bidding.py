"""An alliance hears of its bids: while one is under way its members stay, and commissioners stay out."""

from portal.alliances.enums import AllianceState
from portal.alliances.models import Alliance
from portal.tenders.services.bid_submission import bid_reopen, bid_withdraw
from tests.alliances.factories import alliance
from tests.characters import Cast
from tests.tenders.factories import published
from tests.tenders.factories_bids import draft_bid


def test_a_bid_fixes_the_members_and_taking_it_out_frees_them(cast: Cast) -> None:
    made = alliance(cast)
    leave = f"/alliances/{made.ref}/members/{cast.org('easton').ref}/leave/"
    partner = cast.client("partner1")
    assert partner.get(leave).status_code == 200
    bid = draft_bid(cast, published(cast), alliance=made)
    assert _state(made) == AllianceState.BIDDING
    assert partner.get(leave).status_code == 403
    bid_withdraw(actor=cast.lead, bid=bid)
    assert _state(made) == AllianceState.MOU_SIGNED
    assert partner.get(leave).status_code == 200
    bid_reopen(actor=cast.lead, bid=bid)
    assert _state(made) == AllianceState.BIDDING


def _state(made: Alliance) -> str:
    return Alliance.objects.get(pk=made.pk).state
