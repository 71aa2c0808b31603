"""C10, C11, SOD-05, SOD-07: canaries typed into a draft and a sealed bid are found nowhere, by nobody."""

import logging
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from portal.common import clock
from portal.tenders.models import Bid
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid_signature import bid_signatures_ask
from portal.tenders.services.bid_submission import bid_submit
from tests.characters import Cast
from tests.matrix import Row
from tests.tenders.factories_bids import alliance_bid, draft_bid, open_tender, sign_all

TEXT = "CANARYzebraText"
FILE_NAME = "CANARYzebraName"
FILE_TEXT = "CANARYzebraFile"
DETAILS = "CANARYzebraDetails"
TYPED = "CANARYzebraTyped"
PRICE_FORMS = ("987654321", "9,876,543", "9876543.21", "9 876 543")
# One of each kind of person here; `tests/test_seal_walk.py` asks as everybody.
OTHERS = ("officer", "publisher", "opener1", "evaluator1", "rival", "micro", "member", "auditor", "admin")
CANARIES = (TEXT, FILE_NAME, FILE_TEXT, DETAILS, TYPED, *PRICE_FORMS)


def url(bid: Bid, name: str, *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args])


def found_in(text: str | bytes) -> list[str]:
    """Which canaries lie in this."""
    whole = text if isinstance(text, bytes) else text.encode()
    return [canary for canary in CANARIES if canary.encode() in whole]


def write_through_the_pages(cast: Cast, name: str, bid: Bid) -> None:
    """Answers, a price, declarations and a file with canaries, typed and sent by a browser; with mistakes too."""
    client = cast.client(name)
    for question in bid.procurement.questions.all():
        client.post(url(bid, "bid_answer", question.number), {"text": f"{TEXT} {question.number}", "act": "later"})
    client.post(url(bid, "bid_answer", 1), {"text": f"{TEXT} " * 600})
    client.post(url(bid, "bid_answer", 1), {"text": f"{TEXT} stale", "seen": "-"})
    client.post(url(bid, "bid_answer", 1), {"text": f"{TEXT} 1"})
    client.post(url(bid, "bid_price"), {"pence": TYPED})
    client.post(url(bid, "bid_price"), {"pence": "9876543.21"})
    every = ["registered", "exclusion", "alone", "interests", "true"]
    client.post(url(bid, "bid_declarations"), {"confirmed": every, "details": DETAILS})
    file = SimpleUploadedFile(f"{FILE_NAME}.pdf", b"%PDF-1.7 " + FILE_TEXT.encode())
    client.post(url(bid, "bid_files"), {"file": file, "about": "bid"})
    for page in ("bid_detail", "bid_preview", "bid_copy", "bid_files", "bid_price", "bid_declarations"):
        assert client.get(url(bid, page)).status_code == 200


@pytest.fixture
def written(cast: Cast, committed: Any, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[Bid, Bid]]:
    """A sealed bid of an alliance and the draft of a rival, both full of canaries; logs are kept from the start."""
    caplog.set_level(logging.DEBUG)
    tender = open_tender(cast)
    with committed():
        sealed = alliance_bid(cast, tender, make=draft_bid)
        write_through_the_pages(cast, "lead", sealed)
        bid_signatures_ask(actor=cast.user("lead"), bid=sealed)
        sign_all(cast, sealed)
        bid_submit(actor=cast.user("lead"), bid=sealed)
        draft = draft_bid(cast, tender, "meridian")
        write_through_the_pages(cast, "rival", draft)
    assert latest_version(draft).is_complete
    return sealed, draft


def every_value() -> Iterator[tuple[str, bytes]]:
    """Every value of every table, sessions, outbox and audit among them, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_no_table_holds_a_word_of_it(written: tuple[Bid, Bid]) -> None:
    rows = list(every_value())
    assert any(b"tenders.bid.submit" in value for _table, value in rows), "the whole database was read"
    assert [(table, found_in(value)) for table, value in rows if found_in(value)] == []


def test_the_bytes_of_the_database_hold_no_word_of_it(written: tuple[Bid, Bid]) -> None:
    if connection.vendor == "sqlite":
        whole = connection.connection.serialize()
    else:
        whole = b"\n".join(value for _table, value in every_value())
    assert b"tenders.bid.submit" in whole
    assert found_in(whole) == []


def test_no_log_no_mail_and_no_file_holds_a_word_of_it(
    written: tuple[Bid, Bid], caplog: pytest.LogCaptureFixture
) -> None:
    assert found_in(caplog.text) == []
    assert [message.subject for message in mail.outbox if found_in(message.message().as_bytes())] == []
    for folder in {Path(settings.MEDIA_ROOT), Path(settings.VAR_DIR), Path(tempfile.gettempdir())}:
        assert list(_files_with_canaries(folder)) == []


def _files_with_canaries(folder: Path) -> Iterator[str]:
    """Files of this run that hold a canary, or are named after one."""
    began = Path(settings.VAR_DIR).stat().st_ctime
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = Path(root) / name
            if "bash_jobs" in root or "pytest" in root or path.suffix in {".py", ".pyc", ".log"}:
                continue
            try:
                is_ours = path.is_file() and path.stat().st_mtime >= began and path.stat().st_size < 50_000_000
                if FILE_NAME in name or (is_ours and found_in(path.read_bytes())):
                    yield str(path)
            except OSError:
                continue


def _bid_pages(bid: Bid) -> list[str]:
    slot = latest_version(bid).parts.get(kind="file").slot
    names = "detail preview copy price declarations files signatures_ask sign submit withdraw reopen"
    others = [("bid_answer", 1), ("bid_receipt", 1), ("bid_file", slot), ("bid_file_remove", slot)]
    return [url(bid, f"bid_{name}") for name in names.split()] + [url(bid, name, argument) for name, argument in others]


def test_missing_and_hidden_look_alike_to_everybody_else(cast: Cast, written: tuple[Bid, Bid]) -> None:
    sealed, _draft = written
    pages = _bid_pages(sealed)
    for name in OTHERS:
        client = cast.client(name)
        for page in pages:
            hidden = client.get(page)
            missing = client.get(page.replace(sealed.ref, "BID-222222"))
            assert (hidden.status_code, missing.status_code) == (404, 404), (name, page)
            assert _without_tokens(hidden.content, sealed.ref) == _without_tokens(missing.content, "BID-222222")
            assert client.post(page).status_code in {404, 405}, (name, page)


def _without_tokens(content: bytes, ref: str) -> bytes:
    """The page without its address and its form token."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", content.replace(ref.encode(), b""))


def test_a_visitor_is_asked_to_sign_in_whether_it_exists_or_not(cast: Cast, written: tuple[Bid, Bid]) -> None:
    sealed, _draft = written
    for page in _bid_pages(sealed):
        assert cast.client().get(page).status_code == 302
        assert cast.client().get(page.replace(sealed.ref, "BID-222222")).status_code == 302


def _rows() -> dict[str, Row]:
    from tests.tenders.matrix import MATRIX

    return {name: row for name, row in MATRIX.items() if row.method == "get" and not name.startswith("tenders:bid_")}


def _addresses(tender_ref: str) -> Iterator[str]:
    """Every address of tenders and contracts that takes nothing, or the tender with the bids."""
    from django.urls import NoReverseMatch

    for name in _rows():
        for args in ([], [tender_ref], [tender_ref, 1]):
            try:
                yield reverse(name, args=args)
            except NoReverseMatch:
                continue
    yield from ("/", "/my/", "/alliances/", "/co-design/", "/budgets/", "/contracts/", "/sitemap.xml")


def test_no_page_tells_anybody_else_a_word_or_that_there_are_bids(cast: Cast, written: tuple[Bid, Bid]) -> None:
    sealed, draft = written
    addresses = sorted(set(_addresses(sealed.procurement.ref)))
    assert len(addresses) > 5
    for name in (*OTHERS, "visitor", "lead", "partner1"):
        client = cast.client(name)
        own = {"lead": sealed, "partner1": sealed, "rival": draft}.get(name)
        for address in addresses:
            response = client.get(address)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            assert found_in(content) == [], (name, address)
            for bid in (sealed, draft):
                if own is None or own.pk != bid.pk:
                    assert bid.ref.encode() not in content, (name, address)
                    assert latest_version(bid).package_hash.encode() not in content, (name, address)


def test_the_rival_finds_no_door_after_the_deadline_either(cast: Cast, written: tuple[Bid, Bid]) -> None:
    sealed, draft = written
    assert sealed.procurement.deadline_at is not None
    with clock.at(sealed.procurement.deadline_at.replace(hour=23)):
        for name, bid in (("rival", sealed), ("lead", draft)):
            client = cast.client(name)
            assert {client.get(page).status_code for page in _bid_pages(bid)} == {404}


def test_models_of_bids_are_not_in_any_search_index_or_admin(written: tuple[Bid, Bid]) -> None:
    from modelsearch.index import get_indexed_models

    indexed = {model._meta.label for model in get_indexed_models()}
    assert not any(label.startswith("tenders.") for label in indexed)
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
