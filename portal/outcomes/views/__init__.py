from portal.outcomes.views.framework import framework_detail_view
from portal.outcomes.views.indicator import (
    indicator_add_view,
    indicator_detail_view,
    indicator_edit_view,
    indicator_remove_view,
)
from portal.outcomes.views.outcome import outcome_add_view, outcome_edit_view, outcome_remove_view

__all__ = [
    "framework_detail_view",
    "indicator_add_view",
    "indicator_detail_view",
    "indicator_edit_view",
    "indicator_remove_view",
    "outcome_add_view",
    "outcome_edit_view",
    "outcome_remove_view",
]
