"""The people behind a bid: whom to tell, who signs, how ready each member is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from portal.accounts.models import User
from portal.alliances.models import AllianceMember
from portal.common.clock import today
from portal.organisations.enums import MANDATORY_READINESS, MemberRole, ReadinessStatus
from portal.organisations.models import Membership, Organisation
from portal.organisations.permissions import belongs
from portal.tenders.models import Bid, BidMember


def people_of(organisations: Any, *roles: MemberRole) -> list[User]:
    """Who has one of these roles in any of these organisations now."""
    wanted = Q()
    for role in roles:
        wanted |= Q(**{f"is_{role.value}": True})
    rows = Membership.objects.current().filter(wanted, organisation__in=organisations, user__is_active=True)
    return list({row.user_id: row.user for row in rows.select_related("user").order_by("user__email")}.values())


def signatories_of(bid: Bid) -> dict[int, list[str]]:
    """The names of each member's signatories, by organisation."""
    rows = Membership.objects.current().filter(
        is_signatory=True, organisation__in=bid.members.values("organisation"), user__is_active=True
    )
    found: dict[int, list[str]] = {}
    for row in rows.select_related("user").order_by("user__email"):
        found.setdefault(row.organisation_id, []).append(str(row.user))
    return found


def bid_people(bid: Bid) -> list[User]:
    """Bid leads and signatories of all members."""
    members = bid.members.values("organisation")
    return people_of(members, MemberRole.BID_LEAD, MemberRole.SIGNATORY)


def sending_people(bid: Bid) -> list[User]:
    """Those who can send it: the bid leads of the lead member."""
    return people_of([bid.organisation_id], MemberRole.BID_LEAD)


@dataclass(frozen=True)
class Readiness:
    """How much of the checklist a member has in order; None when it does not share it with the others."""

    organisation: Organisation
    done: int | None
    total: int
    missing: list[str]


def readiness_of(user: Any, bid: Bid) -> list[Readiness]:
    """Each member's readiness today, by its consent to share it, or to its own people. Expired evidence counts not."""
    members = _with_readiness(bid)
    sharing = set(
        AllianceMember.objects.filter(alliance=bid.alliance_id, shares_readiness=True).values_list(
            "organisation_id", flat=True
        )
    )
    return [
        _readiness(row.organisation, row.organisation_id in sharing or belongs(user, row.organisation))
        for row in members
    ]


def _with_readiness(bid: Bid) -> QuerySet[BidMember]:
    return bid.members.select_related("organisation").prefetch_related(
        Prefetch("organisation__readiness", to_attr="checklist")
    )


def _readiness(organisation: Any, is_shared: bool) -> Readiness:
    if not is_shared:
        return Readiness(organisation, None, len(MANDATORY_READINESS), [])
    status = {item.kind: item.status_on(today()) for item in organisation.checklist}
    in_order = (ReadinessStatus.COMPLETE, ReadinessStatus.NOT_REQUIRED)
    missing = [str(kind.label) for kind in MANDATORY_READINESS if status.get(kind) not in in_order]
    return Readiness(organisation, len(MANDATORY_READINESS) - len(missing), len(MANDATORY_READINESS), missing)
