"""From agreed scores and opened prices to the order of the bids, by the published rules (domain 2.2 to 2.4).

The order is worked out on exact fractions and rounded once; what comes out is plain data for the record: every figure
as a text of two decimals, money in pence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from portal.common.rounding import digits, round_places
from portal.tenders.enums import BidState, PriceFormula
from portal.tenders.models import Bid, Evaluation, OpenedPrice
from portal.tenders.rules.price import (
    PriceScore,
    PriceTerms,
    abnormally_low,
    mean_price,
    price_scores,
    rule_in_words,
)
from portal.tenders.rules.scoring import (
    DEFAULT_TIE_ORDER,
    RankedBid,
    RankingBid,
    ScoredQuestion,
    TieStep,
    failed_minimums,
    heaviest_question,
    lot_total,
    rank_bids,
)
from portal.tenders.selectors.evaluation import Board, board_of, opened_bids, scale_of


def scored_for(board: Board, bid: Bid) -> list[ScoredQuestion]:
    """What was agreed for one bid; questions not agreed yet are left out."""
    maximum = scale_of(board.evaluation.lot.procurement).maximum
    return [
        ScoredQuestion(
            str(question.number),
            board.agreed[(bid.pk, question.pk)].value,
            maximum,
            question.weight,
            question.minimum_score,
        )
        for question in board.questions
        if (bid.pk, question.pk) in board.agreed
    ]


def below_minimum(board: Board, bid: Bid) -> list[str]:
    """Why a bid is out before any price is looked at; empty when it is not."""
    return failed_minimums(scored_for(board, bid))


def bids_with_price(board: Board) -> list[Bid]:
    """Bids whose price is opened: those that no minimum has taken out."""
    return [bid for bid in board.bids if not below_minimum(board, bid)]


def price_terms(evaluation: Evaluation) -> PriceTerms:
    """The published formula."""
    procurement = evaluation.lot.procurement
    return PriceTerms(
        PriceFormula(procurement.price_formula), procurement.price_weight, procurement.price_benchmark_pence
    )


def opened_prices(evaluation: Evaluation) -> dict[int, OpenedPrice]:
    """Bid -> its opened price."""
    rows = OpenedPrice.objects.filter(bid__lot=evaluation.lot).select_related("decided_by").order_by("pk")
    return {row.bid_id: row for row in rows}


def low_price_flags(evaluation: Evaluation, prices: Mapping[int, OpenedPrice]) -> dict[int, tuple[str, ...]]:
    """Bid -> why its price must be explained, among valid prices that no decision has taken out."""
    valid = {
        str(pk): row.price_pence
        for pk, row in prices.items()
        if row.price_pence is not None and row.price_pence > 0 and row.is_explanation_accepted is not False
    }
    if not valid:
        return {}
    test = abnormally_low(valid, percent=Decimal(evaluation.lot.procurement.abnormally_low_percent))
    return {int(reference): reasons for reference, reasons in test.flagged.items()}


@dataclass(frozen=True)
class _Sums:
    """What is known of each bid by its reference before the order is made."""

    quality: dict[str, Decimal]
    exact: dict[str, Fraction]
    scored: dict[str, list[ScoredQuestion]]
    prices: dict[str, PriceScore]


def ranking_of(evaluation: Evaluation) -> dict[str, Any]:
    """The whole ranking of a lot whose prices are open, as plain data. DomainError when the formula cannot apply."""
    board = board_of(evaluation)
    prices = opened_prices(evaluation)
    sums = _sums(board, prices)
    terms = price_terms(evaluation)
    lowest_wins = terms.formula == PriceFormula.PRICE_PER_QUALITY_POINT
    ranked = rank_bids(_ranking_bids(board, sums, lowest_wins), _tie_order(evaluation), lowest_total_wins=lowest_wins)
    places = {place.bid.reference: place for place in ranked}
    shown = sorted(
        opened_bids(evaluation),
        key=lambda bid: (places[bid.ref].rank if bid.ref in places else len(places) + 1, evaluation.letter_of(bid)),
    )
    rows = [_row(board, bid, sums, places.get(bid.ref), prices.get(bid.pk)) for bid in shown]
    return _head(board, terms, rows, ranked) | {"bids": rows}


def _sums(board: Board, prices: Mapping[int, OpenedPrice]) -> _Sums:
    scored = {bid.ref: scored_for(board, bid) for bid in board.bids}
    exact = {ref: sum((q.points for q in questions), start=Fraction(0)) for ref, questions in scored.items()}
    quality = {ref: lot_total([points]) for ref, points in exact.items()}
    priced = {bid.ref: prices[bid.pk] for bid in board.bids if bid.pk in prices}
    rejected = [ref for ref, row in priced.items() if row.is_explanation_accepted is False]
    scores = price_scores(
        price_terms(board.evaluation),
        {ref: row.price_pence for ref, row in priced.items()},
        failed=rejected,
        quality=quality,
    )
    return _Sums(quality, exact, scored, scores)


def _ranking_bids(board: Board, sums: _Sums, lowest_wins: bool) -> list[RankingBid]:
    heaviest = heaviest_question({str(question.number): question.weight for question in board.questions})
    found = []
    for bid in board.bids:
        price = sums.prices.get(bid.ref)
        if price is None or price.points is None:
            continue
        total = round_places(price.points) if lowest_wins else lot_total([sums.exact[bid.ref], price.points])
        on_heaviest = next((q.score for q in sums.scored[bid.ref] if q.number == heaviest), None)
        found.append(RankingBid(bid.ref, total, sums.quality[bid.ref], price.price_pence or 0, on_heaviest))
    return found


def _tie_order(evaluation: Evaluation) -> tuple[TieStep, ...]:
    known = {step.value: step for step in TieStep}
    published = [known[name] for name in evaluation.lot.procurement.tie_rule if name in known]
    return tuple(published) or DEFAULT_TIE_ORDER


def _row(board: Board, bid: Bid, sums: _Sums, place: RankedBid | None, opened: OpenedPrice | None) -> dict[str, Any]:
    price = sums.prices.get(bid.ref)
    return {
        "ref": bid.ref,
        "letter": board.evaluation.letter_of(bid),
        "bidder": bid.bidder_name,
        "rank": place.rank if place else None,
        "questions": _question_rows(board, bid),
        "quality": str(sums.quality[bid.ref]) if bid.ref in sums.quality else None,
        "price_pence": opened.price_pence if opened else None,
        "price_points": str(price.shown) if price and price.is_valid and place else None,
        "price_working": price.working if price and place else "",
        "total": str(place.bid.total) if place else None,
        "tie": place.reason if place else "",
        "needs_interview": bool(place and place.needs_interview),
        "not_ranked_reason": "" if place else _why_not_ranked(board, bid, price, opened),
        "low_price": _low_price(opened),
    }


def _question_rows(board: Board, bid: Bid) -> list[dict[str, Any]]:
    maximum = scale_of(board.evaluation.lot.procurement).maximum
    rows = []
    for question in board.questions:
        agreed = board.agreed.get((bid.pk, question.pk))
        if agreed is None:
            continue
        points = ScoredQuestion(str(question.number), agreed.value, maximum, question.weight).points
        rows.append(
            {
                "number": question.number,
                "title": question.title,
                "weight": digits(question.weight),
                "score": digits(agreed.value),
                "points": str(round_places(points)),
                "strengths": agreed.strengths,
                "weaknesses": agreed.weaknesses,
                "reason_for_change": agreed.reason_for_change,
            }
        )
    return rows


def _why_not_ranked(board: Board, bid: Bid, price: PriceScore | None, opened: OpenedPrice | None) -> str:
    if bid.state == BidState.NON_COMPLIANT:
        return _("It did not meet the pass-or-fail questions: %(reason)s") % {"reason": bid.non_compliance_reason}
    if reasons := below_minimum(board, bid):
        return " ".join(reasons)
    if opened is not None and opened.is_explanation_accepted is False:
        return _("Its price was not shown to be workable: %(reason)s") % {"reason": opened.explanation_decision}
    return price.reason if price else ""


def _low_price(opened: OpenedPrice | None) -> dict[str, Any]:
    if opened is None or not opened.is_abnormally_low:
        return {}
    return {
        "reasons": opened.low_reasons,
        "explanation": opened.explanation,
        "is_accepted": opened.is_explanation_accepted,
        "decision": opened.explanation_decision,
    }


def _head(board: Board, terms: PriceTerms, rows: list[dict[str, Any]], ranked: list[RankedBid]) -> dict[str, Any]:
    prices = [place.bid.price_pence for place in ranked]
    first = [row for row in rows if row["rank"] == 1]
    is_tied = len(first) > 1
    margin = abs(ranked[0].bid.total - ranked[1].bid.total) if len(ranked) > 1 else None
    return {
        "lot": board.evaluation.lot.number,
        "scale_maximum": digits(scale_of(board.evaluation.lot.procurement).maximum),
        "quality_weight": digits(sum((q.weight for q in board.questions), start=Decimal(0))),
        "price_weight": digits(terms.weight),
        "price_formula": terms.formula.value,
        "price_rule": rule_in_words(terms),
        "lowest_wins": terms.formula == PriceFormula.PRICE_PER_QUALITY_POINT,
        "questions": [{"number": q.number, "title": q.title, "weight": digits(q.weight)} for q in board.questions],
        "winner": first[0]["ref"] if first and not is_tied else None,
        "needs_interview": is_tied,
        "margin": None if margin is None or is_tied else str(margin),
        "lowest_price_pence": min(prices) if prices else None,
        "mean_price_pence": str(round_places(mean_price(prices))) if prices else None,
        "low_price_percent": board.evaluation.lot.procurement.abnormally_low_percent,
        "ranked_count": len(ranked),
        "opened_count": len(rows),
    }
