"""What the pages of the opening show."""

from typing import Any

from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.templatetags.ui_text import when, when_exact
from portal.tenders.enums import ProcurementState, TeamRole
from portal.tenders.models import Procurement
from portal.tenders.permissions.evaluation import (
    can_confirm_opening,
    can_start_opening,
    current_declaration,
    opening_in_progress,
)
from portal.tenders.permissions.procurement import team_roles
from portal.tenders.selectors.evaluation import last_opening
from portal.tenders.selectors.procurement_people import team_people


def opening_page(user: Any, procurement: Procurement) -> dict[str, Any]:
    """The opening for its officers and the lead."""
    waiting, last = opening_in_progress(procurement), last_opening(procurement)
    is_opener = TeamRole.OPENER in team_roles(user, procurement)
    lapsed = [row for row in procurement.openings.select_related("first_by").order_by("first_at") if not row.is_done]
    return {
        "procurement": procurement,
        "waiting": waiting,
        "done": last if last and last.is_done else None,
        "record": _record(last) if last and last.is_done else [],
        "lapsed": [
            (str(row.first_by), when(row.first_at), when(row.confirm_by_at)) for row in lapsed if row.has_lapsed(now())
        ],
        "is_opener": is_opener,
        "is_mine": bool(waiting and waiting.first_by_id == user.pk),
        "declaration": current_declaration(user, procurement) if is_opener else None,
        "start": can_start_opening(user, procurement),
        "confirm": can_confirm_opening(user, procurement),
        "officers": ", ".join(str(person) for person in team_people(procurement, TeamRole.OPENER)),
        "is_past_deadline": procurement.is_past_deadline(now()),
        "is_opened": procurement.state not in (ProcurementState.DRAFT, ProcurementState.PUBLISHED),
    }


def opening_summary(procurement: Procurement, heading: str) -> dict[str, Any]:
    """What an officer reads before acting."""
    waiting = opening_in_progress(procurement)
    rows = [
        (_("Tender"), procurement.title),
        (_("Bids closed"), when(procurement.deadline_at)),
        (_("Opening officers"), [str(person) for person in team_people(procurement, TeamRole.OPENER)]),
    ]
    if waiting:
        rows.append((_("Started by"), f"{waiting.first_by}, {when_exact(waiting.first_at)}"))
        rows.append((_("Confirm by"), when_exact(waiting.confirm_by_at)))
    return {"procurement": procurement, "heading": heading, "rows": rows, "waiting": waiting}


def _record(opening: Any) -> list[tuple[str, Any]]:
    return [
        (_("Started by"), f"{opening.first_by}, {when_exact(opening.first_at)}"),
        (_("Confirmed by"), f"{opening.second_by}, {when_exact(opening.second_at)}"),
        (_("Bidders"), opening.bidder_names or _("Nobody sent a bid")),
        (_("Comments"), opening.comments or _("Nothing was written")),
        (_("Prices"), _("Sealed until the quality scores are locked")),
    ]
