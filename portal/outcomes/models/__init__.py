from portal.outcomes.models.answers import Answer, AnswerSheet
from portal.outcomes.models.framework import (
    FrameworkAssignment,
    Indicator,
    Observation,
    Outcome,
    OutcomesFramework,
    OutcomesFrameworkGroupObjectPermission,
    OutcomesFrameworkUserObjectPermission,
)
from portal.outcomes.models.licence import InstrumentLicence

__all__ = [
    "Answer",
    "AnswerSheet",
    "FrameworkAssignment",
    "Indicator",
    "InstrumentLicence",
    "Observation",
    "Outcome",
    "OutcomesFramework",
    "OutcomesFrameworkGroupObjectPermission",
    "OutcomesFrameworkUserObjectPermission",
]
