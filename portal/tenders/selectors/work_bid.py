"""What waits for a bidder's people, and what they have done their part of. Gone when done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.work import Waiting, WorkItem
from portal.organisations.enums import MemberRole
from portal.organisations.models import Membership
from portal.tenders.enums import BidState, ProcurementState
from portal.tenders.models import Bid, BidMember, BidReceipt, BidSignature, BidVersion


@dataclass(frozen=True)
class Standing:
    """One bid as it stands for one person."""

    bid: Bid
    version: BidVersion
    unsigned: list[BidMember]
    is_in: bool
    may_write: bool
    may_send: bool
    signs_for: list[BidMember]


def work_for(user: Any) -> list[WorkItem]:
    """Finish, ask for signatures, sign, send: until the deadline, for those who can."""
    items = [item for standing in _standings(user) for item in _items(standing)]
    return sorted(items, key=lambda item: (item.due_at is None, item.due_at, item.ref))


def waiting_for(user: Any) -> list[Waiting]:
    """Signed and not sent yet; sent and not opened yet."""
    found = [_waiting(standing) for standing in _standings(user)]
    return [item for item in found if item is not None] + _closed(user)


def _standings(user: Any) -> list[Standing]:
    if not user.is_authenticated:
        return []
    roles = {row.organisation_id: set(row.roles) for row in Membership.objects.acting().filter(user=user)}
    if not roles:
        return []
    at = now()
    bids = (
        Bid.objects.filter(
            members__organisation__in=roles,
            state__in=[BidState.DRAFT, BidState.SUBMITTED],
            procurement__state=ProcurementState.PUBLISHED,
            procurement__deadline_at__gte=at,
        )
        .select_related("procurement", "procurement__buyer", "lot", "alliance", "organisation")
        .prefetch_related(
            Prefetch("members", BidMember.objects.select_related("organisation").order_by("-is_lead", "pk")),
            Prefetch("receipts", BidReceipt.objects.order_by("-number")),
        )
        .distinct()
        .order_by("procurement__deadline_at", "ref")
    )
    newest = BidVersion.objects.annotate(last=Max("bid__versions__number")).filter(number=F("last"), bid__in=bids)
    signed = Prefetch("signatures", BidSignature.objects.filter(voided_at=None).order_by("pk"))
    versions = {row.bid_id: row for row in newest.prefetch_related(signed).order_by("pk")}
    return [_standing(bid, versions[bid.pk], roles) for bid in bids]


def _standing(bid: Bid, version: BidVersion, roles: dict[int, set[MemberRole]]) -> Standing:
    signed = {row.organisation_id for row in version.signatures.all()}
    unsigned = [member for member in bid.members.all() if member.organisation_id not in signed]
    receipts = list(bid.receipts.all())
    mine = [member for member in bid.members.all() if member.organisation_id in roles]
    return Standing(
        bid=bid,
        version=version,
        unsigned=unsigned,
        is_in=bid.state == BidState.SUBMITTED and bool(receipts) and receipts[0].version_id == version.pk,
        may_write=any(MemberRole.BID_LEAD in roles[member.organisation_id] for member in mine),
        may_send=any(member.is_lead and MemberRole.BID_LEAD in roles[member.organisation_id] for member in mine),
        signs_for=[member for member in unsigned if MemberRole.SIGNATORY in roles.get(member.organisation_id, set())],
    )


def _items(standing: Standing) -> list[WorkItem]:
    version = standing.version
    if standing.is_in:
        return []
    if not version.is_complete:
        return [_finish(standing)] if standing.may_write else []
    if not standing.unsigned:
        return [_send(standing)] if standing.may_send else []
    items = []
    if standing.may_write and version.asked_at is None and len(standing.unsigned) > len(standing.signs_for):
        items.append(_ask(standing))
    if standing.signs_for and (version.asked_at or standing.may_write):
        items.append(_sign(standing))
    return items


def _item(standing: Standing, name: str, title: str, why: str, role: str, action: str) -> WorkItem:
    bid = standing.bid
    return WorkItem(
        title=title,
        url=reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref]),
        about=bid.procurement.title,
        ref=bid.ref,
        why=why,
        role=role,
        due_at=bid.procurement.deadline_at,
        action=action,
    )


def _finish(standing: Standing) -> WorkItem:
    why = _("Something is still missing, and bids cannot be sent after the deadline.")
    return _item(standing, "bid_detail", _("Finish your bid"), why, _("Bid lead"), _("Continue the bid"))


def _ask(standing: Standing) -> WorkItem:
    why = _("Nothing is missing any more. Every member has to sign before it can be sent.")
    title = _("Ask every member to sign your bid")
    return _item(standing, "bid_signatures_ask", title, why, _("Bid lead"), _("Ask them"))


def _sign(standing: Standing) -> WorkItem:
    names = ", ".join(member.organisation.name for member in standing.signs_for)
    why = _("%(names)s has not signed version %(n)d.") % {"names": names, "n": standing.version.number}
    return _item(standing, "bid_sign", _("Sign your bid"), why, _("Authorised signatory"), _("Read and sign"))


def _send(standing: Standing) -> WorkItem:
    why = _("Every member has signed. It counts when you have the receipt.")
    return _item(standing, "bid_submit", _("Send your bid"), why, _("Bid lead of the lead member"), _("Check and send"))


def _waiting(standing: Standing) -> Waiting | None:
    bid = standing.bid
    if standing.is_in:
        return _for_opening(bid)
    is_mine = standing.may_write or bool(standing.version.signatures.all())
    if not standing.version.is_complete or _items(standing) or not is_mine:
        return None
    names = ", ".join(member.organisation.name for member in standing.unsigned)
    return Waiting(
        title=_("Your bid waits for signatures") if standing.unsigned else _("Your bid waits to be sent"),
        url=reverse("tenders:bid_detail", args=[bid.procurement.ref, bid.ref]),
        about=bid.procurement.title,
        from_whom=names or bid.organisation.name,
        expected_at=bid.procurement.deadline_at,
    )


def _for_opening(bid: Bid) -> Waiting:
    return Waiting(
        title=_("Your bid is in and waits to be opened"),
        url=reverse("tenders:bid_detail", args=[bid.procurement.ref, bid.ref]),
        about=bid.procurement.title,
        from_whom=_("The opening officers of %(buyer)s") % {"buyer": bid.procurement.buyer.name},
        expected_at=bid.procurement.deadline_at,
        note=_("Sealed until then."),
    )


def _closed(user: Any) -> list[Waiting]:
    """Sent bids whose deadline has passed and that nobody has opened yet."""
    if not user.is_authenticated:
        return []
    mine = Membership.objects.current().filter(user=user).values("organisation")
    rows = Bid.objects.filter(
        members__organisation__in=mine,
        state=BidState.SUBMITTED,
        procurement__state=ProcurementState.PUBLISHED,
        procurement__deadline_at__lt=now(),
    )
    return [_for_opening(bid) for bid in rows.select_related("procurement__buyer").distinct().order_by("ref")]
