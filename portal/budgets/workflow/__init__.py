from portal.budgets.workflow.fund import (
    ALLOCATION,
    COMMITMENT,
    CONTRIBUTION,
    PAYMENT,
    PERIOD,
    RELEASE,
    VIREMENT,
    Event,
    Policy,
)

__all__ = [
    "ALLOCATION",
    "COMMITMENT",
    "CONTRIBUTION",
    "PAYMENT",
    "PERIOD",
    "RELEASE",
    "VIREMENT",
    "Event",
    "Policy",
]
