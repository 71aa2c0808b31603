"""What every page of co-design and needs has: one heading, labels, ids that are unique; and the list of projects."""

from collections import Counter
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from portal.common.clock import now
from tests.characters import Cast
from tests.codesign import factories as make
from tests.codesign.matrix import MATRIX, world
from tests.marketplace.matrix import MATRIX as NEEDS
from tests.marketplace.matrix import world as needs_world


class Page(HTMLParser):
    """Headings, ids, labels and boxes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.h1 = 0
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.boxes: list[dict[str, str | None]] = []
        self.described: set[str] = set()
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.h1 += tag == "h1"
        if found.get("id"):
            self.ids[str(found["id"])] += 1
        if tag == "label":
            self.labelled.add(str(found.get("for")))
        if tag in {"input", "select", "textarea"} and found.get("type") not in {"hidden", "submit"}:
            self.boxes.append(found)
        for name in ("aria-describedby", "aria-labelledby"):
            self.described |= set((found.get(name) or "").split())
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self.inline += ["script"] * (tag == "script")


def _check(html: str) -> None:
    page = Page(html)
    assert page.h1 == 1
    assert [name for name, times in page.ids.items() if times > 1] == []
    assert [box for box in page.boxes if str(box.get("id")) not in page.labelled and not box.get("aria-label")] == []
    assert page.described - page.ids.keys() == set()
    assert page.inline == []


@pytest.mark.django_db
def test_every_page_has_one_heading_labels_and_unique_ids(cast: Cast) -> None:
    seen = 0
    for table, made in ((MATRIX, world(cast)), (NEEDS, needs_world(cast))):
        for name, row in table.items():
            if row.method != "get":
                continue
            who = next((who for who, status in row.expect.items() if status == 200), "visitor")
            if row.status_for(who) != 200:
                continue
            answer = cast.client(who).get(reverse(name, args=row.args(made)) + row.query)
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            html = answer.content.decode()
            try:
                _check(html)
            except AssertionError as error:
                raise AssertionError(f"{name}: {error}") from error
            for mark in ("None", "True", "ProjectState", "not_changed", "(s)"):
                assert f">{mark}<" not in html, name
            seen += 1
    assert seen > 20


def test_the_page_with_an_open_form_and_its_errors_is_sound(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version)
    url = reverse("codesign:specification", args=[version.project.ref]) + "?comment=2.1"
    client = cast.client("member")
    _check(client.get(url).content.decode())
    page = client.post(url, {"body": ""}).content.decode()
    _check(page)
    assert 'href="#id_body"' in page


def test_projects_open_for_comment_stand_first(cast: Cast) -> None:
    early = make.project(cast, title="Open")
    with make.later(3):
        make.agreed_version(cast, make.project(cast, title="Decided"))
        titles = [project.title for project, *_rest in cast.client().get("/co-design/").context["rows"]]
    assert titles == ["Open", "Decided"]
    with make.later(100):
        rows = cast.client().get("/co-design/").context["rows"]
    assert {project.title: phase for project, phase, _kind in rows} == {
        early.title: "Closed for comment",
        "Decided": "Decided",
    }


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"show": "open"}, {"Pain in Easton", "Pain in Northgate"}),
        ({"show": "done"}, {"Carers"}),
        ({"area": "Easton"}, {"Pain in Easton"}),
        ({"q": "carers"}, {"Carers"}),
        ({"q": "nothing like it"}, set()),
        ({"page": "99"}, {"Pain in Easton", "Pain in Northgate", "Carers"}),
    ],
)
def test_the_list_is_narrowed_by_a_plain_form(cast: Cast, query: dict[str, str], titles: set[str]) -> None:
    for place in ("Easton", "Northgate"):
        make.project(cast, title=f"Pain in {place}", area=place)
    make.agreed_version(cast, make.project(cast, title="Carers"))
    response = cast.client().get("/co-design/", query)
    assert {project.title for project, *_rest in response.context["rows"]} == titles
    if not titles:
        assert "See all projects" in response.content.decode()


def test_a_project_being_framed_is_listed_for_its_team_alone(cast: Cast) -> None:
    make.framed(cast, title="Secret yet")
    shown = {who for who in ("officer", "expert", "approver", "lead", "visitor") if "Secret yet" in _list(cast, who)}
    assert shown == {"officer", "expert"}


def _list(cast: Cast, who: str) -> str:
    return str(cast.client(who).get("/co-design/").content.decode())


def test_a_project_that_opens_later_says_so(cast: Cast) -> None:
    row = make.project(cast, opens_at=now() + timedelta(days=3))
    page = cast.client("member").get(reverse("codesign:project_detail", args=[row.ref])).content.decode()
    assert "Opens soon" in page
    assert "not open for comment now" in page


def test_the_project_page_shows_the_promise_the_dates_and_what_was_heard(cast: Cast) -> None:
    row = make.project(cast, accessibility_offer="Easy Read, by phone", involvement_budget_pence=450_000)
    version = make.published_version(cast, row)
    make.answer(cast, make.comment(cast, version))
    make.comment(cast, version, who="carer")
    response: Any = cast.client().get(reverse("codesign:project_detail", args=[row.ref]))
    page = response.content.decode()
    for words in (
        "we promise step 6",
        "No more than £900,000 over three years",
        "The co-design board decides",
        "2 comments from 2 people, 1 answered",
        "Easy Read, by phone",
        "£4,500",
        "Published 24 November 2026, 12:00 by Daniel Osei",
        "Joan Barker",
        "Member with lived experience",
    ):
        assert words in page, words
    assert [text for _date, text, _state, _href in response.context["steps"]] == [
        "Opens for comment",
        "Version 1 of the text is published",
        "Comments close",
        "The co-design board decides",
    ]
    assert [state for _date, _text, state, _href in response.context["steps"]] == ["done", "now", "", ""]
