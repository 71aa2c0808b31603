"""Writing a bid through its pages: what is typed is kept, flagged, never lost and never overwritten unseen."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from portal.common import clock
from portal.notifications.models import OutboxMessage
from portal.organisations.enums import MemberRole
from portal.tenders.models import Bid, Question, SealedFile
from portal.tenders.selectors.bid_versions import latest_version, open_version
from tests.characters import Cast
from tests.tenders.factories_bids import alliance_bid, colleague, draft_bid, filled_bid, open_tender, signed_alliance


def url(bid: Bid, name: str, *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args])


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def bid(cast: Cast) -> Bid:
    return draft_bid(cast, open_tender(cast))


def content_of(bid: Bid) -> Any:
    return open_version(latest_version(bid))


# -- Starting --------------------------------------------------------------------------------------------------------


def test_a_bid_lead_starts_alone_and_lands_on_the_task_list(cast: Cast) -> None:
    tender = open_tender(cast)
    draft_bid(cast, tender, "meridian")
    address = reverse("tenders:bid_start", args=[tender.ref])
    page = cast.client("lead").get(address)
    assert "Harbour Carers" in text_of(page)
    assert "Meridian" not in text_of(page)
    harbour = cast.org("harbour")
    response = cast.client("lead").post(address, {"lot": "1", "bidder": f"one-{harbour.ref}"}, follow=True)
    assert "Draft, version 1" in text_of(response)
    assert "6 things stand between you and sending" in text_of(response).replace(
        "\n", " "
    ) or "things stand" in text_of(response)


def test_a_choice_is_asked_and_an_invented_one_refused(cast: Cast) -> None:
    tender = open_tender(cast, lots=2)
    address = reverse("tenders:bid_start", args=[tender.ref])
    response = cast.client("lead").post(address, {"lot": "9", "bidder": f"one-{cast.org('meridian').ref}"})
    assert "<title>Error:" in text_of(response)
    assert not Bid.objects.exists()


def test_the_lead_of_a_signed_alliance_starts_for_all_of_its_members(cast: Cast, committed: Any) -> None:
    tender, alliance = open_tender(cast), signed_alliance(cast)
    with committed():
        cast.client("lead").post(
            reverse("tenders:bid_start", args=[tender.ref]), {"lot": "1", "bidder": f"all-{alliance.ref}"}
        )
    bid = Bid.objects.get()
    assert [member.organisation.name for member in bid.members.all()] == [
        "Harbour Carers", "Easton Pain Peers", "Northgate Community Trust",
    ]  # fmt: skip
    assert sorted(OutboxMessage.objects.values_list("email", flat=True)) == [
        "partner1@example.org",
        "partner2@example.org",
    ]


def test_an_alliance_without_a_signed_agreement_is_not_offered(cast: Cast) -> None:
    tender, alliance = open_tender(cast), signed_alliance(cast)
    alliance.agreements.update(state="signing")
    assert "Alongside" not in text_of(cast.client("lead").get(reverse("tenders:bid_start", args=[tender.ref])))


def test_the_same_organisation_is_in_one_bid_for_a_lot(cast: Cast) -> None:
    tender = open_tender(cast)
    draft_bid(cast, tender)
    response = cast.client("lead").get(reverse("tenders:bid_start", args=[tender.ref]))
    assert response.status_code == 403
    assert "Harbour Carers already stands behind a bid for this lot." in text_of(response)


def test_a_member_that_bids_elsewhere_is_not_named_to_the_others(cast: Cast) -> None:
    tender, alliance = open_tender(cast), signed_alliance(cast, ("harbour", "garden"))
    rival = draft_bid(cast, tender, "garden")
    response = cast.client("lead").post(
        reverse("tenders:bid_start", args=[tender.ref]), {"lot": "1", "bidder": f"all-{alliance.ref}"}
    )
    problem = text_of(response).partition("A member of this bid is not free")[2]
    assert problem
    assert rival.ref not in text_of(response)
    assert Bid.objects.count() == 1


# -- Answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_saved_and_the_next_one_comes(cast: Cast, bid: Bid) -> None:
    response = cast.client("lead").post(url(bid, "bid_answer", 1), {"text": "We ask people first.", "seen": "-"})
    assert response.headers["Location"] == url(bid, "bid_answer", 2)
    assert content_of(bid).answer(1) == "We ask people first."
    page = text_of(cast.client("lead").get(url(bid, "bid_detail")))
    assert "4 of 500 words" in page
    assert "1 of 4 ready" in page


def test_too_long_is_kept_flagged_and_shown_with_the_error(cast: Cast, bid: Bid) -> None:
    response = cast.client("lead").post(url(bid, "bid_answer", 3), {"text": "word " * 512, "seen": "-"})
    page = text_of(response)
    assert "<title>Error:" in page
    assert "12 words too many" in page
    assert "kept as a draft" in page
    assert content_of(bid).answer(3).startswith("word word")
    page = text_of(cast.client("lead").get(url(bid, "bid_detail")))
    assert "Answer 3 is 12 words too long" in page
    assert "Too long" in page


@pytest.mark.parametrize("typed", ["", "word " * 900, "<script>alert(1)</script>"])
def test_coming_back_later_never_judges(typed: str, cast: Cast, bid: Bid) -> None:
    response = cast.client("lead").post(
        url(bid, "bid_answer", 1), {"text": typed, "seen": "-", "act": "later"}, follow=True
    )
    assert "Error:" not in text_of(response)
    assert content_of(bid).answer(1) == typed
    assert "<script>alert" not in text_of(cast.client("lead").get(url(bid, "bid_preview")))


def test_saving_again_what_is_there_cancels_nothing(cast: Cast) -> None:
    bid = alliance_bid(cast, open_tender(cast))
    before = latest_version(bid)
    seen = content_of(bid).seen("answer-1")
    cast.client("lead").post(url(bid, "bid_answer", 1), {"text": "Our answer to question 1.", "seen": seen})
    assert latest_version(bid).pk == before.pk
    assert before.signatures.filter(voided_at=None).count() == 3


def test_nobody_overwrites_another_unseen(cast: Cast, bid: Bid) -> None:
    client = cast.client("lead")
    client.post(url(bid, "bid_answer", 1), {"text": "The first text.", "seen": "-"})
    response = client.post(url(bid, "bid_answer", 1), {"text": "The second text.", "seen": "-"})
    page = text_of(response)
    assert response.status_code == 409
    assert "Somebody else saved this part" in page
    assert "The first text." in page
    assert "The second text." in page
    assert content_of(bid).answer(1) == "The first text."
    seen = response.context["form"]["seen"].value()
    client.post(url(bid, "bid_answer", 1), {"text": "The second text.", "seen": seen})
    assert content_of(bid).answer(1) == "The second text."


def test_a_late_save_gives_back_what_was_typed(cast: Cast, bid: Bid) -> None:
    assert bid.procurement.deadline_at is not None
    with clock.at(bid.procurement.deadline_at + timedelta(milliseconds=1)):
        response = cast.client("lead").post(url(bid, "bid_answer", 1), {"text": "One more thought.", "seen": "-"})
        page = text_of(response)
    assert response.status_code == 409
    assert "One more thought." in page
    assert "Bids closed on 24 December 2026, 12:00:00.000" in page
    assert "12:00:00.001" in page
    assert content_of(bid).answer(1) == ""


def test_only_the_questions_of_the_lot_are_asked(cast: Cast) -> None:
    tender = open_tender(cast, lots=2)
    Question.objects.create(
        procurement=tender, lot=tender.lots.get(number=2), number=5, title="Only elsewhere", text="?", weight=Decimal(0)
    )
    bid = draft_bid(cast, tender)
    assert "Only elsewhere" not in text_of(cast.client("lead").get(url(bid, "bid_detail")))
    assert cast.client("lead").get(url(bid, "bid_answer", 5)).status_code == 404


def test_a_member_without_the_part_of_bid_lead_reads_and_is_told_who_writes(cast: Cast) -> None:
    bid = alliance_bid(cast, open_tender(cast), make=filled_bid)
    assert cast.client("partner1").get(url(bid, "bid_preview")).status_code == 200
    response = cast.client("partner1").get(url(bid, "bid_answer", 1))
    assert response.status_code == 403
    assert "Only bid leads of the members write this bid." in text_of(response)


def test_a_bid_lead_of_another_member_writes_but_does_not_send(cast: Cast) -> None:
    bid = alliance_bid(cast, open_tender(cast), make=filled_bid)
    colleague(cast, "member", "easton", MemberRole.BID_LEAD)
    seen = content_of(bid).seen("answer-1")
    cast.client("member").post(url(bid, "bid_answer", 1), {"text": "From Easton.", "seen": seen})
    assert content_of(bid).answer(1) == "From Easton."
    response = cast.client("member").get(url(bid, "bid_submit"))
    assert "Only a bid lead of the lead member sends this bid." in text_of(response)


def test_who_leaves_the_organisation_is_out_with_the_next_request(cast: Cast, bid: Bid) -> None:
    from portal.organisations.groups import memberships_sync

    client = cast.client("lead")
    assert client.get(url(bid, "bid_detail")).status_code == 200
    cast.org("harbour").memberships.update(left_at=clock.now())
    memberships_sync(cast.org("harbour"))
    assert client.get(url(bid, "bid_detail")).status_code == 404


# -- Price and declarations ------------------------------------------------------------------------------------------


def test_the_price_is_typed_as_people_write_it(cast: Cast, bid: Bid) -> None:
    cast.client("lead").post(url(bid, "bid_price"), {"pence": "1.4386 million", "seen": "-"})
    assert content_of(bid).price["pence"] == 143_860_000
    assert "£1,438,600" in text_of(cast.client("lead").get(url(bid, "bid_detail")))


@pytest.mark.parametrize("typed", ["about 600k, tbc", "0", "12.345"])
def test_what_is_no_price_is_kept_and_flagged(typed: str, cast: Cast, bid: Bid) -> None:
    page = text_of(cast.client("lead").post(url(bid, "bid_price"), {"pence": typed, "seen": "-"}))
    assert "<title>Error:" in page
    assert f'value="{typed}"' in page
    assert f'value="{typed}"' in text_of(cast.client("lead").get(url(bid, "bid_price")))
    assert "The price is not an amount yet" in text_of(cast.client("lead").get(url(bid, "bid_detail")))


def test_a_fixed_price_is_shown_and_accepted(cast: Cast) -> None:
    bid = draft_bid(cast, open_tender(cast, price_formula="fixed_price", price_benchmark_pence=100_000_000))
    page = text_of(cast.client("lead").get(url(bid, "bid_price")))
    assert "at the fixed price of £1,000,000" in page
    assert "Tick the box" in text_of(cast.client("lead").post(url(bid, "bid_price"), {"seen": "-"}))
    seen = content_of(bid).seen("price")
    cast.client("lead").post(url(bid, "bid_price"), {"accept": "on", "seen": seen})
    assert content_of(bid).price["pence"] == 100_000_000


def test_the_price_is_hidden_from_members_who_do_not_need_it(cast: Cast) -> None:
    bid = alliance_bid(cast, open_tender(cast))
    colleague(cast, "member", "easton")
    for name in ("bid_detail", "bid_preview"):
        page = text_of(cast.client("member").get(url(bid, name)))
        assert "1,438,600" not in page
        assert "bid leads, finance leads and signatories" in page
        assert "1,438,600" in text_of(cast.client("partner1").get(url(bid, name)))
    with zipfile.ZipFile(io.BytesIO(cast.client("member").get(url(bid, "bid_copy")).content)) as archive:
        assert "parts/price.json" not in archive.namelist()
        assert "parts/answer-1.json" in archive.namelist()


def test_every_declaration_is_needed_and_what_was_ticked_stays(cast: Cast, bid: Bid) -> None:
    page = text_of(
        cast.client("lead").post(
            url(bid, "bid_declarations"), {"confirmed": ["registered"], "details": "A fine in 2019.", "seen": "-"}
        )
    )
    assert "<title>Error:" in page
    assert content_of(bid).declarations["confirmed"] == ["registered"]
    assert "A fine in 2019." in text_of(cast.client("lead").get(url(bid, "bid_preview")))
    assert "4 declarations are not confirmed" in text_of(cast.client("lead").get(url(bid, "bid_detail")))


# -- Files -----------------------------------------------------------------------------------------------------------


def office(marker: str, *, filler: bytes = b"x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(marker, filler)
    return made.getvalue()


def open_document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")
    return made.getvalue()


PDF = b"%PDF-1.7 the certificate"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.docx", office("word/document.xml")),
        ("a.xlsx", office("xl/workbook.xml")),
        ("a.odt", open_document()),
        ("a.png", b"\x89PNG\r\n\x1a\n picture"),
        ("a.jpg", b"\xff\xd8\xff picture"),
    ],
)
def test_a_file_goes_in_and_comes_back_as_an_attachment(name: str, content: bytes, cast: Cast, bid: Bid) -> None:
    client = cast.client("lead")
    response = client.post(
        url(bid, "bid_files"), {"file": SimpleUploadedFile(name, content), "about": "bid"}, follow=True
    )
    assert "Not scanned for viruses" in text_of(response)
    slot = content_of(bid).files[0][0].slot
    response = client.get(url(bid, "bid_file", slot))
    assert response.content == content
    assert response.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ a program"),
        ("a.docx", office("word/document.xml", filler=b"0" * 5_000_000)),
        ("a.docx", office("ppt/slide.xml")),
        ("a.pdf", b"<html>"),
        ("a.odt", b"PK\x03\x04 broken"),
    ],
)
def test_what_a_file_says_it_is_does_not_count(name: str, content: bytes, cast: Cast, bid: Bid) -> None:
    response = cast.client("lead").post(
        url(bid, "bid_files"), {"file": SimpleUploadedFile(name, content), "about": "bid"}
    )
    assert "This file is not what we can take." in text_of(response)
    assert not SealedFile.objects.exists()


def test_a_file_of_more_than_the_limit_is_refused(cast: Cast, bid: Bid, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    big = SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 1024 * 1024)
    response = cast.client("lead").post(url(bid, "bid_files"), {"file": big, "about": "bid"})
    assert "must be smaller than 1 MB" in text_of(response)
    assert not SealedFile.objects.exists()


def test_a_file_belongs_to_a_question_that_takes_files(cast: Cast) -> None:
    tender = open_tender(cast)
    tender.questions.filter(number=2).update(allows_files=True)
    bid = draft_bid(cast, tender)
    client = cast.client("lead")
    page = text_of(client.get(url(bid, "bid_files")))
    assert "2. Reaching people" in page
    assert "1. How people with pain" not in page
    client.post(url(bid, "bid_files"), {"file": SimpleUploadedFile("map.pdf", PDF), "about": "2"})
    assert "1 file" in text_of(client.get(url(bid, "bid_detail")))
    wrong = client.post(url(bid, "bid_files"), {"file": SimpleUploadedFile("map.pdf", PDF), "about": "1"})
    assert "<title>Error:" in text_of(wrong)


def test_a_file_is_taken_out_after_a_page_that_says_so(cast: Cast, bid: Bid) -> None:
    client = cast.client("lead")
    client.post(url(bid, "bid_files"), {"file": SimpleUploadedFile("../../etc/plan\x07.pdf", PDF), "about": "bid"})
    row, note = content_of(bid).files[0]
    assert note["name"] == "plan.pdf"
    assert "plan.pdf" in text_of(client.get(url(bid, "bid_file_remove", row.slot)))
    client.post(url(bid, "bid_file_remove", row.slot))
    assert content_of(bid).files == []
    assert not SealedFile.objects.exists()
    assert client.get(url(bid, "bid_file", row.slot)).status_code == 404
