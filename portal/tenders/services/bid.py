"""Beginning a bid: alone, or with the alliance that the organisation leads."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import IN_FORCE, MemberState
from portal.alliances.models import Agreement, Alliance, AllianceMember
from portal.alliances.services.alliance import alliance_bid_started
from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.references import random_reference
from portal.organisations.enums import OrganisationKind
from portal.organisations.models import Organisation
from portal.tenders.events.bid import BidStarted
from portal.tenders.models import Bid, BidMember, Lot, Procurement
from portal.tenders.permissions.bid import can_start_bid_for, engaged_organisations, wanted_grants
from portal.tenders.seal.vault import row_mark
from portal.tenders.services.bid_versions import first_version


@transaction.atomic
def bid_start(*, actor: Any, lot: Lot, organisation: Organisation, alliance: Alliance | None = None) -> Bid:
    """Start a bid for a lot. With an alliance: its admitted members stand behind it, and its agreement is signed.

    Raises NotAllowed by the policy, DomainError when a member is not free or the alliance is not ready.
    """
    Procurement.objects.select_for_update(of=("self",)).get(pk=lot.procurement_id)
    if not (decision := can_start_bid_for(actor, lot, organisation)):
        raise NotAllowed(decision.reason, subject=organisation, verb="tenders.bid.start")
    members = [organisation] if alliance is None else _alliance_members(lot, organisation, alliance)
    bid = Bid(
        ref=random_reference("BID"),
        procurement=lot.procurement,
        lot=lot,
        organisation=organisation,
        alliance=alliance,
        created_by=actor,
        created_at=now(),
    )
    bid.mark = row_mark(bid)
    bid.save()
    rows = _add_members(bid, members)
    grants_sync(bid, wanted_grants(bid))
    if alliance is not None:
        alliance_bid_started(actor=actor, alliance=alliance)  # its members are fixed, commissioners are out (SOD-16)
    audit_record(
        actor=actor,
        verb="tenders.bid.start",
        subject=bid,
        data={"mark": bid.mark, "members": [row.mark for row in rows]},
    )
    first_version(actor=actor, bid=bid)
    publish(BidStarted(bid.pk))
    return bid


def _add_members(bid: Bid, members: list[Organisation]) -> list[BidMember]:
    rows = [
        BidMember(bid=bid, lot=bid.lot, organisation=member, is_lead=member.pk == bid.organisation_id)
        for member in members
    ]
    for row in rows:
        row.mark = row_mark(row)
    try:
        with transaction.atomic():
            BidMember.objects.bulk_create(rows)
    except IntegrityError as error:
        raise DomainError(_not_free()) from error
    return rows


def _alliance_members(lot: Lot, lead: Organisation, alliance: Alliance) -> list[Organisation]:
    """The members that will stand behind the bid, the lead first."""
    if not lot.procurement.allows_alliances:
        raise DomainError(_("This tender takes bids of single organisations only."))
    if alliance.lead_id != lead.pk:
        raise DomainError(_("An alliance bids through its lead member."))
    if not Agreement.objects.filter(alliance=alliance, state__in=IN_FORCE).exists():
        raise DomainError(_("Every member has to sign the alliance's agreement before it can bid."))
    rows = AllianceMember.objects.filter(alliance=alliance, state=MemberState.ADMITTED).select_related("organisation")
    members = [row.organisation for row in rows]
    if any(member.kind == OrganisationKind.COMMISSIONER for member in members):
        raise DomainError(
            _("A commissioner that is a member of the alliance has to leave it before the alliance bids.")
        )
    if lead.pk not in {member.pk for member in members}:
        raise DomainError(_("The lead has to be a member of the alliance."))
    if engaged_organisations(lot, members):
        raise DomainError(_not_free())
    return sorted(members, key=lambda member: (member.pk != lead.pk, member.name))


def _not_free() -> str:
    """Names nobody: who else bids is not for this bidder to know (SOD-07)."""
    return _("A member of this bid is not free to stand behind it. Ask each member; they know why.")
