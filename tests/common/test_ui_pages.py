"""What holds on every page: title, skip link, menu, account, messages, refusals, sign-in."""

import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.characters import Cast

SECTIONS = [("Co-design", "/co-design/", "codesign"), ("Opportunities", "/tenders/", "tenders")]


def _page(template: str = "base.html", **context: object) -> str:
    base = {
        "site_name": "Riverside Partnership",
        "nav_sections": SECTIONS,
        "footer_columns": [("About", [("Privacy", "/privacy/")])],
        "waiting_count": 0,
        "section": "tenders",
        "user": None,
        "request": RequestFactory().get("/tenders/"),
        "demo": False,
        "messages": [],
    }
    return render_to_string(template, base | context)


class Person:
    is_authenticated = True

    def __str__(self) -> str:
        return "Amina <Yusuf>"


def test_a_page_has_its_bones() -> None:
    html = _page()
    assert '<html lang="en"' in html
    assert 'href="#maincontent">Skip to main content' in html
    assert '<main class="nhsuk-main-wrapper" id="maincontent"' in html
    assert " - Riverside Partnership</title>" in html
    assert "<script" not in html
    assert " style=" not in html
    assert not re.search(r'(?:href|src)="(?:https?:)?//', html)


def test_the_present_section_is_marked_once_in_each_menu() -> None:
    html = _page()
    assert html.count('aria-current="true"') == 2
    assert html.count('href="/tenders/" aria-current="true"') == 2


def test_there_is_no_search_until_search_exists() -> None:
    assert 'type="search"' not in _page()
    assert 'type="search"' in _page(search_url="/search/")


def test_a_stranger_is_offered_to_sign_in_and_come_back() -> None:
    html = _page()
    assert "/accounts/login/?next=%2Ftenders%2F" in html
    assert "Sign out" not in html
    assert "My work" not in html


def test_a_person_sees_their_work_their_name_and_a_way_out_that_posts() -> None:
    html = _page(user=Person(), waiting_count=6, account_url="/account/")
    assert "6 waiting" in html
    assert "Amina &lt;Yusuf&gt;" in html
    assert 'action="/accounts/logout/" method="post"' in html
    assert "Create an account" not in html


def test_what_just_happened_is_said_once_and_escaped() -> None:
    said = [Message(messages.SUCCESS, "Sent <b>"), Message(messages.ERROR, "Refused")]
    html = _page(messages=said)
    assert 'message--success" role="status"><p>Sent &lt;b&gt;' in html
    assert 'message--error" role="alert"' in html


def test_the_demo_says_that_it_is_one() -> None:
    assert "This is a demonstration." in _page(demo=True)
    assert "This is a demonstration." not in _page()


def test_a_refusal_says_why_who_can_and_the_way_on() -> None:
    html = _page("403.html", reason="You wrote it.", who_can="Priya Nair.", on_href="/ask/", on_text="Ask her")
    assert "You wrote it." in html
    assert "Priya Nair." in html
    assert 'href="/ask/">Ask her' in html
    assert "Who can" not in _page("403.html", reason="No.")


def test_a_conflict_says_that_nothing_changed() -> None:
    html = _page("409.html", reason="Bids closed at 12:00.")
    assert "Bids closed at 12:00." in html
    assert "Nothing was changed." in html


@pytest.mark.parametrize("template", ["500.html", "400.html"])
def test_the_last_pages_need_nothing(template: str) -> None:
    html = render_to_string(template, {})
    assert "<h1" in html
    assert "<script" not in html


@pytest.mark.django_db
def test_a_missing_page_says_the_same_whoever_asks(client: Client, cast: Cast) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "We cannot find that page" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/login/?next=/tenders/", "Sign in"),
        ("/accounts/signup/", "Create an account"),
        ("/accounts/password/reset/", "Choose a new password"),
        ("/accounts/password/reset/done/", "Look in your e-mail"),
        ("/accounts/password/reset/key/1-nonsense/", "This link does not work any more"),
        ("/accounts/confirm-email/", "Look in your e-mail"),
        ("/accounts/confirm-email/nonsense/", "This link does not work any more"),
        ("/accounts/inactive/", "This account is switched off"),
    ],
)
def test_the_doors_look_like_the_rest(client: Client, path: str, heading: str) -> None:
    html = client.get(path).content.decode()
    assert re.search(rf"<h1[^>]*>\s*{re.escape(heading)}", html)
    assert "nhsuk-header" in html
    # Passkeys need script: from the portal itself, and nothing that runs in the page.
    assert re.findall(r'<script(?! src="/static/)(?![^>]* type="application/json")', html) == []
    assert ("<script" in html) == path.startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/email/", "Your e-mail addresses"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/logout/", "Sign out?"),
        ("/accounts/2fa/", "Second step when you sign in"),
        ("/accounts/2fa/totp/activate/", "Is it still you?"),
    ],
)
def test_the_pages_of_an_account_look_like_the_rest(client: Client, cast: Cast, path: str, heading: str) -> None:
    client.force_login(cast.member)
    html = client.get(path, follow=True).content.decode()
    assert re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", html) == [heading]
    assert "nhsuk-header" in html


@pytest.mark.django_db
def test_a_wrong_password_is_an_error_in_the_title_and_keeps_the_address(client: Client, cast: Cast) -> None:
    response = client.post("/accounts/login/", {"login": "member@example.org", "password": "wrong"})
    html = response.content.decode()
    assert re.search(r"<title>\s*Error:\s*Sign in", html)
    assert 'value="member@example.org"' in html
    assert "nhsuk-error-summary" in html
    assert "wrong" not in html.split("<main")[1]


def test_a_mail_begins_with_what_one_must_do() -> None:
    context = {
        "name": "Amina",
        "site_name": "Riverside Partnership",
        "heading": "A question was answered",
        "need": "You need to do nothing.",
        "lines": ["The answer is on the page of <Peer support>."],
        "link_text": "Read it",
        "link_url": "https://portal.example/tenders/PR-2026-0042/",
        "why": "You follow this opportunity.",
        "stop_url": "https://portal.example/account/",
    }
    text = render_to_string("emails/notice.txt", context)
    html = render_to_string("emails/notice.html", context)
    assert (
        text.index("Hello Amina.")
        < text.index("You need to do nothing.")
        < text.index("https://portal.example/tenders/")
    )
    assert "<Peer support>" in text
    assert "&lt;Peer support&gt;" in html
    assert '<a href="https://portal.example/tenders/PR-2026-0042/">Read it</a>' in html
    assert "<img" not in html
