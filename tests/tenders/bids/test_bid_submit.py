"""Sending (C15, C16): in at the instant, out a millisecond later; receipt; taken out; sent again; one bid for a lot."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.models import Bid, BidReceipt
from portal.tenders.selectors.bid_versions import latest_version, sent_version
from portal.tenders.selectors.seal_check import seal_problems
from portal.tenders.services.bid import bid_start
from portal.tenders.services.bid_answers import bid_answer_save
from portal.tenders.services.bid_files import bid_file_add
from portal.tenders.services.bid_submission import TooLate, bid_reopen, bid_submit, bid_withdraw
from tests.characters import Cast
from tests.tenders.factories_bids import (
    alliance_bid,
    draft_bid,
    filled_bid,
    open_tender,
    sign_all,
    signed_alliance,
    signed_bid,
    submitted_bid,
)

MILLISECOND = timedelta(milliseconds=1)


def url(bid: Bid, name: str, *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args])


def deadline(bid: Bid) -> Any:
    assert bid.procurement.deadline_at is not None
    return bid.procurement.deadline_at


def send(cast: Cast, bid: Bid, name: str = "lead") -> Any:
    client = cast.client(name)
    package = latest_version(bid).package_hash
    return client.post(url(bid, "bid_submit"), {"package_hash": package}, follow=True)


@pytest.fixture
def bid(cast: Cast) -> Bid:
    """Signed by three members, not sent."""
    return alliance_bid(cast, open_tender(cast), make=signed_bid)


def test_sending_gives_a_receipt_with_server_time_and_fingerprint(cast: Cast, bid: Bid, committed: Any) -> None:
    assert "Send the bid" in cast.client("lead").get(url(bid, "bid_submit")).content.decode()
    with committed():
        page = send(cast, bid).content.decode()
    receipt = BidReceipt.objects.get()
    assert "Your bid is in" in page
    assert "24 November 2026, 12:00:00" in page
    assert "30 days before bids close" in page
    assert "4 answers, 1 price, declarations" in page
    assert "Marek Nowak, Easton Pain Peers" in page
    assert receipt.package_hash == latest_version(bid).package_hash
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.bid.submitted")
    assert sorted(told.values_list("email", flat=True)) == [
        "lead@example.org", "partner1@example.org", "partner2@example.org",
    ]  # fmt: skip
    assert {mail.link for mail in told} == {url(bid, "bid_receipt", 1)}
    assert cast.client("partner1").get(url(bid, "bid_receipt", 1)).status_code == 200
    assert cast.client("rival").get(url(bid, "bid_receipt", 1)).status_code == 404
    assert cast.client("lead").get(url(bid, "bid_receipt", 2)).status_code == 404


def test_at_the_instant_it_is_in(cast: Cast, bid: Bid) -> None:
    with clock.at(deadline(bid)):
        assert "Your bid is in" in send(cast, bid).content.decode()
    bid.refresh_from_db()
    assert (bid.state, bid.submitted_at) == ("submitted", deadline(bid))


def test_a_millisecond_later_it_is_refused_with_both_times_and_nothing_is_lost(cast: Cast, bid: Bid) -> None:
    with clock.at(deadline(bid) + MILLISECOND):
        response = send(cast, bid)
        page = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error:" in page
    assert "Bids closed on 24 December 2026, 12:00:00.000, London time." in page
    assert "Our clock said 24 December 2026, 12:00:00.001" in page
    bid.refresh_from_db()
    assert (bid.state, BidReceipt.objects.count()) == ("draft", 0)
    with clock.at(deadline(bid) + MILLISECOND):
        assert "Our answer to question 1." in cast.client("lead").get(url(bid, "bid_preview")).content.decode()
        page = cast.client("lead").get(url(bid, "bid_detail")).content.decode()
    assert "this one was not sent. It stays sealed for good" in page


def test_the_page_that_was_open_since_yesterday_does_not_help(cast: Cast, bid: Bid) -> None:
    package = latest_version(bid).package_hash
    with clock.at(deadline(bid) + MILLISECOND), pytest.raises(TooLate):
        bid_submit(actor=cast.user("lead"), bid=bid, package_hash=package)


def test_an_extension_of_the_deadline_counts(cast: Cast, bid: Bid) -> None:
    before = deadline(bid)
    bid.procurement.deadline_at = before + timedelta(days=1)
    bid.procurement.save()
    with clock.at(before + MILLISECOND):
        assert bid_submit(actor=cast.user("lead"), bid=bid).number == 1


def test_a_changed_bid_is_not_sent_unread(cast: Cast, bid: Bid) -> None:
    response = cast.client("lead").post(url(bid, "bid_submit"), {"package_hash": "0" * 64})
    assert response.status_code == 409
    assert "The bid has changed since you read it." in response.content.decode()


@pytest.mark.parametrize("missing", ["answer", "length", "price", "declarations", "signature"])
def test_nothing_unfinished_is_sent(missing: str, cast: Cast) -> None:
    tender = open_tender(cast)
    price = 0 if missing == "price" else 100
    answers = {"answer": {2: " "}, "length": {2: "word " * 501}}.get(missing, {})
    bid = filled_bid(cast, tender, answers=answers, price_pence=price)
    if missing == "declarations":
        from portal.tenders.services.bid_answers import bid_declarations_save

        bid_declarations_save(actor=cast.user("lead"), bid=bid, confirmed=["true"])
    with pytest.raises(NotAllowed) as refusal:
        bid_submit(actor=cast.user("lead"), bid=bid)
    wanted = "These members have not signed" if missing == "signature" else "Something is still missing"
    assert wanted in str(refusal.value)
    page = cast.client("lead").get(url(bid, "bid_detail")).content.decode()
    assert 'aria-disabled="true"' in page
    assert wanted in page


def test_a_sent_bid_is_changed_and_sent_again_and_the_first_stays_in_until_then(cast: Cast, bid: Bid) -> None:
    bid_submit(actor=cast.user("lead"), bid=bid)
    first = latest_version(bid)
    bid_answer_save(actor=cast.user("lead"), bid=bid, number=1, text="A better answer.")
    bid.refresh_from_db()
    page = cast.client("lead").get(url(bid, "bid_detail")).content.decode()
    assert "Version 1 is sent, version 2 is a draft" in page
    assert "Version 1 stays in until version 2 is sent." in page
    sent = sent_version(bid)
    assert sent is not None
    assert sent.pk == first.pk
    sign_all(cast, bid)
    receipt = bid_submit(actor=cast.user("lead"), bid=bid)
    assert (receipt.number, receipt.version.number) == (2, 2)
    old = cast.client("lead").get(url(bid, "bid_receipt", 1)).content.decode()
    assert "A later version was sent." in old
    assert bid.versions.count() == 2
    assert list(seal_problems()) == []


def test_the_same_version_is_not_sent_twice(cast: Cast, bid: Bid) -> None:
    bid_submit(actor=cast.user("lead"), bid=bid)
    with pytest.raises(NotAllowed, match="already in"):
        bid_submit(actor=cast.user("lead"), bid=bid)
    assert BidReceipt.objects.count() == 1


def test_taken_out_taken_up_and_sent_again(cast: Cast, bid: Bid, committed: Any) -> None:
    bid_submit(actor=cast.user("lead"), bid=bid)
    assert "Take this bid out?" in cast.client("lead").get(url(bid, "bid_withdraw")).content.decode()
    with committed():
        page = cast.client("lead").post(url(bid, "bid_withdraw"), follow=True).content.decode()
    assert "Taken out" in page
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.bid.withdrawn")
    assert sorted(told.values_list("email", flat=True)) == [
        "lead@example.org", "partner1@example.org", "partner2@example.org",
    ]  # fmt: skip
    bid.refresh_from_db()
    assert sent_version(bid) is None
    assert "This bid was taken out afterwards" in cast.client("lead").get(url(bid, "bid_receipt", 1)).content.decode()
    page = cast.client("lead").post(url(bid, "bid_reopen"), follow=True).content.decode()
    assert "Draft, version 2" in page
    assert "3 members have not signed version 2" in page
    sign_all(cast, bid)
    assert bid_submit(actor=cast.user("lead"), bid=bid).number == 2
    assert list(seal_problems()) == []


def test_after_the_deadline_nothing_is_taken_out(cast: Cast, bid: Bid) -> None:
    bid_submit(actor=cast.user("lead"), bid=bid)
    with clock.at(deadline(bid) + MILLISECOND):
        response = cast.client("lead").post(url(bid, "bid_withdraw"))
    assert response.status_code == 403
    bid.refresh_from_db()
    assert bid.state == "submitted"


def test_a_member_of_a_withdrawn_bid_is_free_and_the_bid_then_cannot_come_back(cast: Cast) -> None:
    tender = open_tender(cast)
    gone = submitted_bid(cast, tender, "garden")
    bid_withdraw(actor=cast.user("micro"), bid=gone)
    draft_bid(cast, tender, "harbour", alliance=signed_alliance(cast, ("harbour", "garden")))
    with pytest.raises(NotAllowed, match="not free"):
        bid_reopen(actor=cast.user("micro"), bid=gone)


def test_one_organisation_stands_behind_one_bid_for_a_lot_and_one_for_another(cast: Cast) -> None:
    tender = open_tender(cast, lots=2)
    alliance_bid(cast, tender, make=filled_bid)
    with pytest.raises(NotAllowed):
        draft_bid(cast, tender, "harbour")
    assert draft_bid(cast, tender, "harbour", lot=tender.lots.get(number=2)).members.count() == 1


@pytest.mark.parametrize("trouble", ["not lead", "no agreement", "not taken", "commissioner"])
def test_an_alliance_that_cannot_bid_is_told_why(trouble: str, cast: Cast) -> None:
    tender = open_tender(cast, allows_alliances=trouble != "not taken")
    members = ("easton", "harbour") if trouble == "not lead" else ("harbour", "easton")
    alliance = signed_alliance(cast, members + (("council",) if trouble == "commissioner" else ()))
    if trouble == "no agreement":
        alliance.agreements.all().delete()
    with pytest.raises(DomainError) as refusal:
        bid_start(actor=cast.user("lead"), lot=tender.lots.get(), organisation=cast.org("harbour"), alliance=alliance)
    words = {
        "not lead": "through its lead member",
        "no agreement": "sign the alliance's agreement",
        "not taken": "single organisations only",
        "commissioner": "commissioner that is a member",
    }
    assert words[trouble] in str(refusal.value)
    assert not Bid.objects.exists()


def test_a_copy_proves_the_fingerprint_with_any_tool(cast: Cast) -> None:
    bid = filled_bid(cast, open_tender(cast))
    bid_file_add(actor=cast.user("lead"), bid=bid, name="plan.pdf", content=b"%PDF-1.7 a plan")
    sign_all(cast, bid)
    receipt = bid_submit(actor=cast.user("lead"), bid=bid)
    bid_answer_save(actor=cast.user("lead"), bid=bid, number=1, text="A newer draft.")
    response = cast.client("lead").get(url(bid, "bid_copy") + "?sent=1")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        text = archive.read("manifest.json")
        assert hashlib.sha256(text).hexdigest() == receipt.package_hash
        listed = {part["slot"]: part["sha256"] for part in json.loads(text)["parts"]}
        for slot, digest in listed.items():
            assert hashlib.sha256(archive.read(f"parts/{slot}.json")).hexdigest() == digest
        slot = next(slot for slot in listed if slot.startswith("file-"))
        assert archive.read(f"files/{slot}.pdf") == b"%PDF-1.7 a plan"
    assert json.loads(text)["version"] == 1


def test_an_abandoned_tender_takes_no_bids(cast: Cast, bid: Bid) -> None:
    type(bid.procurement).objects.filter(pk=bid.procurement_id).update(state="abandoned")
    with pytest.raises(TooLate, match="abandoned"):
        bid_submit(actor=cast.user("lead"), bid=bid)
