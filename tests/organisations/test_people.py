"""The people of an organisation: asking, inviting, roles, leaving; a leaver is out on the next request (B8)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from portal.common import clock
from portal.common.exceptions import DomainError
from portal.common.grants import drift
from portal.notifications.models import OutboxMessage
from portal.organisations import permissions
from portal.organisations.enums import MemberRole
from portal.organisations.models import Invitation, JoinRequest, Membership
from portal.organisations.permissions import belongs
from portal.organisations.selectors.work import waiting_for, work_for
from portal.organisations.services.people import member_remove, roles_change
from tests.characters import NAMES, Cast
from tests.organisations.factories import invitation, join_request, joined, membership_of, registered

PEOPLE = set(NAMES) - {"visitor"}


def _url(name: str, *args: str) -> str:
    return reverse(f"organisations:{name}", args=args)


def test_a_person_asks_an_administrator_says_yes_with_roles_and_the_person_may_at_once(
    cast: Cast, committed: Any
) -> None:
    harbour, member = cast.org("harbour"), cast.client("member")
    with committed():
        member.post(_url("join_ask", harbour.ref), {"message": "Volunteer since May."})
    asked = JoinRequest.objects.get(user=cast.member)
    assert [item.ref for item in work_for(cast.user("lead"))] == [harbour.ref]
    assert [row.about for row in waiting_for(cast.user("member"))] == [harbour.name]
    answer = _url("join_answer", harbour.ref, asked.ref)
    lead = cast.client("lead")
    assert "Volunteer since May." in lead.get(answer).content.decode()
    with committed():
        lead.post(answer, {"roles": ["bid_lead"]})
    person = cast.user("member")
    assert belongs(person, harbour, MemberRole.BID_LEAD)
    assert not belongs(person, harbour, MemberRole.SIGNATORY)
    assert member.get(_url("member_list", harbour.ref)).status_code == 200
    assert work_for(cast.user("lead")) == []
    assert waiting_for(person) == []
    sent = OutboxMessage.objects.filter(event_key__startswith="organisations.join_request")
    assert sorted((row.email, row.must_act) for row in sent) == [
        ("lead@example.org", True),
        ("member@example.org", False),
    ]


def test_a_no_leaves_the_person_outside(cast: Cast) -> None:
    harbour = cast.org("harbour")
    asked = join_request(cast.member, harbour)
    cast.client("lead").post(_url("join_answer", harbour.ref, asked.ref), {"answer": "no"})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("declined", cast.lead)
    assert not belongs(cast.user("member"), harbour)


def test_a_request_is_answered_once(cast: Cast) -> None:
    harbour = cast.org("harbour")
    asked = join_request(cast.member, harbour)
    url = _url("join_answer", harbour.ref, asked.ref)
    cast.client("lead").post(url, {"answer": "no"})
    assert cast.client("lead").post(url, {"roles": []}).status_code == 409
    assert not belongs(cast.user("member"), harbour)
    assert "This has been answered: declined." in cast.client("lead").get(url).content.decode()


def test_one_asks_once_and_can_take_it_back(cast: Cast) -> None:
    harbour, client = cast.org("harbour"), cast.client("member")
    client.post(_url("join_ask", harbour.ref), {"message": ""})
    assert client.post(_url("join_ask", harbour.ref), {"message": ""}).status_code == 403
    client.post(_url("join_withdraw", harbour.ref))
    assert JoinRequest.objects.get(user=cast.member).state == "withdrawn"
    assert client.get(_url("join_ask", harbour.ref)).status_code == 200


def test_who_may_ask_and_who_answers(cast: Cast) -> None:
    harbour = cast.org("harbour")
    assert cast.allowed(permissions.can_ask_to_join, harbour) == PEOPLE - {"lead"}
    assert cast.allowed(permissions.can_ask_to_join, registered(name="From a register", state="imported")) == set()
    asked = join_request(cast.member, harbour)
    assert cast.allowed(permissions.can_ask_to_join, harbour) == PEOPLE - {"lead", "member"}
    assert cast.allowed(permissions.can_answer_request, asked) == {"lead"}
    assert cast.allowed(permissions.can_withdraw_request, asked) == {"member"}


def test_who_sees_manages_bids_signs_and_reads_readiness(cast: Cast) -> None:
    easton = cast.org("easton")
    joined(cast.member, easton)
    assert cast.allowed(permissions.can_see_people, easton) == {"partner1", "member"}
    assert cast.allowed(permissions.can_see_readiness, easton) == {"partner1", "member"}
    assert cast.allowed(permissions.can_manage_organisation, easton) == {"partner1"}
    assert cast.allowed(permissions.can_sign_for, easton) == {"partner1"}
    assert cast.allowed(permissions.can_bid_for, easton) == set()
    assert cast.allowed(permissions.can_bid_for, cast.org("harbour")) == {"lead"}


def test_an_invitation_goes_to_an_address_and_only_its_account_accepts(cast: Cast, committed: Any) -> None:
    harbour = cast.org("harbour")
    typed = {"email": "Carer@Example.org", "roles": ["signatory", "finance"]}
    with committed():
        cast.client("lead").post(_url("invitation_send", harbour.ref), typed)
    sent = Invitation.objects.get()
    mail = OutboxMessage.objects.get(event_key=f"organisations.invitation.sent:{sent.pk}")
    assert (mail.email, mail.link) == ("carer@example.org", _url("invitation_answer", sent.token))
    assert cast.allowed(permissions.can_answer_invitation, sent) == {"carer"}
    assert cast.allowed(permissions.can_withdraw_invitation, sent) == {"lead"}
    assert [item.ref for item in work_for(cast.user("carer"))] == [harbour.ref]
    refused = cast.client("rival").post(mail.link)
    assert refused.status_code == 403
    assert "carer@example.org" not in refused.content.decode()
    page = cast.client("carer").get(mail.link).content.decode()
    assert "Authorised signatory" in page
    cast.client("carer").post(mail.link)
    person = cast.user("carer")
    assert belongs(person, harbour, MemberRole.SIGNATORY)
    assert belongs(person, harbour, MemberRole.FINANCE)
    assert not belongs(person, harbour, MemberRole.ADMINISTRATOR)
    assert work_for(person) == []


def test_an_address_that_is_not_proved_cannot_accept(cast: Cast) -> None:
    sent = invitation(cast.lead, cast.org("harbour"), "carer@example.org")
    cast.carer.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert cast.allowed(permissions.can_answer_invitation, sent) == set()


def test_an_invitation_runs_out_after_fourteen_days_by_the_clock(cast: Cast) -> None:
    harbour = cast.org("harbour")
    cast.client("lead").post(_url("invitation_send", harbour.ref), {"email": "carer@example.org"})
    sent = Invitation.objects.get()
    end = clock.now() + timedelta(days=14)
    assert sent.expires_at == end
    with clock.at(end):
        refused = cast.client("carer").post(_url("invitation_answer", sent.token))
        assert refused.status_code == 403
        assert "has run out" in refused.content.decode()
        assert work_for(cast.user("carer")) == []
    with clock.at(end - timedelta(seconds=1)):
        assert cast.client("carer").post(_url("invitation_answer", sent.token)).status_code == 302
    assert belongs(cast.user("carer"), harbour)


def test_an_invitation_that_was_declined_or_taken_back_is_worth_nothing(cast: Cast) -> None:
    harbour, carer = cast.org("harbour"), cast.client("carer")
    declined = invitation(cast.lead, harbour, "carer@example.org", token="first")
    carer.post(_url("invitation_answer", declined.token), {"answer": "no"})
    assert carer.post(_url("invitation_answer", declined.token)).status_code == 409
    taken = invitation(cast.lead, harbour, "carer@example.org", token="second")
    cast.client("lead").post(_url("invitation_withdraw", harbour.ref, taken.token))
    assert carer.post(_url("invitation_answer", taken.token)).status_code == 409
    assert not belongs(cast.user("carer"), harbour)


def test_an_address_with_an_open_invitation_or_a_place_is_not_invited_again(cast: Cast) -> None:
    harbour, client = cast.org("harbour"), cast.client("lead")
    url = _url("invitation_send", harbour.ref)
    client.post(url, {"email": "carer@example.org"})
    again = client.post(url, {"email": "carer@example.org", "roles": ["finance"]}).content.decode()
    assert "This address has an invitation that is still open." in again
    assert 'value="carer@example.org"' in again
    assert "belongs to Harbour Carers already" in client.post(url, {"email": "lead@example.org"}).content.decode()
    assert Invitation.objects.count() == 1


def test_another_organisation_cannot_take_the_invitation_back(cast: Cast) -> None:
    sent = invitation(cast.lead, cast.org("harbour"), "carer@example.org")
    for ref in (cast.org("meridian").ref, cast.org("harbour").ref):
        assert cast.client("rival").post(_url("invitation_withdraw", ref, sent.token)).status_code in (403, 404)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_roles_are_given_and_taken_and_hold_on_the_next_request(cast: Cast) -> None:
    harbour = cast.org("harbour")
    place = joined(cast.member, harbour)
    url = _url("roles_change", harbour.ref, place.ref)
    cast.client("lead").post(url, {"roles": ["administrator"]})
    member = cast.client("member")
    assert member.get(_url("invitation_send", harbour.ref)).status_code == 200
    cast.client("lead").post(url, {"roles": []})
    assert member.get(_url("invitation_send", harbour.ref)).status_code == 403
    assert belongs(cast.user("member"), harbour)
    assert cast.allowed(permissions.can_change_roles, membership_of(cast.member, harbour)) == {"lead"}


def test_a_leaver_is_out_on_the_next_request_of_an_open_session(cast: Cast) -> None:
    harbour = cast.org("harbour")
    place = joined(cast.member, harbour, "bid_lead", "signatory")
    member = cast.client("member")
    assert member.get(_url("member_list", harbour.ref)).status_code == 200
    remove = _url("member_remove", harbour.ref, place.ref)
    lead = cast.client("lead")
    assert "loses every right" in lead.get(remove).content.decode()
    assert belongs(cast.user("member"), harbour), "looking at the page must remove nobody"
    lead.post(remove)
    assert member.get(_url("member_list", harbour.ref)).status_code == 403
    assert cast.allowed(permissions.can_sign_for, harbour) == {"lead"}
    assert cast.allowed(permissions.can_bid_for, harbour) == {"lead"}
    place.refresh_from_db()
    assert place.left_at == clock.now()
    assert list(drift()) == []


def test_somebody_leaves_by_themselves_and_may_come_back(cast: Cast) -> None:
    harbour = cast.org("harbour")
    place = joined(cast.member, harbour)
    assert cast.allowed(permissions.can_remove_member, place) == {"lead", "member"}
    page = cast.client("member").post(_url("member_remove", harbour.ref, place.ref), follow=True)
    assert "You no longer belong to Harbour Carers." in page.content.decode()
    assert cast.client("member").post(_url("join_ask", harbour.ref), {"message": ""}).status_code == 302


def test_the_way_out_is_a_link_only_for_who_may_go(cast: Cast) -> None:
    harbour = cast.org("harbour")
    place = membership_of(cast.lead, harbour)
    way_out = _url("member_remove", harbour.ref, place.ref)
    pages = ("/account/", f"/organisations/{harbour.ref}/", f"/organisations/{harbour.ref}/people/")
    for address in pages:
        page = cast.client("lead").get(address).text
        assert "last administrator" in page, address
        assert way_out not in page, address
    joined(cast.member, harbour, "administrator")
    for address in pages:
        assert way_out in cast.client("lead").get(address).text, address


def test_the_last_administrator_stays(cast: Cast) -> None:
    harbour = cast.org("harbour")
    place = membership_of(cast.lead, harbour)
    assert cast.allowed(permissions.can_remove_member, place) == set()
    refused = cast.client("lead").post(_url("member_remove", harbour.ref, place.ref))
    assert refused.status_code == 403
    assert "The last administrator cannot leave" in refused.content.decode()
    page = cast.client("lead").post(_url("roles_change", harbour.ref, place.ref), {"roles": ["bid_lead"]})
    assert "Make somebody else an administrator first." in page.content.decode()
    joined(cast.member, harbour, "administrator")
    roles_change(actor=cast.user("lead"), membership=place, roles=["bid_lead"])
    with pytest.raises(DomainError):
        member_remove(actor=cast.user("member"), membership=membership_of(cast.member, harbour))
    assert Membership.objects.current().filter(organisation=harbour, is_administrator=True).count() == 1


def test_the_page_of_people_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    harbour, client = cast.org("harbour"), cast.client("lead")
    others = iter([cast.users[name] for name in sorted(PEOPLE - {"lead"})])

    def one_more() -> None:
        person = next(others)
        joined(person, harbour)
        join_request(next(others), harbour)
        invitation(cast.lead, harbour, f"{person.pk}@example.net")

    assert_constant_queries(lambda: client.get(_url("member_list", harbour.ref)), one_more)


def test_work_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    others = iter([cast.users[name] for name in sorted(PEOPLE - {"lead"})])
    assert_constant_queries(
        lambda: work_for(cast.user("lead")), lambda: join_request(next(others), cast.org("harbour"))
    )
