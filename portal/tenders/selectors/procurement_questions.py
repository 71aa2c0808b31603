"""Questions that wait: for those who answer, without a name; and one's own."""

from typing import Any

from portal.tenders.enums import ClarificationState, TeamRole
from portal.tenders.models import Clarification, Procurement
from portal.tenders.permissions.procurement import bid_lead_organisations, has_team_role


def waiting_clarifications(user: Any, procurement: Procurement) -> list[Clarification]:
    """What lead and pack author have to answer; nobody else sees a question before its answer."""
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PACK_AUTHOR):
        return []
    rows = procurement.clarifications.filter(state=ClarificationState.ASKED).select_related("lot")
    return list(rows.defer("asker", "asked_by").order_by("number"))


def own_clarifications(user: Any, procurement: Procurement) -> list[Clarification]:
    """What the person's own organisations asked and is not answered yet."""
    own = bid_lead_organisations(user)
    if not own:
        return []
    rows = procurement.clarifications.filter(asker__in=own, state=ClarificationState.ASKED)
    return list(rows.order_by("number"))
