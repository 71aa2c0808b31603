"""The directory: what fits, in which order, how many each box would find, and what one can do when nothing fits."""

import re
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.urls import reverse

from portal.common.clock import today
from portal.marketplace.models import Service
from portal.marketplace.rules.facts import AccessFacts, CostFacts, NamedFacts, PlaceFacts, TermFacts, TimeFacts
from portal.marketplace.rules.kinds import kind_uuid
from portal.marketplace.selectors.finder import count_facets, find_services, read_query
from portal.organisations.models import Organisation
from tests.characters import Cast
from tests.marketplace.factories import bare_service, swimming

LIST = "marketplace:service_list"


def at(postcode: str) -> tuple[PlaceFacts, ...]:
    return (PlaceFacts(uuid4(), uuid4(), uuid4(), name=f"Hall {postcode}", postal_code=postcode),)


def on(byday: str, opens: time = time(10), closes: time = time(11)) -> tuple[TimeFacts, ...]:
    return (TimeFacts(uuid4(), freq="WEEKLY", byday=byday, opens=opens, closes=closes),)


def found(cast: Cast, query: str = "") -> list[str]:
    """The names of the page, in order."""
    response = cast.client().get(reverse(LIST) + query)
    assert response.status_code == 200
    return [hit.name for hit in response.context["hits"]]


def test_the_two_searches_of_the_page_are_told_apart(cast: Cast) -> None:
    page = cast.client().get(reverse(LIST)).text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' for="([^"]+)"', page)) <= set(ids)


def test_words_find_whatever_their_form(cast: Cast) -> None:
    swimming(cast)
    bare_service(cast, name="Knitting circle", description="Wool and tea.")
    for words in ("swim", "swimming", "I would like to go swimming with a buddy", "POOL", "easton", "polish"):
        assert found(cast, f"?q={words}") == ["Easton Swim Buddies"], words
    assert found(cast, "?q=rugby") == []
    assert found(cast, "?q=%27%3B--%00%25") == ["Easton Swim Buddies", "Knitting circle"]


def test_distance_is_measured_from_the_postcode(cast: Cast) -> None:
    for name, postcode in (
        ("Near", "BS5 9AT"),
        ("Across town", "BS9 1AA"),
        ("In Bath", "BA1 1AA"),
        ("Up north", "M1 1AA"),
    ):
        bare_service(cast, name=name, places=at(postcode))
    bare_service(cast, name="By phone", is_remote=True, is_at_place=False)
    assert found(cast, "?near=BS5") == ["Near", "Across town", "By phone"]
    assert found(cast, "?near=BS5+0AA&miles=25") == ["Near", "Across town", "In Bath", "By phone"]
    assert found(cast, "?near=bs5&miles=any&order=near")[-2:] == ["Up north", "By phone"]
    assert found(cast, "?near=BS5&miles=1") == ["Near", "By phone"]
    page = cast.client().get(reverse(LIST) + "?near=BS5").content.decode()
    assert "under half a mile" in page
    assert "3 services within 5 miles" in page


def test_a_place_that_is_no_postcode_is_said_and_hides_nothing(cast: Cast) -> None:
    bare_service(cast)
    page = cast.client().get(reverse(LIST) + "?near=Atlantis")
    assert "“Atlantis” is not a postcode" in page.content.decode()
    assert [hit.name for hit in page.context["hits"]] == ["Walking group"]


def test_each_box_narrows_to_what_its_number_says(cast: Cast) -> None:
    swimming(cast)
    bare_service(cast, name="Free evening", times=on("MO", time(18), time(19)), budgets_taken="not_needed")
    prices = (CostFacts(uuid4(), "a session", 500), CostFacts(uuid4(), "your helper", 0))
    bare_service(cast, name="Cheap", costs=prices, budgets_taken="no")
    bare_service(cast, name="Quiet", access=(AccessFacts(uuid4(), "quiet"),), assured_on=date(2026, 1, 5))
    bare_service(cast, name="Ask about quiet", access=(AccessFacts(uuid4(), "quiet", "ask"),))
    cases = {
        "money=budgets": {"Easton Swim Buddies", "Quiet", "Ask about quiet"},
        "money=free": {"Free evening"},  # where the helper alone is free nothing is
        "money=cheap": {"Free evening", "Cheap"},
        "time=daytime": {"Easton Swim Buddies"},
        "time=evening": {"Free evening"},
        "start=self": {"Easton Swim Buddies"},
        "access=step_free": {"Easton Swim Buddies"},
        "access=quiet": {"Quiet"},
        "access=carer": {"Easton Swim Buddies"},
        "access=peer": {"Easton Swim Buddies"},
        "trust=fresh": {"Easton Swim Buddies", "Free evening", "Cheap", "Ask about quiet"},
        "day=tu": {"Easton Swim Buddies"},
        "language=Polish": {"Easton Swim Buddies"},
        f"kind={kind_uuid('Being active')}": {"Easton Swim Buddies"},
        "money=budgets&access=quiet": {"Quiet"},
        "money=budgets&access=quiet&trust=fresh": set(),
    }
    for asked, names in cases.items():
        assert set(found(cast, f"?{asked}")) == names, asked
    page = cast.client().get(reverse(LIST)).content.decode()
    assert "Takes personal budgets (3)" in page
    assert "Step-free (1)" in page
    assert "Being active (1)" in page


def test_numbers_of_boxes_are_those_one_would_find(cast: Cast) -> None:
    """Property over a mixed dozen: whatever is ticked, each number is the length of the list behind it."""
    for number in range(12):
        bare_service(
            cast,
            name=f"Service {number}",
            places=at(("BS5 9AT", "BS9 1AA", "BA1 1AA")[number % 3]),
            times=on("TU" if number % 2 else "WE", time(9 + number)),
            access=(AccessFacts(uuid4(), "bsl" if number % 4 else "quiet"),),
            peer_led="yes" if number % 3 else "no",
            terms=(TermFacts(kind_uuid("Food" if number % 2 else "Peer support"), ""),),
        )
    for asked in ("", "?near=BS5", "?near=BS5&miles=25&access=bsl", "?day=tu&time=daytime"):
        query = read_query(_dict(asked))
        facets = count_facets(query, today())
        for (group, value), count in facets.boxes.items():
            more = find_services(read_query(_dict(f"{asked or '?'}&{group}={value}")), today())
            assert more.count() == count, (asked, group, value)
        for uuid, _name, count in facets.kinds:
            assert find_services(read_query(_dict(f"{asked or '?'}&kind={uuid}")), today()).count() == count
        for miles, count in facets.miles.items():
            plain = asked.replace("&miles=25", "")
            assert find_services(read_query(_dict(f"{plain}&miles={miles}")), today()).count() == count


def _dict(query: str) -> Any:
    return QueryDict(query.lstrip("?"))


def test_what_was_not_checked_for_a_year_comes_last_whatever_the_order(cast: Cast) -> None:
    bare_service(cast, name="A old", assured_on=date(2025, 11, 23), places=at("BS5 9AT"))
    bare_service(cast, name="B never", assured_on=None, places=at("BS5 9AT"))
    bare_service(cast, name="C ageing", assured_on=date(2026, 1, 5), places=at("BS9 1AA"))
    bare_service(cast, name="D fresh", places=at("BS9 1AA"))
    assert found(cast, "?order=name") == ["C ageing", "D fresh", "A old", "B never"]
    for order in ("best", "near"):
        assert found(cast, f"?near=BS5&order={order}")[2:] == ["A old", "B never"], order
    assert found(cast, "?order=fresh")[:2] == ["D fresh", "C ageing"]
    page = cast.client().get(reverse(LIST)).content.decode()
    assert "Details checked 21 days ago" in page
    assert "Check before you go: details are from 5 January 2026" in page
    assert "Not checked by us: ask before you go" in page


def test_a_word_in_the_name_comes_before_the_same_word_below(cast: Cast) -> None:
    bare_service(cast, name="A tea room", description="Sometimes there is swimming.")
    bare_service(cast, name="Swimming for all")
    assert found(cast, "?q=swimming") == ["Swimming for all", "A tea room"]


def test_ended_services_and_those_of_suspended_organisations_are_not_found(cast: Cast) -> None:
    ended = bare_service(cast, name="Ended", status="defunct")
    closed = bare_service(cast, name="Closed for now", status="temporarily closed")
    hidden = bare_service(cast, "meridian", name="Hidden")
    Organisation.objects.filter(pk=hidden.organisation_id).update(state="suspended")
    assert found(cast) == ["Closed for now"]
    client = cast.client()
    assert "not running now" in client.get(reverse("marketplace:service_detail", args=[ended.uuid])).content.decode()
    assert client.get(reverse("marketplace:service_detail", args=[closed.uuid])).status_code == 200
    assert client.get(reverse("marketplace:service_detail", args=[hidden.uuid])).status_code == 404


def test_when_nothing_fits_one_sees_what_comes_close_and_can_tell_of_the_gap(cast: Cast) -> None:
    swimming(cast)
    url = reverse(LIST) + "?q=swimming&near=BS5&day=su"
    page = cast.client().get(url).content.decode()
    assert "Nothing fits all of that" in page
    assert "without Sunday" in page
    far = cast.client().get(reverse(LIST) + "?q=rugby&near=BS5&day=su").content.decode()
    assert "without anything else you asked for, near BS5" in far
    assert "/marketplace/missing/?what=swimming%2C+on+Sundays&amp;area=BS5" in page
    assert "/needs/new/" not in page
    assert "/needs/new/?what=swimming%2C+on+Sundays" in cast.client("officer").get(url).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?miles=-1",
        "?miles=9999999",
        "?day=xx",
        "?kind=1",
        "?order=--",
        "?page=999",
        "?page=x",
        "?money=%00",
        "?q=" + "x" * 5000,
        "?near=" + "B" * 500,
        "?access=step_free&access=drop",
        "?language=%25",
        "?near=BS5&miles=any&day=TU",
    ],
)
def test_nonsense_is_ignored(cast: Cast, query: str) -> None:
    bare_service(cast, places=at("BS5 9AT"), times=on("TU"))
    assert cast.client().get(reverse(LIST) + query).status_code == 200


def test_pages_hold_twenty_and_go_on_counting(cast: Cast) -> None:
    for number in range(23):
        bare_service(cast, name=f"Service {number:02d}")
    first = cast.client().get(reverse(LIST) + "?order=name")
    assert len(first.context["hits"]) == 20
    second = cast.client().get(reverse(LIST) + "?order=name&page=2")
    assert [hit.name for hit in second.context["hits"]] == ["Service 20", "Service 21", "Service 22"]
    assert '<ol class="hits" start="21">' in second.content.decode()


def test_the_list_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    client, number = cast.client(), iter(range(100))

    def add() -> Service:
        return bare_service(
            cast,
            name=f"Service {next(number)}",
            places=at("BS5 9AT"),
            times=on("TU"),
            costs=(CostFacts(uuid4(), "a session", 500),),
            languages=(NamedFacts(uuid4(), "Polish"),),
        )

    assert_constant_queries(lambda: client.get(reverse(LIST) + "?near=BS5&q=service"), add)
