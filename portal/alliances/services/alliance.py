"""An alliance from its first line to its end, and what tenders tell it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import AllianceModel, AllianceState
from portal.alliances.models import Alliance, AllianceMember
from portal.alliances.permissions.alliance import (
    can_end_bidding,
    can_manage_alliance,
    can_record_award,
    can_set_shares,
    can_start_alliance_for,
    can_start_bidding,
    has_commissioner,
)
from portal.alliances.services.common import demand, grants_follow, locked
from portal.alliances.workflow import ALLIANCE, MEMBER
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.common.references import next_reference
from portal.organisations.models import Organisation

HUNDRED = Decimal(100)


@transaction.atomic
def alliance_start(
    *,
    actor: Any,
    lead: Organisation,
    name: str,
    purpose: str,
    model: str = AllianceModel.ALLIANCE,
    area: str = "",
    seeking: str = "",
    is_listed: bool = True,
    lead_role: str = "",
) -> Alliance:
    """Start an alliance in which `lead` convenes; it is its first member and the alliance explores."""
    demand(can_start_alliance_for, actor, lead, "alliances.alliance.start")
    alliance = Alliance(
        ref=next_reference(Alliance, "AL"),
        name=name,
        purpose=purpose,
        model=model,
        area=area,
        seeking=seeking,
        is_listed=is_listed,
        lead=lead,
        created_by=actor,
        created_at=now(),
    )
    alliance.full_clean()
    alliance.save()
    audit_record(actor=actor, verb="alliances.alliance.start", subject=alliance)
    first = AllianceMember.objects.create(
        alliance=alliance,
        organisation=lead,
        role=lead_role or _("Leads and convenes"),
        invited_by=actor,
        invited_at=now(),
    )
    transition(MEMBER, first, "found", actor=actor, changes={"answered_by": actor, "answered_at": now()})
    grants_follow(alliance)
    return alliance


@transaction.atomic
def alliance_edit(
    *, actor: Any, alliance: Alliance, name: str, purpose: str, area: str, seeking: str, is_listed: bool
) -> Alliance:
    """Change what the alliance says of itself. The record keeps what was said before."""
    row = locked(alliance)
    demand(can_manage_alliance, actor, row, "alliances.alliance.edit")
    new = {"name": name, "purpose": purpose, "area": area, "seeking": seeking, "is_listed": is_listed}
    before = {field: getattr(row, field) for field, value in new.items() if getattr(row, field) != value}
    for field, value in new.items():
        setattr(row, field, value)
    row.full_clean()
    row.save(update_fields=list(new))
    audit_record(
        actor=actor,
        verb="alliances.alliance.edit",
        subject=row,
        data={"before": before, "after": {field: new[field] for field in before}},
    )
    return row


@transaction.atomic
def alliance_form(*, actor: Any, alliance: Alliance, model: str) -> Alliance:
    """Members and model are chosen; the alliance forms. Raises DomainError when a commissioner does not fit it."""
    row = locked(alliance)
    if model != AllianceModel.ALLIANCE and has_commissioner(row):
        raise DomainError(
            _("A commissioner is a member, and that fits only an alliance in which one agreement is shared.")
        )
    moved: Alliance = transition(ALLIANCE, row, "form", actor=actor, changes={"model": model}, model=model)
    return moved


@transaction.atomic
def alliance_withdraw(*, actor: Any, alliance: Alliance, reason: str) -> Alliance:
    """End it, with the reason that its members read."""
    ended: Alliance = transition(ALLIANCE, locked(alliance), "withdraw", actor=actor, reason=reason)
    return ended


@transaction.atomic
def shares_set(*, actor: Any, alliance: Alliance, shares: Mapping[int, Decimal]) -> None:
    """Each member's share in percent, by the member's key; they sum to 100. Raises DomainError when they do not."""
    row = locked(alliance)
    demand(can_set_shares, actor, row, "alliances.shares.set")
    members = list(row.members.admitted().order_by("pk"))
    if set(shares) != {member.pk for member in members}:
        raise DomainError(_("Every member needs a share, even if it is 0."))
    if any(share < 0 for share in shares.values()):
        raise DomainError(_("A share cannot be below 0."))
    if (total := sum(shares.values(), Decimal(0))) != HUNDRED:
        raise DomainError(_("The shares must sum to 100. They sum to %(total)s.") % {"total": f"{total.normalize():f}"})
    for member in members:
        member.share_percent = shares[member.pk]
    AllianceMember.objects.bulk_update(members, ["share_percent"])
    data = {"shares": {str(pk): str(share) for pk, share in sorted(shares.items())}}
    audit_record(actor=actor, verb="alliances.shares.set", subject=row, data=data)


@transaction.atomic
def alliance_bid_started(*, actor: Any, alliance: Alliance) -> Alliance:
    """The lead's bid lead began a bid: the members are fixed and commissioners are out (SOD-16).

    A second bid, or a bid of an alliance that delivers already, changes no state.
    """
    row = locked(alliance)
    if row.state == AllianceState.MOU_SIGNED:
        transition(ALLIANCE, row, "bid", actor=actor)
        grants_follow(row)
    else:
        demand(can_start_bidding, actor, row, "alliances.alliance.bid")
    return row


@transaction.atomic
def alliance_bid_ended(*, actor: Any, alliance: Alliance) -> Alliance:
    """Its last bid was taken back or lost; it stands on its agreement again. Repeating it changes nothing."""
    row = locked(alliance)
    demand(can_end_bidding, actor, row, "alliances.alliance.end_bid")
    if row.state == AllianceState.BIDDING:
        transition(ALLIANCE, row, "end_bid", actor=actor)
        grants_follow(row)
    return row


@transaction.atomic
def alliance_awarded(*, actor: Any, alliance: Alliance) -> Alliance:
    """A buyer awarded it a contract. An alliance that delivers already stays as it is."""
    row = locked(alliance)
    demand(can_record_award, actor, row, "alliances.alliance.award")
    if row.state == AllianceState.BIDDING:
        transition(ALLIANCE, row, "award", actor=actor)
        grants_follow(row)
    return row


@transaction.atomic
def alliance_delivering(*, actor: Any, alliance: Alliance) -> Alliance:
    """Its contract is in force. Repeating it changes nothing."""
    row = locked(alliance)
    demand(can_record_award, actor, row, "alliances.alliance.deliver")
    if row.state == AllianceState.AWARDED:
        transition(ALLIANCE, row, "deliver", actor=actor)
    return row
