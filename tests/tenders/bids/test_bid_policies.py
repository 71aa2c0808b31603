"""Each policy asked by everybody: who may, and that every refusal says why (SOD-05, SOD-07)."""

from datetime import timedelta
from typing import Any

import pytest

from portal.common import clock
from portal.common.grants import drift
from portal.tenders.models import Bid
from portal.tenders.permissions import bid as policies
from portal.tenders.services.bid_submission import bid_withdraw
from tests.characters import NAMES, Cast
from tests.tenders.factories import sourced
from tests.tenders.factories_bids import (
    alliance_bid,
    filled_bid,
    open_tender,
    signed_bid,
    submitted_bid,
)

MEMBERS = {"lead", "partner1", "partner2"}


@pytest.fixture
def bid(cast: Cast) -> Bid:
    return alliance_bid(cast, open_tender(cast), make=filled_bid)


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (policies.can_read_bid, MEMBERS),
        (policies.can_see_bid_price, MEMBERS),
        (policies.can_write_bid, {"lead"}),
        (policies.can_price_bid, {"lead"}),
        (policies.can_edit_bid, {"lead"}),
        (policies.can_ask_signatures, {"lead"}),
        (policies.can_sign_bid, MEMBERS),
        (policies.can_submit_bid, set()),
        (policies.can_withdraw_bid, {"lead"}),
        (policies.can_reopen_bid, set()),
        (policies.can_open_bid, set()),
        (policies.can_find_non_compliant, set()),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_before_the_deadline(policy: Any, allowed: set[str], cast: Cast, bid: Bid) -> None:
    assert cast.allowed(policy, bid) == allowed


@pytest.mark.parametrize(
    "policy",
    [
        policies.can_edit_bid,
        policies.can_ask_signatures,
        policies.can_sign_bid,
        policies.can_submit_bid,
        policies.can_withdraw_bid,
        policies.can_reopen_bid,
    ],
    ids=lambda value: value.__name__,
)
def test_a_millisecond_after_the_deadline_nothing_moves(policy: Any, cast: Cast, bid: Bid) -> None:
    assert bid.procurement.deadline_at is not None
    with clock.at(bid.procurement.deadline_at + timedelta(milliseconds=1)):
        assert cast.allowed(policy, bid) == set()
        if policy is not policies.can_reopen_bid:
            assert "Bids closed on" in policy(cast.user("lead"), bid).reason or policy is policies.can_sign_bid


def test_reading_never_opens_for_anybody_else_whatever_the_state(cast: Cast) -> None:
    tender = open_tender(cast)
    for bid in (
        submitted_bid(cast, tender, "meridian"),
        signed_bid(cast, open_tender(cast), "meridian"),
    ):
        assert cast.allowed(policies.can_read_bid, bid) == {"rival"}
        Bid.objects.filter(pk=bid.pk).update(state="opened")
        bid.refresh_from_db()
        assert cast.allowed(policies.can_read_bid, bid) == {"rival"}
        assert cast.allowed(policies.can_edit_bid, bid) == set()


def test_a_withdrawn_bid_is_taken_up_by_its_lead_alone(cast: Cast, bid: Bid) -> None:
    bid_withdraw(actor=cast.user("lead"), bid=bid)
    bid.refresh_from_db()
    assert cast.allowed(policies.can_reopen_bid, bid) == {"lead"}
    assert cast.allowed(policies.can_edit_bid, bid) == set()
    assert cast.allowed(policies.can_sign_bid, bid) == set()


def test_who_starts_a_bid(cast: Cast) -> None:
    lot = open_tender(cast).lots.get()
    assert cast.allowed(policies.can_start_bid, lot) == {"lead", "rival", "micro"}
    assert cast.allowed(policies.can_start_bid_for, lot, cast.org("harbour")) == {"lead"}


def test_nobody_starts_a_bid_where_none_is_taken(cast: Cast) -> None:
    tender = open_tender(cast)
    assert tender.deadline_at is not None
    with clock.at(tender.deadline_at + timedelta(milliseconds=1)):
        assert cast.allowed(policies.can_start_bid, tender.lots.get()) == set()
    notice = sourced(cast)
    lot = notice.lots.create(number=1, title="All of it")
    assert cast.allowed(policies.can_start_bid, lot) == set()


def test_finding_a_bid_not_compliant_is_the_leads(cast: Cast) -> None:
    bid = submitted_bid(cast, open_tender(cast), "meridian")
    Bid.objects.filter(pk=bid.pk).update(state="opened")
    bid.refresh_from_db()
    assert cast.allowed(policies.can_find_non_compliant, bid) == {"officer"}


def test_grants_follow_from_the_members(cast: Cast, bid: Bid) -> None:
    assert [line for line in drift() if line.startswith("tenders.Bid ")] == []
    assert not any(policies.can_read_bid(cast.user(name), bid) for name in NAMES if name not in MEMBERS)
