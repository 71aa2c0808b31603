"""What the API says of itself is true, and can be read without a script."""

import json
import re
from typing import Any

from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from portal.api import api
from tests.characters import Cast
from tests.marketplace.factories import bare_service, swimming


def test_the_page_names_every_address_and_needs_no_script(db: None) -> None:
    response = Client().get("/api/docs")
    page = response.content.decode()
    for address in api.get_openapi_schema()["paths"]:
        assert address in page
    assert "<script" not in page
    assert "style=" not in page
    assert not re.search(r'(src|href)="https?://', page)
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_the_description_is_whole(db: None) -> None:
    response = Client().get("/api/openapi.json")
    schema = response.json()
    assert schema["openapi"].startswith("3.1")
    assert response["Access-Control-Allow-Origin"] == "*"
    for address, methods in schema["paths"].items():
        assert set(methods) == {"get"}
        assert methods["get"]["summary"]
        assert methods["get"]["responses"]["200"]["content"], address


def test_plain_addresses_of_the_page_lead_somewhere(cast: Cast) -> None:
    swimming(cast)
    page = Client().get("/api/docs").content.decode()
    links = set(re.findall(r'href="(/api/[^"]*)"', page))
    assert "/api/oruk/services" in links
    for link in links:
        assert Client().get(link).status_code == 200, link


def _answer_schema(address: str) -> dict[str, Any]:
    schema = api.get_openapi_schema()
    answer = schema["paths"][address]["get"]["responses"][200]["content"]["application/json"]["schema"]
    return {**answer, "components": json.loads(json.dumps(schema["components"]))}


def test_answers_are_as_described(cast: Cast) -> None:
    """Each list and the first of each, against what the description says of it."""
    swimming(cast)
    bare_service(cast)
    for address in api.get_openapi_schema()["paths"]:
        asked = address
        if "{id}" in address:
            asked = address.replace("{id}", Client().get(address.removesuffix("/{id}")).json()["contents"][0]["id"])
        answer = Client().get(asked).json()
        assert list(Draft202012Validator(_answer_schema(address)).iter_errors(answer)) == [], asked


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(["services", "taxonomy_terms", "organizations", "service_at_locations", "taxonomies"]),
    query=st.dictionaries(
        st.sampled_from(
            ["page", "per_page", "search", "postcode", "proximity", "modified_after", "parent_id", "top_only", "x"]
        ),
        st.one_of(TEXTS, st.integers().map(str), st.sampled_from(["BS5", "M1 1AA", "2026-11-24T12:00:00Z", "true"])),
    ),
)
def test_whatever_is_asked_is_answered_or_refused(db: None, address: str, query: dict[str, str]) -> None:
    cache.clear()
    assert Client().get(f"/api/oruk/{address}", query).status_code in (200, 422)
