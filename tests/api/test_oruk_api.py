"""The directory for other systems: valid by the standard's schemas, paged, open to every site, cheap to ask again."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from portal.common import clock
from portal.marketplace.models import Service
from portal.marketplace.rules.facts import PlaceFacts
from portal.marketplace.rules.kinds import TAXONOMY, kind_uuid
from portal.organisations.models import Identifier, Organisation
from tests.api.oruk import complaints
from tests.characters import NAMES, Cast
from tests.marketplace.factories import bare_service, swimming

SAMPLE = "portal/dashboards/demo/data/street-support/services.json"
LISTS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


def ask(path: str, **headers: str) -> Any:
    return Client().get(f"/api/oruk/{path}", headers=headers)


def contents(path: str) -> list[dict[str, Any]]:
    response = ask(path)
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["contents"]
    return found


def test_the_checker_itself_finds_faults() -> None:
    assert complaints("service", {"id": "x", "name": "y"})
    assert complaints("service_list", {"contents": []})
    assert complaints("organization", {"id": str(uuid4()), "name": "a", "description": "b", "website": "no address"})


def test_it_says_what_it_is() -> None:
    answer = ask("").json()
    assert complaints("api_details", answer) == []
    assert answer["version"] == "HSDS-UK-3.0"
    assert answer["openapi_url"] == "http://testserver/api/openapi.json"


def test_every_answer_is_valid_for_all_that_was_imported_and_written(cast: Cast) -> None:
    call_command("import_oruk", SAMPLE, "--source-name", "Street Support", "--licence", "MIT")
    swimming(cast)
    bare_service(cast, name="Nothing but a name", description="", assured_on=None)
    Identifier.objects.create(organisation=cast.org("easton"), scheme="GB-CHC", value="1087638")
    asked = 0
    for path, kind in LISTS.items():
        page = ask(f"{path}?per_page=100").json()
        assert complaints(f"{kind}_list", page) == []
        assert page["total_items"] == len(page["contents"]) > 0
        for row in page["contents"]:
            one = ask(f"{path}/{row['id']}").json()
            assert complaints(kind, one) == [], (path, row["id"])
            assert one["id"] == row["id"]
            asked += 1
    assert asked > 120


def test_what_was_imported_comes_out_as_it_went_in(cast: Cast) -> None:
    """The published fields of each service are those of the feed; what is added begins with portal_ or links rows."""
    call_command("import_oruk", SAMPLE, "--source-name", "Street Support")
    for given in json.loads(Path(SAMPLE).read_text()):
        found = ask(f"services/{given['id']}").json()
        for name in ("id", "name", "description", "status", "organization_id"):
            assert found[name] == given[name]
        assert found["organization"]["name"] == given["organization"]["name"]
        assert _times(found) == _times(given)
        assert _places(found) == _places(given)
        assert {each["name"] for each in found["service_areas"]} == {each["name"] for each in given["service_areas"]}
        assert {each["taxonomy_term"]["id"] for each in found["attributes"]} == {
            each["taxonomy_term"]["id"] for each in given["attributes"]
        }
        assert "assured_date" not in found
        assert found["portal_source"] == "Street Support"


def _times(row: dict[str, Any]) -> set[tuple[Any, ...]]:
    names = ("id", "freq", "byday", "opens_at", "closes_at")
    return {tuple(each.get(name) for name in names) for each in row.get("schedules", [])}


def _places(row: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {
        (at["id"], at["location"]["id"], at["location"].get("latitude"), at["location"]["addresses"][0]["postal_code"])
        for at in row.get("service_at_locations", [])
    }


def test_a_service_tells_everything(cast: Cast) -> None:
    row = ask(f"services/{swimming(cast).uuid}").json()
    assert row["minimum_age"] == 18
    assert row["assured_date"] == "2026-11-03"
    assert row["last_modified"] == "2026-11-24T12:00:00.000Z"
    assert row["cost_options"][0]["amount"] == 22
    assert row["schedules"][0] | {"id": "", "service_id": ""} == {
        "id": "", "service_id": "", "freq": "WEEKLY", "interval": 1, "byday": "TU,TH", "opens_at": "10:30:00",
        "closes_at": "11:30:00",
    }  # fmt: skip
    features = {each["description"]: each["portal_answer"] for each in _access(row)}
    assert features == {"Step-free": "yes", "British Sign Language": "ask", "Quiet space": "no"}
    assert row["portal_personal_budgets"] == "all"
    assert (row["portal_places_free"], row["portal_places_as_at"]) == (3, "2026-11-16")
    assert "maximum_age" not in row
    assert "portal_wait_weeks" not in row


def _access(row: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = row["service_at_locations"][0]["location"]["accessibility"]
    return found


def test_pages_follow_each_other_and_lose_nothing(cast: Cast) -> None:
    for number in range(7):
        bare_service(cast, name=f"Service {number}")
    seen: list[str] = []
    for number in (1, 2, 3, 4):
        page = ask(f"services?page={number}&per_page=3").json()
        assert complaints("service_list", page) == []
        seen += [row["id"] for row in page["contents"]]
        assert (page["first_page"], page["last_page"]) == (number == 1, number >= 3)
        assert (page["total_items"], page["total_pages"], page["empty"]) == (7, 3, number == 4)
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "per_page=101",
        "per_page=0",
        "modified_after=yesterday",
        "postcode=Atlantis",
        "organization_id=1",
        "proximity=0",
        "taxonomy_term_id=x",
    ],
)
def test_what_cannot_be_understood_is_said(query: str, db: None) -> None:
    response = ask(f"services?{query}")
    assert response.status_code == 422
    assert response.json()["detail"]


@pytest.mark.parametrize("path", [*LISTS])
def test_what_is_not_there_is_404_as_json(path: str, db: None) -> None:
    for name in (uuid4(), "nonsense", "1%00"):
        response = ask(f"{path}/{name}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/json; charset=utf-8")


def test_services_are_asked_for_by_words_kind_organisation_place_and_change(cast: Cast) -> None:
    swim = swimming(cast)
    at = (PlaceFacts(uuid4(), uuid4(), uuid4(), postal_code="M1 1AA"),)
    with clock.at(clock.now() + timedelta(days=1)):
        bare_service(cast, name="Knitting", places=at)
    for query, names in {
        "search=swimmers": ["Easton Swim Buddies"],
        f"taxonomy_term_id={kind_uuid('Being active')}": ["Easton Swim Buddies"],
        f"organization_id={swim.organisation.directory_entry.uuid}": ["Easton Swim Buddies"],
        "postcode=BS5": ["Easton Swim Buddies"],
        "postcode=M1&proximity=2000": ["Knitting"],
        "modified_after=2026-11-24T12:00:01Z": ["Knitting"],
        "modified_after=2026-11-24T13:00:01%2B00:00": ["Knitting"],
        "search=rugby": [],
    }.items():
        assert [row["name"] for row in contents(f"services?{query}")] == names, query


def test_kinds_are_asked_for_by_list(db: None) -> None:
    rows = contents(f"taxonomy_terms?taxonomy_id={TAXONOMY[0]}&top_only=true&per_page=100")
    assert "Peer support" in {row["name"] for row in rows}
    assert contents(f"taxonomy_terms?parent_id={kind_uuid('Food')}") == []


def test_what_is_not_public_is_not_in_it(cast: Cast) -> None:
    service = swimming(cast)
    Organisation.objects.filter(pk=service.organisation_id).update(state="suspended")
    for path in ("services", "organizations", "service_at_locations"):
        assert contents(path) == []
    assert ask(f"services/{service.uuid}").status_code == 404


def test_who_has_it_already_gets_no_body(cast: Cast) -> None:
    service = swimming(cast)
    for path in ("services", f"services/{service.uuid}"):
        first = ask(path)
        assert first["Last-Modified"] == "Tue, 24 Nov 2026 12:00:00 GMT"
        assert ask(path, if_none_match=first["ETag"]).status_code == 304
        assert ask(path, if_modified_since=first["Last-Modified"]).status_code == 304
        assert ask(path, if_none_match='"other"').status_code == 200
    with clock.at(clock.now() + timedelta(minutes=1)):
        Service.objects.filter(pk=service.pk).update(name="Other", modified_at=clock.now())
    assert ask("services", if_none_match=first["ETag"]).status_code == 200


def test_any_site_may_ask_and_nobody_is_known(cast: Cast) -> None:
    bare_service(cast)
    answers = {cast.client(name).get("/api/oruk/services").content for name in NAMES}
    assert len(answers) == 1
    response = ask("services", origin="https://elsewhere.example")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "sessionid" not in response.cookies
    before = Client().options("/api/oruk/services", headers={"access-control-request-method": "GET"})
    assert (before.status_code, before["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Access-Control-Allow-Origin" not in Client().get("/marketplace/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(method: str, cast: Cast) -> None:
    service = bare_service(cast)
    for path in ("services", f"services/{service.uuid}"):
        assert getattr(cast.client("admin"), method)(f"/api/oruk/{path}", {}).status_code == 405


def test_too_many_questions_are_answered_later(db: None) -> None:
    codes = {ask("taxonomies/x").status_code for _each in range(5)}
    assert codes == {404}
    last = [ask("").status_code for _each in range(305)]
    assert (last[0], last[-1]) == (200, 429)


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations", "taxonomy_terms"])
def test_a_page_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any, path: str) -> None:
    numbers = iter(range(100))

    def add() -> Service:
        at = (PlaceFacts(uuid4(), uuid4(), uuid4(), address_1="1 Road", postal_code="BS5 9AT"),)
        return bare_service(cast, name=f"Service {next(numbers)}", places=at)

    assert_constant_queries(lambda: ask(path), add)


def test_a_service_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    service = swimming(cast)
    with django_assert_max_num_queries(13):
        ask(f"services/{service.uuid}")
