"""What the pages of a bid show to its own people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.permissions import Decision
from portal.common.templatetags.ui_text import when
from portal.tenders.enums import BidState
from portal.tenders.models import Bid, BidSignature, BidVersion
from portal.tenders.permissions.bid import (
    can_ask_signatures,
    can_edit_bid,
    can_reopen_bid,
    can_see_bid_price,
    can_sign_bid,
    can_submit_bid,
    can_withdraw_bid,
    closed_reason,
)
from portal.tenders.rules.bid import EMPTY, READY, TOO_LONG
from portal.tenders.selectors.bid_people import signatories_of
from portal.tenders.selectors.bid_tasks import AnswerTask, BidTasks, envelope_pence, price_text, tasks_of
from portal.tenders.selectors.bid_versions import BidContent, latest_version, open_version, sent_version


@dataclass(frozen=True)
class Acts:
    """What the viewer can do now, each with its reason when not."""

    edit: Decision
    ask: Decision
    sign: Decision
    submit: Decision
    withdraw: Decision
    reopen: Decision
    see_price: Decision


@dataclass(frozen=True)
class SigningRow:
    """A member and its signature under the version as it stands."""

    who: str
    small: str
    state: str
    label: str
    what: str


@dataclass(frozen=True)
class BidPage:
    """The page of one bid."""

    bid: Bid
    version: BidVersion
    sent: BidVersion | None
    content: BidContent
    tasks: BidTasks
    acts: Acts
    signing: list[SigningRow]
    stops: list[tuple[str, str]]
    closed: str
    receipts: list[Any]

    @property
    def is_sent_as_it_stands(self) -> bool:
        """Nothing was changed since it was sent."""
        return self.sent is not None and self.sent.pk == self.version.pk

    @property
    def unsigned(self) -> list[SigningRow]:
        """Members that have not signed the version as it stands."""
        return [row for row in self.signing if row.state != "signed"]


def bid_page(user: Any, bid: Bid, now: datetime) -> BidPage:
    """Everything of the page, read once."""
    version = latest_version(bid)
    content = open_version(version)
    tasks = tasks_of(content)
    signing = signing_rows(bid, version)
    return BidPage(
        bid=bid,
        version=version,
        sent=sent_version(bid),
        content=content,
        tasks=tasks,
        acts=acts_of(user, bid),
        signing=signing,
        stops=stops_of(tasks, [row for row in signing if row.state != "signed"], version.number),
        closed=closed_reason(bid.procurement, now),
        receipts=list(bid.receipts.select_related("version").order_by("-number")),
    )


def acts_of(user: Any, bid: Bid) -> Acts:
    """Ask every policy once."""
    return Acts(
        edit=can_edit_bid(user, bid),
        ask=can_ask_signatures(user, bid),
        sign=can_sign_bid(user, bid),
        submit=can_submit_bid(user, bid),
        withdraw=can_withdraw_bid(user, bid),
        reopen=can_reopen_bid(user, bid),
        see_price=can_see_bid_price(user, bid),
    )


def state_of(page: BidPage) -> tuple[str, str]:
    """The words of the state and the kind of its tag."""
    n = page.version.number
    if page.bid.state == BidState.WITHDRAWN:
        return _("Taken out"), "stopped"
    if page.bid.state in (BidState.OPENED, BidState.NON_COMPLIANT):
        return str(page.bid.get_state_display()), "done"
    if page.is_sent_as_it_stands:
        return (_("Sent, sealed") if page.closed else _("Sent")), "sealed"
    if page.closed:
        return _("Not sent"), "stopped"
    if page.sent is not None:
        return _("Version %(sent)d is sent, version %(n)d is a draft") % {"sent": page.sent.number, "n": n}, "sealed"
    return _("Draft, version %(n)d") % {"n": n}, "now"


def stops_of(tasks: BidTasks, unsigned: list[SigningRow], version: int) -> list[tuple[str, str]]:
    """What stands between the bid and sending it: (what, where on the page), what is missing first."""
    found = [(_answer_stop(task), "#answers") for task in tasks.answers if not task.measured.is_ready]
    if tasks.price_state != READY:
        text = _("The price is missing") if tasks.price_state == EMPTY else _("The price is not an amount yet")
        found.append((text, "#price"))
    if missing := len(tasks.declarations_missing):
        text = ngettext("%(n)d declaration is not confirmed", "%(n)d declarations are not confirmed", missing)
        found.append((text % {"n": missing}, "#documents"))
    if count := len(unsigned):
        text = ngettext(
            "%(n)d member has not signed version %(v)d", "%(n)d members have not signed version %(v)d", count
        )
        found.append((text % {"n": count, "v": version}, "#signatures"))
    return found


def _answer_stop(task: AnswerTask) -> str:
    number = task.question.number
    if task.measured.state == TOO_LONG:
        over = task.measured.over
        text = ngettext("Answer %(n)d is %(over)d word too long", "Answer %(n)d is %(over)d words too long", over)
        return text % {"n": number, "over": over}
    return _("Answer %(n)d is missing") % {"n": number}


def price_words(page: BidPage) -> str:
    """The price as the viewer may see it."""
    if not page.acts.see_price:
        return _("Seen by the bid leads, finance leads and signatories of the members.")
    pence = page.content.price.get("pence")
    if pence is not None:
        return _("%(price)s for this lot, over the whole contract.") % {"price": price_text(pence)}
    if page.tasks.price_state == EMPTY:
        return _("Not given yet.")
    return _("Kept as you typed it, but it is not an amount yet.")


def signing_rows(bid: Bid, version: BidVersion) -> list[SigningRow]:
    """Each member: signed this version, signed an earlier one, or not signed yet."""
    signatures = list(
        BidSignature.objects.filter(version__bid=bid)
        .select_related("version", "signed_by")
        .order_by("-signed_at", "-pk")
    )
    live = {row.organisation_id: row for row in signatures if row.version_id == version.pk and row.voided_at is None}
    newest: dict[int, BidSignature] = {}
    for row in signatures:
        newest.setdefault(row.organisation_id, row)
    names = signatories_of(bid)
    return [
        _signing_row(
            member.organisation,
            version,
            live.get(member.organisation_id),
            newest.get(member.organisation_id),
            ", ".join(names.get(member.organisation_id, [])),
        )
        for member in bid.members.select_related("organisation")
    ]


def _signing_row(
    organisation: Any, version: BidVersion, live: BidSignature | None, earlier: BidSignature | None, names: str
) -> SigningRow:
    if live is not None:
        label = _("Signed version %(n)d") % {"n": version.number}
        return SigningRow(organisation.name, live.signed_name, "signed", label, when(live.signed_at))
    small = names or _("No authorised signatory yet: an administrator of the organisation names one.")
    if earlier is not None:
        what = _("%(name)s signed version %(n)d on %(at)s. The bid changed afterwards.") % {
            "name": earlier.signed_name,
            "n": earlier.version.number,
            "at": when(earlier.signed_at),
        }
        return SigningRow(organisation.name, small, "void", _("Signature cancelled"), what)
    asked = _("Asked %(at)s.") % {"at": when(version.asked_at)} if version.asked_at else _("Not asked yet.")
    return SigningRow(organisation.name, small, "", _("Not signed yet"), asked)


def bid_url(bid: Bid, name: str, *args: Any) -> str:
    """The address of a page of this bid."""
    return reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args])


def is_envelope_price(bid: Bid) -> bool:
    """Whether the buyer has fixed the price."""
    return envelope_pence(bid) is not None
