from collections.abc import Callable
from typing import Any

from portal.budgets import events
from portal.budgets.enums import ApprovalState, ContributionState
from portal.budgets.permissions import (
    can_agree_contribution,
    can_close_period,
    can_decide_allocation,
    can_decide_commitment,
    can_decide_payment,
    can_decide_release,
    can_decide_virement,
    can_receive_contribution,
    can_withdraw_allocation,
    can_withdraw_commitment,
    can_withdraw_payment,
    can_withdraw_period,
    can_withdraw_release,
    can_withdraw_virement,
)
from portal.common.permissions import Decision
from portal.common.workflow import Transition, Workflow

Policy = Callable[[Any, Any], Decision]
Event = Callable[[int], object]


def _approval(label: str, decide: Policy, withdraw: Policy, approved: Event, refused: Event) -> Workflow:
    """One prepares, another approves or refuses, and the first may take it back before that."""
    prepared = frozenset({ApprovalState.PREPARED.value})
    return Workflow(
        label,
        (
            Transition("approve", prepared, ApprovalState.APPROVED, decide, approved),
            Transition("refuse", prepared, ApprovalState.REFUSED, decide, refused),
            Transition("withdraw", prepared, ApprovalState.WITHDRAWN, withdraw),
        ),
    )


_PROPOSED = frozenset({ContributionState.PROPOSED.value})
CONTRIBUTION = Workflow(
    "budgets.contribution",
    (
        Transition("agree", _PROPOSED, ContributionState.AGREED, can_agree_contribution, events.ContributionAgreed),
        Transition("refuse", _PROPOSED, ContributionState.REFUSED, can_agree_contribution, events.ContributionRefused),
        Transition(
            "receive",
            frozenset({ContributionState.AGREED.value}),
            ContributionState.RECEIVED,
            can_receive_contribution,
        ),
    ),
)
ALLOCATION = _approval(
    "budgets.allocation",
    can_decide_allocation,
    can_withdraw_allocation,
    events.AllocationApproved,
    events.AllocationRefused,
)
COMMITMENT = _approval(
    "budgets.commitment",
    can_decide_commitment,
    can_withdraw_commitment,
    events.CommitmentApproved,
    events.CommitmentRefused,
)
PAYMENT = _approval(
    "budgets.payment",
    can_decide_payment,
    can_withdraw_payment,
    events.PaymentApproved,
    events.PaymentRefused,
)
RELEASE = _approval(
    "budgets.release",
    can_decide_release,
    can_withdraw_release,
    events.ReleaseApproved,
    events.ReleaseRefused,
)
PERIOD = _approval(
    "budgets.period",
    can_close_period,
    can_withdraw_period,
    events.PeriodClosed,
    events.PeriodRefused,
)
VIREMENT = _approval(
    "budgets.virement",
    can_decide_virement,
    can_withdraw_virement,
    events.VirementApproved,
    events.VirementRefused,
)
