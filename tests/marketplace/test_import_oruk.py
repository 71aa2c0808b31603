"""`manage.py import_oruk`: pages, resumes, updates by id, refuses with place and reason."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.marketplace.models import FeedPosition, Location, Schedule, Service, ServiceAtLocation, Taxonomy
from portal.organisations.enums import OrganisationState
from portal.organisations.models import Identifier, Organisation
from tests.characters import Cast

SAMPLE = Path("portal/dashboards/demo/data/street-support/services.json")
pytestmark = pytest.mark.django_db


def service(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A full service of a feed."""
    row = {
        "id": str(UUID(int=number)),
        "name": f"Walking group {number}",
        "description": "We walk slowly.",
        "status": "active",
        "organization": {"id": str(UUID(int=9_000)), "name": "Slow Walks", "description": "We walk."},
        "service_at_locations": [],
        "schedules": [
            {
                "id": str(UUID(int=7_000 + number)),
                "freq": "WEEKLY",
                "byday": "TU",
                "opens_at": "10:00",
                "closes_at": "11:00",
            }
        ],
    }
    return row | changes


def file_of(tmp_path: Path, *rows: Any) -> str:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(list(rows)))
    return str(path)


def run(*args: str, capsys: Any = None) -> tuple[str, str]:
    """The command's answer and its complaints."""
    try:
        call_command("import_oruk", *args)
    finally:
        out = capsys.readouterr()
    return out.out, out.err


def test_the_sample_comes_in_whole_and_a_second_time_changes_nothing(capsys: Any) -> None:
    out, err = run(str(SAMPLE), "--source-name", "Street Support", "--licence", "MIT", capsys=capsys)
    assert out.strip() == "35 in, 0 updated, 0 unchanged, 0 kept as changed here, 0 refused."
    assert err == ""
    assert Service.objects.filter(source_name="Street Support", source_licence="MIT").count() == 35
    imported = Organisation.objects.filter(state=OrganisationState.IMPORTED, source_name="Street Support")
    assert imported.count() == 28
    albert = Service.objects.get(name="Albert Kennedy Trust: Support")
    assert albert.assured_on is None
    assert [each.byday for each in albert.schedules.all()] == ["MO,TU,WE,TH,FR"]
    assert albert.at_locations.get().location.postal_code == "M4 5JD"
    assert [str(term) for term in albert.terms.all()] == ["Support"]
    out, _err = run(str(SAMPLE), "--source-name", "Street Support", capsys=capsys)
    assert out.strip() == "0 in, 0 updated, 35 unchanged, 0 kept as changed here, 0 refused."


def test_a_dry_run_keeps_nothing(tmp_path: Path, capsys: Any) -> None:
    out, _err = run(file_of(tmp_path, service()), "--dry-run", capsys=capsys)
    assert out.startswith("1 in")
    assert not Service.objects.exists()
    assert not Taxonomy.objects.filter(source_name="").exclude(name="Kinds of support").exists()


def test_a_changed_row_updates_by_id_and_keeps_the_ids_of_what_hangs_on_it(tmp_path: Path, capsys: Any) -> None:
    run(file_of(tmp_path, service()), capsys=capsys)
    time = Schedule.objects.get()
    changed = service(name="Walking group, now longer", alert="Meet at the other gate")
    changed["schedules"][0]["closes_at"] = "12:30:00"
    out, _err = run(file_of(tmp_path, changed), capsys=capsys)
    assert out.startswith("0 in, 1 updated")
    row = Service.objects.get()
    assert (row.name, row.alert) == ("Walking group, now longer", "Meet at the other gate")
    again = Schedule.objects.get()
    assert (again.pk, again.uuid, f"{again.closes:%H:%M}") == (time.pk, time.uuid, "12:30")
    gone = service(name="Walking group, now longer", schedules=[])
    run(file_of(tmp_path, gone), capsys=capsys)
    assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"id": "no-uuid"}, "id is “no-uuid”, which is no UUID"),
        ({"name": None}, "name is missing"),
        ({"name": 7}, "name is not a text"),
        ({"status": "open"}, "status is “open”, and must be one of: active, temporarily closed, inactive, defunct"),
        ({"organization": None}, "organization is missing"),
        ({"organization": []}, "organization/ is not an object"),
        ({"organization_id": str(UUID(int=1))}, "organization_id is not the id of organization"),
        ({"url": "javascript:alert(1)"}, "url is “javascript:alert(1)”, which is no web address"),
        ({"email": "nobody"}, "email is “nobody”, which is no e-mail address"),
        ({"minimum_age": 60, "maximum_age": 18}, "minimum_age is above maximum_age"),
        ({"minimum_age": -1}, "minimum_age is -1"),
        ({"assured_date": "last week"}, "assured_date is “last week”, which is no date"),
        ({"schedules": "daily"}, "schedules is not a list"),
        ({"schedules": [{"id": str(UUID(int=1)), "freq": "DAILY"}]}, "schedules/0/freq is “DAILY”"),
        ({"schedules": [{"id": str(UUID(int=1)), "byday": "TUESDAY"}]}, "schedules/0/byday cannot be read"),
        ({"schedules": [{"id": str(UUID(int=1)), "bymonthday": "32"}]}, "schedules/0/bymonthday cannot be read"),
        ({"schedules": [{"id": str(UUID(int=1)), "opens_at": "25:00"}]}, "schedules/0/opens_at is “25:00”"),
        ({"schedules": [{"id": str(UUID(int=1)), "interval": 0}]}, "schedules/0/interval is 0"),
        (
            {"schedules": [{"id": str(UUID(int=1)), "valid_from": "2026-02-01", "valid_to": "2026-01-01"}]},
            "schedules/0/valid_to is before valid_from",
        ),
        ({"cost_options": [{"id": str(UUID(int=1)), "amount": 1.005}]}, "cost_options/0/amount is 1.005"),
        ({"cost_options": [{"id": str(UUID(int=1)), "amount": True}]}, "cost_options/0/amount is not a number"),
        ({"cost_options": [{"id": str(UUID(int=1)), "amount": -3}]}, "cost_options/0/amount is -3"),
        (
            {"service_at_locations": [{"id": str(UUID(int=1)), "location": {"id": str(UUID(int=2))}}]},
            "service_at_locations/0/location/location_type is missing",
        ),
        (
            {
                "service_at_locations": [
                    {
                        "id": str(UUID(int=1)),
                        "location": {"id": str(UUID(int=2)), "location_type": "physical", "latitude": 100},
                    }
                ]
            },
            "service_at_locations/0/location/latitude is 100",
        ),
        ({"attributes": [{"id": str(UUID(int=1))}]}, "attributes/0/taxonomy_term is missing"),
        ({"name": "x" * 201}, "name is longer than 200 characters"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_with_place_and_reason(
    tmp_path: Path, capsys: Any, changes: dict[str, Any], complaint: str
) -> None:
    path = file_of(tmp_path, service(2), service(1, **changes))
    with pytest.raises(CommandError, match="Refused: 1"):
        call_command("import_oruk", path)
    out = capsys.readouterr()
    assert out.out.startswith("1 in")
    assert out.err.startswith(f"{path}: contents/1")
    assert complaint in out.err
    assert Service.objects.get().name == "Walking group 2"


def test_what_is_no_feed_is_refused(tmp_path: Path, capsys: Any) -> None:
    for name, text, complaint in (
        ("broken.json", "{", "is not JSON"),
        ("other.json", '{"a": 1}', "holds no services"),
        ("latin.json", '["é"]', "is not UTF-8 text"),
    ):
        path = tmp_path / name
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(CommandError, match="Refused"):
            call_command("import_oruk", str(path))
        assert complaint in capsys.readouterr().err
    with pytest.raises(CommandError, match="Refused"):
        call_command("import_oruk", str(tmp_path / "missing.json"))
    assert "cannot be read" in capsys.readouterr().err


def test_an_id_that_belongs_to_somebody_else_is_refused(tmp_path: Path, capsys: Any) -> None:
    path = file_of(tmp_path, service())
    call_command("import_oruk", path, "--source-name", "First publisher")
    with pytest.raises(CommandError, match="Refused"):
        call_command("import_oruk", path, "--source-name", "Second publisher")
    assert "that came from “First publisher”" in capsys.readouterr().err
    assert Service.objects.get().source_name == "First publisher"


def test_an_organisation_with_people_here_is_met_by_its_number_and_keeps_its_words(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    harbour = cast.org("harbour")
    Identifier.objects.create(organisation=harbour, scheme="GB-CHC", value="1087638")
    organisation = {
        "id": str(UUID(int=9_001)),
        "name": "HARBOUR CARERS LTD",
        "description": "As a source calls it",
        "organization_identifiers": [
            {
                "id": str(UUID(int=1)),
                "identifier_scheme": "GB-CHC",
                "identifier_type": "Charity",
                "identifier": "1087638",
            }
        ],
    }
    run(file_of(tmp_path, service(organization=organisation)), capsys=capsys)
    row = Service.objects.get()
    assert row.organisation == harbour
    harbour.refresh_from_db()
    assert harbour.name == "Harbour Carers"
    assert harbour.directory_entry.uuid == UUID(int=9_001)


def test_a_postcode_gives_the_place_on_the_map_when_the_feed_does_not(tmp_path: Path, capsys: Any) -> None:
    at = {
        "id": str(UUID(int=11)),
        "location": {
            "id": str(UUID(int=12)),
            "location_type": "physical",
            "addresses": [
                {"id": str(UUID(int=13)), "address_1": "PO Box 1", "postal_code": "M1 1AA", "address_type": "postal"},
                {"id": str(UUID(int=14)), "address_1": "1 Road", "postal_code": "BS5 0AA", "address_type": "physical"},
            ],
        },
    }
    run(file_of(tmp_path, service(service_at_locations=[at])), capsys=capsys)
    place = Location.objects.get()
    assert (place.address_1, round(place.latitude or 0, 2), round(place.longitude or 0, 2)) == ("1 Road", 51.46, -2.55)
    assert ServiceAtLocation.objects.get().uuid == UUID(int=11)


class _Publisher(BaseHTTPRequestHandler):
    """A feed of 5 services, 2 a page, with full services at their own address. `broken`: pages that answer 404."""

    broken: set[int] = set()
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        parts = urlsplit(self.path)
        page = int(parse_qs(parts.query).get("page", ["0"])[0])
        if parts.path == "/services" and page not in self.broken:
            rows = [service(n) for n in (2 * page - 1, 2 * page) if n <= 5]
            heads = [{k: v for k, v in row.items() if k not in ("schedules", "service_at_locations")} for row in rows]
            self.answer({"total_pages": 3, "page_number": page, "contents": heads})
        elif parts.path.startswith("/services/"):
            self.answer(service(UUID(parts.path.rpartition("/")[2]).int))
        else:
            self.send_error(404)

    def answer(self, data: Any) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def feed() -> Iterator[str]:
    """The address of a publisher on this machine."""
    _Publisher.broken, _Publisher.asked = set(), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Publisher)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/services"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_feed_is_read_page_by_page_with_the_full_services(feed: str, capsys: Any) -> None:
    out, _err = run(feed, capsys=capsys)
    assert out.strip().endswith("5 in, 0 updated, 0 unchanged, 0 kept as changed here, 0 refused.")
    assert Schedule.objects.count() == 5
    assert not FeedPosition.objects.exists()
    assert Service.objects.first().source_url == feed


def test_a_feed_that_was_cut_short_goes_on_where_it_stopped(feed: str, capsys: Any) -> None:
    _Publisher.broken = {2}
    with pytest.raises(CommandError):
        call_command("import_oruk", feed)
    assert "page=2: answered 404" in capsys.readouterr().err
    assert Service.objects.count() == 2
    _Publisher.broken, _Publisher.asked = set(), []
    out, _err = run(feed, capsys=capsys)
    assert "goes on at page 2" in out
    assert "3 in" in out
    assert not any("page=1" in path for path in _Publisher.asked)
    assert Service.objects.count() == 5
    out, _err = run(feed, capsys=capsys)
    assert "5 unchanged" in out


def test_a_dry_run_of_a_feed_leaves_no_mark(feed: str, capsys: Any) -> None:
    _Publisher.broken = {2}
    with pytest.raises(CommandError):
        call_command("import_oruk", feed, "--dry-run")
    assert not FeedPosition.objects.exists()
    assert not Service.objects.exists()
