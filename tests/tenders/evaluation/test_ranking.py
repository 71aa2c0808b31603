"""The order of the bids: figures, removals before the lowest price, low prices, what the snapshot keeps."""

from tests.characters import Cast
from tests.tenders.factories_evaluation import evaluation, ranked


def test_the_order_follows_the_published_rules(cast: Cast) -> None:
    procurement = ranked(cast)
    ranking = evaluation(procurement).ranking
    rows = [(row["bidder"], row["rank"], row["quality"], row["price_points"], row["total"]) for row in ranking["bids"]]
    # quality: 5/5×30 + 3/5×20 + 4/5×20 + 3/5×10 = 64; price: 20 × 139.1 ÷ 143.86
    assert rows == [
        ("Alongside", 1, "64.00", "19.34", "83.34"),
        ("Meridian Wellbeing", 2, "60.00", "20.00", "80.00"),
        ("Garden Days", 3, "52.00", "18.89", "70.89"),
    ]
    assert (ranking["winner"], ranking["margin"]) == (ranking["bids"][0]["ref"], "3.34")
    assert ranking["bids"][0]["price_working"] == "20 × £1,391,000 ÷ £1,438,600 = 19.3382…"
