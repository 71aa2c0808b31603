"""Who can see an alliance and its members' space."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.enums import PortalRole
from portal.alliances.access import access_alliance
from portal.alliances.models import Alliance
from portal.alliances.permissions.alliance import can_enter_space, can_see_alliance, keep_buyers, keep_invitations
from portal.common.clock import now
from portal.common.seeing import Holder, Kind, Part, StandIn, register
from portal.organisations.enums import MemberRole
from portal.organisations.seeing import people_of


def _parts(alliance: Alliance) -> list[Part]:
    parts = [Part(_("Name, purpose, members, principles and what is looked for"), can_see_alliance)]
    if alliance.is_sourced:
        return parts
    inside = _("Decisions and votes, the agreement, shares, and what each member lets the others see")
    return [*parts, Part(inside, can_enter_space)]


def _people(alliance: Alliance) -> list[Holder]:
    admitted = list(alliance.members.admitted().select_related("organisation"))
    invited = list(alliance.members.waiting(now()).select_related("organisation"))
    seats = alliance.seats.filter(ended_at=None).select_related("user").order_by("given_at", "pk")
    return [
        *people_of(
            [row.organisation for row in admitted],
            _("Their organisation is a member"),
            {row.organisation_id: row.answered_at or row.invited_at for row in admitted},
        ),
        *(
            # Which organisation is invited is not everybody's business: the members know.
            replace(row, label=_("People of organisations that are invited"), until_words=_("until it answers"))
            for row in people_of(
                [row.organisation for row in invited],
                _("Their organisation is invited, and they need it to answer"),
                {row.organisation_id: row.invited_at for row in invited},
            )
        ),
        *(
            Holder(
                user=row.user,
                label=_("People with lived experience who have a seat"),
                rule=_("The alliance gave them a seat"),
                since=row.given_at,
                until_words=_("until the seat ends"),
            )
            for row in seats
        ),
    ]


def _prepare(alliance: Alliance, users: Sequence[Any]) -> None:
    keep_buyers(users)
    keep_invitations(alliance)


def _outside(viewer: Any, alliance: Alliance) -> list[StandIn]:
    if alliance.is_sourced:
        return []
    auditors = StandIn(_("Auditors"), _("The role of the portal"), frozenset({PortalRole.AUDITOR.value}))
    if can_enter_space(viewer, alliance):
        return [auditors]
    # From outside the members are one: that a single one of them is shut out would tell that the alliance bids.
    rows = alliance.members.admitted().select_related("organisation").order_by("organisation__name")
    names = ", ".join(row.organisation.name for row in rows)
    members = StandIn(
        _("People of the members: %(names)s") % {"names": names},
        _("Their organisation is a member"),
        frozenset({f"org:{alliance.lead_id}:{MemberRole.MEMBER.value}"}),
    )
    return [members, auditors]


register(
    Kind(
        key="alliances.alliance",
        title=gettext_noop("Who can see this alliance, and why"),
        heading=gettext_noop("Alliances"),
        section="alliances",
        door=access_alliance,
        parts=_parts,
        people=_people,
        called=lambda alliance: alliance.name,
        back=lambda alliance: reverse("alliances:alliance_detail", args=[alliance.ref]),
        may_name=can_enter_space,
        may_list=can_enter_space,
        may_read_record=can_enter_space,
        stand_ins=_outside,
        prepare=_prepare,
    )
)
