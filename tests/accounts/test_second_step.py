"""The second step at sign-in: set up, asked for, and demanded of those whose work needs it."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from portal.accounts.permissions import can_reset_second_step
from portal.accounts.second_step import why_demanded
from portal.audit.models import AuditEvent
from portal.dashboards.demo.cast import PASSWORD
from tests.characters import Cast

WORK = "/my/"
DEMANDED = {"officer", "publisher", "evaluator1", "finance", "auditor", "admin", "editor", "moderator"}


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _sign_in(email: str, follow: bool = True) -> tuple[Client, Any]:
    client = Client()
    answer = client.post("/accounts/login/", {"login": email, "password": PASSWORD}, follow=follow)
    return client, answer


def _set_up(client: Client) -> str:
    """Sets up an app; returns its key."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)}, follow=True)
    assert "spare" in done.content.decode().lower(), done.content.decode()
    return str(secret)


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_app_is_set_up_and_its_code_asked_for_next_time(cast: Cast) -> None:
    client, _page = _sign_in(cast.member.email)
    secret = _set_up(client)
    client, page = _sign_in(cast.member.email)
    assert "Enter a code to sign in" in _text(page)
    assert client.get(WORK).status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "This code is not right" in _text(wrong)
    right = client.post("/accounts/2fa/authenticate/", {"code": _code(secret)}, follow=True)
    assert right.request["PATH_INFO"] == WORK
    assert client.get(WORK).status_code == 200


def test_a_spare_code_works_once(cast: Cast) -> None:
    client, _page = _sign_in(cast.member.email)
    _set_up(client)
    spare = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]
    client, _page = _sign_in(cast.member.email)
    assert client.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 302
    client, _page = _sign_in(cast.member.email)
    assert client.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 200
    assert client.get(WORK).status_code == 302


def test_the_key_lies_encrypted_and_the_record_and_a_mail_know_of_it(transactional_cast: Cast) -> None:
    cast = transactional_cast
    client, _page = _sign_in(cast.member.email)
    secret = _set_up(client)
    kept = Authenticator.objects.get(user=cast.member, type="totp").data
    assert secret not in str(kept)
    verbs = AuditEvent.objects.filter(verb__startswith="accounts.second_step").values_list("verb", flat=True)
    assert "accounts.second_step.add" in verbs
    assert [message.subject for message in mail.outbox] == ["An app was set up for signing in"]


def test_the_page_says_what_is_set_up(cast: Cast) -> None:
    client, _page = _sign_in(cast.member.email)
    assert "Set up an app" in _text(client.get("/accounts/2fa/"))
    _set_up(client)
    page = _text(client.get("/accounts/2fa/"))
    assert "10 spare codes are left" in page
    account = _text(client.get("/account/"))
    assert "On: a code or a passkey" in account
    assert "10 left" in account


def test_passkeys_are_offered_at_sign_in_and_at_set_up(cast: Cast) -> None:
    assert "Sign in with a passkey" in _text(Client().get("/accounts/login/"))
    client, _page = _sign_in(cast.member.email)
    assert "What do you call this passkey?" in _text(client.get("/accounts/2fa/webauthn/add/"))


def test_who_must_have_one(cast: Cast) -> None:
    assert {name for name, user in cast.users.items() if why_demanded(user)} >= DEMANDED
    for name in ("member", "carer", "holder", "lead", "rival"):
        assert why_demanded(cast.users[name]) == "", name


@pytest.mark.parametrize(
    "door", [WORK, "/", "/cms/", "/tenders/", "/account/", "/account/data.json", "/account/close/", "/organisations/"]
)
def test_without_one_staff_go_nowhere_when_it_is_demanded(cast: Cast, settings: Any, door: str) -> None:
    settings.REQUIRE_MFA = True
    client, page = _sign_in(cast.officer.email)
    assert "You need one, because you work for a commissioner" in _text(page)
    answer = client.get(door)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/2fa/?next=")


def test_a_session_that_came_by_another_door_is_stopped_as_well(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client = cast.client("officer")
    assert client.get(WORK)["Location"].startswith("/accounts/2fa/?next=")
    refused = client.post("/account/name/", {"first_name": "Somebody", "last_name": "Else", "name_shown": "full"})
    assert refused["Location"] == "/accounts/2fa/"
    assert "Nothing was saved" in _text(client.get("/accounts/2fa/"))
    assert cast.user("officer").first_name == cast.officer.first_name


def test_who_sets_it_up_goes_on_at_once_and_with_the_code_next_time(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client, _page = _sign_in(cast.officer.email)
    secret = _set_up(client)
    assert client.get(WORK).status_code == 200
    client, _page = _sign_in(cast.officer.email)
    client.post("/accounts/2fa/authenticate/", {"code": _code(secret)})
    assert client.get(WORK).status_code == 200


def test_a_session_without_the_step_is_asked_for_the_code(cast: Cast, settings: Any) -> None:
    client, _page = _sign_in(cast.officer.email)
    secret = _set_up(client)
    settings.REQUIRE_MFA = True
    other = cast.client("officer")
    assert other.get(WORK)["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    answer = other.post("/accounts/2fa/reauthenticate/", {"code": _code(secret), "next": WORK})
    assert answer["Location"] == WORK
    assert other.get(WORK).status_code == 200


def test_the_last_one_stays_where_it_is_demanded(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client, _page = _sign_in(cast.officer.email)
    _set_up(client)
    page = client.get("/accounts/2fa/totp/deactivate/")
    assert "Your work here needs a second step" in _text(page)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast.officer, type="totp").exists()


def test_residents_are_asked_for_nothing(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client, page = _sign_in(cast.member.email)
    assert page.request["PATH_INFO"] == WORK
    assert client.get(WORK).status_code == 200
    _set_up(client)
    done = client.post("/accounts/2fa/totp/deactivate/", follow=True)
    assert "The app is not used any more" in _text(done)
    assert not Authenticator.objects.filter(user=cast.member).exists()


def test_signing_out_and_the_way_out_stay_open(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_MFA = True
    client, _page = _sign_in(cast.officer.email)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/accounts/password/change/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_an_administrator_helps_who_lost_everything(cast: Cast, committed: Any) -> None:
    client, _page = _sign_in(cast.officer.email)
    _set_up(client)
    admin, reason = cast.client("admin"), "Called back on the number that we had."
    unknown = admin.post("/account/second-step/reset/", {"email": "nobody@example.org", "reason": reason})
    assert "Nobody has an account with this address" in _text(unknown)
    assert reason in _text(unknown)
    with committed():
        done = admin.post("/account/second-step/reset/", {"email": cast.officer.email, "reason": reason}, follow=True)
    assert "was told by e-mail" in _text(done)
    assert not Authenticator.objects.filter(user=cast.officer).exists()
    assert [message.to for message in mail.outbox] == [[cast.officer.email]]
    assert AuditEvent.objects.get(verb="accounts.second_step.reset").data["reason"] == reason
    again = admin.post("/account/second-step/reset/", {"email": cast.officer.email, "reason": reason})
    assert "This account has no second step" in _text(again)


def test_nobody_takes_away_their_own_guard(cast: Cast) -> None:
    assert cast.allowed(can_reset_second_step, cast.officer) == {"admin", "admin2"}
    assert cast.allowed(can_reset_second_step, cast.admin) == {"admin2"}
    client, _page = _sign_in(cast.admin.email)
    _set_up(client)
    refused = client.post("/account/second-step/reset/", {"email": cast.admin.email, "reason": "It is really me here."})
    assert "Another portal administrator has to do this for you" in _text(refused)
    assert Authenticator.objects.filter(user=cast.admin, type="totp").exists()
