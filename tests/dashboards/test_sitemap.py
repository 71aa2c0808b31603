"""The map for search engines: everything public is in it once, nothing else is, and each address answers."""

import re
from typing import Any

from django.test import Client
from wagtail.models import Page, PageViewRestriction

from portal.dashboards.views.sitemap import LISTS
from tests.alliances.factories import alliance
from tests.budgets.factories import contract, fund
from tests.characters import Cast
from tests.codesign.factories import framed, published_version
from tests.marketplace.factories import swimming
from tests.tenders.factories import draft_procurement, published


def _locations(text: str) -> list[str]:
    return [found.removeprefix("http://testserver") for found in re.findall(r"<loc>(.*?)</loc>", text)]


def _mapped(client: Client) -> list[str]:
    parts = _locations(client.get("/sitemap.xml").text)
    return [location for part in parts for location in _locations(client.get(part).text)]


def test_what_is_public_is_in_the_map_once_and_answers(cast: Cast) -> None:
    version, procurement, group, pot = published_version(cast), published(cast), alliance(cast), fund(cast)
    awarded, service = contract(cast), swimming(cast)
    found = _mapped(cast.client())
    for address in (
        "/",
        "/help/",
        f"/needs/{version.project.need.ref}/",
        f"/co-design/{version.project.ref}/",
        f"/co-design/{version.project.ref}/specification/",
        f"/alliances/{group.ref}/",
        f"/tenders/{procurement.ref}/",
        f"/contracts/{awarded.ref}/",
        f"/budgets/pools/{pot.ref}/",
        f"/organisations/{cast.org('harbour').ref}/",
        f"/marketplace/services/{service.uuid}/",
        "/tenders/",
    ):
        assert found.count(address) == 1, address
    assert {path: cast.client().get(path).status_code for path in found} == dict.fromkeys(found, 200)


def test_what_is_not_public_is_not_in_it(cast: Cast) -> None:
    hidden, draft, private = framed(cast), draft_procurement(cast), alliance(cast, is_listed=False)
    away = Page.objects.get(slug="privacy")
    PageViewRestriction.objects.create(page=away, restriction_type="login")
    told = " ".join(_mapped(cast.client("officer")))
    for secret in (hidden.ref, hidden.need.ref, draft.ref, private.ref, "/privacy/"):
        assert secret not in told


def test_a_text_is_named_once_it_is_out(cast: Cast) -> None:
    address = f"/co-design/{published_version(cast).project.ref}/specification/"
    assert _mapped(cast.client()).count(address) == 1


def test_it_costs_the_same_for_few_and_for_many(cast: Cast, assert_constant_queries: Any) -> None:
    client = cast.client()
    published(cast)
    assert_constant_queries(lambda: client.get("/sitemap-opportunities.xml"), lambda: published(cast))


def test_a_part_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert cast.client().get("/sitemap-bids.xml").status_code == 404
    assert len(LISTS) == len(set(LISTS))


def test_robots_txt_names_the_map_and_keeps_out_of_what_is_private(cast: Cast) -> None:
    response = cast.client().get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.text.splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert {"Disallow: /my/", "Disallow: /account/", "Disallow: /accounts/", "Disallow: /cms/"} <= set(lines)
