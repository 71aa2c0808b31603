"""How a declaration of interests and the evaluation of a lot move on."""

from portal.common.workflow import Transition, Workflow
from portal.tenders.enums import DeclarationState as Declared
from portal.tenders.enums import EvaluationState as State
from portal.tenders.events.evaluation import (
    DeclarationBlocked,
    DeclarationCleared,
    EvaluationRanked,
    QualityLocked,
    ScoringClosed,
    ScoringStarted,
)
from portal.tenders.permissions.evaluation import (
    can_clear_declaration,
    can_close_scoring,
    can_decide_declaration,
    can_lock_quality,
    can_rank,
    can_start_scoring,
)

_UNDECIDED = frozenset({Declared.PENDING})
_ANY = frozenset({Declared.PENDING, Declared.CLEARED, Declared.CLEARED_WITH_MITIGATION})

DECLARATION = Workflow(
    "tenders.declaration",
    (
        Transition("clear", _UNDECIDED, Declared.CLEARED, can_clear_declaration, DeclarationCleared),
        Transition(
            "clear_with_conditions",
            _UNDECIDED,
            Declared.CLEARED_WITH_MITIGATION,
            can_clear_declaration,
            DeclarationCleared,
        ),
        Transition("block", _ANY, Declared.BLOCKING, can_decide_declaration, DeclarationBlocked),
    ),
)

EVALUATION = Workflow(
    "tenders.evaluation",
    (
        Transition("start_scoring", frozenset({State.DECLARING}), State.SCORING, can_start_scoring, ScoringStarted),
        Transition("close_scoring", frozenset({State.SCORING}), State.MODERATION, can_close_scoring, ScoringClosed),
        Transition(
            "lock_quality", frozenset({State.MODERATION}), State.QUALITY_LOCKED, can_lock_quality, QualityLocked
        ),
        Transition("rank", frozenset({State.QUALITY_LOCKED}), State.RANKED, can_rank, EvaluationRanked),
    ),
)
