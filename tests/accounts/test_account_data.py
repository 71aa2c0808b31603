"""What is held about a person, in their own file; and closing the account."""

import json
from typing import Any

from django.urls import reverse

from portal.accounts.models import CommunicationNeed, User
from portal.accounts.services import account_close
from portal.audit.models import AuditEvent
from portal.budgets.services.fund import person_add
from portal.common.clock import now
from portal.organisations.groups import drift_of_groups
from portal.organisations.models import Membership
from portal.organisations.permissions import belongs
from tests.budgets.factories import bare_fund
from tests.characters import Cast
from tests.codesign.factories import project
from tests.organisations.factories import claim, imported, join_request, joined

CLOSE = reverse("people:account_close")
DATA = reverse("people:account_data")


def test_the_file_holds_what_is_known_of_the_person_and_nothing_of_others(cast: Cast) -> None:
    client = cast.client("member")
    client.post(reverse("people:needs_change"), {"needs": ["braille"]})
    join_request(cast.member, cast.org("harbour"), message="I help on Tuesdays.")
    join_request(cast.carer, cast.org("harbour"), message="Words of somebody else")
    claim(cast.member, imported())
    answer = client.get(DATA)
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    held = json.loads(answer.content)
    assert held["account"]["email_addresses"] == ["member@example.org"]
    assert held["account"]["what_helps"] == [{"what": "Braille", "detail": ""}]
    assert held["organisations"]["asked_to_join"][0]["words"] == "I help on Tuesdays."
    assert held["organisations"]["spoke_for"][0]["organisation"] == "Millbank Friends"
    assert [row["act"] for row in held["what_the_record_says_you_did"]] == ["accounts.needs.change"]
    assert "Words of somebody else" not in answer.text


def test_places_are_in_the_file_with_their_roles(cast: Cast) -> None:
    held = json.loads(cast.client("partner1").get(DATA).content)
    place = held["organisations"]["places"][0]
    assert place["organisation"] == "Easton Pain Peers"
    assert "Authorised signatory" in place["roles"]
    assert place["to"] is None


def test_a_closed_account_is_out_at_once_and_belongs_nowhere(cast: Cast, committed: Any) -> None:
    harbour = cast.org("harbour")
    joined(cast.member, harbour, "bid_lead")
    client = cast.client("member")
    client.post(reverse("people:needs_change"), {"needs": ["braille"]})
    other = cast.client("member")
    page = client.get(CLOSE).text
    assert "What ends" in page
    assert "What stays" in page
    assert DATA in page
    with committed():
        gone = client.post(CLOSE, follow=True)
    assert "Your account is closed." in gone.text
    person = User.objects.get(pk=cast.member.pk)
    assert not person.is_active
    assert not CommunicationNeed.objects.filter(user=person).exists()
    assert not belongs(person, harbour)
    assert Membership.objects.filter(user=person, left_at=None).count() == 0
    assert list(drift_of_groups()) == []
    assert other.get(reverse("people:account")).status_code == 302
    assert not other.login(email="member@example.org", password="portal-demo")
    assert AuditEvent.objects.filter(verb="accounts.account.close", actor_id=person.pk).count() == 1


def test_the_last_administrator_and_the_only_manager_read_why_not_yet(cast: Cast) -> None:
    pot = bare_fund(cast)
    for name, reason in (
        ("partner1", "You are the last administrator of Easton Pain Peers."),
        ("fund", f"You are the only manager of {pot.name}."),
    ):
        client = cast.client(name)
        page = client.get(CLOSE).text
        assert page.count(reason) == 1
        assert 'aria-disabled="true"' in page
        refused = client.post(CLOSE)
        assert refused.status_code == 409
        assert reason in refused.text
        assert User.objects.get(pk=cast.user(name).pk).is_active


def test_several_reasons_are_listed_and_the_button_points_to_them(cast: Cast) -> None:
    pot = bare_fund(cast)
    joined(cast.fund, cast.org("easton"), "administrator")
    cast.org("easton").memberships.filter(user=cast.partner1).update(is_administrator=False)
    page = cast.client("fund").get(CLOSE).text
    assert "You are the last administrator of Easton Pain Peers." in page
    assert f"You are the only manager of {pot.name}." in page
    assert "What stands in the way is at the top of this page." in page


def test_with_somebody_else_in_place_they_can_go(cast: Cast) -> None:
    pot = bare_fund(cast)
    joined(cast.member, cast.org("easton"), "administrator")
    person_add(actor=cast.fund, fund=pot, user=cast.officer, role="manager")
    for person in (cast.partner1, cast.fund):
        account_close(actor=person)
        assert not User.objects.get(pk=person.pk).is_active


def test_those_who_give_a_part_in_a_project_see_what_helps_and_nobody_else(cast: Cast) -> None:
    made = project(cast)
    typed = {"needs": ["large_print", "phone"], "print_size": "18 point", "phone": "01632 960 118", "other": "My dog"}
    cast.client("expert").post(reverse("people:needs_change"), typed)
    page = reverse("codesign:project_team", args=[made.ref])
    said = "What helps: Large print (18 point); My dog; A phone call instead (01632 960 118)"
    assert said in cast.client("officer").get(page).text
    for name in ("visitor", "member", "expert", "evaluator1", "lead"):
        assert "01632 960 118" not in cast.client(name).get(page, follow=True).text
        assert "01632 960 118" not in cast.client(name).get(f"/co-design/{made.ref}/").text


def test_a_longer_team_costs_no_more(cast: Cast, assert_constant_queries: Any) -> None:
    made = project(cast)
    client, people = cast.client("officer"), iter(User.objects.exclude(pk=cast.officer.pk).order_by("pk"))

    def one_more() -> None:
        person = next(people)
        CommunicationNeed.objects.create(user=person, kind="braille")
        made.assignments.create(user=person, role="editor", assigned_by=cast.officer, assigned_at=now())

    assert_constant_queries(lambda: client.get(reverse("codesign:project_team", args=[made.ref])), one_more)
