"""How a procurement and a question about it move on. What only time brings is no state (`phase_of`)."""

from portal.common.workflow import Transition, Workflow
from portal.tenders.enums import ClarificationState as Question
from portal.tenders.enums import ProcurementState as State
from portal.tenders.events.evaluation import BidsOpened
from portal.tenders.events.procurement import (
    ClarificationAnswered,
    ClarificationAnsweredAlone,
    ClarificationReleased,
    ConfidenceRefused,
    ProcurementAbandoned,
    ProcurementPublished,
)
from portal.tenders.permissions.evaluation import can_confirm_opening
from portal.tenders.permissions.procurement import (
    can_abandon_procurement,
    can_answer_this,
    can_complete_procurement,
    can_decide_confidential,
    can_publish_procurement,
    only_the_portal,
)

PROCUREMENT = Workflow(
    "tenders.procurement",
    (
        Transition("publish", frozenset({State.DRAFT}), State.PUBLISHED, can_publish_procurement, ProcurementPublished),
        Transition("open", frozenset({State.PUBLISHED}), State.OPENED, can_confirm_opening, BidsOpened),
        Transition("complete", frozenset({State.OPENED}), State.COMPLETE, can_complete_procurement),
        Transition(
            "abandon",
            frozenset({State.PUBLISHED, State.OPENED}),
            State.ABANDONED,
            can_abandon_procurement,
            ProcurementAbandoned,
        ),
    ),
)

CLARIFICATION = Workflow(
    "tenders.clarification",
    (
        Transition("answer", frozenset({Question.ASKED}), Question.ANSWERED, can_answer_this, ClarificationAnswered),
        Transition(
            "answer_alone",
            frozenset({Question.ASKED}),
            Question.ANSWERED_ALONE,
            can_decide_confidential,
            ClarificationAnsweredAlone,
        ),
        Transition(
            "refuse_confidence",
            frozenset({Question.ASKED}),
            Question.NOT_CONFIDENTIAL,
            can_decide_confidential,
            ConfidenceRefused,
        ),
        Transition(
            "release", frozenset({Question.NOT_CONFIDENTIAL}), Question.ASKED, only_the_portal, ClarificationReleased
        ),
        Transition(
            "withdraw", frozenset({Question.ASKED, Question.NOT_CONFIDENTIAL}), Question.WITHDRAWN, only_the_portal
        ),
    ),
)
