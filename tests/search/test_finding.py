"""What is found, by whom and why: the same for every engine."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.alliances.models import Alliance
from portal.codesign.models import Project
from portal.common import clock
from portal.organisations.models import Organisation
from portal.organisations.services.standing import organisation_suspend
from search.enums import Kind
from search.models import Entry
from tests.alliances.factories import alliance, post
from tests.characters import Cast
from tests.codesign.factories import project
from tests.marketplace.factories import need
from tests.organisations.factories import registered
from tests.search.world import everything, help_page, news_page
from tests.tenders.factories import published

Build = Callable[[], None]
pytestmark = pytest.mark.django_db
QUERIES = 10


def ask(client: Client, q: str = "", **more: Any) -> Any:
    """The context of the page of results."""
    response = client.get("/search/", {"q": q, **more})
    assert response.status_code == 200
    return response.context


def titles(client: Client, q: str = "", **more: Any) -> list[str]:
    """Of the results, without marks."""
    return [re.sub("<.*?>", "", row.title) for row in ask(client, q, **more)["rows"]]


def suggested(client: Client, q: str) -> list[str]:
    """What is suggested."""
    answer = client.get("/search/suggest", {"q": q}, headers={"accept": "application/json"})
    assert answer["content-type"] == "application/json"
    return [each["text"] for each in answer.json()["suggestions"]]


# -- Everything findable ---------------------------------------------------------------------------------------------

WORDS = {
    Kind.SERVICE: "swim buddies",
    Kind.NEED: "evening support",
    Kind.PROJECT: "evenings without pain",
    Kind.TEXT: "specification groups meet every week",
    Kind.ANSWER: "later opening hours",
    Kind.ALLIANCE: "night owls",
    Kind.POST: "peer trainers",
    Kind.OPPORTUNITY: "gardening wellbeing",
    Kind.AWARD: "decision on peer support",
    Kind.CONTRACT: "community transport",
    Kind.ORGANISATION: "northgate community trust",
    Kind.FUND: "living well pooled fund",
    Kind.NEWS: "centre opens",
    Kind.PAGE: "complain",
    Kind.GUIDE: "more than medicine",
    Kind.STORY: "eleven others had said something",
}


def test_one_of_every_kind_is_found_and_its_address_answers(cast: Cast, built: Build) -> None:
    everything(cast)
    built()
    client = cast.client()
    for kind, words in WORDS.items():
        rows = ask(client, words, kind=kind.value)["rows"]
        assert rows, f"no {kind} for {words}"
        assert {row.kind for row in rows} == {str(kind.label)}
        assert client.get(rows[0].url).status_code == 200, rows[0].url
        assert ask(client, words)["total"] >= 1
    counts = {option.value for option in ask(client, order="newest")["groups"][0].options}
    assert counts == {kind.value for kind in WORDS}


def test_drafts_and_what_is_not_public_is_in_no_index(cast: Cast, built: Build) -> None:
    everything(cast)
    Alliance.objects.filter(name="Riverside Night Owls").update(is_listed=False)
    Project.objects.filter(title="Evenings without pain").update(state="framing")
    built()
    for name in ("visitor", "officer", "lead", "facilitator"):
        client = cast.client(name)
        assert "Riverside Night Owls" not in titles(client, "night owls")
        assert "Evenings without pain" not in titles(client, "evenings without pain")
        assert "Later opening hours" not in titles(client, "later opening hours")


# -- Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("trampolining", "“trampolining” in the title"),
        ("trampolines", "“trampolines” in the title"),
        ("trampolinig", "“trampolinig” taken for “trampolining”"),
        ("trampollining", "“trampollining” taken for “trampolining”"),
        ("on my own", "“loneliness” means the same as “on my own”"),
        ("isolated", "means the same as “isolated”"),
    ],
)
def test_forms_synonyms_and_mistakes_are_understood_and_said(cast: Cast, built: Build, typed: str, why: str) -> None:
    help_page("Trampolining against loneliness", "Jump together.")
    built()
    context = ask(cast.client(), typed)
    assert [re.sub("<.*?>", "", row.title) for row in context["rows"]] == ["Trampolining against loneliness"]
    assert any(why in reason for reason in context["rows"][0].reasons), context["rows"][0].reasons
    assert "<mark>" in context["rows"][0].title


def test_a_mistake_offers_the_search_for_what_was_meant(cast: Cast, built: Build) -> None:
    help_page("Befriending", "Somebody visits.")
    built()
    response = cast.client().get("/search/", {"q": "befreinding"})
    assert response.context["mended"]["words"] == "befriending"
    assert 'href="?q=befriending"' in response.content.decode()
    assert suggested(cast.client(), "befreinding") == ["befriending"]


def test_a_reference_finds_its_own(cast: Cast, built: Build) -> None:
    tender = published(cast)
    post(cast)
    built()
    assert titles(cast.client(), tender.ref) == [tender.title]
    assert titles(cast.client(), tender.ref.lower()) == [tender.title]


def test_of_many_words_most_are_needed_and_all_come_first(cast: Cast, built: Build) -> None:
    help_page("Cooking on a budget", "Learn with others.")
    help_page("Cooking for diabetes", "Learn with others on a budget, with a dietitian.")
    help_page("Walking", "Learn about birds.")
    built()
    assert titles(cast.client(), "where can I learn cooking for diabetes on a budget")[0] == "Cooking for diabetes"
    assert "Walking" not in titles(cast.client(), "learn cooking")


def test_markup_is_shown_and_never_run(cast: Cast, built: Build) -> None:
    registered(name="<script>alert(1)</script> Growers & Co", summary="We <b>grow</b> things.", state="verified")
    built()
    page = cast.client().get("/search/", {"q": 'growers "><'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<mark>Growers</mark> &amp; Co" in page
    assert suggested(cast.client(), "growers") == ["<script>alert(1)</script> Growers & Co"]


# -- Narrowing and order -----------------------------------------------------------------------------------------------


def _group(context: Any, name: str) -> dict[str, int]:
    found = {group.name: group for group in context["groups"]}
    return {option.value: option.count for option in found[name].options} if name in found else {}


def test_numbers_in_brackets_are_what_one_finds(cast: Cast, built: Build) -> None:
    everything(cast)
    built()
    client = cast.client()
    context = ask(client, "pain")
    for name in ("kind", "area"):
        assert _group(context, name)
        for value, count in _group(context, name).items():
            assert ask(client, "pain", **{name: value})["total"] == count, (name, value)
    two = ask(client, "pain", kind=["project", "opportunity"])
    assert two["total"] == _group(context, "kind")["project"] + _group(context, "kind")["opportunity"]
    assert _group(two, "kind") == _group(context, "kind")
    assert ask(client, "pain", area=["Millbank"], kind=["opportunity"])["total"] == 0


def test_a_filter_in_use_can_be_taken_away(cast: Cast, built: Build) -> None:
    news_page("Pain and paint")
    built()
    response = cast.client().get("/search/", {"q": "paint", "kind": ["fund"]})
    page = response.content.decode()
    assert response.context["total"] == 0
    assert "Nothing fits all of that" in page
    assert response.context["used"] == [("Where the money goes", "?q=paint")]


def test_the_nearest_comes_first_and_far_ones_can_be_left_out(cast: Cast, built: Build) -> None:
    for name, postcode in (("Quilters of Easton", "BS5 0AA"), ("Quilters of Bath", "BA1 1AA"), ("Quilters", "M4 5JD")):
        registered(name=name, postcode=postcode, state="verified")
    registered(name="Quilters without a place", state="verified")
    built()
    client = cast.client()
    near = ask(client, "quilters", near="bs5", order="nearest")
    names = [re.sub("<.*?>", "", row.title) for row in near["rows"]]
    assert names == ["Quilters of Easton", "Quilters of Bath", "Quilters", "Quilters without a place"]
    assert near["rows"][0].far == "in this postcode area"
    assert re.fullmatch(r"1\d miles away|\d\.\d miles away", near["rows"][1].far)
    assert near["rows"][3].far == ""
    assert titles(client, "quilters", near="BS5", miles="5") == ["Quilters of Easton"]
    assert set(titles(client, "quilters", near="BS5", miles="25")) == {"Quilters of Easton", "Quilters of Bath"}
    assert titles(client, "quilters")[0] == "Quilters"
    assert titles(client, "quilters near BS5")[0] == "Quilters of Easton"
    assert titles(client, "quilters BA1 1AA")[0] == "Quilters of Bath"
    assert "We do not know where “Atlantis” is" in client.get("/search/?q=quilters&near=Atlantis").content.decode()


def test_only_what_is_open_now_by_the_clock(cast: Cast, built: Build) -> None:
    tender = published(cast)
    built()
    client = cast.client()
    assert titles(client, "pain", open="yes", kind="opportunity") == [tender.title]
    assert ask(client, "pain")["open_count"] >= 1
    with clock.at(tender.deadline_at + timedelta(seconds=1)):
        assert titles(client, "pain", open="yes", kind="opportunity") == []
        row = ask(client, "pain", kind="opportunity")["rows"][0]
        assert row.is_close
        assert not row.is_open


def test_a_post_is_found_until_its_last_day_ends(cast: Cast, built: Build) -> None:
    made = post(cast, title="Trampolinists wanted", until_on=clock.today())
    built()
    assert titles(cast.client(), "trampolinists") == ["Trampolinists wanted"]
    with clock.at(made.posted_at + timedelta(hours=12)):
        assert titles(cast.client(), "trampolinists") == []
        assert ask(cast.client(), "trampolinists")["total"] == 0


def test_the_newest_first(cast: Cast, built: Build) -> None:
    for name, days in (("Weavers one", 3), ("Weavers two", 1), ("Weavers three", 2)):
        registered(name=name, created_at=clock.now() - timedelta(days=days), state="verified")
    built()
    assert titles(cast.client(), "weavers", order="newest") == ["Weavers two", "Weavers three", "Weavers one"]


def test_pages_of_twenty(cast: Cast, built: Build) -> None:
    for number in range(45):
        registered(name=f"Beekeepers {number}", state="verified")
    built()
    client = cast.client()
    seen = [title for page in ("1", "2", "3") for title in titles(client, "beekeepers", page=page)]
    assert len(seen) == len(set(seen)) == 45
    assert titles(client, "beekeepers", page="99999") == titles(client, "beekeepers", page="3")
    assert titles(client, "beekeepers", page="no") == titles(client, "beekeepers")
    assert '<ol class="hits" start="41">' in client.get("/search/?q=beekeepers&page=3").content.decode()


def test_before_anything_is_asked_all_kinds_are_shown_with_their_numbers(cast: Cast, built: Build) -> None:
    everything(cast)
    built()
    context = ask(cast.client())
    assert [label for label, _href, _count in context["kinds"]]
    for label, href, count in context["kinds"]:
        found = cast.client().get(f"/search/{href}").context
        assert found["total"] == count, label


def test_nothing_found_says_what_one_can_do(cast: Cast, built: Build) -> None:
    built()
    page = cast.client().get("/search/", {"q": "zzzzzz"}).content.decode()
    assert "We know of nothing like that here" in page
    assert "needs that nothing local meets yet" in page


# -- Who may find what -------------------------------------------------------------------------------------------------


def test_a_recorded_need_is_found_by_its_commissioner_alone(cast: Cast, built: Build) -> None:
    need(cast, title="Quokkanight support", category="Quokkatopic", area="Quokkaplace")
    built()
    insiders = {"officer", "publisher", "opener1", "facilitator", "evaluator1", "approver", "signoff", "fund"}
    for name in cast.users | {"visitor": None}:
        client = cast.client(name)
        found = {
            "page": titles(client, "quokkanight"),
            "topic": titles(client, topic="Quokkatopic"),
            "suggested": suggested(client, "quokk"),
            "counted": [value for value in _group(ask(client, order="newest"), "area") if "Quokka" in value],
        }
        wanted = name in insiders
        assert {key for key, rows in found.items() if bool(rows) is not wanted} == set(), name
        assert ask(client, "quokkanihgt")["mended"] == {}, "a word of it must not be offered"


def test_what_was_taken_back_is_not_shown_even_by_an_index_that_is_behind(cast: Cast, built: Build) -> None:
    organisation = registered(name="Oakfield Menders", state="verified")
    built()
    client = cast.client()
    assert titles(client, "oakfield") == ["Oakfield Menders"]
    organisation_suspend(actor=cast.admin, organisation=Organisation.objects.get(pk=organisation.pk), reason="Closed.")
    assert Entry.objects.filter(title="Oakfield Menders").exists(), "the index is behind"
    assert titles(client, "oakfield") == []
    assert suggested(client, "oakfield") == []


# -- Suggestions -------------------------------------------------------------------------------------------------------


def test_suggestions_begin_with_what_was_typed(cast: Cast, built: Build) -> None:
    project(cast, title="Befriending in the evening")
    help_page("Befriending and you", "Somebody visits.")
    built()
    client = cast.client()
    for typed in ("b", "bef", "befriendi", "Befriending", "befriending ", "evening befr"):
        assert "Befriending in the evening" in suggested(client, typed), typed
    assert set(suggested(client, "befriending")) >= {"Befriending in the evening", "Befriending and you"}
    assert suggested(client, "efrien") == []
    assert suggested(client, "") == []


def test_suggestions_are_a_page_too_and_lines_for_htmx(cast: Cast, built: Build) -> None:
    help_page("Befriending & you", "Somebody visits.")
    built()
    page = cast.client().get("/search/suggest", {"q": "bef"})
    assert "<h1" in page.content.decode()
    assert "Befriending &amp; you</a>" in page.content.decode()
    lines = cast.client().get("/search/suggest", {"q": "bef"}, headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in lines
    assert "Befriending &amp; you</a>" in lines
    assert "Nothing begins with that" in cast.client().get("/search/suggest", {"q": "zzz"}).content.decode()


# -- What it costs -----------------------------------------------------------------------------------------------------


def test_a_page_costs_the_same_for_two_and_twelve(
    cast: Cast, built: Build, assert_constant_queries: Callable[..., None]
) -> None:
    client, numbers = cast.client("officer"), iter(range(100))

    def add() -> None:
        number = next(numbers)
        registered(name=f"Otters {number}", state="verified")
        alliance(cast, name=f"Otters alliance {number}")
        built()

    assert_constant_queries(lambda: ask(client, "otters otterz", near="BS5"), add)


def test_a_page_stays_within_the_queries_of_a_list(cast: Cast, built: Build) -> None:
    everything(cast)
    built()
    client = cast.client("officer")
    ask(client, "pain")
    with CaptureQueriesContext(connection) as captured:
        ask(client, "pain painn riverside", near="BS5", kind=["project", "opportunity"], area="Millbank")
    assert len(captured) <= QUERIES, [query["sql"][:120] for query in captured]


def test_when_nothing_has_all_words_what_has_some_is_shown_and_said(cast: Cast, built: Build) -> None:
    help_page("Pottery for everybody", "Clay and a kiln.")
    built()
    page = cast.client().get("/search/", {"q": "pottery zebras xylophones"})
    assert "Nothing has all of your words" in page.content.decode()
    assert titles(cast.client(), "pottery zebras xylophones") == ["Pottery for everybody"]
    assert titles(cast.client(), "zebras xylophones") == []
