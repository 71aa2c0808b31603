"""The seal holds through an opening and a bid that is found not compliant."""

from datetime import timedelta

from portal.audit.transitions import transition
from portal.common import clock
from portal.tenders.models import Opening
from portal.tenders.selectors.seal_check import seal_problems
from portal.tenders.workflow.bid import BID
from tests.characters import Cast
from tests.tenders.factories_bids import open_tender, submitted_bid


def test_holds_through_opening_and_judgement(cast: Cast) -> None:
    tender = open_tender(cast)
    bids = [submitted_bid(cast, tender, key) for key in ("meridian", "garden")]
    assert tender.deadline_at is not None
    with clock.at(tender.deadline_at + timedelta(hours=1)):
        Opening.objects.create(
            procurement=tender,
            first_by=cast.opener1,
            first_at=clock.now(),
            second_by=cast.opener2,
            second_at=clock.now(),
        )
        for bid in bids:
            transition(BID, bid, "open", actor=cast.user("opener2"))
        assert list(seal_problems()) == []
        words = "No insurance."
        changes = {"non_compliance_reason": words}
        transition(BID, bids[0], "non_compliant", actor=cast.user("officer"), changes=changes, reason=words)
        assert list(seal_problems()) == []
        type(bids[0]).objects.filter(pk=bids[0].pk).update(non_compliance_reason="Another reason.")
        [problem] = list(seal_problems())
    assert "the reason given about it" in problem
