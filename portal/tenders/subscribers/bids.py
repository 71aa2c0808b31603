"""Mail about bids, to the bidders' own people only. Links, never content; each once."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.events import subscribe
from portal.notifications.services import Mail, notify
from portal.organisations.enums import MemberRole
from portal.tenders.events.bid import (
    BidOpened,
    BidSignaturesAsked,
    BidSignaturesVoided,
    BidSigned,
    BidStarted,
    BidSubmitted,
    BidWithdrawn,
)
from portal.tenders.models import Bid, BidSignature, BidVersion
from portal.tenders.permissions.bid import unsigned_organisations
from portal.tenders.selectors.bid_people import bid_people, people_of, sending_people

_JOINED = ("procurement", "lot", "organisation", "alliance")


def _bid(pk: int) -> Bid:
    return Bid.objects.select_related(*_JOINED).get(pk=pk)


def _url(bid: Bid, name: str = "bid_detail", *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args])


@subscribe(BidStarted)
def tell_members_of_start(event: BidStarted) -> None:
    """The other members' bid leads and signatories learn that they stand behind a bid."""
    bid = _bid(event.bid_id)
    others = bid.members.filter(is_lead=False).values("organisation")
    notify(
        event_key=f"tenders.bid.started:{bid.pk}",
        recipients=people_of(others, MemberRole.BID_LEAD, MemberRole.SIGNATORY),
        mail=Mail(
            subject=_("A bid of your alliance: %(title)s") % {"title": bid.procurement.title},
            opening=_("You do not need to do anything now. Your alliance has begun a bid, and you stand behind it."),
            lines=[_("When it is finished you will be asked to sign it. Until then you can read it as it grows.")],
            link=_url(bid),
            link_text=_("See the bid"),
            due_at=bid.procurement.deadline_at,
        ),
    )


@subscribe(BidSignaturesAsked)
def ask_signatories(event: BidSignaturesAsked) -> None:
    """The signatories of members that have not signed."""
    version = BidVersion.objects.get(pk=event.version_id)
    if version.asked_at is None:
        return
    bid = _bid(version.bid_id)
    notify(
        event_key=f"tenders.bid.signatures_asked:{version.pk}:{version.asked_at:%Y%m%d%H%M%S}",
        recipients=people_of(unsigned_organisations(bid), MemberRole.SIGNATORY),
        mail=Mail(
            subject=_("Sign the bid: %(title)s") % {"title": bid.procurement.title},
            opening=_("You need to read and sign a bid before it can be sent."),
            must_act=True,
            lines=[_("It can be sent only when every member has signed this exact version.")],
            link=_url(bid, "bid_sign"),
            link_text=_("Read and sign"),
            due_at=bid.procurement.deadline_at,
        ),
    )


@subscribe(BidSigned)
def tell_senders_when_all_signed(event: BidSigned) -> None:
    """When the last member has signed, the bid can be sent."""
    signature = BidSignature.objects.select_related("version").get(pk=event.signature_id)
    bid = _bid(signature.version.bid_id)
    if signature.voided_at is not None or unsigned_organisations(bid):
        return
    notify(
        event_key=f"tenders.bid.ready:{signature.version_id}",
        recipients=sending_people(bid),
        mail=Mail(
            subject=_("Send the bid: %(title)s") % {"title": bid.procurement.title},
            opening=_("You need to send the bid. Every member has signed it."),
            must_act=True,
            lines=[_("Signed is not sent: it counts when you have the receipt.")],
            link=_url(bid, "bid_submit"),
            link_text=_("Check and send"),
            due_at=bid.procurement.deadline_at,
        ),
    )


@subscribe(BidSignaturesVoided)
def tell_signers(event: BidSignaturesVoided) -> None:
    """Who had signed learns that the signature no longer counts."""
    rows = BidSignature.objects.filter(pk__in=event.signature_ids).select_related("version", "signed_by")
    for row in rows.order_by("pk"):
        bid = _bid(row.version.bid_id)
        notify(
            event_key=f"tenders.bid.signature_voided:{row.pk}",
            recipients=[row.signed_by],
            mail=Mail(
                subject=_("Your signature is cancelled: %(title)s") % {"title": bid.procurement.title},
                opening=_("You do not need to do anything now. The bid that you signed has changed."),
                lines=[_("Your signature no longer counts. You will be asked again when the new version is finished.")],
                link=_url(bid),
                link_text=_("See the bid"),
                due_at=bid.procurement.deadline_at,
            ),
        )


@subscribe(BidSubmitted)
def tell_members_of_receipt(event: BidSubmitted) -> None:
    """All members' bid leads and signatories get the way to the receipt."""
    bid = _bid(event.bid_id)
    receipt = bid.receipts.order_by("-number").first()
    if receipt is None:
        return
    notify(
        event_key=f"tenders.bid.submitted:{bid.pk}:{receipt.number}",
        recipients=bid_people(bid),
        mail=Mail(
            subject=_("Your bid is in: %(title)s") % {"title": bid.procurement.title},
            opening=_("You do not need to do anything. The bid was received, and here is the way to its receipt."),
            lines=[_("It can be changed or taken out until bids close.")],
            link=_url(bid, "bid_receipt", receipt.number),
            link_text=_("See the receipt"),
            due_at=bid.procurement.deadline_at,
        ),
    )


@subscribe(BidWithdrawn)
def tell_members_of_withdrawal(event: BidWithdrawn) -> None:
    """The members know that they are not in."""
    bid = _bid(event.bid_id)
    if bid.withdrawn_at is None:
        return
    notify(
        event_key=f"tenders.bid.withdrawn:{bid.pk}:{bid.withdrawn_at:%Y%m%d%H%M%S}",
        recipients=bid_people(bid),
        mail=Mail(
            subject=_("Your bid was taken out: %(title)s") % {"title": bid.procurement.title},
            opening=_("You do not need to do anything. The bid was taken out by the lead member."),
            lines=[_("What was sent is never opened. The lead member can take it up again until bids close.")],
            link=_url(bid),
            link_text=_("See the bid"),
        ),
    )


@subscribe(BidOpened)
def tell_members_of_opening(event: BidOpened) -> None:
    """The opening is done."""
    bid = _bid(event.bid_id)
    notify(
        event_key=f"tenders.bid.opened:{bid.pk}",
        recipients=bid_people(bid),
        mail=Mail(
            subject=_("Your bid was opened: %(title)s") % {"title": bid.procurement.title},
            opening=_("You do not need to do anything. Two officers opened the bids, yours among them."),
            lines=[_("Evaluation begins now. Every bidder is told the result at the same moment.")],
            link=_url(bid),
            link_text=_("See your bid"),
        ),
    )
