"""The feed and the calendar, read as other programs read them."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from portal.common.clock import now
from portal.tenders.models import Procurement
from portal.tenders.rules.calendar import Event, calendar, escape, fold
from tests.characters import Cast
from tests.tenders.factories import draft_procurement, published, sourced

ATOM = "{http://www.w3.org/2005/Atom}"
AT = datetime(2027, 6, 1, 11, 0, tzinfo=UTC)


def unfold(text: str) -> list[str]:
    """Content lines as a calendar program puts them together again."""
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")


def test_the_feed_is_atom_with_absolute_addresses(cast: Cast) -> None:
    tender = published(cast, title="Bread & <roses>")
    draft_procurement(cast, title="Hidden")
    response = cast.client().get("/tenders/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own feed
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Bread & <roses>"]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == f"http://testserver/tenders/{tender.ref}/"
    assert root.findtext(f"{ATOM}updated") == "2026-11-24T12:00:00+00:00"


def test_an_empty_feed_is_a_feed(cast: Cast) -> None:
    root = ElementTree.fromstring(cast.client().get("/tenders/feed.atom").content)  # noqa: S314 - our own feed
    assert root.findtext(f"{ATOM}updated") == "2026-11-24T12:00:00Z" or root.findtext(f"{ATOM}updated")
    assert root.findall(f"{ATOM}entry") == []


def test_the_calendar_holds_open_tenders_only(cast: Cast) -> None:
    tender = published(cast, title="Peers; groups, calls")
    published(cast, title="Over", deadline_at=now() - timedelta(days=1))
    draft_procurement(cast, title="Hidden")
    sourced(cast, title="Elsewhere", deadline_at=now() + timedelta(days=5))
    response = cast.client().get("/tenders/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    lines = unfold(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "VERSION:2.0" in lines
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:Last questions: Peers\\; groups\\, calls",
        "SUMMARY:Bids close: Peers\\; groups\\, calls",
    ]
    assert f"UID:{tender.ref}-deadline@portal" in lines
    assert "DTSTART:20261224T120000Z" in lines
    assert "DTSTAMP:20261124T120000Z" in lines
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_a_moved_deadline_keeps_its_identity_and_counts_up(cast: Cast) -> None:
    tender = published(cast)
    url = f"/tenders/{tender.ref}/dates.ics"

    def deadline() -> dict[str, str]:
        text = cast.client().get(url).content.decode()
        event = text.split("BEGIN:VEVENT")[2]
        return dict(line.split(":", 1) for line in unfold(event) if ":" in line)

    before = deadline()
    Procurement.objects.filter(pk=tender.pk).update(deadline_at=now() + timedelta(days=31))
    after = deadline()
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


@given(st.text(max_size=300))
def test_what_is_folded_unfolds_to_the_same(text: str) -> None:
    line = escape(text)
    assert "\n" not in line
    assert unfold(fold(line)) == [line]
    assert all(len(piece.encode()) <= 75 for piece in fold(line).split("\r\n"))


def test_escaping() -> None:
    assert escape("a\\b;c,d\r\ne\nf") == "a\\\\b\\;c\\,d\\ne\\nf"


def test_an_empty_calendar_is_whole() -> None:
    assert unfold(calendar("None", [], AT))[-2] == "END:VCALENDAR"
    one = calendar("One", [Event("x", AT, "S", "D", "https://example.org/")], AT)
    assert "DTSTART:20270601T110000Z" in one
