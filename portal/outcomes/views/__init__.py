from portal.outcomes.views.answers import (
    answers_mine_view,
    distance_view,
    instruments_view,
    sheet_check_view,
    sheet_question_view,
    sheet_remove_view,
    sheet_start_view,
)
from portal.outcomes.views.framework import framework_detail_view
from portal.outcomes.views.indicator import (
    indicator_add_view,
    indicator_detail_view,
    indicator_edit_view,
    indicator_remove_view,
)
from portal.outcomes.views.licence import licence_end_view, licence_list_view
from portal.outcomes.views.outcome import outcome_add_view, outcome_edit_view, outcome_remove_view

__all__ = [
    "answers_mine_view",
    "distance_view",
    "framework_detail_view",
    "indicator_add_view",
    "indicator_detail_view",
    "indicator_edit_view",
    "indicator_remove_view",
    "instruments_view",
    "licence_end_view",
    "licence_list_view",
    "outcome_add_view",
    "outcome_edit_view",
    "outcome_remove_view",
    "sheet_check_view",
    "sheet_question_view",
    "sheet_remove_view",
    "sheet_start_view",
]
