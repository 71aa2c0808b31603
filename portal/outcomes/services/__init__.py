from portal.outcomes.services.framework import (
    framework_copy,
    framework_create,
    framework_fix,
    framework_publish,
    framework_share,
)
from portal.outcomes.services.indicator import indicator_add, indicator_edit, indicator_remove, indicator_start
from portal.outcomes.services.observation import Evidence, observation_record
from portal.outcomes.services.outcome import outcome_add, outcome_edit, outcome_remove

__all__ = [
    "Evidence",
    "framework_copy",
    "framework_create",
    "framework_fix",
    "framework_publish",
    "framework_share",
    "indicator_add",
    "indicator_edit",
    "indicator_remove",
    "indicator_start",
    "observation_record",
    "outcome_add",
    "outcome_edit",
    "outcome_remove",
]
