"""Wanted and offered: posted, found, drawn anew each day, closed."""

from datetime import date, timedelta
from typing import Any

from portal.alliances.models import PartnerPost
from portal.alliances.selectors.listing import PostFilters, open_posts
from portal.common import clock
from tests.alliances.factories import alliance, post
from tests.characters import Cast

TYPED = {
    "kind": "offered",
    "title": "Two rooms with a ramp",
    "detail": "Tuesdays and Thursdays.",
    "area": "Riverside",
}
DAY = date(2026, 11, 24)


def _order(day: date = DAY, near: list[str] | None = None, **asked: Any) -> list[str]:
    return [row.title for row in open_posts(PostFilters(**asked), day, near or [])]


def test_a_post_is_public_at_once_and_gone_when_closed(cast: Cast) -> None:
    client = cast.client("micro")
    page = client.post("/alliances/partners/new/", TYPED, follow=True)
    assert "Two rooms with a ramp" in page.text
    assert "Garden Days" in cast.client().get("/alliances/partners/").text
    made = PartnerPost.objects.get()
    assert cast.client("rival").post(f"/alliances/partners/{made.ref}/close/").status_code == 403
    assert "Close this post?" in client.get(f"/alliances/partners/{made.ref}/close/").text
    client.post(f"/alliances/partners/{made.ref}/close/")
    assert "Two rooms with a ramp" not in cast.client().get("/alliances/partners/").text
    assert client.post(f"/alliances/partners/{made.ref}/close/").status_code == 403


def test_an_alliance_posts_through_its_convener_and_only_when_listed(cast: Cast) -> None:
    listed, hidden = alliance(cast), alliance(cast, name="Hidden", is_listed=False)
    client = cast.client("lead")
    page = client.get("/alliances/partners/new/")
    assert "Alongside" in page.text
    assert "Hidden" not in page.text
    client.post("/alliances/partners/new/", TYPED | {"alliance": listed.ref})
    assert PartnerPost.objects.get().alliance == listed
    page = client.post("/alliances/partners/new/", TYPED | {"alliance": hidden.ref})
    assert "<title>Error:" in page.text
    assert "Two rooms with a ramp" in cast.client().get(f"/alliances/{listed.ref}/").text


def test_a_post_of_an_alliance_that_went_into_hiding_is_not_shown(cast: Cast) -> None:
    made = alliance(cast, is_listed=False)
    post(cast, alliance=made)
    assert _order() == []


def test_its_last_day_is_its_last(cast: Cast) -> None:
    post(cast, until_on=DAY)
    assert _order() == ["A hall with step-free rooms"]
    assert _order(DAY + timedelta(days=1)) == []
    page = cast.client("lead").post(
        "/alliances/partners/new/",
        TYPED | {"until_on_day": "23", "until_on_month": "11", "until_on_year": "2026"},
    )
    assert "The last day lies in the past." in page.text


def test_match_comes_first_and_the_rest_is_drawn_by_the_day(cast: Cast) -> None:
    for number in range(12):
        post(cast, "meridian" if number % 2 else "garden", title=f"Post {number}", area="Far away")
    today, tomorrow = _order(), _order(DAY + timedelta(days=1))
    assert today == _order()
    assert today != tomorrow
    assert sorted(today) == sorted(tomorrow)
    assert today != [f"Post {number}" for number in range(12)]
    near = post(cast, "garden", title="Near", area="Riverside")
    assert _order(near=["riverside"])[0] == near.title
    named = post(cast, "garden", title="A minibus", area="Far away")
    post(cast, "meridian", title="Drivers", detail="For a minibus", area="Far away")
    assert _order(words="minibus") == [named.title, "Drivers"]


def test_filters_and_the_empty_page(cast: Cast) -> None:
    post(cast)
    client = cast.client()
    assert "A hall with step-free rooms" in client.get("/alliances/partners/", {"kind": "wanted"}).text
    assert "Nothing here fits" in client.get("/alliances/partners/", {"kind": "offered"}).text
    assert "Nothing here fits" in client.get("/alliances/partners/", {"area": "Elsewhere"}).text


def test_the_list_costs_the_same_for_many(cast: Cast, assert_constant_queries: Any) -> None:
    client = cast.client("lead")
    assert_constant_queries(lambda: client.get("/alliances/partners/"), lambda: post(cast, posted_at=clock.now()))


def test_the_list_costs_the_same_for_many_alliances(cast: Cast, assert_constant_queries: Any) -> None:
    client = cast.client("micro")
    names = iter(range(100))
    post(cast, alliance=alliance(cast, name="The first"))
    assert_constant_queries(
        lambda: client.get("/alliances/partners/"),
        lambda: post(cast, alliance=alliance(cast, name=f"Next door {next(names)}")),
    )
