"""C10, C11, SOD-05, SOD-07: what is in a draft and in a sealed bid is found by nobody, through no door, in no place.

One prepared world of all apps; in it a tender with a sealed bid of an alliance and the draft of a rival, both full of
words that are nowhere else. Every address is asked for by every character.
"""

import base64
import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from portal.common import clock
from portal.notifications.models import OutboxMessage
from portal.tenders.models import Bid, Procurement, Question
from portal.tenders.rules.bid import DECLARATIONS
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid_signature import bid_signatures_ask
from portal.tenders.services.opening import opening_start
from tests import addresses
from tests.canaries import Canaries, every_file_written, every_log_line, every_value, files_below
from tests.characters import NAMES, Cast, load_cast
from tests.conftest import NOON
from tests.remembered import play_all
from tests.tenders import factories_evaluation as make
from tests.tenders.factories import clarification, interested, published
from tests.tenders.factories_bids import alliance_bid, draft_bid, sign_all
from tests.test_permission_matrix import MATRIX

pytestmark = pytest.mark.django_db
MEMBERS = {"sealed": ("lead", "partner1", "partner2"), "draft": ("rival",)}
WRITERS = {"sealed": "lead", "draft": "rival"}
POUNDS = {"sealed": "9876543.21", "draft": "8765432.19"}
FIND = "zebra"
"""A word beside each secret one: a search for it would find what holds the secret, without being told the secret."""
QUERY = f"q={FIND}&words={FIND}&text={FIND}&role=&kind=&area=&to=&page=1"
AT_THE_DOOR = ("opener1", "opener2", "officer", "evaluator1", "auditor", "admin", "rival", "lead")
"""Who might get something out of an opening that is half done."""
AT_A_TIME = 8


def _zipped(word: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("content.xml", word)
    return file.getvalue()


def secrets_of(key: str) -> Canaries:
    """The words of that bid, and its price as pence, as pounds and as people read it."""
    parts = ("answer", "filename", "filetext", "details", "mistyped")
    price = POUNDS[key]
    return Canaries(
        {part: f"quagga{key}{part}" for part in parts}
        | {"price": price, "pence": price.replace(".", ""), "price as read": f"{float(price):,.0f}"[:9]}
    )


@dataclass
class World:
    """The bids, what each hides, and what was left behind while they were written."""

    cast: Cast
    tender: Procurement
    bids: dict[str, Bid]
    secrets: dict[str, Canaries]
    clients: dict[str, Client]
    names: dict[str, Canaries] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)

    def values(self) -> dict[str, list[Any]]:
        """What the parameters of an address of this tender can be."""
        slots = [latest_version(bid).parts.get(kind="file").slot for bid in self.bids.values()]
        return {
            "ref": [self.tender.ref],
            "bid_ref": [bid.ref for bid in self.bids.values()],
            "lot": [1],
            "number": [1],
            "letter": ["A"],
            "slot": slots,
            "part": ["dates"],
            "kind": ["intention"],
            "uuid": [uuid5(NAMESPACE_URL, "a service that is not there")],
            "step": ["about"],
        }

    def keep_names(self) -> None:
        """By what the bids themselves are known: no secret, but nobody else's business."""
        for key, bid in self.bids.items():
            self.names[key] = Canaries({"reference": bid.ref, "fingerprint": latest_version(bid).package_hash})


def _type(client: Client, bid: Bid, key: str) -> None:
    """Answers, a price, declarations and a file, typed into the pages; with the mistakes that people make."""
    word = f"quagga{key}"

    def post(name: str, *args: Any, **data: Any) -> Any:
        return client.post(reverse(f"tenders:{name}", args=[bid.procurement.ref, bid.ref, *args]), data)

    for question in bid.procurement.questions.all():
        post("bid_answer", question.number, text=f"{FIND} {word}answer", act="later")
    post("bid_answer", 1, text=f"{word}answer " * 600)
    post("bid_answer", 1, text=f"{word}answer stale", seen="-")
    post("bid_answer", 1, text=f"{FIND} {word}answer")
    post("bid_price", pence=f"{word}mistyped")
    post("bid_price", pence=POUNDS[key])
    post("bid_declarations", confirmed=["true"], details=f"{FIND} {word}details")
    post("bid_declarations", confirmed=list(DECLARATIONS), details=f"{FIND} {word}details")
    wrong = SimpleUploadedFile(f"{word}filename.exe", b"MZ" + f"{word}filetext".encode())
    post("bid_files", file=wrong, about="bid")
    right = SimpleUploadedFile(f"{FIND} {word}filename.pdf", b"%PDF-1.7 " + f"{word}filetext".encode())
    post("bid_files", file=right, about="bid")


def _bids(cast: Cast, tender: Procurement, clients: dict[str, Client]) -> dict[str, Bid]:
    sealed = alliance_bid(cast, tender, make=draft_bid)
    _type(clients["lead"], sealed, "sealed")
    bid_signatures_ask(actor=cast.user("lead"), bid=sealed)
    sign_all(cast, sealed)
    ref = latest_version(sealed).package_hash
    sent = clients["lead"].post(reverse("tenders:bid_submit", args=[tender.ref, sealed.ref]), {"package_hash": ref})
    assert sent.status_code == 302
    draft = draft_bid(cast, tender, "meridian")
    _type(clients["rival"], draft, "draft")
    for bid in (sealed, draft):
        bid.refresh_from_db()
        assert latest_version(bid).is_complete
    assert (sealed.state, draft.state) == ("submitted", "draft")
    return {"sealed": sealed, "draft": draft}


def _prepared(folder: Path) -> World:
    """All apps with something in them, then the two bids; everything that leaves the process meanwhile is kept."""
    cast = load_cast()
    clients = {name: cast.client(name) for name in NAMES}
    others = {}
    for app in addresses.APPS:
        world = import_module(f"tests.{app}.matrix").world(cast)
        if app != "tenders":
            others |= addresses.of_matrix(app, world)
    tender = published(cast)
    Question.objects.filter(procurement=tender, number=2).update(allows_files=True)
    interested(cast, tender, "harbour", "meridian")
    clarification(cast, tender, answer="Yes, it can.")
    world = World(cast, tender, {}, {key: secrets_of(key) for key in MEMBERS}, clients, others)
    with (
        every_log_line() as world.logs,
        every_file_written() as world.written,
        CaptureQueriesContext(connection) as statements,
        TestCase.captureOnCommitCallbacks(execute=True),
    ):
        world.bids = _bids(cast, tender, clients)
    world.keep_names()
    world.statements = [query["sql"] for query in statements.captured_queries]
    world.mails = [message.message().as_bytes() for message in mail.outbox]
    return world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One for all tests here, rolled back after them; each test in it leaves it as it was."""
    mail.outbox = []
    play_all()
    whole = transaction.atomic()
    whole._from_testcase = True
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), clock.at(NOON), whole:
        patch.setattr(connections["default"], "close", lambda: None)  # or the first test would end the transaction
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        patch.setattr("portal.dashboards.context.count_of", lambda user: 0)
        yield _prepared(Path(tempfile.gettempdir()))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings: Any) -> None:
    """With the demo's pages, the outbox among them; and nothing is put back as if the world were empty."""
    settings.DEMO = True
    play_all()


# -- Looking ---------------------------------------------------------------------------------------------------------


def _content(response: Any) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body + b"\n" + "\n".join(f"{name}: {value}" for name, value in response.headers.items()).encode()


def findings(world: World, who: str, address: str, method: str = "get") -> list[tuple[str, str, str]]:
    """What this person finds there that belongs to a bid which is not theirs."""
    content = _content(getattr(world.clients[who], method)(address))
    found = []
    for key, bid in world.bids.items():
        if who in MEMBERS[key]:
            continue
        words = world.secrets[key].found_in(content)
        if bid.ref not in address and not address.startswith("/demo/"):  # the demo's outbox is everybody's mailbox
            words += world.names[key].found_in(content)
        found += [(who, address, f"{word} of the {key} bid") for word in words]
    return found


def left_behind(world: World) -> list[tuple[str, str]]:
    """What lies in the database, in a log, a mail or a file, whoever may read those."""
    whole = [(f"table {table}", row) for table, row in every_value()]
    if connection.vendor == "sqlite":
        whole.append(("the raw database", connection.connection.serialize()))
    whole += [("log", "\n".join(world.logs).encode()), ("statements", "\n".join(world.statements).encode())]
    whole += [("mail", content) for content in world.mails]
    whole += [("mail", message.message().as_bytes()) for message in mail.outbox]
    folders = {Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT), Path(tempfile.gettempdir())}
    whole += [(f"file {path}", str(path).encode() + content) for path, content in files_below(*folders)]
    found = [
        (place, word) for place, content in whole for own in world.secrets.values() for word in own.found_in(content)
    ]
    assert any(b"tenders.bid.submit" in content for _place, content in whole), "the whole database was read"
    return found


def _of_the_tender(world: World) -> set[str]:
    """Its pages, feeds and exports, each with every bid."""
    values = world.values()
    assert addresses.parameters_not_in(values, "tenders", "contracts") == set()
    return addresses.with_arguments(values, "tenders", "contracts")


def _lists() -> set[str]:
    """Everything that takes no argument, every message of the demo and every page of the site's editors."""
    plain = addresses.with_arguments({}, *addresses.NAMESPACES) | {"/"}
    numbers = OutboxMessage.objects.values_list("pk", flat=True)
    messages = {reverse("dashboards:demo_message", args=[number]) for number in numbers}
    return plain | messages | {page.url for page in Page.objects.live().filter(depth__gt=1)}


def _share(who: str, everything: Iterable[str], of: int) -> set[str]:
    """One in `of`, and others for each person, so that together they see all."""
    return {address for number, address in enumerate(sorted(everything)) if (number + NAMES.index(who)) % of == 0}


def _for(world: World, who: str, of_the_tender: set[str], lists: set[str]) -> list[str]:
    """All of the tender, all lists, a share of the searches; elsewhere what lets them in, and a share of the rest."""
    searches = _share(who, {f"{address}?{QUERY}" for address in lists}, 3)
    lets_in = {address for address, name in world.others.items() if MATRIX[name][1].status_for(who) == 200}
    return sorted(of_the_tender | lists | searches | lets_in | _share(who, set(world.others) - lets_in, 12))


GROUPS = [NAMES[at : at + AT_A_TIME] for at in range(0, len(NAMES), AT_A_TIME)]


@pytest.mark.parametrize("names", GROUPS, ids="-".join)
def test_no_page_shows_a_word_of_a_bid_to_anybody_else(world: World, names: tuple[str, ...]) -> None:
    of_the_tender, lists = _of_the_tender(world), _lists()
    assert len(of_the_tender | lists) > 150
    walked = ((who, page) for who in names for page in _for(world, who, of_the_tender, lists))
    assert [found for who, page in walked for found in findings(world, who, page)] == []
    assert left_behind(world) == []


def test_no_page_shows_a_word_after_the_deadline_while_one_officer_has_begun_to_open(world: World) -> None:
    deadline = world.tender.deadline_at
    assert deadline is not None
    doors = ("/evaluation/", "/bids/", "/award/", "/record/")
    pages = {page for page in _of_the_tender(world) if any(door in page for door in doors)} | {"/my/", "/record/"}
    with clock.at(deadline + timedelta(minutes=1)):
        make.clear(world.cast, world.tender, "opener1", "opener2")
        opening_start(actor=world.cast.user("opener1"), procurement=world.tender)
        assert [found for who in AT_THE_DOOR for page in sorted(pages) for found in findings(world, who, page)] == []
    assert left_behind(world) == []


@pytest.mark.parametrize("who", ["rival", "lead", "officer", "auditor"])
def test_no_answer_to_what_is_sent_shows_a_word(world: World, who: str) -> None:
    """An empty form sent to every address of the tender: errors, refusals and receipts are pages too."""
    found = []
    for page in sorted(_of_the_tender(world)):
        with transaction.atomic():
            found += findings(world, who, page, "post")
            transaction.set_rollback(True)
    assert found == []


def test_no_page_of_the_account_or_the_editors_desk_shows_a_word(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of Wagtail's own views fail when what they are asked for is missing: their error pages are read too."""
    for client in world.clients.values():
        monkeypatch.setattr(client, "raise_request_exception", False)
    values = {key: [Page.objects.get(depth=2).pk] for key in ("page_id", "pk", "parent_page_id")}
    desk = addresses.with_arguments(values, *addresses.EDITORS) - {
        reverse("wagtailadmin_error_test")
    }  # it fails on purpose
    assert len(desk) > 60
    walked = ((who, page) for who in ("editor", "admin", "rival", "visitor") for page in sorted(desk))
    assert [found for who, page in walked for found in findings(world, who, page)] == []


def test_writing_a_bid_opens_no_file(world: World) -> None:
    assert [path for path in world.written if not path.endswith(".pyc")] == []


# -- That it would be found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", MEMBERS)
def test_those_who_bid_find_their_own_words(world: World, key: str) -> None:
    pages = addresses.with_arguments(world.values() | {"bid_ref": [world.bids[key].ref]}, "tenders")
    content = b"".join(_content(world.clients[WRITERS[key]].get(page)) for page in pages if world.bids[key].ref in page)
    assert set(world.secrets[key].words) - set(world.secrets[key].found_in(content)) <= {"mistyped", "pence", "price"}
    for member in MEMBERS[key]:
        preview = world.clients[member].get(
            reverse("tenders:bid_preview", args=[world.tender.ref, world.bids[key].ref])
        )
        assert "answer" in world.secrets[key].found_in(_content(preview))


def test_a_word_where_it_does_not_belong_is_found_by_everybody_who_sees_it(world: World) -> None:
    """Put into a public answer, a mail, a log, a file and a row, in one disguise or another."""
    word = world.secrets["sealed"].words["answer"]
    clarification(world.cast, world.tender, answer="-", text_published=f"Did they write {word.upper()}?")
    page = reverse("tenders:clarification_list", args=[world.tender.ref])
    for who in ("visitor", "officer", "rival"):
        assert findings(world, who, page) == [(who, page, "answer of the sealed bid")]
    assert findings(world, "lead", page) == []
    path = Path(tempfile.gettempdir()) / "upload.tmp"
    path.write_bytes(b"..." + base64.b64encode(b"x" + word.encode() + b"y"))
    world.logs.append(f"saving {word}")
    with every_file_written() as written, every_log_line() as lines:
        (Path(tempfile.gettempdir()) / "gone.tmp").write_text("")
        logging.getLogger("portal.audit").debug("typed %s", word)
        mail.send_mail("New bid", f"They offer £{POUNDS['draft']}.", None, ["officer@example.org"])
    assert word in "".join(lines)
    assert [Path(name).name for name in written] == ["gone.tmp"]
    places = {place.partition(" ")[0] for place, _word in left_behind(world)}
    path.unlink()
    world.logs.pop()
    assert places == {"table", "the", "file", "log", "mail"} - ({"the"} if connection.vendor != "sqlite" else set())


DISGUISES = {
    "plain": str.encode,
    "capitals": lambda word: word.upper().encode(),
    "wide": lambda word: word.encode("utf-16-le"),
    "hex": lambda word: word.encode().hex().encode(),
    "base64 after one": lambda word: base64.b64encode(b"{" + word.encode() + b"}"),
    "base64 after two": lambda word: base64.b64encode(b"12" + word.encode()),
    "an archive": _zipped,
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_a_disguised_word_is_found(disguise: Any) -> None:
    canaries = secrets_of("sealed")
    for name, word in canaries.words.items():
        assert canaries.found_in(disguise(word)) == [name]
    assert canaries.found_in(disguise("quagga")) == []
