"""Signing (B7): every member, this exact version; an edit cancels; what changed meanwhile cannot be signed."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.exceptions import NotAllowed
from portal.notifications.models import OutboxMessage
from portal.organisations.enums import MemberRole
from portal.tenders.models import Bid, BidSignature
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid_answers import bid_answer_save
from portal.tenders.services.bid_signature import BidChanged, bid_sign, bid_signatures_ask
from portal.tenders.services.bid_submission import bid_submit
from tests.characters import Cast
from tests.tenders.factories_bids import alliance_bid, colleague, draft_bid, filled_bid, open_tender, sign_all


def url(bid: Bid, name: str, *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args])


@pytest.fixture
def bid(cast: Cast) -> Bid:
    """Nothing is missing but the signatures of three members."""
    return alliance_bid(cast, open_tender(cast), make=filled_bid)


def sign(cast: Cast, name: str, bid: Bid) -> Any:
    """Open the page and sign what it shows."""
    client = cast.client(name)
    form = client.get(url(bid, "bid_sign")).context["form"]
    data = {
        "package_hash": form["package_hash"].value(),
        "organisation": form["organisation"].value(),
        "is_authorised": "on",
    }
    return client.post(url(bid, "bid_sign"), data, follow=True)


def test_each_member_reads_the_fingerprint_and_signs_it(cast: Cast, bid: Bid) -> None:
    shown = cast.client("partner1").get(url(bid, "bid_sign")).content.decode()
    package = latest_version(bid).package_hash
    assert all(package[at : at + 4] in shown for at in range(0, 64, 4))
    assert "I may bind Easton Pain Peers" in shown
    for name in ("partner1", "partner2", "lead"):
        page = sign(cast, name, bid).content.decode()
        assert "You have signed version 1." in page
    rows = BidSignature.objects.filter(version__bid=bid)
    assert {row.package_hash for row in rows} == {latest_version(bid).package_hash}
    assert {row.organisation.name for row in rows} == {
        "Harbour Carers",
        "Easton Pain Peers",
        "Northgate Community Trust",
    }
    assert "Signed version 1" in page
    assert "Everything is there, and every member has signed." in page


def test_the_word_that_binds_has_to_be_given(cast: Cast, bid: Bid) -> None:
    page = cast.client("partner1").post(
        url(bid, "bid_sign"),
        {"package_hash": latest_version(bid).package_hash, "organisation": cast.org("easton").ref},
    )
    assert "<title>Error:" in page.content.decode()
    assert not BidSignature.objects.exists()


def test_who_signs_for_another_member_is_refused(cast: Cast, bid: Bid) -> None:
    page = cast.client("partner1").post(
        url(bid, "bid_sign"),
        {
            "package_hash": latest_version(bid).package_hash,
            "organisation": cast.org("northgate").ref,
            "is_authorised": "on",
        },
    )
    assert "<title>Error:" in page.content.decode()
    assert not BidSignature.objects.exists()


def test_an_edit_makes_a_new_version_cancels_the_signatures_and_tells_the_signers(
    cast: Cast, bid: Bid, committed: Any
) -> None:
    sign_all(cast, bid)
    first = latest_version(bid)
    with committed():
        bid_answer_save(actor=cast.user("lead"), bid=bid, number=2, text="Better.")
    second = latest_version(bid)
    assert (second.number, second.package_hash == first.package_hash) == (2, False)
    assert not first.signatures.filter(voided_at=None).exists()
    assert first.signatures.count() == 3
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.bid.signature_voided")
    assert sorted(told.values_list("email", flat=True)) == [
        "lead@example.org", "partner1@example.org", "partner2@example.org",
    ]  # fmt: skip
    assert all("Better" not in f"{mail.subject} {mail.opening} {mail.lines}" for mail in told)
    page = cast.client("partner1").get(url(bid, "bid_detail")).content.decode()
    assert "Signature cancelled" in page
    assert "Marek Nowak signed version 1" in page
    with pytest.raises(NotAllowed, match="have not signed this version"):
        bid_submit(actor=cast.user("lead"), bid=bid)


def test_a_bid_that_changed_since_it_was_read_cannot_be_signed(cast: Cast, bid: Bid) -> None:
    client = cast.client("partner1")
    form = client.get(url(bid, "bid_sign")).context["form"]
    bid_answer_save(actor=cast.user("lead"), bid=bid, number=1, text="Another answer.")
    response = client.post(
        url(bid, "bid_sign"),
        {
            "package_hash": form["package_hash"].value(),
            "organisation": form["organisation"].value(),
            "is_authorised": "on",
        },
    )
    assert response.status_code == 409
    assert "The bid has changed since you read it." in response.content.decode()
    assert response.context["form"]["package_hash"].value() == latest_version(bid).package_hash
    assert not BidSignature.objects.exists()


def test_a_member_signs_once(cast: Cast, bid: Bid) -> None:
    sign(cast, "partner1", bid)
    response = cast.client("partner1").get(url(bid, "bid_sign"))
    assert response.status_code == 403
    assert "You have signed this version." in response.content.decode()


def test_two_signatories_of_one_member_make_one_signature(cast: Cast, bid: Bid) -> None:
    colleague(cast, "member", "easton", MemberRole.SIGNATORY)
    sign(cast, "partner1", bid)
    with pytest.raises(NotAllowed):
        bid_sign(actor=cast.user("member"), bid=bid, package_hash=latest_version(bid).package_hash)
    assert BidSignature.objects.filter(organisation=cast.org("easton")).count() == 1


def test_nothing_unfinished_and_nothing_late_is_signed(cast: Cast, bid: Bid) -> None:
    other = draft_bid(cast, open_tender(cast))
    response = cast.client("lead").get(url(other, "bid_sign"))
    assert response.status_code == 403
    assert "Something is still missing in this bid." in response.content.decode()
    assert bid.procurement.deadline_at is not None
    with clock.at(bid.procurement.deadline_at + timedelta(milliseconds=1)):
        assert cast.client("partner1").get(url(bid, "bid_sign")).status_code == 403


def test_asking_mails_those_who_have_not_signed_once(cast: Cast, bid: Bid, committed: Any) -> None:
    sign(cast, "partner2", bid)
    with committed():
        response = cast.client("lead").post(url(bid, "bid_signatures_ask"), follow=True)
    assert "The signatories are asked by e-mail." in response.content.decode()
    asked = OutboxMessage.objects.filter(event_key__startswith="tenders.bid.signatures_asked")
    assert sorted(asked.values_list("email", flat=True)) == ["lead@example.org", "partner1@example.org"]
    assert {mail.must_act for mail in asked} == {True}
    assert {mail.link for mail in asked} == {url(bid, "bid_sign")}


def test_the_sender_is_told_when_the_last_one_has_signed(cast: Cast, bid: Bid, committed: Any) -> None:
    with committed():
        sign_all(cast, bid)
    ready = OutboxMessage.objects.filter(event_key__startswith="tenders.bid.ready")
    assert [mail.email for mail in ready] == ["lead@example.org"]


def test_signing_and_editing_are_recorded_without_content(cast: Cast, bid: Bid) -> None:
    bid_signatures_ask(actor=cast.user("lead"), bid=bid)
    sign_all(cast, bid)
    bid_answer_save(actor=cast.user("lead"), bid=bid, number=2, text="CANARY in an answer")
    verbs = [event.verb for event in events_about(bid)]
    assert verbs[0] == "tenders.bid.start"
    assert verbs[-6:] == [
        "tenders.bid.sign", "tenders.bid.sign", "tenders.bid.sign",
        "tenders.bid.signatures_void", "tenders.bid.version", "tenders.bid.save",
    ]  # fmt: skip
    assert "CANARY" not in str([event.data for event in events_about(bid)])


def test_the_package_must_be_the_one_that_is_stored(cast: Cast, bid: Bid) -> None:
    with pytest.raises(BidChanged):
        bid_sign(actor=cast.user("partner1"), bid=bid, package_hash="0" * 64)
