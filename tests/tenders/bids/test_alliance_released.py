"""An alliance whose bid is over is free again: its members may change, and it may bid elsewhere."""

from datetime import timedelta

import pytest

from portal.alliances.models import Alliance
from portal.common import clock
from portal.tenders.enums import FurtherDecisionKind
from portal.tenders.services.award import award_abandon
from portal.tenders.services.bid_submission import bid_withdraw
from portal.tenders.services.opening import opening_confirm, opening_start
from portal.tenders.services.procurement import procurement_abandon
from portal.tenders.services.scoring import compliance_decide
from tests.characters import Cast
from tests.tenders.factories import published
from tests.tenders.factories_awards import announced, awarded, ends_at, reviewed, told
from tests.tenders.factories_bids import alliance_bid, draft_bid, filled_bid
from tests.tenders.factories_evaluation import bid_of, clear, cleared, closed, evaluation

LOSING = {"harbour": (1, 1, 1, 1), "meridian": (5, 5, 5, 5), "garden": (3, 3, 3, 3)}


def _alliance() -> Alliance:
    return Alliance.objects.get()


def _leaves(cast: Cast) -> int:
    """What the page answers to a member that wants to leave: 200 when its members may change."""
    address = f"/alliances/{_alliance().ref}/members/{cast.org('easton').ref}/leave/"
    status: int = cast.client("partner1").get(address).status_code
    return status


def test_an_alliance_that_lost_is_free_from_the_award_on(cast: Cast) -> None:
    award = announced(cast, scores=LOSING)
    assert award.bid
    assert award.bid.organisation == cast.org("meridian")
    assert (_alliance().state, _leaves(cast)) == ("bidding", 403)
    with clock.at(ends_at(award)):
        assert _alliance().state == "bidding"
        awarded(cast, award)
        assert (_alliance().state, _leaves(cast)) == ("mou_signed", 200)


def test_an_alliance_that_won_is_awarded_not_freed(cast: Cast) -> None:
    award = announced(cast)
    assert award.bid
    assert award.bid.alliance
    with clock.at(ends_at(award)):
        awarded(cast, award)
    assert _alliance().state == "awarded_mobilising"


def test_when_the_tender_is_abandoned_every_alliance_is_free(cast: Cast) -> None:
    procurement = closed(cast)
    assert _leaves(cast) == 403
    procurement_abandon(actor=cast.officer, procurement=procurement, reason="The need has changed.")
    assert (_alliance().state, _leaves(cast)) == ("mou_signed", 200)


def test_when_an_announced_award_is_given_up_its_alliance_is_free(cast: Cast) -> None:
    award = announced(cast)
    reviewed(cast, award)
    told(cast, award, FurtherDecisionKind.ABANDON)
    with clock.at(ends_at(award) + timedelta(days=20)):
        award_abandon(actor=cast.officer, award=award, reason="The service is not needed now.")
        assert _alliance().state == "mou_signed"


def test_a_bid_that_does_not_comply_binds_nobody(cast: Cast) -> None:
    procurement = cleared(cast)
    compliance_decide(
        actor=cast.officer,
        evaluation=evaluation(procurement),
        bid=bid_of(cast, procurement, "harbour"),
        is_compliant=False,
        reason="It has no safeguarding lead.",
    )
    assert _alliance().state == "mou_signed"


def test_a_draft_that_missed_the_deadline_ends_with_the_opening(cast: Cast) -> None:
    procurement = published(cast)
    alliance_bid(cast, procurement, make=filled_bid)
    assert procurement.deadline_at
    with clock.at(procurement.deadline_at + timedelta(hours=1)):
        clear(cast, procurement, "opener1", "opener2")
        opening_start(actor=cast.opener1, procurement=procurement)
        assert _alliance().state == "bidding"
        opening_confirm(actor=cast.opener2, procurement=procurement)
    assert _alliance().state == "mou_signed"


@pytest.mark.parametrize(("is_withdrawn", "state"), [(False, "bidding"), (True, "mou_signed")])
def test_another_bid_under_way_keeps_the_members(cast: Cast, is_withdrawn: bool, state: str) -> None:
    first, second = published(cast), published(cast, title="Another tender")
    alliance_bid(cast, first, make=draft_bid)
    other = draft_bid(cast, second, alliance=_alliance())
    if is_withdrawn:
        bid_withdraw(actor=cast.lead, bid=other)
        assert _alliance().state == "bidding"
    procurement_abandon(actor=cast.officer, procurement=first, reason="The need has changed.")
    assert _alliance().state == state
