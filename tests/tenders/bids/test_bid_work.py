"""My work: what waits for a bidder's people in each part, gone when done; what they wait for."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.common import clock
from portal.tenders.models import Bid
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.selectors.work_bid import waiting_for, work_for
from portal.tenders.services.bid_answers import bid_answer_save
from portal.tenders.services.bid_signature import bid_sign, bid_signatures_ask
from portal.tenders.services.bid_submission import bid_submit, bid_withdraw
from tests.characters import NAMES, Cast
from tests.tenders.factories_bids import (
    alliance_bid,
    draft_bid,
    filled_bid,
    open_tender,
    signed_bid,
    submitted_bid,
)


def titles(cast: Cast, name: str) -> list[str]:
    return [item.title for item in work_for(cast.user(name))]


@pytest.fixture
def bid(cast: Cast) -> Bid:
    return alliance_bid(cast, open_tender(cast), make=filled_bid)


def test_each_step_waits_for_the_right_person_and_is_gone_when_done(cast: Cast, bid: Bid) -> None:
    assert titles(cast, "lead") == ["Ask every member to sign your bid", "Sign your bid"]
    assert titles(cast, "partner1") == []
    bid_signatures_ask(actor=cast.user("lead"), bid=bid)
    assert titles(cast, "lead") == titles(cast, "partner1") == titles(cast, "partner2") == ["Sign your bid"]
    bid_sign(actor=cast.user("partner1"), bid=bid, package_hash=latest_version(bid).package_hash)
    assert titles(cast, "partner1") == []
    [waiting] = waiting_for(cast.user("partner1"))
    assert waiting.title == "Your bid waits for signatures"
    assert waiting.from_whom == "Harbour Carers, Northgate Community Trust"
    for name in ("partner2", "lead"):
        bid_sign(actor=cast.user(name), bid=bid, package_hash=latest_version(bid).package_hash)
    assert titles(cast, "lead") == ["Send your bid"]
    assert titles(cast, "partner2") == []
    bid_submit(actor=cast.user("lead"), bid=bid)
    for name in ("lead", "partner1", "partner2"):
        assert titles(cast, name) == []
        assert [item.title for item in waiting_for(cast.user(name))] == ["Your bid is in and waits to be opened"]


def test_a_draft_waits_to_be_finished_and_an_edit_brings_it_back(cast: Cast) -> None:
    bid = draft_bid(cast, open_tender(cast), "meridian")
    [item] = work_for(cast.user("rival"))
    assert (item.title, item.ref, item.due_at) == ("Finish your bid", bid.ref, bid.procurement.deadline_at)
    sent = submitted_bid(cast, open_tender(cast), "meridian")
    assert titles(cast, "rival") == ["Finish your bid"]
    bid_answer_save(actor=cast.user("rival"), bid=sent, number=1, text="Better.")
    assert sorted(titles(cast, "rival")) == ["Finish your bid", "Sign your bid"]


def test_nobody_else_hears_of_it(cast: Cast, bid: Bid) -> None:
    bid_signatures_ask(actor=cast.user("lead"), bid=bid)
    for name in NAMES:
        if name not in {"lead", "partner1", "partner2"}:
            assert work_for(cast.user(name)) == []
            assert waiting_for(cast.user(name)) == []


def test_nothing_waits_after_the_deadline_but_the_opening(cast: Cast, bid: Bid) -> None:
    sent = submitted_bid(cast, bid.procurement, "meridian")
    assert sent.procurement.deadline_at is not None
    with clock.at(sent.procurement.deadline_at + timedelta(milliseconds=1)):
        assert titles(cast, "lead") == titles(cast, "rival") == []
        assert [item.title for item in waiting_for(cast.user("rival"))] == ["Your bid is in and waits to be opened"]
        assert waiting_for(cast.user("lead")) == []


def test_a_bid_that_was_taken_out_waits_for_nothing(cast: Cast) -> None:
    bid = signed_bid(cast, open_tender(cast))
    bid_withdraw(actor=cast.user("lead"), bid=bid)
    assert titles(cast, "lead") == []
    assert waiting_for(cast.user("lead")) == []


def test_the_same_queries_for_one_bid_and_for_five(cast: Cast) -> None:
    def cost() -> int:
        user = cast.user("rival")
        with CaptureQueriesContext(connection) as queries:
            work_for(user)
            waiting_for(user)
        return len(queries)

    draft_bid(cast, open_tender(cast), "meridian")
    few = cost()
    for make in (draft_bid, filled_bid, signed_bid, submitted_bid):
        make(cast, open_tender(cast), "meridian")
    assert cost() == few


def test_the_page_of_a_bid_costs_the_same_for_few_and_many_questions(cast: Cast, assert_constant_queries: Any) -> None:
    tender = open_tender(cast)
    bid = draft_bid(cast, tender)
    client = cast.client("lead")
    address = f"/tenders/{tender.ref}/bids/{bid.ref}/"

    def add() -> None:
        number = tender.questions.count() + 1
        tender.questions.create(number=number, title=f"More {number}", text="?", weight=0)
        bid_answer_save(actor=cast.user("lead"), bid=bid, number=number, text="An answer.")

    assert_constant_queries(lambda: client.get(address), add)
