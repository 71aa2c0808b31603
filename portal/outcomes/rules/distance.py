"""Distance travelled: what changed for the people who answered twice (domain 3.2).

Always with the pairing rate beside it: a rise among the few who stayed is not an effect of the service.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from portal.common.rounding import Exact, exact, round_places

MIN_PAIRS_TO_SHOW = 10
MIN_PAIRS_TO_CLAIM = 30


@dataclass(frozen=True)
class Reading:
    """One person's first and last reading; `last` is None for somebody who was not asked or did not answer again."""

    first: Exact
    last: Exact | None = None


@dataclass(frozen=True)
class Change:
    """Figures for display: means and medians with two decimals, percents with one. Above zero is better."""

    mean: Decimal
    median: Decimal
    percent_improved: Decimal
    percent_same: Decimal
    percent_worse: Decimal


@dataclass(frozen=True)
class DistanceTravelled:
    """`change` is None when there are too few pairs to report; `may_be_claimed` needs more of them."""

    n_start: int
    n_pairs: int
    pairing_rate: Decimal | None
    change: Change | None
    may_be_claimed: bool


def distance_travelled(
    readings: Sequence[Reading],
    *,
    lower_is_better: bool = False,
    min_to_show: int = MIN_PAIRS_TO_SHOW,
    min_to_claim: int = MIN_PAIRS_TO_CLAIM,
) -> DistanceTravelled:
    """Change = last less first, for people with both; the sign is turned where lower is better.

    `pairing_rate` is percent of those who started, one decimal; None when nobody did.
    """
    changes = [_change(reading, lower_is_better) for reading in readings if reading.last is not None]
    rate = round_places(Fraction(100 * len(changes), len(readings)), 1) if readings else None
    return DistanceTravelled(
        n_start=len(readings),
        n_pairs=len(changes),
        pairing_rate=rate,
        change=_figures(changes) if changes and len(changes) >= min_to_show else None,
        may_be_claimed=bool(changes) and len(changes) >= max(min_to_claim, min_to_show),
    )


def _change(reading: Reading, lower_is_better: bool) -> Fraction:
    change = exact(reading.last or 0) - exact(reading.first)
    return -change if lower_is_better else change


def _figures(changes: Sequence[Fraction]) -> Change:
    return Change(
        mean=round_places(sum(changes, start=Fraction(0)) / len(changes)),
        median=round_places(median(changes)),
        percent_improved=_percent([change > 0 for change in changes]),
        percent_same=_percent([change == 0 for change in changes]),
        percent_worse=_percent([change < 0 for change in changes]),
    )


def _percent(holds: Sequence[bool]) -> Decimal:
    return round_places(Fraction(100 * sum(holds), len(holds)), 1)
