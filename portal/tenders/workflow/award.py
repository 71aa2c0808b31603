"""How an award and a representation move on. That a standstill is over is no state: the policies ask the clock."""

from portal.common.workflow import Transition, Workflow
from portal.tenders.enums import AwardState as State
from portal.tenders.enums import RepresentationState as Received
from portal.tenders.events.award import (
    AwardAbandoned,
    AwardAnnounced,
    AwardApproved,
    AwardConfirmed,
    AwardReturned,
    RepresentationReviewed,
)
from portal.tenders.permissions.award import (
    ANNOUNCED,
    can_abandon_award,
    can_announce_award,
    can_answer_representation,
    can_approve_award,
    can_confirm_award,
    can_decide_further,
    can_repeat_award,
    can_represent,
    can_return_award,
    can_review_representation,
)

_RUNNING = frozenset(ANNOUNCED)
_CHALLENGED = frozenset({State.UNDER_REPRESENTATION, State.FURTHER_DECISION_SENT})
_FREE = frozenset({State.INTENTION_PUBLISHED, State.FURTHER_DECISION_SENT})

AWARD = Workflow(
    "tenders.award",
    (
        Transition("approve", frozenset({State.RECOMMENDED}), State.APPROVED, can_approve_award, AwardApproved),
        Transition("return", frozenset({State.RECOMMENDED}), State.RETURNED, can_return_award, AwardReturned),
        Transition(
            "announce", frozenset({State.APPROVED}), State.INTENTION_PUBLISHED, can_announce_award, AwardAnnounced
        ),
        Transition("represent", _RUNNING, State.UNDER_REPRESENTATION, can_represent),
        Transition("decide_further", _CHALLENGED, State.FURTHER_DECISION_SENT, can_decide_further),
        Transition("award", _FREE, State.AWARDED, can_confirm_award, AwardConfirmed),
        Transition("abandon", _FREE, State.ABANDONED, can_abandon_award, AwardAbandoned),
        Transition("back_to_step", _FREE, State.RETURNED, can_repeat_award, AwardReturned),
    ),
)

REPRESENTATION = Workflow(
    "tenders.representation",
    (
        Transition(
            "review",
            frozenset({Received.RECEIVED}),
            Received.REVIEWED,
            can_review_representation,
            RepresentationReviewed,
        ),
        Transition("answer", frozenset({Received.REVIEWED}), Received.ANSWERED, can_answer_representation),
    ),
)
