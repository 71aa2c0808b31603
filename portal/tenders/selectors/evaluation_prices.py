"""What the pages of prices and of the order show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import when
from portal.tenders.enums import BidState, EvaluationState
from portal.tenders.models import Bid, Evaluation, OpenedPrice
from portal.tenders.permissions.evaluation import can_decide_price, can_open_prices, can_rank
from portal.tenders.rules.price import rule_in_words
from portal.tenders.selectors.evaluation import board_of, opened_bids
from portal.tenders.selectors.evaluation_ranking import below_minimum, bids_with_price, opened_prices, price_terms

DASH = "–"


def ranking_page(user: Any, evaluation: Evaluation) -> dict[str, Any]:
    """Prices once they are open, and the order once it is worked out."""
    procurement = evaluation.lot.procurement
    prices = opened_prices(evaluation)
    undecided = [row for row in prices.values() if row.is_abnormally_low and row.is_explanation_accepted is None]
    return {
        "procurement": procurement,
        "evaluation": evaluation,
        "is_ranked": evaluation.state == EvaluationState.RANKED,
        "prices": [_price_row(evaluation, bid, prices.get(bid.pk)) for bid in opened_bids(evaluation)],
        "low": [_low(evaluation, row.bid, row) for row in prices.values() if row.is_abnormally_low],
        "undecided": len(undecided),
        "open": can_open_prices(user, evaluation),
        "decide": can_decide_price(user, evaluation),
        "rank": can_rank(user, evaluation),
        "price_rule": rule_in_words(price_terms(evaluation)),
        "hub_url": reverse("tenders:evaluation_detail", args=[procurement.ref]),
        **(ranking_tables(evaluation.ranking) if evaluation.ranking else {"ranking": {}}),
    }


def _price_row(evaluation: Evaluation, bid: Bid, price: OpenedPrice | None) -> list[Any]:
    if price is None:
        shown = _("Sealed") if evaluation.prices_opened_at is None else _("Not opened")
    else:
        shown = format_pounds(price.price_pence) if price.price_pence is not None else _("None given")
    state: dict[str, Any] = {"text": ""}
    if bid.state == BidState.NON_COMPLIANT:
        state = {"text": "", "tag": _("Not compliant"), "kind": "stopped"}
    elif price is None and evaluation.prices_opened_at is not None:
        state = {"text": "", "tag": _("Below a minimum"), "kind": "stopped"}
    elif price is not None and price.is_abnormally_low:
        state = {"text": "", "tag": _low_state(price), "kind": "waiting" if price.decided_at is None else "done"}
    return [f"{evaluation.label_of(bid)}, {bid.bidder_name}", shown, state]


def _low_state(price: OpenedPrice) -> str:
    if price.is_explanation_accepted is None:
        return _("Asked to explain") if price.explanation_asked_at else _("To be explained")
    return _("Explained") if price.is_explanation_accepted else _("Not shown to be workable")


def _low(evaluation: Evaluation, bid: Bid, price: OpenedPrice) -> dict[str, Any]:
    args = [evaluation.lot.procurement.ref, evaluation.lot.number, evaluation.letter_of(bid)]
    return {
        "name": f"{evaluation.label_of(bid)}, {bid.bidder_name}",
        "reasons": price.low_reasons,
        "asked_at": price.explanation_asked_at,
        "due_at": price.explanation_due_at,
        "explanation": price.explanation,
        "decision": price.explanation_decision,
        "state": _low_state(price),
        "is_decided": price.decided_at is not None,
        "href": reverse("tenders:price_decide" if price.explanation_asked_at else "tenders:price_ask", args=args),
    }


def price_page(evaluation: Evaluation, bid: Bid, heading: str) -> dict[str, Any]:
    """One low price: what is known before asking or deciding."""
    price = opened_prices(evaluation).get(bid.pk)
    rows: list[tuple[str, Any]] = [(_("Bid"), f"{evaluation.label_of(bid)}, {bid.bidder_name}")]
    if price is not None:
        shown = format_pounds(price.price_pence) if price.price_pence is not None else _("None given")
        rows += [(_("Price"), shown), (_("Why it is asked about"), price.low_reasons or _("It need not be"))]
        if price.explanation_asked_at:
            rows.append((_("Asked"), when(price.explanation_asked_at)))
            rows.append((_("To answer by"), when(price.explanation_due_at)))
        if price.explained_at:
            rows.append((_("The bidder's answer"), price.explanation))
    return {
        "procurement": evaluation.lot.procurement,
        "evaluation": evaluation,
        "heading": heading,
        "rows": rows,
        "has_answer": bool(price and price.explained_at),
        "back_url": reverse("tenders:ranking_detail", args=[evaluation.lot.procurement.ref, evaluation.lot.number]),
    }


def explaining_page(bid: Bid) -> dict[str, Any]:
    """What the bidder reads before it explains its price."""
    price = OpenedPrice.objects.get(bid=bid)
    return {
        "procurement": bid.procurement,
        "bid": bid,
        "heading": _("Explain your price"),
        "price_pence": price.price_pence,
        "due_at": price.explanation_due_at,
    }


def opening_prices_page(evaluation: Evaluation) -> dict[str, Any]:
    """Before the prices open: which, which not, and the rule."""
    board = board_of(evaluation)
    with_price = bids_with_price(board)
    out = [f"{evaluation.label_of(b)}: {' '.join(below_minimum(board, b))}" for b in board.bids if b not in with_price]
    out += [
        f"{evaluation.label_of(b)}: {b.non_compliance_reason}"
        for b in opened_bids(evaluation)
        if b.state == BidState.NON_COMPLIANT
    ]
    return {
        "procurement": evaluation.lot.procurement,
        "evaluation": evaluation,
        "heading": _("Open the prices"),
        "rows": [
            (_("Prices to open"), [evaluation.label_of(bid) for bid in with_price] or _("No price")),
            (_("Stay closed"), out or _("No price")),
            (_("How price becomes points"), rule_in_words(price_terms(evaluation))),
            (_("Scores locked"), when(evaluation.quality_locked_at)),
        ],
        "back_url": reverse("tenders:evaluation_detail", args=[evaluation.lot.procurement.ref]),
    }


def making_page(evaluation: Evaluation) -> dict[str, Any]:
    """Before the order is worked out."""
    prices = opened_prices(evaluation)
    return {
        "procurement": evaluation.lot.procurement,
        "evaluation": evaluation,
        "heading": _("Work out the order"),
        "prices": [_price_row(evaluation, bid, prices.get(bid.pk)) for bid in opened_bids(evaluation)],
        "price_rule": rule_in_words(price_terms(evaluation)),
        "undecided": sum(row.is_abnormally_low and row.is_explanation_accepted is None for row in prices.values()),
        "back_url": reverse("tenders:ranking_detail", args=[evaluation.lot.procurement.ref, evaluation.lot.number]),
    }


def ranking_tables(ranking: dict[str, Any]) -> dict[str, Any]:
    """The tables of a kept ranking: points by bid, points by question, how price became points."""
    bids = ranking["bids"]
    ranked = [row for row in bids if row["rank"] is not None]
    return {
        "ranking": ranking,
        "points_heads": [
            _("Bidder"),
            _("Quality, %(weight)s") % {"weight": ranking["quality_weight"]},
            _("Pounds for each point")
            if ranking["lowest_wins"]
            else _("Price, %(w)s") % {"w": ranking["price_weight"]},
            _("Total"),
        ],
        "points_rows": [_points(row) for row in bids],
        "question_heads": [_("Question"), _("Weight"), *(row["bidder"] for row in ranked)],
        "question_rows": [_question(question, ranked) for question in ranking["questions"]]
        + [[_("Quality"), ranking["quality_weight"], *(row["quality"] for row in ranked)]],
        "price_sums": [(row["bidder"], row["price_points"], row["price_working"]) for row in ranked],
        "out": [(row["bidder"], row["not_ranked_reason"]) for row in bids if row["rank"] is None],
        "ties": [(row["bidder"], row["tie"]) for row in ranked if row["tie"]],
    }


def _points(row: dict[str, Any]) -> list[str]:
    if row["rank"] is None:
        return [row["bidder"], DASH, DASH, _("Not ranked")]
    return [f"{row['rank']}. {row['bidder']}", row["quality"], row["price_points"], row["total"]]


def _question(question: dict[str, Any], ranked: list[dict[str, Any]]) -> list[str]:
    cells = []
    for row in ranked:
        found = next((q for q in row["questions"] if q["number"] == question["number"]), None)
        cells.append(f"{found['score']} → {found['points']}" if found else DASH)
    return [f"{question['number']}. {question['title']}", question["weight"], *cells]
