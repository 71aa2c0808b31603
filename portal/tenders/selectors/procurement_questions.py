"""Questions that wait: for those who answer, without a name; and one's own."""

from typing import Any

from portal.tenders.enums import ClarificationState, TeamRole
from portal.tenders.models import Clarification, Procurement
from portal.tenders.permissions.procurement import bid_lead_organisations, has_team_role


def waiting_clarifications(user: Any, procurement: Procurement) -> list[Clarification]:
    """What lead and pack author have to answer; nobody else sees a question before its answer."""
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PACK_AUTHOR):
        return []
    rows = procurement.clarifications.filter(state=ClarificationState.ASKED).select_related("lot__procurement")
    return list(rows.defer("asker", "asked_by").order_by("number"))


def answered_alone(user: Any, procurement: Procurement) -> list[Clarification]:
    """Answers that went to their asker alone: for those who answer, and for the asker's bid leads."""
    rows = procurement.clarifications.filter(state=ClarificationState.ANSWERED_ALONE)
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PACK_AUTHOR):
        own = bid_lead_organisations(user)
        if not own:
            return []
        rows = rows.filter(asker__in=own)
    return list(rows.defer("asker", "asked_by").select_related("lot").order_by("number"))


def count_answered_alone(procurement: Procurement) -> int:
    """How many answers went to one bidder alone: everybody may know that, and no more."""
    return procurement.clarifications.filter(state=ClarificationState.ANSWERED_ALONE).count()


def own_clarifications(user: Any, procurement: Procurement) -> list[Clarification]:
    """What the person's own organisations asked and is not answered yet."""
    own = bid_lead_organisations(user)
    if not own:
        return []
    waiting = (ClarificationState.ASKED, ClarificationState.NOT_CONFIDENTIAL)
    return list(procurement.clarifications.filter(asker__in=own, state__in=waiting).order_by("number"))
