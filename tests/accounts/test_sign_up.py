"""From no account to a verified one, through the pages and the mail."""

import re

from allauth.account import app_settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.selectors import verified_user
from tests.characters import Cast

TYPED = {
    "first_name": "Ngozi",
    "last_name": "Eze",
    "email": "ngozi@example.net",
    "password1": "green-harbour-41",
    "password2": "green-harbour-41",
}


def _sign_up(client: Client) -> str:
    client.post(reverse("account_signup"), TYPED)
    return str(re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", str(mail.outbox[-1].body)).group(1))  # type: ignore[union-attr]


def test_an_account_is_open_once_the_address_is_proved(cast: Cast) -> None:
    client = Client()
    link = _sign_up(client)
    assert verified_user(TYPED["email"]) is None
    assert client.get(reverse("people:account")).status_code == 302
    assert client.get(link).status_code == 200
    assert verified_user(TYPED["email"]) is None, "opening the link alone must not prove it: scanners open links"
    client.post(link)
    person = verified_user(TYPED["email"])
    assert person is not None
    assert str(person) == "Ngozi Eze"


def test_the_new_person_signs_in_and_finds_the_account(cast: Cast) -> None:
    client = Client()
    client.post(_sign_up(client))
    client = Client()
    client.post(reverse("account_login"), {"login": TYPED["email"], "password": TYPED["password1"]})
    page = client.get(reverse("people:account")).content.decode()
    assert "ngozi@example.net" in page
    assert 'value="Ngozi"' in page


def test_an_address_that_is_not_proved_cannot_sign_in(cast: Cast) -> None:
    _sign_up(Client())
    client = Client()
    client.post(reverse("account_login"), {"login": TYPED["email"], "password": TYPED["password1"]})
    assert client.get(reverse("people:account")).status_code == 302


def test_names_are_asked_for(cast: Cast) -> None:
    page = Client().post(reverse("account_signup"), TYPED | {"last_name": ""}).content.decode()
    assert "<title>Error:" in page
    assert not User.objects.filter(email=TYPED["email"]).exists()


def test_a_known_address_is_not_given_away(cast: Cast) -> None:
    unknown = Client().post(reverse("account_signup"), TYPED)
    known = Client().post(reverse("account_signup"), TYPED | {"email": "lead@example.org"})
    assert (known.status_code, known["location"]) == (unknown.status_code, unknown["location"])
    assert User.objects.filter(email="lead@example.org").count() == 1


def test_wrong_passwords_are_slowed_down_for_the_account(cast: Cast) -> None:
    client = Client()
    wrong = {"login": "lead@example.org", "password": "not-the-password"}
    for _ in range(5):
        client.post(reverse("account_login"), wrong)
    client.post(reverse("account_login"), {"login": "lead@example.org", "password": "portal-demo"})
    assert client.get(reverse("people:account")).status_code == 302


def test_the_limits_of_the_library_hold_outside_the_demo() -> None:
    assert app_settings.RATE_LIMITS["login"] == "30/m/ip"
    assert app_settings.RATE_LIMITS["signup"] == "20/m/ip"
    assert app_settings.RATE_LIMITS["reset_password"]


def _labels(page: str) -> list[str]:
    found = re.findall(r"<label[^>]*>(.*?)</label>", page[page.index("<main") :], re.S)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in found]


def test_passwords_and_addresses_are_asked_for_in_the_words_of_the_site(cast: Cast) -> None:
    sign_up = Client().get(reverse("account_signup")).content.decode()
    assert _labels(sign_up) == ["First name", "Last name", "E-mail address", "Password", "Password, once more"]
    assert "At least 10 characters" in sign_up
    assert _labels(Client().get(reverse("account_reset_password")).content.decode()) == ["E-mail address"]
    lead = cast.client("lead")
    change = lead.get(reverse("account_change_password")).content.decode()
    assert _labels(change) == ["The password you use now", "New password", "New password, once more"]
    assert _labels(lead.get(reverse("account_email")).content.decode())[-1] == "E-mail address"


def test_a_forgotten_password_is_chosen_anew(cast: Cast) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "lead@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = client.get(link.group(1), follow=True)
    assert _labels(page.content.decode()) == ["New password", "New password, once more"]
    chosen = {"password1": "green-harbour-41", "password2": "green-harbour-41"}
    client.post(page.redirect_chain[-1][0], chosen)
    assert User.objects.get(email="lead@example.org").check_password("green-harbour-41")


def test_one_address_has_nothing_to_choose_and_two_have(cast: Cast) -> None:
    lead, url = cast.client("lead"), reverse("account_email")
    page = lead.get(url).text
    assert "lead@example.org <strong" in page
    assert 'name="action_remove"' not in page
    lead.post(url, {"email": "amina@example.net", "action_add": "1"})
    page = lead.get(url).text
    assert 'value="amina@example.net"' in page
    for act in ("action_primary", "action_send", "action_remove"):
        assert f'name="{act}"' in page
