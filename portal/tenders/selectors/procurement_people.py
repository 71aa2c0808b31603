"""Whom to tell: the people of a procurement's team, and the bid leads of those who registered interest."""

from portal.accounts.models import User
from portal.common.clock import now
from portal.organisations.models import Membership
from portal.tenders.enums import TeamRole
from portal.tenders.models import Procurement


def team_people(procurement: Procurement, *roles: TeamRole) -> list[User]:
    """Who has one of these parts now; anybody on the team when none is named."""
    rows = procurement.assignments.select_related("user").order_by("number")
    if roles:
        rows = rows.filter(role__in=roles)
    found = {row.user_id: row.user for row in rows if row.is_active(now())}
    return list(found.values())


def interested_people(procurement: Procurement) -> list[User]:
    """The bid leads of every organisation with registered interest."""
    rows = (
        Membership.objects.current()
        .filter(
            is_bid_lead=True,
            organisation__in=procurement.interests.filter(withdrawn_at=None).values("organisation"),
        )
        .select_related("user")
        .order_by("user__email")
    )
    return list({row.user_id: row.user for row in rows}.values())


def bid_leads_of(organisation_pk: int) -> list[User]:
    """The bid leads of one organisation."""
    rows = Membership.objects.current().filter(is_bid_lead=True, organisation=organisation_pk).select_related("user")
    return [row.user for row in rows.order_by("user__email")]
