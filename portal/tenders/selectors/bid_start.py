"""With whom a person can start a bid for a tender, and why not with others."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import IN_FORCE, MemberState
from portal.alliances.models import Alliance
from portal.common.permissions import YES, Decision, no
from portal.organisations.models import Organisation
from portal.tenders.models import Lot, Procurement
from portal.tenders.permissions.bid import can_start_bid
from portal.tenders.permissions.procurement import bid_lead_organisations


@dataclass(frozen=True)
class Bidder:
    """An organisation alone, or an alliance through the organisation that leads it."""

    key: str
    name: str
    hint: str
    organisation: Organisation
    alliance: Alliance | None = None


def bidders_of(user: Any, procurement: Procurement) -> list[Bidder]:
    """In whose name the person can bid: their organisations, and alliances that those lead with a signed agreement."""
    mine = bid_lead_organisations(user)
    found = [Bidder(f"one-{org.ref}", org.name, _("Alone. You sign and send it yourselves."), org) for org in mine]
    if not procurement.allows_alliances:
        return found
    by_pk = {organisation.pk: organisation for organisation in mine}
    alliances = (
        Alliance.objects.filter(lead__in=mine, agreements__state__in=IN_FORCE)
        .prefetch_related("members__organisation")
        .distinct()
        .order_by("name", "pk")
    )
    for alliance in alliances:
        names = [row.organisation.name for row in alliance.members.all() if row.state == MemberState.ADMITTED]
        hint = _("Together: %(names)s. Every member signs.") % {"names": ", ".join(sorted(names))}
        found.append(Bidder(f"all-{alliance.ref}", alliance.name, hint, by_pk[alliance.lead_id], alliance))
    return found


def lots_of(procurement: Procurement) -> list[Lot]:
    """Its lots, in their order."""
    lots = list(procurement.lots.order_by("number"))
    for lot in lots:
        lot.procurement = procurement
    return lots


def may_start_any_bid(user: Any, procurement: Procurement) -> Decision:
    """Whether the person can start a bid for any lot; the reason is that of the first one."""
    decisions = [can_start_bid(user, lot) for lot in lots_of(procurement)]
    if any(decisions):
        return YES
    return decisions[0] if decisions else no(_("This tender has no lots to bid for."))
