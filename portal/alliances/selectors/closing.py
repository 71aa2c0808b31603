"""What the closing of an alliance shows: what is written down, and what is still missing."""

from typing import Any

from portal.alliances.enums import ENDING_STATES, ClosingPart
from portal.alliances.models import Alliance, ClosingRecord
from portal.alliances.selectors.space import agreement_in_force


def newest_records(alliance: Alliance) -> dict[str, ClosingRecord]:
    """Part -> what was written last (one query)."""
    return {row.part: row for row in alliance.closing_records.select_related("recorded_by").order_by("pk")}


def closing_rows(alliance: Alliance) -> list[tuple[ClosingPart, ClosingRecord | None]]:
    """Every part with what is written down of it."""
    there = newest_records(alliance)
    return [(part, there.get(part.value)) for part in ClosingPart]


def closing_context(alliance: Alliance) -> dict[str, Any]:
    """The part "How it ends" of the members' page."""
    is_ending = alliance.state in ENDING_STATES
    agreement = agreement_in_force(alliance)
    return {
        "is_ending": is_ending,
        "exit_plan_of": agreement if agreement and agreement.exit_plan else None,
        "closing_rows": closing_rows(alliance) if is_ending else [],
    }
