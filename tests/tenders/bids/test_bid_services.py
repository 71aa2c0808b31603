from tests.characters import Cast
from tests.tenders.factories import published
from tests.tenders.factories_bids import alliance_bid, submitted_bid


def test_smoke(cast: Cast) -> None:
    p = published(cast)
    bid = submitted_bid(cast, p, "meridian")
    assert bid.state == "submitted"
    assert bid.receipts.get().number == 1
    other = alliance_bid(cast, p)
    assert other.members.count() == 3
