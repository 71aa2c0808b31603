"""An organisation comes to the portal: registered by its people, made by administrators, verified by somebody else."""

from typing import Any

from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notifications.models import OutboxMessage
from portal.organisations.enums import MemberRole
from portal.organisations.forms import STEPS
from portal.organisations.models import Identifier, Invitation, Organisation, RegistrationDraft
from portal.organisations.permissions import (
    belongs,
    can_bid_for,
    can_create_commissioner,
    can_register_organisation,
    can_see_organisation,
    can_sign_for,
    can_verify_organisation,
)
from portal.organisations.selectors.work import work_for
from tests.characters import NAMES, Cast
from tests.organisations.factories import joined, registered

START = reverse("organisations:organisation_register")
CHECK = reverse("organisations:registration_check")
TYPED = {
    "name": "Ferry Road Menders",
    "kind": "user_led",
    "legal_form": "unincorporated",
    "summary": "Neighbours who repair walking aids together.",
}


def _step(name: str) -> str:
    return reverse("organisations:registration_step", args=[name])


def write(client: Client, **typed: str) -> None:
    """Answer every question as a browser would: one page after the other."""
    answers = TYPED | typed
    for step, form in STEPS.items():
        answer = client.post(_step(step), {name: answers.get(name, "") for name in form.base_fields})
        assert answer.status_code == 302, answer.content.decode()


def register(client: Client, **typed: str) -> str:
    """The page that follows."""
    write(client, **typed)
    return client.post(CHECK, follow=True).content.decode()


def test_a_person_without_any_number_registers_and_may_bid_and_sign_at_once(cast: Cast) -> None:
    write(cast.client("member"))
    page = cast.client("member").post(CHECK, follow=True)
    made = Organisation.objects.get(name=TYPED["name"])
    assert page.redirect_chain[-1][0] == reverse("organisations:organisation_detail", args=[made.ref])
    assert "Not yet verified" in page.content.decode()
    person = cast.user("member")
    assert made.state == "registered"
    assert belongs(person, made, MemberRole.ADMINISTRATOR)
    assert can_bid_for(person, made)
    assert can_sign_for(person, made)
    assert not RegistrationDraft.objects.exists()


def test_one_question_leads_to_the_next_and_the_last_to_the_summary(cast: Cast) -> None:
    client = cast.client("member")
    assert "Start now" in client.get(START).content.decode()
    seen = [client.post(_step("name"), TYPED).url]
    for step in list(STEPS)[1:]:
        seen.append(client.post(_step(step), TYPED).url)
    assert seen == [*(_step(step) for step in list(STEPS)[1:]), CHECK]
    page = client.get(CHECK).content.decode()
    assert TYPED["summary"] in page
    assert "Led by" not in page
    assert "By sending it you say that you may speak for Ferry Road Menders." in page
    assert not Organisation.objects.filter(name=TYPED["name"]).exists()


def test_what_was_written_is_kept_and_waits_in_my_work_until_it_is_sent_or_thrown_away(cast: Cast) -> None:
    cast.client("member").post(_step("about"), {"summary": "Half a", "areas_served": "", "act": "later"})
    cast.client("member").post(_step("name"), {"name": "Ferry Road Menders"})
    assert [item.title for item in work_for(cast.user("member"))] == ["Finish registering Ferry Road Menders"]
    page = cast.client("member").get(START).content.decode()
    assert "Ferry Road Menders" in page
    assert "Go on" in page
    assert "Half a" in cast.client("member").get(_step("about")).content.decode()
    assert "Half a" not in cast.client("carer").get(_step("about")).content.decode()
    assert "Finish registering Ferry Road Menders" in cast.client("member").get("/my/").content.decode()
    throw = reverse("organisations:registration_discard")
    assert "Ferry Road Menders" in cast.client("member").get(throw).content.decode()
    cast.client("member").post(throw)
    assert work_for(cast.user("member")) == []
    assert "Finish registering" not in cast.client("member").get("/my/").content.decode()
    written = AuditEvent.objects.filter(actor_id=cast.member.pk, verb="organisations.registration.write")
    assert all("Ferry" not in str(event.data) for event in written)


def test_the_summary_leads_back_to_what_is_missing_or_wrong(cast: Cast) -> None:
    client = cast.client("member")
    assert client.get(CHECK).url == _step("name")
    write(client)
    client.post(_step("place"), {"locality": "", "postcode": "nowhere", "act": "later"})
    page = client.get(CHECK, follow=True).content.decode()
    assert "<title>Error:" in page
    assert "Write a full postcode, such as RV1 2AB." in page
    assert client.post(CHECK).status_code == 302
    assert not Organisation.objects.filter(name=TYPED["name"]).exists()


def test_a_similar_name_is_shown_before_one_goes_on(cast: Cast) -> None:
    known = registered(name="The Ferry Road Menders Group", state="imported")
    client = cast.client("member")
    alike = reverse("organisations:registration_alike")
    assert client.post(_step("name"), TYPED).url == alike
    page = client.get(alike).content.decode()
    assert reverse("organisations:organisation_detail", args=[known.ref]) in page
    assert _step("kind") in page


def test_numbers_are_kept_in_the_form_of_their_registers(cast: Cast) -> None:
    register(cast.client("member"), charity_number="1 200 345", company_number="1234567")
    kept = Identifier.objects.filter(organisation__name=TYPED["name"]).values_list("scheme", "value")
    assert set(kept) == {("GB-CHC", "1200345"), ("GB-COH", "01234567")}


def test_a_number_that_cannot_be_one_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    page = cast.client("member").post(_step("numbers"), {"charity_number": "12", "company_number": "777"})
    assert "A charity number has 6 or 7 figures." in page.content.decode()
    assert 'value="777"' in page.content.decode()


def test_a_number_known_here_leads_to_the_organisation_that_has_it(cast: Cast) -> None:
    harbour = cast.org("harbour")
    Identifier.objects.create(organisation=harbour, scheme="GB-CHC", value="1200345")
    client = cast.client("member")
    page = client.post(_step("numbers"), {"charity_number": "1200345"}).content.decode()
    assert "An organisation with this number is on the portal already." in page
    assert reverse("organisations:organisation_detail", args=[harbour.ref]) in page
    Identifier.objects.filter(value="1200345").delete()
    write(client, charity_number="1200345")
    Identifier.objects.create(organisation=harbour, scheme="GB-CHC", value="1200345")
    page = client.post(CHECK).content.decode()
    assert "Harbour Carers is on the portal already with this number." in page
    assert not Organisation.objects.filter(name=TYPED["name"]).exists()


def test_nobody_registers_a_commissioner_for_themselves(cast: Cast) -> None:
    page = cast.client("member").post(_step("kind"), TYPED | {"kind": "commissioner"}).content.decode()
    assert "<title>Error:" in page
    assert not Organisation.objects.filter(name=TYPED["name"]).exists()


def test_who_has_not_proved_an_address_registers_nothing(cast: Cast) -> None:
    cast.member.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert cast.client("member").post(CHECK).status_code == 403
    page = cast.client("member").post(_step("name"), TYPED)
    assert page.status_code == 403
    assert "verified e-mail address" in page.content.decode()


def test_administrators_hear_of_it_once_and_find_it_in_their_work_until_one_verifies(
    cast: Cast, committed: Any
) -> None:
    with committed():
        register(cast.client("member"))
    made = Organisation.objects.get(name=TYPED["name"])
    told = OutboxMessage.objects.filter(event_key=f"organisations.organisation.registered:{made.pk}", must_act=True)
    assert sorted(row.email for row in told) == ["admin2@example.org", "admin@example.org"]
    assert [item.ref for item in work_for(cast.user("admin"))] == [made.ref]
    url = reverse("organisations:organisation_verify", args=[made.ref])
    client = cast.client("admin")
    assert "Verify this organisation" in client.get(url).content.decode()
    with committed():
        client.post(url)
    made.refresh_from_db()
    assert (made.state, made.verified_by) == ("verified", cast.admin)
    assert work_for(cast.user("admin2")) == []
    assert OutboxMessage.objects.filter(email="member@example.org", subject__contains="is verified").count() == 1
    assert client.post(url).status_code == 409


def test_only_a_portal_administrator_from_outside_verifies(cast: Cast) -> None:
    waiting = registered()
    assert cast.allowed(can_verify_organisation, waiting) == {"admin", "admin2"}
    joined(cast.admin, waiting)
    assert cast.allowed(can_verify_organisation, waiting) == {"admin2"}
    response = cast.client("admin").post(reverse("organisations:organisation_verify", args=[waiting.ref]))
    assert response.status_code == 403
    assert "You belong to this organisation" in response.content.decode()


def test_who_registered_it_does_not_verify_it(cast: Cast) -> None:
    assert cast.allowed(can_verify_organisation, registered(registered_by=cast.admin)) == {"admin2"}


def test_everybody_registers_but_visitors(cast: Cast) -> None:
    assert cast.allowed(can_register_organisation) == set(NAMES) - {"visitor"}


def test_a_suspended_organisation_is_hidden_from_all_but_its_people_and_administrators(cast: Cast) -> None:
    hidden = registered(state="suspended")
    joined(cast.micro, hidden)
    assert cast.allowed(can_see_organisation, hidden) == {"micro", "admin", "admin2"}
    url = reverse("organisations:organisation_detail", args=[hidden.ref])
    assert cast.client("lead").get(url).status_code == 404
    assert cast.client("micro").get(url).status_code == 200


def test_a_commissioner_is_added_by_one_administrator_and_verified_by_the_other(cast: Cast, committed: Any) -> None:
    assert cast.allowed(can_create_commissioner) == {"admin", "admin2"}
    typed = {
        "name": "Lowfield Council",
        "legal_form": "council",
        "locality": "Lowfield",
        "ods_code": "",
        "email": "member@example.org",
    }
    with committed():
        cast.client("admin").post(reverse("organisations:commissioner_create"), typed)
    made = Organisation.objects.get(name="Lowfield Council")
    assert cast.allowed(can_verify_organisation, made) == {"admin2"}
    invited = Invitation.objects.get(organisation=made)
    told = OutboxMessage.objects.filter(subject__contains="Lowfield Council").values_list("email", flat=True)
    assert sorted(told) == ["admin2@example.org", "member@example.org"]
    cast.client("member").post(reverse("organisations:invitation_answer", args=[invited.token]))
    assert belongs(User.objects.get(pk=cast.member.pk), made, MemberRole.ADMINISTRATOR)
    assert not belongs(cast.user("admin"), made)


def test_the_queue_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    client = cast.client("admin")
    url = reverse("organisations:organisation_waiting")
    assert_constant_queries(lambda: client.get(url), lambda: registered(registered_by=cast.member))


def test_a_page_of_one_question_has_that_question_in_its_title(cast: Cast) -> None:
    page = cast.client("member").get(_step("name")).content.decode()
    assert "<title>What is your organisation called?" in page
    assert page.count("<h1") == 1
