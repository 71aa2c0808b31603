from portal.outcomes.selectors.framework import (
    IndicatorView,
    OutcomeView,
    framework_indicators,
    framework_outcomes,
    framework_problems,
    framework_warnings,
    indicator_gaps,
    indicator_view,
    observations_of,
    weight_total,
)

__all__ = [
    "IndicatorView",
    "OutcomeView",
    "framework_indicators",
    "framework_outcomes",
    "framework_problems",
    "framework_warnings",
    "indicator_gaps",
    "indicator_view",
    "observations_of",
    "weight_total",
]
