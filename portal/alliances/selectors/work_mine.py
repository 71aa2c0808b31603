"""Whose work it is: the person's organisations by what they may do there."""

from typing import Any

from django.db.models import QuerySet

from portal.alliances.enums import LIVE_STATES, AllianceState
from portal.alliances.models import AllianceMember
from portal.alliances.permissions.alliance import belongs_to_commissioner
from portal.organisations.models import Membership


class Mine:
    """The person's organisations by what they may do there: one query. Empty in alliances that they cannot enter."""

    def __init__(self, user: Any) -> None:
        rows = list(Membership.objects.current().filter(user=user).select_related("organisation").order_by("pk"))
        self.user_id = user.pk
        self.administered = [row.organisation_id for row in rows if row.is_administrator]
        self.speaking = [row.organisation_id for row in rows if row.is_administrator or row.is_signatory]
        self.signing = [row.organisation_id for row in rows if row.is_signatory and not row.organisation.is_suspended]
        self.convening = [row.organisation_id for row in rows if row.is_administrator or row.is_bid_lead]
        self.states = [state.value for state in LIVE_STATES]
        if rows and belongs_to_commissioner(user):
            self.states.remove(AllianceState.BIDDING)

    def members(self, organisations: list[int]) -> QuerySet[AllianceMember]:
        """Memberships of these organisations in alliances where something can wait."""
        rows = AllianceMember.objects.admitted().filter(organisation__in=organisations)
        return rows.filter(alliance__state__in=self.states).select_related("alliance", "organisation")
