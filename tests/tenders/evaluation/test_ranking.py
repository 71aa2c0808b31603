"""The order of the bids: figures, removals before the lowest price, low prices, ties, what the snapshot keeps."""

from datetime import timedelta
from typing import Any

import pytest

from portal.audit.selectors import events_about
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import PriceFormula
from portal.tenders.models import OpenedPrice, Procurement, Question
from portal.tenders.permissions.evaluation import can_decide_price, can_open_prices, can_rank, can_see_ranking
from portal.tenders.services.ranking import (
    price_explanation_ask,
    price_explanation_decide,
    prices_open,
    ranking_make,
)
from portal.tenders.services.seal_keys import unseal_price
from tests.characters import Cast
from tests.tenders import factories_evaluation as make


def _lot(procurement: Any) -> str:
    return f"/tenders/{procurement.ref}/evaluation/lots/1/"


def _rows(procurement: Any) -> list[tuple[Any, ...]]:
    bids = make.evaluation(procurement).ranking["bids"]
    return [(row["bidder"], row["rank"], row["quality"], row["price_points"], row["total"]) for row in bids]


def _change(procurement: Procurement, **fields: Any) -> None:
    Procurement.objects.filter(pk=procurement.pk).update(**fields)


def test_the_order_follows_the_published_rules(cast: Cast) -> None:
    procurement = make.ranked(cast)
    ranking = make.evaluation(procurement).ranking
    # quality: 5/5×30 + 3/5×20 + 4/5×20 + 3/5×10 = 64; price: 20 × 139.1 ÷ 143.86
    assert _rows(procurement) == [
        ("Alongside", 1, "64.00", "19.34", "83.34"),
        ("Meridian Wellbeing", 2, "60.00", "20.00", "80.00"),
        ("Garden Days", 3, "52.00", "18.89", "70.89"),
    ]
    assert (ranking["winner"], ranking["margin"]) == (ranking["bids"][0]["ref"], "3.34")
    first = ranking["bids"][0]
    assert first["price_working"] == "20 × £1,391,000 ÷ £1,438,600 = 19.3382…"
    assert first["questions"][0] | {"strengths": "", "weaknesses": ""} == {
        "number": 1,
        "title": "How people with pain lead the service",
        "weight": "30",
        "score": "5",
        "points": "30.00",
        "strengths": "",
        "weaknesses": "",
        "reason_for_change": "The others heard the argument and moved.",
    }
    assert ranking["lowest_price_pence"] == 139_100_000


def test_the_snapshot_names_no_evaluator(cast: Cast) -> None:
    procurement = make.ranked(cast, ("meridian",))
    text = str(make.evaluation(procurement).ranking)
    for who in make.PANEL:
        assert str(getattr(cast, who)) not in text
        assert f"Reasons of {who}" not in text


def test_price_stays_sealed_until_quality_is_locked(cast: Cast) -> None:
    procurement = make.agreed(cast, ("meridian",))
    lot = make.evaluation(procurement)
    assert cast.allowed(can_open_prices, lot) == set()
    assert cast.client("officer").post(_lot(procurement) + "prices/open/").status_code == 403
    with pytest.raises(DomainError, match="Prices stay sealed"):
        unseal_price(bid=make.bid_of(cast, procurement, "meridian"))
    make.quality_lock(actor=cast.user("facilitator"), evaluation=lot)
    lot = make.evaluation(procurement)
    assert cast.allowed(can_open_prices, lot) == {"officer"}
    prices_open(actor=cast.user("officer"), evaluation=lot)
    bid = make.bid_of(cast, procurement, "meridian")
    assert bid.opened_price.price_pence == 139_100_000
    assert events_about(bid).get(verb="tenders.price.open").actor_id == cast.officer.pk


def test_evaluators_and_facilitator_never_see_prices(cast: Cast) -> None:
    procurement = make.ranked(cast, ("meridian",))
    assert cast.allowed(can_see_ranking, make.evaluation(procurement)) == {"officer", "approver"}
    for who in ("evaluator1", "expert", "facilitator"):
        assert cast.client(who).get(_lot(procurement) + "ranking/").status_code == 403
        for path in ("moderation/", "moderation/1/a/", "bids/a/answers/1/"):
            assert "£1,391,000" not in cast.client(who).get(_lot(procurement) + path).content.decode()


def test_the_approver_sees_the_order_only_when_it_is_worked_out(cast: Cast) -> None:
    procurement = make.priced(cast, ("meridian",))
    assert cast.client("approver").get(_lot(procurement) + "ranking/").status_code == 403
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    assert cast.client("approver").get(_lot(procurement) + "ranking/").status_code == 200
    assert cast.client("approver").get(f"/tenders/{procurement.ref}/evaluation/ranking/").status_code == 302


def test_a_bid_below_a_minimum_is_out_before_the_lowest_price_is_found(cast: Cast) -> None:
    procurement = make.agreed(cast, prices={"garden": 90_000_000}, scores={"garden": (1, 5, 5, 5)})
    Question.objects.filter(procurement=procurement, number=1).update(minimum_score=2)
    make.quality_lock(actor=cast.user("facilitator"), evaluation=make.evaluation(procurement))
    prices_open(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    assert not OpenedPrice.objects.filter(bid__organisation=cast.org("garden")).exists()
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    ranking = make.evaluation(procurement).ranking
    assert ranking["lowest_price_pence"] == 139_100_000
    out = ranking["bids"][-1]
    assert (out["bidder"], out["rank"], out["total"]) == ("Garden Days", None, None)
    assert out["not_ranked_reason"] == "Agreed at 1 on question 1, where the minimum is 2."
    page = cast.client("officer").get(_lot(procurement) + "ranking/").content.decode()
    assert "Not ranked" in page
    assert "so its price sets nothing" in page
    assert "£900,000" not in page


def test_an_abnormally_low_price_is_asked_about_and_rejects_nobody(cast: Cast) -> None:
    procurement = make.priced(cast, prices={"meridian": 100_000_000})
    lot, bid = make.evaluation(procurement), make.bid_of(cast, procurement, "meridian")
    assert bid.opened_price.is_abnormally_low
    assert "More than 15% below the mean" in bid.opened_price.low_reasons[0]
    with pytest.raises(DomainError, match="explained and decided on first"):
        ranking_make(actor=cast.user("officer"), evaluation=lot)
    fields = {"explanation": "It uses its own halls.", "is_accepted": True, "reason": "Shown with the leases."}
    with pytest.raises(DomainError, match="First ask the bidder"):
        price_explanation_decide(actor=cast.user("officer"), evaluation=lot, bid=bid, **fields)
    price_explanation_ask(actor=cast.user("officer"), evaluation=lot, bid=bid, due_at=now() + timedelta(days=7))
    price_explanation_decide(actor=cast.user("officer"), evaluation=lot, bid=bid, **fields)
    ranking_make(actor=cast.user("officer"), evaluation=lot)
    row = next(row for row in make.evaluation(procurement).ranking["bids"] if row["bidder"] == "Meridian Wellbeing")
    assert (row["rank"], row["price_points"]) == (1, "20.00")
    assert row["low_price"]["decision"] == "Shown with the leases."


def test_the_bidder_explains_its_own_price_and_nobody_elses(cast: Cast, committed: Any) -> None:
    procurement = make.priced(cast, prices={"meridian": 100_000_000})
    letter = make.letter(cast, procurement, "meridian")
    due = {"due_at_day": "1", "due_at_month": "12", "due_at_year": "2026", "due_at_time": "12:00"}
    with committed():
        assert cast.client("officer").post(f"{_lot(procurement)}prices/{letter}/ask/", due).status_code == 302
    mail = OutboxMessage.objects.get(event_key__startswith="tenders.price.ask:")
    assert (mail.recipient, mail.must_act) == (cast.rival, True)
    page = cast.client("rival").get(mail.link).content.decode()
    assert "£1,000,000" in page
    for other in ("£1,438,600", "£1,472,500", "Alongside", "Garden"):
        assert other not in page
    assert cast.client("lead").get(mail.link).status_code == 404
    assert cast.client("rival").post(mail.link, {"explanation": "We own the halls."}).status_code == 302
    assert cast.client("rival").get(mail.link).status_code == 403
    url = f"{_lot(procurement)}prices/{letter}/decide/"
    assert "We own the halls." in cast.client("officer").get(url).content.decode()
    answer = {"is_accepted": "yes", "reason": "Shown with the leases.", "explanation": "Something else."}
    assert cast.client("officer").post(url, answer).status_code == 302
    assert OpenedPrice.objects.get(bid__organisation=cast.org("meridian")).explanation == "We own the halls."


def test_a_price_that_was_not_explained_is_out_with_reasons(cast: Cast) -> None:
    procurement = make.asked(cast)
    lot, bid = make.evaluation(procurement), make.bid_of(cast, procurement, "meridian")
    assert cast.allowed(can_decide_price, lot) == {"officer"}
    price_explanation_decide(
        actor=cast.user("officer"),
        evaluation=lot,
        bid=bid,
        explanation="No answer came by 1 December.",
        is_accepted=False,
        reason="Asked twice; nothing shows how the posts are paid.",
    )
    ranking_make(actor=cast.user("officer"), evaluation=lot)
    ranking = make.evaluation(procurement).ranking
    assert [row["rank"] for row in ranking["bids"]] == [1, 2, None]
    assert "nothing shows how the posts are paid" in ranking["bids"][-1]["not_ranked_reason"]
    assert ranking["lowest_price_pence"] == 143_860_000


def test_a_missing_price_is_invalid_and_not_zero(cast: Cast) -> None:
    procurement = make.priced(cast, ("meridian", "garden"))
    OpenedPrice.objects.filter(bid__organisation=cast.org("garden")).update(price_pence=None)
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    out = make.evaluation(procurement).ranking["bids"][-1]
    assert (out["bidder"], out["rank"], out["not_ranked_reason"]) == ("Garden Days", None, "No price was given.")


def test_equal_totals_are_parted_by_the_published_steps(cast: Cast) -> None:
    same = {"meridian": (4, 4, 4, 4), "garden": (4, 4, 4, 4)}
    procurement = make.locked(
        cast, ("meridian", "garden"), prices={"meridian": 139_100_000, "garden": 139_100_001}, scores=same
    )
    prices_open(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    ranking = make.evaluation(procurement).ranking
    assert [(row["bidder"], row["rank"], row["total"]) for row in ranking["bids"]] == [
        ("Meridian Wellbeing", 1, "84.00"),
        ("Garden Days", 2, "84.00"),
    ]
    assert ranking["bids"][0]["tie"] == "Equal totals: decided by the lower price."
    page = cast.client("officer").get(_lot(procurement) + "ranking/").content.decode()
    assert "Equal totals: decided by the lower price." in page


def test_equal_in_everything_needs_the_interview(cast: Cast) -> None:
    same = {"meridian": (4, 4, 4, 4), "garden": (4, 4, 4, 4)}
    procurement = make.locked(cast, ("meridian", "garden"), prices={"garden": 139_100_000}, scores=same)
    prices_open(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    ranking = make.evaluation(procurement).ranking
    assert (ranking["winner"], ranking["needs_interview"]) == (None, True)
    assert [row["rank"] for row in ranking["bids"]] == [1, 1]
    assert "Level in everything" in cast.client("officer").get(_lot(procurement) + "ranking/").content.decode()


@pytest.mark.parametrize(
    ("fields", "totals"),
    [
        (
            {"price_formula": PriceFormula.FIXED_PRICE, "price_weight": 0, "price_benchmark_pence": 145_000_000},
            {"Alongside": "64.00", "Meridian Wellbeing": "60.00", "Garden Days": None},
        ),
        (
            {"price_formula": PriceFormula.BENCHMARK, "price_benchmark_pence": 140_000_000},
            {"Alongside": "83.46", "Meridian Wellbeing": "80.00", "Garden Days": "71.02"},
        ),
        (
            {"price_formula": PriceFormula.PRICE_PER_QUALITY_POINT, "price_weight": 0},
            {"Alongside": "22478.13", "Meridian Wellbeing": "23183.33", "Garden Days": "28317.31"},
        ),
    ],
)
def test_every_published_formula(cast: Cast, fields: dict[str, Any], totals: dict[str, Any]) -> None:
    procurement = make.priced(cast)
    _change(procurement, **fields)
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    ranking = make.evaluation(procurement).ranking
    assert {row["bidder"]: row["total"] for row in ranking["bids"]} == totals
    assert ranking["bids"][0]["bidder"] == "Alongside"
    assert cast.client("officer").get(_lot(procurement) + "ranking/").status_code == 200


def test_the_order_is_worked_out_once_by_the_cleared_lead(cast: Cast) -> None:
    procurement = make.priced(cast, ("meridian",))
    lot = make.evaluation(procurement)
    assert cast.allowed(can_rank, lot) == {"officer"}
    make.declare(cast, procurement, "officer")
    assert cast.allowed(can_rank, lot) == set()
    make.decide(cast, make.declare(cast, procurement, "officer"), "publisher")
    ranking_make(actor=cast.user("officer"), evaluation=lot)
    with pytest.raises(NotAllowed, match="has been worked out"):
        ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
