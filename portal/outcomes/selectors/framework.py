"""Reads of outcomes and of what was measured."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from portal.outcomes.enums import MeasureKind
from portal.outcomes.instruments import READY
from portal.outcomes.models import Indicator, Observation, Outcome, OutcomesFramework
from portal.outcomes.rules.payout import weights_problem
from portal.outcomes.wording import counted_as, measured, share


@dataclass(frozen=True)
class IndicatorView:
    """An indicator in words."""

    indicator: Indicator
    baseline: str
    floor: str
    target: str
    counted: str
    weight: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutcomeView:
    """An outcome with its indicators in words."""

    outcome: Outcome
    indicators: list[IndicatorView] = field(default_factory=list)


def indicator_view(indicator: Indicator) -> IndicatorView:
    """One indicator in words."""
    return IndicatorView(
        indicator,
        measured(indicator, indicator.baseline),
        measured(indicator, indicator.floor),
        measured(indicator, indicator.target),
        counted_as(indicator),
        share(indicator.payment_weight),
        READY[indicator.instrument].questions,
    )


def framework_outcomes(framework: OutcomesFramework) -> list[OutcomeView]:
    """All outcomes of a framework with their indicators, in order: two queries."""
    outcomes = framework.outcomes.prefetch_related(Prefetch("indicators", Indicator.objects.order_by("position")))
    return [
        OutcomeView(outcome, [indicator_view(indicator) for indicator in outcome.indicators.all()])
        for outcome in outcomes
    ]


def framework_indicators(framework: OutcomesFramework) -> QuerySet[Indicator]:
    """All indicators of a framework in order."""
    return Indicator.objects.filter(outcome__framework=framework).select_related("outcome")


def weight_total(framework: OutcomesFramework) -> Decimal:
    """The sum of all payment weights, in percent."""
    weights = framework_indicators(framework).values_list("payment_weight", flat=True)
    return sum(weights, start=Decimal(0))


def framework_problems(framework: OutcomesFramework) -> list[str]:
    """What stands in the way of fixing the framework, in sentences; empty when nothing does."""
    outcomes = list(framework.outcomes.prefetch_related("indicators"))
    if not outcomes:
        return [_("There is no outcome yet.")]
    found = [
        _("“%(outcome)s” has no measure yet.") % {"outcome": outcome.statement}
        for outcome in outcomes
        if not outcome.indicators.all()
    ]
    indicators = [indicator for outcome in outcomes for indicator in outcome.indicators.all()]
    for indicator in indicators:
        found += indicator_gaps(indicator)
    weights = [indicator.payment_weight for indicator in indicators]
    if any(weights) and (problem := weights_problem(weights)):
        found.append(problem)
    return found


def indicator_gaps(indicator: Indicator) -> list[str]:
    """What an indicator still needs before money can follow it."""
    missing = [
        label
        for label, value in (
            (_("who is asked"), indicator.population),
            (_("when it is measured"), indicator.collection_points),
            (_("where things stand at the start"), indicator.baseline),
            (_("where that figure comes from"), indicator.baseline_source),
            (_("the floor"), indicator.floor),
            (_("the target"), indicator.target),
        )
        if value in (None, "")
    ]
    if not missing:
        return []
    return [_("“%(title)s” still needs: %(parts)s.") % {"title": indicator.title, "parts": ", ".join(missing)}]


def framework_warnings(framework: OutcomesFramework) -> list[str]:
    """What is permitted but worth a second look (domain 3.1)."""
    kinds = set(framework_indicators(framework).values_list("kind", flat=True))
    if kinds == {MeasureKind.ACTIVITY}:
        return [_("All measures only count what a service does. None shows a change in people's lives.")]
    return []


def observations_of(context_ref: str, indicators: Iterable[Indicator] | None = None) -> QuerySet[Observation]:
    """What was measured for one contract, newest period first, without what was put right since."""
    found = Observation.objects.filter(context_ref=context_ref, replaced_by=None)
    if indicators is not None:
        found = found.filter(indicator__in=list(indicators))
    return found.select_related("indicator__outcome", "recorded_by").order_by("-period_from_on", "-pk")
