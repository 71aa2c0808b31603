"""An imported organisation gets its people: one says who they are, a portal administrator checks it."""

from typing import Any

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.common.exceptions import DomainError
from portal.notifications.models import OutboxMessage
from portal.organisations.enums import MemberRole
from portal.organisations.models import Claim, Organisation
from portal.organisations.permissions import (
    belongs,
    can_claim_organisation,
    can_decide_claim,
    can_manage_organisation,
    can_see_claim,
    can_withdraw_claim,
)
from portal.organisations.selectors.work import waiting_for, work_for
from portal.organisations.services.claim import claim_approve, claim_decline
from tests.characters import NAMES, Cast
from tests.organisations.factories import claim, imported

TYPED = {"job_title": "Trustee", "evidence": "I am named as a trustee in the charity register."}


def _ask(organisation: Organisation) -> str:
    return reverse("organisations:claim_ask", args=[organisation.ref])


def _detail(organisation: Organisation) -> str:
    return reverse("organisations:organisation_detail", args=[organisation.ref])


def _answer(row: Claim) -> str:
    return reverse("organisations:claim_answer", args=[row.ref])


def test_from_its_public_page_to_looking_after_it(cast: Cast, committed: Any) -> None:
    charity = imported()
    client = cast.client("member")
    assert _ask(charity) in client.get(_detail(charity)).text
    with committed():
        page = client.post(_ask(charity), TYPED, follow=True).text
    assert "Waiting for an answer" in page
    row = Claim.objects.get()
    told = OutboxMessage.objects.filter(event_key=f"organisations.claim.asked:{row.pk}", must_act=True)
    assert sorted(told.values_list("email", flat=True)) == ["admin2@example.org", "admin@example.org"]
    assert [item.ref for item in work_for(cast.user("admin"))] == [row.ref]
    assert [item.about for item in waiting_for(cast.user("member"))] == ["Millbank Friends"]
    summary = cast.client("admin").get(_answer(row)).text
    assert TYPED["evidence"] in summary
    assert "No: the address does not belong to millbankfriends.example" in summary
    with committed():
        cast.client("admin").post(_answer(row), {"answer": "yes"})
    charity.refresh_from_db()
    person = cast.user("member")
    assert (charity.state, charity.verified_by) == ("verified", cast.admin)
    assert belongs(person, charity, MemberRole.ADMINISTRATOR)
    assert not belongs(person, charity, MemberRole.SIGNATORY)
    assert can_manage_organisation(person, charity)
    assert OutboxMessage.objects.filter(email="member@example.org", subject__contains="You look after").count() == 1
    assert work_for(cast.user("admin2")) == []
    assert waiting_for(person) == []


def test_what_was_published_stays_with_its_source_and_licence(cast: Cast) -> None:
    charity = imported()
    row = claim(cast.member, charity)
    before = charity.source_data
    claim_approve(actor=cast.admin, claim=row)
    url = reverse("organisations:profile_change", args=[charity.ref, "place"])
    cast.client("member").post(url, {"locality": "Lowfield", "postcode": ""})
    charity.refresh_from_db()
    assert charity.locality == "Lowfield"
    assert charity.source_data == before
    page = cast.client().get(_detail(charity)).text
    assert "Published by A published list of charities." in page
    assert "Licence: CC BY 4.0." in page
    assert "As it was published" in page
    assert "Millbank</dd>" in page


def test_a_no_has_its_reason_and_one_may_try_again(cast: Cast, committed: Any) -> None:
    charity = imported()
    row = claim(cast.member, charity)
    client = cast.client("admin")
    page = client.post(_answer(row), {"answer": "no", "reason": " "}).text
    assert "<title>Error:" in page
    assert "Say why, so that they can put it right." in page
    with committed():
        client.post(_answer(row), {"answer": "no", "reason": "Nobody of that name is in the register."})
    row.refresh_from_db()
    charity.refresh_from_db()
    assert (row.state, charity.state) == ("declined", "imported")
    told = OutboxMessage.objects.get(email="member@example.org")
    assert "could not confirm" in told.subject
    assert "Nobody of that name" not in f"{told.opening} {told.lines}"
    mine = cast.client("member")
    assert "Nobody of that name" in mine.get(reverse("organisations:claim_detail", args=[row.ref])).text
    assert mine.post(_ask(charity), TYPED).status_code == 302
    assert Claim.objects.filter(user=cast.member).count() == 2


def test_the_first_who_is_confirmed_ends_what_others_say(cast: Cast) -> None:
    charity = imported()
    first, second = claim(cast.member, charity), claim(cast.carer, charity)
    claim_approve(actor=cast.admin, claim=first)
    second.refresh_from_db()
    assert second.state == "declined"
    assert "Ask to join it" in second.decision_reason
    assert not belongs(cast.user("carer"), charity)


def test_one_claim_at_a_time_and_it_can_be_taken_back(cast: Cast) -> None:
    charity = imported()
    client = cast.client("member")
    client.post(_ask(charity), TYPED)
    again = client.post(_ask(charity), TYPED)
    assert again.status_code == 403
    assert "You have said so already." in again.text
    row = Claim.objects.get()
    client.post(reverse("organisations:claim_withdraw", args=[row.ref]))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert work_for(cast.user("admin")) == []
    assert cast.client("admin").post(_answer(row), {"answer": "yes"}).status_code == 200
    charity.refresh_from_db()
    assert charity.state == "imported"


def test_who_may(cast: Cast) -> None:
    charity = imported()
    assert cast.allowed(can_claim_organisation, charity) == set(NAMES) - {"visitor"}
    row = claim(cast.member, charity)
    assert cast.allowed(can_claim_organisation, charity) == set(NAMES) - {"visitor", "member"}
    assert cast.allowed(can_decide_claim, row) == {"admin", "admin2"}
    assert cast.allowed(can_see_claim, row) == {"member", "admin", "admin2"}
    assert cast.allowed(can_withdraw_claim, row) == {"member"}
    assert cast.allowed(can_decide_claim, claim(cast.admin, charity)) == {"admin2"}


def test_a_body_that_buys_and_one_that_has_people_cannot_be_claimed(cast: Cast) -> None:
    assert cast.allowed(can_claim_organisation, imported(kind="commissioner")) == set()
    assert cast.allowed(can_claim_organisation, cast.org("harbour")) == set()


def test_everything_is_in_the_record(cast: Cast) -> None:
    charity = imported()
    cast.client("member").post(_ask(charity), TYPED)
    row = Claim.objects.get()
    cast.client("admin").post(_answer(row), {"answer": "yes"})
    verbs = AuditEvent.objects.filter(verb__startswith="organisations.").order_by("pk").values_list("verb", flat=True)
    assert {"organisations.claim.ask", "organisations.claim.approve", "organisations.organisation.claim"} <= set(verbs)
    with pytest.raises(DomainError):
        claim_decline(actor=cast.admin, claim=row, reason="Too late")


def test_the_address_of_its_own_website_is_said_to_fit(cast: Cast) -> None:
    row = claim(cast.member, imported(website="https://www.example.org/about"))
    assert "Yes: the address belongs to example.org" in cast.client("admin").get(_answer(row)).text
    bare = claim(cast.member, imported(name="Another", website=""))
    assert "It has no website here to compare with" in cast.client("admin").get(_answer(bare)).text
