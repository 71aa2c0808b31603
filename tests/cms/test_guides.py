"""A.9: seven guides and four stories from the first migrate on, each leading to what can be done here."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.cms.first_guides import GUIDES, NESTA, STORIES
from portal.cms.models import GuideIndexPage, GuidePage, HomePage, PortalSettings, StoryPage
from portal.cms.setup import guides_ensure
from tests.characters import Cast

pytestmark = pytest.mark.django_db
GUIDE = {guide[0]: guide for guide in GUIDES}
SUBJECTS = {
    "co-design",
    "more-than-medicine",
    "redefining-consultations",
    "peer-support",
    "networks-of-providers",
    "commissioning",
    "the-business-case",
}


def _words(page: GuidePage | StoryPage) -> str:
    plain = [re.sub(r"<[^>]+>", " ", str(block.value)) for block in page.body if block.block_type == "text"]
    return " ".join([page.introduction, *plain])


def test_the_landing_shows_the_seven_guides_in_order_and_the_four_stories(cast: Cast) -> None:
    text = cast.client().get("/guides/").text

    assert set(GUIDE) == SUBJECTS
    places = [text.index(f'href="/guides/{guide[0]}/"') for guide in GUIDES]
    assert places == sorted(places)
    assert len(STORIES) == 4
    for slug, title, *_rest in STORIES:
        assert f'href="/guides/{slug}/"' in text
        assert title in text


@pytest.mark.parametrize("slug", sorted(SUBJECTS))
def test_a_guide_leads_to_the_act_it_is_about(cast: Cast, slug: str) -> None:
    client = cast.client()
    response = client.get(f"/guides/{slug}/")
    _slug, title, introduction, act_text, act_link, _body = GUIDE[slug]

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    assert f'<a class="nhsuk-button" href="{act_link}">{act_text}</a>' in response.text
    assert f'<meta name="description" content="{introduction}">' in response.text
    assert title in response.text
    assert cast.client("holder").get(act_link).status_code == 200
    for link in re.findall(r'href="(/[^"#?]*)"', response.text):
        if not link.startswith(("/static/", "/accounts/")):
            assert client.get(link, follow=True).status_code == 200, link


@pytest.mark.parametrize("slug", [story[0] for story in STORIES])
def test_a_story_says_whether_its_people_are_invented_or_where_it_was_told(cast: Cast, slug: str) -> None:
    page = StoryPage.objects.get(slug=slug)
    text = cast.client().get(f"/guides/{slug}/").text

    assert page.is_invented != bool(page.source)
    assert ("The people in this story are invented." in text) == page.is_invented
    assert ("Where this was told:" in text) == bool(page.source)
    assert page.guide is not None
    assert f'href="/guides/{page.guide.slug}/"' in text
    assert page.title in cast.client().get(f"/guides/{page.guide.slug}/").text


def test_a_story_without_a_source_whose_people_are_not_invented_is_refused(cast: Cast) -> None:
    page = StoryPage.objects.filter(is_invented=True).get(slug="swimming-again")
    page.is_invented = False

    with pytest.raises(ValidationError, match="Say where this was told"):
        page.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryPage.objects.filter(pk=page.pk).update(is_invented=False)


def test_live_blocks_stand_in_the_guides(cast: Cast) -> None:
    client = cast.client()

    assert "Open for comment now" in client.get("/guides/co-design/").text
    assert "Looking for partners now" in client.get("/guides/networks-of-providers/").text
    assert "Open opportunities" in client.get("/guides/commissioning/").text


def test_the_navigation_leads_to_the_guides_and_marks_them(cast: Cast) -> None:
    for address in ("/guides/", "/guides/co-design/", "/guides/crafty-needles/"):
        text = cast.client().get(address).text
        assert re.search(r'<a[^>]*href="/guides/"[^>]*aria-current="(page|true)"', text), address


def test_what_editors_changed_is_not_written_again(cast: Cast) -> None:
    home = HomePage.objects.get()
    GuidePage.objects.get(slug="commissioning").delete()

    guides_ensure(home)

    assert GuidePage.objects.count() == 6
    assert GuideIndexPage.objects.count() == 1


def test_a_site_of_before_gets_the_guides_and_keeps_its_own_navigation(cast: Cast) -> None:
    chosen = PortalSettings.objects.get()
    chosen.navigation = [("link", {"label": "Talk to us", "link": "/help/", "key": "help"})]
    chosen.save()
    GuideIndexPage.objects.get().delete()

    guides_ensure(HomePage.objects.get())

    links = [block.value["link"] for block in PortalSettings.objects.get().navigation]
    assert links == ["/help/", "/guides/"]
    assert cast.client().get("/guides/peer-support/").status_code == 200


def test_an_editor_adds_a_guide_and_a_story(cast: Cast) -> None:
    index = GuideIndexPage.objects.get()
    for kind in ("guidepage", "storypage"):
        assert cast.client("editor").get(f"/cms/pages/add/cms/{kind}/{index.pk}/").status_code == 200
        assert cast.client("holder").get(f"/cms/pages/add/cms/{kind}/{index.pk}/").status_code == 302


def test_the_landing_costs_the_same_for_more_guides(cast: Cast) -> None:
    client = cast.client("editor")
    client.get("/guides/")
    with CaptureQueriesContext(connection) as few:
        client.get("/guides/")
    index = GuideIndexPage.objects.get()
    for number in range(5):
        page = GuidePage(title=f"Guide {number}", introduction="Short.", act_text="Go", act_link="/co-design/")
        index.add_child(instance=page)
    client.get("/guides/")
    with CaptureQueriesContext(connection) as many:
        client.get("/guides/")

    assert len(few) == len(many)


def test_the_words_are_short_and_plain(cast: Cast) -> None:
    """Sentences of sixteen words or fewer on average, and few long words: about the reading of a nine-year-old."""
    for page in [*GuidePage.objects.all(), *StoryPage.objects.all()]:
        words = _words(page)
        sentences = [part for part in re.split(r"[.?!:]\s", words) if part.strip()]
        found = re.findall(r"[A-Za-z']+", words)
        long = [word for word in found if len(word) > 10]
        assert len(found) / len(sentences) <= 16, page.title
        assert len(long) / len(found) <= 0.06, (page.title, long)


def test_every_source_is_named(cast: Cast) -> None:
    for page in GuidePage.objects.all():
        assert page.source == NESTA
        assert "Where the facts come from:" in cast.client().get(f"/guides/{page.slug}/").text
