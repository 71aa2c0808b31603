"""The pages a new portal begins with, and what editors may change."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.characters import NAMES, Cast


@pytest.mark.parametrize("address", ["/", "/help/", "/accessibility/", "/privacy/", "/news/"])
def test_the_first_pages_stand_from_the_first_migrate(cast: Cast, address: str) -> None:
    response = cast.client().get(address)
    assert response.status_code == 200
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert "Riverside Partnership" in text


def test_navigation_and_footer_come_from_the_settings(cast: Cast) -> None:
    from portal.cms.models import PortalSettings

    chosen = PortalSettings.objects.get()
    chosen.name = "Harbour Town Together"
    chosen.navigation = [("link", {"label": "Talk to us", "link": "/help/", "key": "help"})]
    chosen.save()
    text = cast.client().get("/help/").content.decode()
    assert "Harbour Town Together" in text
    assert "Talk to us" in text
    assert "Where the money goes</a>" not in text


def test_the_footer_offers_an_account_only_to_those_who_have_none(cast: Cast) -> None:
    def footer(who: str) -> str:
        return cast.client(who).get("/help/").text.split("<footer")[1]

    assert "/accounts/signup/" in footer("visitor")
    assert "/accounts/signup/" not in footer("lead")
    assert "Take part" in footer("lead")


def test_a_column_of_the_footer_that_would_be_empty_is_left_out(cast: Cast) -> None:
    from portal.cms.models import PortalSettings

    chosen = PortalSettings.objects.get()
    links = [{"label": "Sign up", "link": "/accounts/signup/"}]
    chosen.footer = [("column", {"heading": "New here", "links": links})]
    chosen.save()
    assert "New here" in cast.client().get("/help/").text
    assert "New here" not in cast.client("lead").get("/help/").text


def test_only_editors_and_administrators_reach_the_editor(cast: Cast) -> None:
    reached = {name for name in NAMES if cast.client(name).get("/cms/").status_code == 200}
    assert reached == {"editor", "admin", "admin2"}


def test_the_editor_signs_in_where_everybody_does(cast: Cast) -> None:
    response = cast.client().get("/cms/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


def test_an_editor_can_add_news_below_the_news_page(cast: Cast) -> None:
    from portal.cms.models import NewsIndexPage

    index = NewsIndexPage.objects.get()
    response = cast.client("editor").get(f"/cms/pages/add/cms/newspage/{index.pk}/")
    assert response.status_code == 200


def test_the_demos_news_is_added_once_and_shown_on_the_home_page(cast: Cast) -> None:
    from django.core.management import call_command

    from portal.cms.models import NewsPage

    call_command("demo_news")
    call_command("demo_news")
    assert NewsPage.objects.count() == 3
    assert "Two people who live with pain join the panel" in cast.client().get("/").content.decode()


def test_a_visitor_sees_at_once_what_an_editor_or_anybody_else_changed(cast: Cast) -> None:
    from portal.audit.services import audit_record
    from portal.cms.models import StandardPage

    def page() -> str:
        return cast.client().get("/help/").content.decode()

    assert page() == page()
    page_help = StandardPage.objects.get(slug="help")
    page_help.introduction = "Somebody answers until eight."
    page_help.save()
    assert "Somebody answers until eight." in page()
    StandardPage.objects.filter(slug="help").update(introduction="Read only when something happened.")
    assert "Read only when something happened." not in page()
    audit_record(actor=None, verb="codesign.answer.give", subject="codesign", data={})
    assert "Read only when something happened." in page()


def test_what_a_visitor_is_shown_is_kept_and_a_persons_page_is_their_own(
    cast: Cast, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    visitor = cast.client()
    visitor.get("/")
    with django_assert_max_num_queries(4):
        visitor.get("/")
    assert "Sign out" in cast.client("officer").get("/").content.decode()
    assert "Sign out" not in visitor.get("/").content.decode()
