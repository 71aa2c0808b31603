"""What a receipt says, and what happens after it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.templatetags.ui_text import day, when
from portal.tenders.enums import PartKind
from portal.tenders.models import Bid, BidReceipt, Procurement
from portal.tenders.selectors.bid_versions import open_version, sent_version


@dataclass(frozen=True)
class ReceiptPage:
    """What a receipt says, beside the receipt itself. `files`: (name, bytes), only of the version that counts."""

    signed_by: list[str]
    what: str
    files: list[tuple[str, int]]
    is_newest: bool


def receipt_page(receipt: BidReceipt, bid: Bid) -> ReceiptPage:
    """Who signed what was sent, and what it was made of."""
    rows = receipt.version.signatures.filter(package_hash=receipt.package_hash, signed_at__lte=receipt.received_at)
    signed = [
        _("%(name)s, %(member)s, %(at)s")
        % {"name": row.signed_name, "member": row.organisation.name, "at": when(row.signed_at)}
        for row in rows.select_related("organisation").order_by("signed_at", "pk")
    ]
    kinds = list(receipt.version.parts.order_by("slot").values_list("kind", flat=True))
    newest = bid.receipts.order_by("-number").values_list("pk", flat=True).first() == receipt.pk
    return ReceiptPage(signed, _contents(kinds), _files(bid) if newest else [], newest)


def _files(bid: Bid) -> list[tuple[str, int]]:
    version = sent_version(bid)
    if version is None:
        return []
    return [(note["name"], note["size"]) for _row, note in open_version(version).files]


def _contents(kinds: list[str]) -> str:
    answers, files = kinds.count(PartKind.ANSWER), kinds.count(PartKind.FILE)
    parts = [ngettext("%(n)d answer", "%(n)d answers", answers) % {"n": answers}, _("1 price"), _("declarations")]
    if files:
        parts.append(ngettext("%(n)d file", "%(n)d files", files) % {"n": files})
    return ", ".join(parts)


def who_knows_what() -> list[tuple[str, str, str]]:
    """(who, before bids close, after the opening)."""
    nothing = _("Nothing")
    return [
        (_("Your members"), _("Everything you sent"), _("Everything you sent")),
        (
            _("The buyer"),
            _("Nothing about bids. Opening officers see who registered interest, to declare their own."),
            _("Names, then answers, then the price, each to those who need it"),
        ),
        (_("Evaluators"), nothing, _("Answers, without the price")),
        (_("Other bidders and the public"), nothing, nothing),
        (_("Portal administrators"), nothing, nothing),
    ]


def next_steps(procurement: Procurement) -> list[tuple[str, str, str]]:
    """(date, what, more) from the published dates."""
    return [
        (when(procurement.deadline_at), _("Bids close"), _("From then on nothing can be changed.")),
        (_after(procurement.deadline_at), _("Opening"), _("You get an e-mail when it is done.")),
        (
            _("After the opening"),
            _("Evaluation"),
            _("Evaluators score alone first, then agree together. You cannot add to your bid."),
        ),
        (
            day(procurement.intention_planned_on) or _("After the evaluation"),
            _("The result"),
            _("Every bidder is told at the same moment, with scores and reasons."),
        ),
        (day(procurement.starts_on) or _("As published"), _("The service starts"), ""),
    ]


def _after(deadline: datetime | None) -> str:
    return _("From %(day)s") % {"day": day(deadline)} if deadline else ""
