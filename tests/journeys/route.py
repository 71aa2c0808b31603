"""The way from a need to a paid outcome, stage by stage."""

from tests.journeys import (
    stages_alliance,
    stages_award,
    stages_bid,
    stages_evaluation,
    stages_money,
    stages_paid,
    stages_tender,
    stages_text,
)

STAGES = [
    *stages_text.STAGES,
    *stages_money.STAGES,
    *stages_alliance.STAGES,
    *stages_tender.STAGES,
    *stages_bid.STAGES,
    *stages_evaluation.STAGES,
    *stages_award.STAGES,
    *stages_paid.STAGES,
]
