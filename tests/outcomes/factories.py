"""Frameworks for tests: two outcomes, one measure each, weights 60 and 40."""

from decimal import Decimal
from typing import Any

from portal.common.clock import now
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.outcomes.enums import Direction, FrameworkState, Instrument, MeasureKind, Statistic
from portal.outcomes.models import Indicator, Outcome, OutcomesFramework
from portal.outcomes.permissions import wanted_grants
from tests.characters import Cast
from tests.remembered import remembered

COMMON = {
    "population": "Everybody who used the service for six months",
    "collection_points": "At the start, and again after six months",
    "baseline_source": "Survey of March 2026",
    "min_n": 30,
}


@remembered
def framework(cast: Cast, fixed: bool = True, **extra: Any) -> OutcomesFramework:
    """A framework of the ICB by officer@: goals (4.1 to 6.5, 60%) and loneliness (40% to 60%, 40%)."""
    made = OutcomesFramework.objects.create(
        ref=next_reference(OutcomesFramework, "OF"),
        title="Living well with pain",
        organisation=cast.org("icb"),
        created_by=cast.officer,
        created_at=now(),
        **({"state": FrameworkState.FIXED, "fixed_by": cast.officer, "fixed_at": now()} if fixed else {}),
        **extra,
    )
    goals = outcome(made, "I do more of what matters to me")
    alone = outcome(made, "I have people to turn to")
    indicator(goals, baseline="4.1", floor="4.5", target="6.5", payment_weight=60)
    indicator(
        alone,
        title="People seldom or never feel lonely",
        instrument=Instrument.LOCAL,
        kind=MeasureKind.SOCIAL,
        statistic=Statistic.PERCENT_AT_OR_ABOVE,
        baseline="40",
        floor="45",
        target="60",
        payment_weight=40,
    )
    grants_sync(made, wanted_grants(made))
    return made


def outcome(of: OutcomesFramework, statement: str = "I have people I can rely on") -> Outcome:
    """One more outcome, without a measure."""
    return Outcome.objects.create(framework=of, position=of.outcomes.count() + 1, statement=statement)


def indicator(of: Outcome, **extra: Any) -> Indicator:
    """One more measure of an outcome: goals, from 4 to 6 out of 10, without weight."""
    values: dict[str, Any] = {
        "title": "People come closer to their own goals",
        "direction": Direction.HIGHER,
        "baseline": "4",
        "floor": "4",
        "target": "6",
        "payment_weight": 0,
        **COMMON,
        **extra,
    }
    for name in ("baseline", "floor", "target", "payment_weight"):
        values[name] = Decimal(values[name])
    return Indicator.objects.create(outcome=of, position=of.indicators.count() + 1, **values)
