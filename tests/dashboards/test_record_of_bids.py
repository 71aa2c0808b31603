"""Nobody who watches over the record learns of sealed bids from it: not that there are any, how many or when."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.audit.services import audit_record, refusal_record
from portal.common import clock
from portal.tenders.models import Bid, Procurement
from portal.tenders.services.bid_submission import bid_reopen, bid_withdraw
from tests.alliances.factories import alliance
from tests.characters import Cast
from tests.tenders.factories_bids import draft_bid, open_tender, submitted_bid

WATCHERS = ("auditor", "admin")
FILTERS = ("", "?kind=refused", "?kind=read", "?kind=act", "?area=tenders", "?area=alliances", "?ref=bid", "?who=amina")


def _read(cast: Cast, *more: str) -> dict[str, str]:
    """Every page of the record as both read it; what changes with every request (tokens) taken out."""
    texts = {
        f"{name}{query}": cast.client(name).get(f"/record/{query}").text
        for name in WATCHERS
        for query in FILTERS + more
    }
    return {key: re.sub(r'(value|nonce)="[^"]{20,}"', "", text) for key, text in texts.items()}


def test_the_record_is_the_same_with_and_without_sealed_bids(cast: Cast) -> None:
    made, tender = alliance(cast), open_tender(cast)
    before = _read(cast, f"?ref={made.ref}")
    events = AuditEvent.objects.count()
    bid = draft_bid(cast, tender, alliance=made)
    submitted_bid(cast, tender, "meridian")
    bid_withdraw(actor=cast.lead, bid=bid)
    bid_reopen(actor=cast.lead, bid=bid)
    page = reverse("tenders:bid_detail", args=[tender.ref, bid.ref])
    for subject in (cast.org("easton"), f"path:{page}"):
        refusal_record(actor=cast.partner1, verb="tenders.bid.start", subject=subject, reason="No.")
    refusal_record(actor=cast.partner1, verb="GET tenders:bid_detail", subject=f"path:{page}", reason="No.")
    refusal_record(actor=cast.partner1, verb="alliances.alliance.bid", subject=made, reason="No.")
    assert set(AuditEvent.objects.values_list("verb", flat=True)) > {
        "alliances.alliance.bid",
        "alliances.alliance.end_bid",
    }
    assert AuditEvent.objects.count() > events + 10
    assert _read(cast, f"?ref={made.ref}") == before


@pytest.mark.parametrize("name", WATCHERS)
def test_when_the_bids_are_opened_the_record_says_who_did_what(cast: Cast, name: str) -> None:
    made, tender = alliance(cast), open_tender(cast)
    bid = draft_bid(cast, tender, alliance=made)
    Procurement.objects.filter(pk=tender.pk).update(state="opened")
    text = cast.client(name).get("/record/?area=tenders").text
    assert "Started a bid" in text
    assert "A bidder. The name is shown when the bids are opened" in text  # never sent, so never opened
    assert "Amina" not in text
    assert "Recorded that an alliance bids" in cast.client(name).get("/record/?area=alliances").text
    Bid.objects.filter(pk=bid.pk).update(state="opened")
    assert "Amina" in cast.client(name).get("/record/?area=tenders").text


def test_a_later_bid_takes_nothing_out_of_the_record_that_was_in_it(cast: Cast) -> None:
    made, first = alliance(cast), open_tender(cast)
    draft_bid(cast, first, alliance=made)
    Procurement.objects.filter(pk=first.pk).update(state="opened")
    before = _read(cast)
    second = open_tender(cast)
    mine = {query: text for query, text in _read(cast).items() if "area=alliances" in query}
    with clock.at(clock.now() + timedelta(hours=1)):
        draft_bid(cast, second, alliance=made)
        audit_record(actor=cast.lead, verb="alliances.alliance.end_bid", subject=made)
    assert {query: text for query, text in _read(cast).items() if "area=alliances" in query} == mine
    assert before["auditor?area=alliances"].count("Recorded that an alliance bids") == 1


def test_no_number_of_an_entry_betrays_one_that_is_left_out(cast: Cast) -> None:
    made = alliance(cast)
    audit_record(actor=cast.lead, verb="alliances.alliance.edit", subject=made)
    audit_record(actor=cast.officer, verb="codesign.project.start", subject="codesign.project:1")
    assert "entry 1 about this" in cast.client("auditor").get("/record/?area=codesign").text
    assert "about this" not in cast.client("auditor").get("/record/?area=alliances").text
