"""Scales, weighted scores, minimum scores, totals and the ranking (domain 2.1 to 2.4).

Everything is a fraction until the one rounding: half up to two decimals, at the lot total. Bids are ranked on the
rounded figure that is published, so that no hidden decimal decides an award.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.rounding import Exact, digits, exact, round_places

FULL_WEIGHT = Decimal("100.00")


@dataclass(frozen=True)
class Level:
    value: Decimal
    label: str
    descriptor: str = ""


@dataclass(frozen=True)
class Scale:
    """What a score may be. Only the listed values exist; `maximum` earns the whole weight."""

    scale_id: str
    levels: tuple[Level, ...]

    def __post_init__(self) -> None:
        values = [level.value for level in self.levels]
        if len(values) < 2 or values != sorted(set(values)) or values[0] < 0:
            raise DomainError(_("A scale needs two levels or more, from the lowest to the highest."))

    @property
    def maximum(self) -> Decimal:
        return self.levels[-1].value

    def level(self, score: Exact) -> Level:
        """The level of a score; DomainError names the scores there are."""
        for level in self.levels:
            if level.value == exact(score):
                return level
        allowed = ", ".join(digits(level.value) for level in self.levels)
        raise DomainError(_("Choose one of these scores: %(allowed)s.") % {"allowed": allowed})


def whole_scale(scale_id: str, labels: Sequence[tuple[str, str]]) -> Scale:
    """A scale of whole numbers from 0 on, from (label, descriptor) pairs."""
    return Scale(scale_id, tuple(Level(Decimal(value), *words) for value, words in enumerate(labels)))


DEFAULT_SCALE = whole_scale(
    "0-5",
    (
        ("No response", "Nothing submitted, or it does not address the question"),
        ("Poor", "Major gaps; little or no evidence; little confidence"),
        ("Partial", "Some points met; evidence thin; reservations"),
        ("Satisfactory", "Meets the requirement; adequate evidence"),
        ("Good", "Meets fully with good evidence and some added value"),
        ("Excellent", "Exceeds in relevant ways; strong evidence; high confidence"),
    ),
)


def weighted_score(score: Exact, maximum: Exact, weight: Exact) -> Fraction:
    """Points of a question: score ÷ highest score × weight, exact."""
    if not 0 <= exact(score) <= exact(maximum):
        raise DomainError(_("A score lies between 0 and %(maximum)s.") % {"maximum": digits(maximum)})
    return exact(score) / exact(maximum) * exact(weight)


def lot_total(points: Iterable[Exact]) -> Decimal:
    """The one rounding: the sum of exact points, half up to two decimals."""
    return round_places(sum((exact(point) for point in points), start=Fraction(0)))


def weights_problem(weights: Iterable[Decimal]) -> str:
    """Why these weights cannot be published: scored and price weights sum to 100.00 for each lot. Empty if they do."""
    listed = list(weights)
    if any(weight < 0 for weight in listed):
        return _("A weight cannot be below zero.")
    total = sum((exact(weight) for weight in listed), start=Fraction(0))
    if total == exact(FULL_WEIGHT):
        return ""
    return _("The weights sum to %(total)s. They must sum to 100.00.") % {"total": _two_or_more(total)}


def _two_or_more(total: Fraction) -> str:
    return str(round_places(total)) if (total * 100).denominator == 1 else digits(total)


@dataclass(frozen=True)
class ScoredQuestion:
    """A question and what was agreed for one bid. `minimum` is in the units of the scale; None means there is none."""

    number: str
    score: Decimal
    maximum: Decimal
    weight: Decimal
    minimum: Decimal | None = None

    @property
    def points(self) -> Fraction:
        return weighted_score(self.score, self.maximum, self.weight)


def failed_minimums(questions: Sequence[ScoredQuestion], floor_percent: Decimal | None = None) -> list[str]:
    """Why a bid is out: a question below its minimum, or all of them below `floor_percent` of their weight."""
    reasons = [
        _("Agreed at %(score)s on question %(number)s, where the minimum is %(minimum)s.")
        % {"score": digits(question.score), "number": question.number, "minimum": digits(question.minimum)}
        for question in questions
        if question.minimum is not None and question.score < question.minimum
    ]
    return [*reasons, *_below_floor(questions, floor_percent)]


def _below_floor(questions: Sequence[ScoredQuestion], floor_percent: Decimal | None) -> list[str]:
    if floor_percent is None or not questions:
        return []
    reached = sum((question.points for question in questions), start=Fraction(0))
    weight = sum((exact(question.weight) for question in questions), start=Fraction(0))
    if reached * 100 >= exact(floor_percent) * weight:
        return []
    words = {"reached": round_places(reached), "weight": digits(weight), "floor": digits(floor_percent)}
    return [_("%(reached)s of %(weight)s quality points, where the minimum is %(floor)s%%.") % words]


class TieStep(StrEnum):
    """What decides between equal totals, in the default order (domain 2.4). Never chance, never who holds it now."""

    QUALITY = "quality"
    HEAVIEST_QUESTION = "heaviest_question"
    PRICE = "price"
    INTERVIEW = "interview"


DEFAULT_TIE_ORDER = (TieStep.QUALITY, TieStep.HEAVIEST_QUESTION, TieStep.PRICE, TieStep.INTERVIEW)


@dataclass(frozen=True)
class RankingBid:
    """What a ranking looks at. `total` is the rounded, published figure; quality is rounded in the same way.

    `heaviest_score` is None for all bids when no single question is the heaviest: that step is then passed over.
    """

    reference: str
    total: Decimal
    quality: Decimal
    price_pence: int
    heaviest_score: Decimal | None = None


@dataclass(frozen=True)
class RankedBid:
    """A place in the order. `decided_by` is the tie step that put it there; None when its total alone did."""

    bid: RankingBid
    rank: int
    decided_by: TieStep | None = None

    @property
    def needs_interview(self) -> bool:
        return self.decided_by == TieStep.INTERVIEW

    @property
    def reason(self) -> str:
        """For the report; empty where there was no tie."""
        return tie_reason(self.decided_by)


def tie_reason(step: TieStep | None) -> str:
    words = {
        TieStep.QUALITY: _("Equal totals: decided by the higher quality total."),
        TieStep.HEAVIEST_QUESTION: _("Equal totals: decided by the higher score on the heaviest question."),
        TieStep.PRICE: _("Equal totals: decided by the lower price."),
        TieStep.INTERVIEW: _("Equal in everything: a panel interview on the published question is needed."),
    }
    return words[step] if step else ""


def heaviest_question(weights: Mapping[str, Decimal]) -> str | None:
    """The question with the greatest weight; None when two share it, so that no single one is the heaviest."""
    if not weights:
        return None
    greatest = max(weights.values())
    heaviest = [number for number, weight in weights.items() if weight == greatest]
    return heaviest[0] if len(heaviest) == 1 else None


def rank_bids(
    bids: Iterable[RankingBid], order: Sequence[TieStep] = DEFAULT_TIE_ORDER, *, lowest_total_wins: bool = False
) -> list[RankedBid]:
    """Bids from first to last. Equal in every step: they share a rank and need the panel interview.

    `lowest_total_wins` is for `price_per_quality_point`, whose figure is pence for each quality point.
    """
    keys = _keys(order, lowest_total_wins)
    in_order = sorted(bids, key=lambda bid: (*(key(bid) for _step, key in keys), bid.reference))
    groups = [list(group) for _total, group in groupby(in_order, key=lambda bid: bid.total)]
    ranked: list[RankedBid] = []
    for group in groups:
        ranked += _rank_group(group, keys[1:], first_rank=len(ranked) + 1)
    return ranked


Key = tuple[TieStep | None, Callable[[RankingBid], Fraction]]


def _keys(order: Sequence[TieStep], lowest_total_wins: bool) -> list[Key]:
    """Each step as a number of which the smaller comes first; the total is the first of them."""
    steps: dict[TieStep, Callable[[RankingBid], Fraction]] = {
        TieStep.QUALITY: lambda bid: -exact(bid.quality),
        TieStep.HEAVIEST_QUESTION: lambda bid: -exact(bid.heaviest_score or 0),
        TieStep.PRICE: lambda bid: exact(bid.price_pence),
    }
    sign = 1 if lowest_total_wins else -1
    total: Key = (None, lambda bid: sign * exact(bid.total))
    return [total, *((step, steps[step]) for step in order if step in steps)]


def _rank_group(group: Sequence[RankingBid], keys: Sequence[Key], first_rank: int) -> list[RankedBid]:
    ranks = [first_rank]
    for place in range(1, len(group)):
        same = _deciding_step(group[place - 1], group[place], keys) == TieStep.INTERVIEW
        ranks.append(ranks[-1] if same else first_rank + place)
    return [
        RankedBid(bid, rank, _step_of(group, place, keys))
        for place, (bid, rank) in enumerate(zip(group, ranks, strict=True))
    ]


def _step_of(group: Sequence[RankingBid], place: int, keys: Sequence[Key]) -> TieStep | None:
    """The step that parts a bid from its neighbours; the last of the steps when there are two neighbours."""
    neighbours = [group[near] for near in (place - 1, place + 1) if 0 <= near < len(group)]
    steps = [_deciding_step(group[place], neighbour, keys) for neighbour in neighbours]
    published = [*(step for step, _key in keys), TieStep.INTERVIEW]
    return max(steps, key=published.index, default=None)


def _deciding_step(one: RankingBid, other: RankingBid, keys: Sequence[Key]) -> TieStep:
    for step, key in keys:
        if step and key(one) != key(other):
            return step
    return TieStep.INTERVIEW
