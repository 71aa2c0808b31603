"""The way from a need to a paid outcome, stage by stage."""

from tests.journeys import stages_alliance, stages_money, stages_text

STAGES = [*stages_text.STAGES, *stages_money.STAGES, *stages_alliance.STAGES]
