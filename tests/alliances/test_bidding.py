"""An alliance hears of its bids: while one is under way its members stay, and commissioners stay out."""

import re

from portal.alliances.enums import AllianceState
from portal.alliances.models import Alliance
from portal.alliances.permissions.alliance import can_answer_invitation
from portal.tenders.services.bid_submission import bid_reopen, bid_withdraw
from tests.alliances.factories import alliance, invited
from tests.characters import NAMES, Cast
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


def _pages(cast: Cast, made: Alliance, name: str) -> list[str]:
    """What one character reads of alliances; what changes with every request (tokens) taken out."""
    client = cast.client(name)
    addresses = ("/alliances/", "/alliances/partners/", f"/alliances/{made.ref}/", f"/alliances/{made.ref}/who-sees/")
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * 4
    return [re.sub(r'(value|nonce)="[^"]{20,}"', "", answer.text) for answer in answers]


def test_that_an_alliance_bids_is_known_to_its_members_only(cast: Cast) -> None:
    made = alliance(cast)
    before = {name: _pages(cast, made, name) for name in NAMES}
    draft_bid(cast, published(cast), alliance=made)
    assert _state(made) == AllianceState.BIDDING
    after = {name: _pages(cast, made, name) for name in NAMES}
    assert {name for name in NAMES if before[name] != after[name]} == {"lead", "partner1", "partner2"}
    assert "Bidding" in after["partner1"][0]
    assert "A bid is being made" in after["partner1"][2]


def test_whoever_is_invited_meanwhile_is_not_told_of_the_bid(cast: Cast) -> None:
    made = alliance(cast, state="bidding")
    asked = invited(cast, made, "garden")
    decision = can_answer_invitation(cast.user("micro"), asked)
    assert not decision
    assert "cannot change just now" in decision.reason
    assert "bid" not in decision.reason
