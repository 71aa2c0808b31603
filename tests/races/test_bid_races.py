"""Bidders at the same instant: signature and edit, two sends, two starts. One outcome, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.tenders.models import Bid, BidMember, BidReceipt, BidSignature
from portal.tenders.selectors.bid_versions import latest_version, open_version
from portal.tenders.selectors.seal_check import seal_problems
from portal.tenders.services.bid import bid_start
from portal.tenders.services.bid_answers import bid_answer_save
from portal.tenders.services.bid_signature import bid_sign
from portal.tenders.services.bid_submission import bid_submit, bid_withdraw
from tests.characters import Cast
from tests.conftest import NOON
from tests.races.together import RACE, ROUND_BY_ROUND, together
from tests.tenders.factories_bids import alliance_bid, filled_bid, open_tender, signed_bid

pytestmark = RACE


@ROUND_BY_ROUND
def test_two_signatures_on_a_version_being_edited(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    bid = alliance_bid(cast, open_tender(cast), make=filled_bid)
    package = latest_version(bid).package_hash

    def sign(name: str) -> Callable[[], Any]:
        return lambda: bid_sign(actor=cast.user(name), bid=bid, package_hash=package)

    outcomes = together(
        (NOON, sign("partner1")),
        (NOON, sign("partner2")),
        (NOON, lambda: bid_answer_save(actor=cast.user("lead"), bid=bid, number=1, text="Edited.")),
    )
    version = latest_version(bid)
    assert outcomes[2] == "done"
    assert open_version(version).answer(1) == "Edited."
    assert version.package_hash != package
    assert not version.signatures.filter(voided_at=None).exists()
    assert not BidSignature.objects.filter(package_hash=package, voided_at=None).exists()
    assert BidSignature.objects.count() == outcomes[:2].count("done")
    assert list(seal_problems()) == []


@ROUND_BY_ROUND
def test_two_sends_at_the_deadline_and_one_after_it_make_one_receipt(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    bid = signed_bid(cast, open_tender(cast))
    instant = bid.procurement.deadline_at
    assert instant is not None
    act = lambda: bid_submit(actor=cast.user("lead"), bid=bid)  # noqa: E731
    outcomes = together((instant, act), (instant, act), (instant + timedelta(milliseconds=1), act))
    assert outcomes[:2].count("done") == 1
    assert "closed on" in outcomes[2]
    assert BidReceipt.objects.get().received_at == instant
    assert list(seal_problems()) == []


@ROUND_BY_ROUND
def test_sending_and_taking_out_together_end_in_one_state(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    bid = signed_bid(cast, open_tender(cast))
    outcomes = together(
        (NOON, lambda: bid_submit(actor=cast.user("lead"), bid=bid)),
        (NOON, lambda: bid_withdraw(actor=cast.user("lead"), bid=bid)),
    )
    bid.refresh_from_db()
    assert outcomes[1] == "done"
    assert bid.state == "withdrawn"
    assert BidReceipt.objects.count() == outcomes.count("done") - 1
    assert list(seal_problems()) == []


@ROUND_BY_ROUND
def test_two_starts_of_one_organisation_make_one_bid(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    lot = open_tender(cast).lots.get()
    act = lambda: bid_start(actor=cast.user("lead"), lot=lot, organisation=cast.org("harbour"))  # noqa: E731
    outcomes = together((NOON, act), (NOON, act))
    assert outcomes.count("done") == 1
    assert Bid.objects.count() == BidMember.objects.count() == 1
