"""The pack as data: what is frozen with the notice, and what the page of the whole pack shows."""

from datetime import datetime
from typing import Any

from portal.tenders.cpv import cpv_label
from portal.tenders.enums import KeyCriterion, Regime
from portal.tenders.models import Procurement
from portal.tenders.rules.pack import TIE_STEPS, criteria_weights
from portal.tenders.rules.price import rule_in_words
from portal.tenders.selectors.procurement import amendments_of, outcomes_of, questions_of
from portal.tenders.selectors.procurement_check import pack_of, percent, price_terms
from portal.tenders.selectors.procurement_page import date_rows, extension_words, length_words, rules_note


def pack_snapshot(procurement: Procurement) -> dict[str, Any]:
    """Everything a bidder is told, as published: plain values, for the notice."""
    p = procurement
    return {
        "title": p.title,
        "summary": p.summary,
        "regime": p.regime,
        "process": p.process,
        "main_cpv": p.main_cpv,
        "cpv_codes": p.cpv_codes,
        "value_pence": p.estimated_value_pence,
        "starts_on": p.starts_on.isoformat() if p.starts_on else None,
        "ends_on": p.ends_on.isoformat() if p.ends_on else None,
        "extension_months": p.extension_months,
        "outcome_share_percent": str(p.outcome_share_percent),
        "payment_terms": p.payment_terms,
        "price": {
            "weight": str(p.price_weight),
            "formula": p.price_formula,
            "benchmark_pence": p.price_benchmark_pence,
            "abnormally_low_percent": p.abnormally_low_percent,
        },
        "scale": p.scale,
        "tie_rule": p.tie_rule,
        "questions_close_at": p.questions_close_at.isoformat() if p.questions_close_at else None,
        "answers_by_at": p.answers_by_at.isoformat() if p.answers_by_at else None,
        "deadline_at": p.deadline_at.isoformat() if p.deadline_at else None,
        "time_zone": p.time_zone,
        "intention_planned_on": p.intention_planned_on.isoformat() if p.intention_planned_on else None,
        "specification_version": p.specification.number if p.specification else None,
        "lots": [
            {"number": lot.number, "title": lot.title, "description": lot.description, "value_pence": lot.value_pence}
            for lot in p.lots.order_by("number")
        ],
        "questions": [_question(question) for question in questions_of(p)],
        "outcomes": [outcome.statement for outcome in outcomes_of(p)],
    }


def _question(question: Any) -> dict[str, Any]:
    return {
        "number": question.number,
        "lot": question.lot.number if question.lot else None,
        "kind": question.kind,
        "title": question.title,
        "text": question.text,
        "plain_text": question.plain_text,
        "word_limit": question.word_limit,
        "weight": str(question.weight),
        "minimum_score": str(question.minimum_score) if question.minimum_score is not None else None,
        "evaluator_group": question.evaluator_group,
        "key_criterion": question.key_criterion,
        "outcomes": [outcome.statement for outcome in question.outcomes.all()],
        "allows_files": question.allows_files,
    }


def tie_steps(procurement: Procurement) -> list[str]:
    """What decides between bids that are level, in order, in words."""
    return [TIE_STEPS.get(code, code) for code in procurement.tie_rule]


def pack_page(procurement: Procurement, now: datetime) -> dict[str, Any]:
    """The whole pack for its page, from the same rows as the bid form and the scoring."""
    return {
        "lots": list(procurement.lots.order_by("number")),
        "questions": list(questions_of(procurement)),
        "outcomes": outcomes_of(procurement),
        "tie_steps": tie_steps(procurement),
        "formula_words": rule_in_words(price_terms(procurement)),
        "price_weight": f"{percent(procurement.price_weight)}%",
        "outcome_share": f"{percent(procurement.outcome_share_percent)}%",
        "codes": [cpv_label(code) for code in procurement.cpv_codes],
        "levels": procurement.scale.get("levels", []),
        "dates": date_rows(procurement),
        "criteria": _criteria(procurement, now),
        "rules": rules_note(procurement),
        "amendments": amendments_of(procurement),
        "extension": extension_words(procurement.extension_months),
        "length": length_words(procurement.starts_on, procurement.ends_on),
    }


def _criteria(procurement: Procurement, now: datetime) -> list[tuple[str, str]]:
    """The five key criteria with their weight in the first lot, or the reason why one has none."""
    if procurement.regime != Regime.PSR:
        return []
    pack = pack_of(procurement, now)
    first = pack.lots[0].number if pack.lots else 1
    weights = criteria_weights(pack.weighted, procurement.price_weight, first)
    return [
        (
            str(KeyCriterion(code).label),
            f"{percent(weight)}%" if weight else procurement.key_criteria_reasons.get(code, ""),
        )
        for code, weight in weights.items()
    ]
