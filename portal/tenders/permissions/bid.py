"""Who may do what with a bid. Before the opening nobody but its own members knows that it exists (domain 2.5, 10.2)."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.common.clock import LONDON, now
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, holds, no
from portal.organisations.enums import MemberRole
from portal.organisations.groups import role_group
from portal.organisations.models import Organisation
from portal.organisations.permissions import belongs, can_act, can_bid_for, can_sign_for, suspended
from portal.tenders.enums import BidState, ProcurementState, TeamRole
from portal.tenders.models import Bid, BidMember, BidSignature, BidVersion, Opening
from portal.tenders.permissions.procurement import bid_lead_organisations, has_team_role, team_roles

if TYPE_CHECKING:
    from portal.tenders.models import Lot, Procurement


class BidPerm(StrEnum):
    EDIT = "tenders.edit_bid"
    READ = "tenders.read_own_bid"
    SIGN = "tenders.sign_bid"
    SUBMIT = "tenders.submit_bid"


_PRICE_ROLES = (MemberRole.BID_LEAD, MemberRole.SIGNATORY, MemberRole.FINANCE)


def wanted_grants(bid: Bid) -> Wanted:
    """Members' people read, their bid leads write, their signatories sign; the lead's bid leads send."""
    wanted: Wanted = set()
    for member in bid.members.select_related("organisation"):
        organisation = member.organisation
        wanted |= {
            (role_group(organisation, MemberRole.MEMBER), BidPerm.READ.value),
            (role_group(organisation, MemberRole.BID_LEAD), BidPerm.EDIT.value),
            (role_group(organisation, MemberRole.SIGNATORY), BidPerm.SIGN.value),
        }
        if member.is_lead:
            wanted.add((role_group(organisation, MemberRole.BID_LEAD), BidPerm.SUBMIT.value))
    return wanted


def exact(instant: datetime) -> str:
    """An instant to the millisecond in London time, for what is decided by it."""
    local = instant.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local:%H:%M:%S}.{local.microsecond // 1000:03d}"


def closed_reason(procurement: "Procurement", instant: datetime) -> str:
    """Why bids cannot be touched at `instant`; empty while they can."""
    if procurement.is_open_for_bids(instant):
        return ""
    if procurement.state == ProcurementState.ABANDONED:
        return _("This procurement was abandoned, so no bids are taken.")
    if procurement.deadline_at is not None and procurement.is_past_deadline(instant):
        return _(
            "Bids closed on %(deadline)s, London time. Our clock said %(now)s when this reached us. What was saved "
            "before then is kept."
        ) % {"deadline": exact(procurement.deadline_at), "now": exact(instant)}
    return _("This tender does not take bids.")


def can_start_bid(user: Any, lot: "Lot") -> Decision:
    """A bid lead of an organisation that provides services and stands behind no other bid for the lot."""
    procurement = lot.procurement
    if procurement.is_sourced:
        return no(_("This notice was published elsewhere. Bids go where it was published."))
    if reason := closed_reason(procurement, now()):
        return no(reason)
    if not user.is_authenticated:
        return no(_("Sign in as a bid lead of your organisation to start a bid."))
    if team_roles(user, procurement):
        return no(_("You are on the buyer's side of this tender, so you cannot bid for it."))
    mine = bid_lead_organisations(user)
    if not mine:
        return no(
            _("Only a bid lead of an organisation that provides services starts a bid."),
            _("A bid lead of your organisation can."),
        )
    if len(engaged_organisations(lot, mine)) == len(mine):
        names = ", ".join(organisation.name for organisation in mine)
        return no(_("%(names)s already stands behind a bid for this lot.") % {"names": names})
    return YES


def engaged_organisations(lot: "Lot", organisations: list[Organisation]) -> set[int]:
    """Which of these already stand behind a bid for the lot."""
    rows = BidMember.objects.filter(lot=lot, organisation__in=organisations, released_at=None)
    return set(rows.values_list("organisation_id", flat=True))


def can_start_bid_for(user: Any, lot: "Lot", organisation: Organisation) -> Decision:
    """As `can_start_bid`, in the name of this organisation."""
    if not (general := can_start_bid(user, lot)):
        return general
    if not (decision := can_bid_for(user, organisation)):
        return decision
    if engaged_organisations(lot, [organisation]):
        return no(
            _("%(name)s already stands behind a bid for this lot. One organisation can be in only one.")
            % {"name": organisation.name}
        )
    return YES


def can_read_bid(user: Any, bid: Bid) -> Decision:
    """The people of its members, always; nobody else through here, superusers included."""
    if holds(user, BidPerm.READ, bid):
        return YES
    return no(_("Only the people of the organisations behind this bid can see it."))


def can_see_bid_price(user: Any, bid: Bid) -> Decision:
    """Bid leads, finance leads and signatories of the members (domain 4.3)."""
    if not (decision := can_read_bid(user, bid)):
        return decision
    for organisation in _organisations(bid):
        if any(belongs(user, organisation, role) for role in _PRICE_ROLES):
            return YES
    return no(
        _("The price is seen by the bid leads, finance leads and signatories of the members."),
        _("Ask a bid lead of your organisation."),
    )


def can_write_bid(user: Any, bid: Bid) -> Decision:
    """A bid lead of any member, whatever the clock says: their form comes back with what they typed."""
    if not (decision := can_read_bid(user, bid)):
        return decision
    if not (decision := can_act(user, _organisations(bid), "bid")):
        return decision
    if not holds(user, BidPerm.EDIT, bid):
        return no(_("Only bid leads of the members write this bid."), _("A bid lead of one of the members can."))
    return YES


def can_edit_bid(user: Any, bid: Bid) -> Decision:
    """A bid lead of any member, until the deadline."""
    return can_write_bid(user, bid) and _still_ours(bid)


def can_price_bid(user: Any, bid: Bid) -> Decision:
    """A bid lead, who may see the price."""
    return can_write_bid(user, bid) and can_see_bid_price(user, bid)


def can_ask_signatures(user: Any, bid: Bid) -> Decision:
    """A bid lead, once nothing is missing."""
    if not (decision := can_edit_bid(user, bid)):
        return decision
    return _complete(bid)


def _latest(bid: Bid) -> BidVersion:
    return bid.versions.order_by("-number")[0]


def _complete(bid: Bid) -> Decision:
    if not _latest(bid).is_complete:
        return no(_("Something is still missing in this bid. Everything has to be there before anybody signs."))
    return YES


def _organisations(bid: Bid) -> list[Organisation]:
    kept: list[Organisation] | None = bid.__dict__.get("_organisations_kept")
    return _read_organisations(bid) if kept is None else kept


def keep_organisations(bid: Bid) -> None:
    """For one page, where the policies are asked about many people."""
    bid.__dict__["_organisations_kept"] = _read_organisations(bid)


def _read_organisations(bid: Bid) -> list[Organisation]:
    return [row.organisation for row in bid.members.select_related("organisation").order_by("pk")]


def signing_organisations(user: Any, bid: Bid) -> list[Organisation]:
    """The members in whose name the person may sign."""
    members = bid.members.select_related("organisation")
    return [row.organisation for row in members if can_sign_for(user, row.organisation)]


def unsigned_organisations(bid: Bid) -> list[Organisation]:
    """The members that have not signed the version as it stands."""
    signed = BidSignature.objects.filter(version=_latest(bid), voided_at=None).values("organisation")
    rows = bid.members.exclude(organisation__in=signed).select_related("organisation")
    return [row.organisation for row in rows]


def can_sign_bid(user: Any, bid: Bid) -> Decision:
    """An authorised signatory of a member that has not signed this version yet, until the deadline."""
    if not (decision := can_read_bid(user, bid)):
        return decision
    mine = signing_organisations(user, bid)
    if not (decision := can_act(user, _organisations(bid), "sign")):
        return decision
    if not holds(user, BidPerm.SIGN, bid) or not mine:
        return no(
            _("Only an authorised signatory of a member signs this bid."),
            _("An authorised signatory of your organisation can."),
        )
    if not (decision := _still_ours(bid)):
        return decision
    if not (decision := _complete(bid)):
        return decision
    waiting = {organisation.pk for organisation in unsigned_organisations(bid)}
    if not any(organisation.pk in waiting for organisation in mine):
        return no(_("You have signed this version. If it changes, you will be asked again."))
    return YES


def _still_ours(bid: Bid) -> Decision:
    if bid.state not in (BidState.DRAFT, BidState.SUBMITTED, BidState.WITHDRAWN):
        return no(_("This bid was opened, so nothing in it can change."))
    if reason := closed_reason(bid.procurement, now()):
        return no(reason)
    if bid.state == BidState.WITHDRAWN:
        return no(_("This bid was taken out. Take it up again first."))
    return YES


def can_submit_bid(user: Any, bid: Bid) -> Decision:
    """A bid lead of the lead member, when nothing is missing and every member signed this version (B7)."""
    if not (decision := can_read_bid(user, bid)):
        return decision
    for organisation in _organisations(bid):
        if organisation.is_suspended:
            return suspended(organisation, "bid")
    if not holds(user, BidPerm.SUBMIT, bid):
        return no(_("Only a bid lead of the lead member sends this bid."), _("A bid lead of the lead member can."))
    if not (decision := _still_ours(bid)):
        return decision
    newest = bid.receipts.order_by("-number").first()
    if bid.state == BidState.SUBMITTED and newest and newest.version_id == _latest(bid).pk:
        return no(_("This version is already in. Change it first if you want to send another."))
    if not (decision := _complete(bid)):
        return decision
    if missing := unsigned_organisations(bid):
        names = ", ".join(organisation.name for organisation in missing)
        return no(_("These members have not signed this version: %(names)s.") % {"names": names})
    return YES


def can_withdraw_bid(user: Any, bid: Bid) -> Decision:
    """A bid lead of the lead member, until the deadline."""
    if not (decision := can_read_bid(user, bid)):
        return decision
    if not holds(user, BidPerm.SUBMIT, bid):
        return no(_("Only a bid lead of the lead member takes this bid out."), _("A bid lead of the lead member can."))
    return _still_ours(bid)


def can_reopen_bid(user: Any, bid: Bid) -> Decision:
    """A bid lead of the lead member takes a withdrawn bid up again, while no member stands behind another one."""
    if not (decision := can_read_bid(user, bid)):
        return decision
    if not holds(user, BidPerm.SUBMIT, bid):
        return no(_("Only a bid lead of the lead member takes this bid up again."))
    if bid.state != BidState.WITHDRAWN:
        return no(_("This bid was not taken out."))
    if reason := closed_reason(bid.procurement, now()):
        return no(reason)
    members = [row.organisation for row in bid.members.select_related("organisation")]
    if engaged_organisations(bid.lot, members):
        return no(_("A member of this bid is not free to stand behind it any more. Ask each member."))
    return YES


def can_open_bid(user: Any, bid: Bid) -> Decision:
    """One of the two officers of a completed opening, after the deadline (SOD-05, SOD-06)."""
    procurement = bid.procurement
    if not has_team_role(user, procurement, TeamRole.OPENER):
        return no(_("Only the opening officers of this procurement open bids."))
    if not procurement.is_past_deadline(now()):
        return no(_("Bids stay sealed until the deadline has passed."))
    officers = Opening.objects.filter(procurement=procurement, second_by__isnull=False).values_list(
        "first_by_id", "second_by_id"
    )
    if not any(user.pk in pair for pair in officers):
        return no(_("Bids are opened by two officers together. The opening is not complete."))
    return YES


def can_find_non_compliant(user: Any, bid: Bid) -> Decision:
    """The procurement lead, about an opened bid."""
    if not has_team_role(user, bid.procurement, TeamRole.LEAD):
        return no(_("Only the procurement lead decides that a bid does not meet the conditions."))
    if bid.state != BidState.OPENED:
        return no(_("Only an opened bid can be judged."))
    return YES
