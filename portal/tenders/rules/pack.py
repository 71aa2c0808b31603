"""Rules of a tender pack: weights that sum to 100 for each lot (C5), dates in order, defaults of domain 2.2, 2.4."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from portal.tenders.rules import scoring

DEFAULT_SCALE: dict[str, Any] = {
    "max": int(scoring.DEFAULT_SCALE.maximum),
    "levels": [
        {"value": int(level.value), "label": level.label, "descriptor": level.descriptor}
        for level in scoring.DEFAULT_SCALE.levels
    ],
}
"""As stored with a procurement, whose officers adapt the descriptors."""

TIE_STEPS: dict[str, str] = {
    scoring.TieStep.QUALITY.value: "higher total for quality",
    scoring.TieStep.HEAVIEST_QUESTION.value: "higher score on the single heaviest question",
    scoring.TieStep.PRICE.value: "lower price",
    scoring.TieStep.INTERVIEW.value: "a panel interview on a question published beforehand",
}
DEFAULT_TIE_RULE = [step.value for step in scoring.DEFAULT_TIE_ORDER]


@dataclass(frozen=True)
class WeightedQuestion:
    """What the sums need of one scored question; `lot` is its number, or None when it is asked in every lot."""

    number: int
    weight: Decimal
    lot: int | None = None
    key_criterion: str = ""


def lot_totals(questions: Iterable[WeightedQuestion], lots: Iterable[int], price_weight: Decimal) -> dict[int, Decimal]:
    """Lot number -> sum of the weights of its questions and of price, in percent, exact."""
    asked = list(questions)
    return {lot: sum((q.weight for q in asked if q.lot in (None, lot)), start=Decimal(price_weight)) for lot in lots}


def wrong_totals(
    questions: Iterable[WeightedQuestion], lots: Iterable[int], price_weight: Decimal
) -> dict[int, Decimal]:
    """The lots whose weights do not make exactly 100.00, with what they make."""
    return {
        lot: total for lot, total in lot_totals(questions, lots, price_weight).items() if total != scoring.FULL_WEIGHT
    }


def criteria_weights(questions: Iterable[WeightedQuestion], price_weight: Decimal, lot: int) -> dict[str, Decimal]:
    """Key criterion -> its weight in one lot; price counts as KC2, value (domain 1.3)."""
    found = {f"KC{n}": Decimal(0) for n in range(1, 6)}
    for question in questions:
        if question.lot in (None, lot) and question.key_criterion:
            found[question.key_criterion] += question.weight
    found["KC2"] += price_weight
    return found


def criteria_without_reason(weights: Mapping[str, Decimal], reasons: Mapping[str, str]) -> list[str]:
    """Key criteria that weigh nothing and have no recorded reason."""
    return [code for code, weight in weights.items() if not weight and not reasons.get(code, "").strip()]


@dataclass(frozen=True)
class PackDates:
    """The clock of a tender: instants, and the days of the decision and of the service."""

    questions_close_at: datetime | None
    answers_by_at: datetime | None
    deadline_at: datetime | None
    intention_planned_on: date | None
    starts_on: date | None
    ends_on: date | None


def date_problems(dates: PackDates, now: datetime) -> list[str]:
    """Codes of what is out of order: each names the later date that comes too early."""
    d, found = dates, []
    pairs = (
        ("questions_past", now, d.questions_close_at),
        ("answers_before_questions", d.questions_close_at, d.answers_by_at),
        ("deadline_before_answers", d.answers_by_at, d.deadline_at),
    )
    found += [code for code, first, second in pairs if first and second and second <= first]
    if d.deadline_at and d.deadline_at <= now:
        found.append("deadline_past")
    if d.deadline_at and d.intention_planned_on and d.intention_planned_on <= d.deadline_at.date():
        found.append("intention_before_deadline")
    if d.intention_planned_on and d.starts_on and d.starts_on <= d.intention_planned_on + timedelta(days=1):
        found.append("start_before_intention")
    if d.starts_on and d.ends_on and d.ends_on <= d.starts_on:
        found.append("end_before_start")
    return found
