"""The demo's data can be loaded again and again."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from portal.accounts.models import User
from portal.dashboards.demo.cast import BODIES, PEOPLE
from portal.organisations.models import Identifier, Membership, Organisation
from tests.characters import Cast


def _counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (User, Organisation, Membership, Identifier)}


@pytest.mark.django_db
def test_accounts_alone_make_every_person_once() -> None:
    for _ in range(2):
        call_command("demo_load", "--accounts-only", stdout=StringIO())
    emails = sorted(User.objects.values_list("email", flat=True))
    assert emails == sorted(f"{person.key}@example.org" for person in PEOPLE)
    assert Organisation.objects.count() == len(BODIES)


def test_a_second_load_of_the_accounts_changes_nothing(cast: Cast) -> None:
    before = _counts()
    call_command("demo_load", "--accounts-only", stdout=StringIO())
    assert _counts() == before


def test_a_demo_person_signs_in_with_the_password_that_is_printed(cast: Cast, client: Any) -> None:
    answer = client.post("/accounts/login/", {"login": "officer@example.org", "password": "portal-demo"})
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
