"""Not verified with a reason, asked again; suspended and back. Each is felt where one bids or signs."""

from typing import Any

from django.urls import reverse

from portal.alliances.permissions.agreement import can_sign_agreement
from portal.audit.models import AuditEvent
from portal.common.grants import drift
from portal.notifications.models import OutboxMessage
from portal.organisations.enums import MemberRole
from portal.organisations.groups import drift_of_groups
from portal.organisations.models import Organisation
from portal.organisations.permissions import (
    belongs,
    can_act,
    can_ask_verification,
    can_bid_for,
    can_lift_suspension,
    can_lift_unverified,
    can_sign_for,
    can_suspend_organisation,
)
from portal.organisations.selectors.work import work_for
from portal.organisations.services.standing import organisation_suspend, suspension_lift
from portal.tenders.permissions.bid import can_edit_bid, can_read_bid, can_sign_bid, can_submit_bid
from portal.tenders.permissions.contract import can_sign_contract
from portal.tenders.selectors.work import work_for as tender_work
from tests.alliances.factories import alliance, draft
from tests.budgets.factories import contract
from tests.characters import Cast
from tests.organisations.factories import imported, joined, registered
from tests.tenders.factories_bids import alliance_bid, filled_bid, open_tender, signed_bid

WHY = "The charity number belongs to another charity."


def _url(name: str, organisation: Organisation) -> str:
    return reverse(f"organisations:{name}", args=[organisation.ref])


def test_a_verification_is_declined_with_a_reason_put_right_and_asked_again(cast: Cast, committed: Any) -> None:
    group = registered(registered_by=cast.member)
    joined(cast.member, group, "administrator")
    admin, mine = cast.client("admin"), cast.client("member")
    assert _url("verification_decline", group) in admin.get(_url("organisation_verify", group)).text
    page = admin.post(_url("verification_decline", group), {"reason": " "}).text
    assert "<title>Error:" in page
    assert "What is missing or wrong?" in page
    with committed():
        admin.post(_url("verification_decline", group), {"reason": WHY})
    group.refresh_from_db()
    assert (group.state, group.state_reason) == ("declined", WHY)
    told = OutboxMessage.objects.get(email="member@example.org", must_act=True)
    assert WHY not in f"{told.opening} {told.lines}"
    assert work_for(cast.user("admin2")) == []
    assert [item.url for item in work_for(cast.user("member"))] == [_url("profile_detail", group)]
    assert WHY in mine.get(_url("profile_detail", group)).text
    public = cast.client().get(_url("organisation_detail", group)).text
    assert "Not verified" in public
    assert WHY not in public
    with committed():
        assert WHY in mine.get(_url("verification_ask", group)).text
        mine.post(_url("verification_ask", group))
    group.refresh_from_db()
    assert group.state == "registered"
    assert work_for(cast.user("member")) == []
    assert [item.ref for item in work_for(cast.user("admin"))] == [group.ref]
    assert OutboxMessage.objects.filter(subject__contains="asks again").count() == 2


def test_each_time_it_is_declined_its_people_hear_of_it(cast: Cast, committed: Any) -> None:
    from portal.common import clock
    from tests.conftest import NOON

    group = registered(registered_by=cast.member)
    joined(cast.member, group, "administrator")
    for hour in (1, 2):
        with clock.at(NOON.replace(hour=hour + 12)), committed():
            cast.client("admin").post(_url("verification_decline", group), {"reason": f"Reason {hour}"})
            cast.client("member").post(_url("verification_ask", group))
    assert OutboxMessage.objects.filter(subject__contains="was not verified").count() == 2
    reasons = AuditEvent.objects.filter(verb="organisations.organisation.decline").order_by("at")
    assert [event.data["reason"] for event in reasons] == ["Reason 1", "Reason 2"]


def test_suspended_nobody_bids_or_signs_and_the_reason_is_said(cast: Cast, committed: Any) -> None:
    harbour = cast.org("harbour")
    with committed():
        page = cast.client("admin").post(_url("organisation_suspend", harbour), {"reason": WHY}, follow=True).text
    assert "Harbour Carers is suspended. Its administrators are told." in page
    lead = cast.user("lead")
    harbour.refresh_from_db()
    for policy in (can_bid_for, can_sign_for):
        refusal = policy(lead, harbour)
        assert not refusal
        assert "Harbour Carers is suspended" in refusal.reason
    assert not belongs(lead, harbour, MemberRole.SIGNATORY)
    assert not belongs(lead, harbour, MemberRole.BID_LEAD)
    assert belongs(lead, harbour, MemberRole.ADMINISTRATOR)
    assert not can_act(lead, [harbour], "sign")
    assert can_act(cast.user("partner1"), [harbour], "sign")
    assert WHY in cast.client("lead").get(_url("organisation_detail", harbour)).text
    assert cast.client().get(_url("organisation_detail", harbour)).status_code == 404
    told = OutboxMessage.objects.filter(email="lead@example.org", subject="Harbour Carers is suspended")
    assert told.count() == 1
    assert list(drift_of_groups()) == []
    assert list(drift()) == []


def test_lifted_it_is_as_before(cast: Cast, committed: Any) -> None:
    harbour = cast.org("harbour")
    Organisation.objects.filter(pk=harbour.pk).update(verified_at=harbour.created_at)
    harbour.refresh_from_db()
    organisation_suspend(actor=cast.admin, organisation=harbour, reason=WHY)
    page = cast.client("admin").get(_url("suspension_lift", harbour)).text
    assert WHY in page
    assert "It is verified as before." in page
    with committed():
        cast.client("admin2").post(_url("suspension_lift", harbour), {"reason": "The register was put right."})
    harbour.refresh_from_db()
    assert (harbour.state, harbour.state_reason) == ("verified", "")
    assert can_sign_for(cast.user("lead"), harbour)
    assert can_bid_for(cast.user("lead"), harbour)
    assert OutboxMessage.objects.filter(email="lead@example.org", subject__contains="no longer suspended").exists()
    assert (
        AuditEvent.objects.get(verb="organisations.organisation.lift").data["reason"] == "The register was put right."
    )


def test_what_was_never_verified_waits_to_be_verified_again(cast: Cast) -> None:
    group = registered(registered_by=cast.member)
    organisation_suspend(actor=cast.admin, organisation=group, reason=WHY)
    assert "so it waits to be verified again" in cast.client("admin").get(_url("suspension_lift", group)).text
    suspension_lift(actor=cast.admin, organisation=group, reason="Checked.")
    group.refresh_from_db()
    assert group.state == "registered"


def test_who_may(cast: Cast) -> None:
    group = registered(registered_by=cast.admin)
    joined(cast.member, group, "administrator")
    assert cast.allowed(can_suspend_organisation, group) == {"admin2"}
    assert cast.allowed(can_lift_unverified, group) == {"admin2"}
    assert cast.allowed(can_lift_suspension, group) == set()
    assert cast.allowed(can_ask_verification, group) == {"member"}
    assert cast.allowed(can_suspend_organisation, imported()) == set()
    joined(cast.admin2, group)
    assert cast.allowed(can_suspend_organisation, group) == set()


def test_the_acts_stand_on_its_page_for_portal_administrators_only(cast: Cast) -> None:
    harbour = cast.org("harbour")
    page = _url("organisation_detail", harbour)
    assert _url("organisation_suspend", harbour) in cast.client("admin").get(page).text
    for name in ("visitor", "lead", "officer"):
        assert _url("organisation_suspend", harbour) not in cast.client(name).get(page).text
    organisation_suspend(actor=cast.admin, organisation=harbour, reason=WHY)
    assert _url("suspension_lift", harbour) in cast.client("admin").get(page).text
    waiting = cast.client("admin").get(reverse("organisations:organisation_waiting")).text
    assert _url("suspension_lift", harbour) in waiting
    assert WHY in waiting


def test_a_bid_is_neither_changed_nor_signed_nor_sent_while_a_member_is_suspended(cast: Cast) -> None:
    procurement = open_tender(cast)
    bid = filled_bid(cast, procurement)
    assert can_sign_bid(cast.user("lead"), bid)
    organisation_suspend(actor=cast.admin, organisation=cast.org("harbour"), reason=WHY)
    for policy in (can_sign_bid, can_edit_bid, can_submit_bid):
        refusal = policy(cast.user("lead"), bid)
        assert not refusal
        assert "Harbour Carers is suspended" in refusal.reason, policy.__name__
    assert can_read_bid(cast.user("lead"), bid)
    assert [item for item in tender_work(cast.user("lead")) if item.ref == bid.ref] == []


def test_a_signed_bid_of_several_is_not_sent_while_one_of_them_is_suspended(cast: Cast) -> None:
    bid = alliance_bid(cast, open_tender(cast), make=signed_bid)
    assert can_submit_bid(cast.user("lead"), bid)
    organisation_suspend(actor=cast.admin, organisation=cast.org("easton"), reason=WHY)
    refusal = can_submit_bid(cast.user("lead"), bid)
    assert not refusal
    assert "Easton Pain Peers is suspended" in refusal.reason


def test_an_agreement_and_a_contract_are_not_signed(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made, state="signing")
    signing = contract(cast, state="signing")
    assert can_sign_agreement(cast.user("lead"), text)
    organisation_suspend(actor=cast.admin, organisation=cast.org("harbour"), reason=WHY)
    for policy, obj in ((can_sign_agreement, text), (can_sign_contract, signing)):
        refusal = policy(cast.user("lead"), obj)
        assert not refusal
        assert "Harbour Carers is suspended" in refusal.reason
    assert can_sign_agreement(cast.user("partner1"), text)
