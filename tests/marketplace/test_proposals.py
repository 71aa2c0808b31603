"""A provider writes, an editor decides; the public keeps the last approved state meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.enums import PortalRole
from portal.accounts.models import User
from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.marketplace.models import Schedule, Service, ServiceProposal
from portal.marketplace.permissions import (
    can_change_service,
    can_confirm_service,
    can_decide_proposal,
    can_edit_directory,
    can_list_service,
    can_see_proposal,
    can_take_proposal,
    can_write_proposal,
)
from portal.marketplace.selectors.work import waiting_for, work_for
from portal.marketplace.services.proposals import (
    proposal_approve,
    proposal_change,
    proposal_return,
    proposal_save,
    proposal_send,
    proposal_start,
    proposal_take,
)
from portal.notifications.models import OutboxMessage
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Membership, Organisation
from tests.characters import Cast
from tests.marketplace.factories import answers, proposal, sent, swimming


def url(name: str, *args: Any) -> str:
    return reverse(f"marketplace:{name}", args=args)


def answer(client: Client, ref: str, step: str, **typed: Any) -> str:
    """Answer one question; returns the page that follows."""
    return client.post(url("proposal_step", ref, step), typed, follow=True).content.decode()


def test_a_sole_trader_writes_through_the_pages_and_the_editor_puts_it_live(cast: Cast, committed: Any) -> None:
    micro, editor = cast.client("micro"), cast.client("editor")
    page = micro.post(url("proposal_start"), {"organisation": cast.org("garden").ref}, follow=True)
    ref = page.context["proposal"].ref
    assert "8 questions are still to be answered." in page.content.decode()
    answer(micro, ref, "about", name="Greenhouse mornings", summary="A small group in a warm greenhouse.")
    answer(micro, ref, "happens", description="We pot plants.\nThen there is tea.")
    kinds = micro.get(url("proposal_step", ref, "kinds")).context["form"].fields["kinds"].choices
    answer(micro, ref, "kinds", kinds=[{name: value for value, name in kinds}["Nature and gardening"]])
    answer(
        micro, ref, "where", delivery=["place"], place_name="The greenhouse", address_1="1 Garden Lane", city="Bristol",
        postal_code="bs5 6aa",
    )  # fmt: skip
    page_of_times = answer(micro, ref, "times", days=["TU", "TH"], every="1", opens="10.30", closes="12:00")
    assert "Tuesdays and Thursdays, 10:30 to 12:00" in page_of_times
    assert "£16.50, a morning" in answer(micro, ref, "costs", option="a morning", amount_pence="16.50")
    answer(micro, ref, "budgets", budgets_taken="direct")
    answer(micro, ref, "start", self_referral="yes", how_to_start="Ring me.")
    answer(micro, ref, "access", access_yes=["step_free"], access_ask=["quiet"], access_note="A ramp of oak")
    answer(micro, ref, "welcome", carers_welcome="yes", peer_led="no", languages="Polish,  Somali")
    answer(micro, ref, "places", places_free="2")
    answer(micro, ref, "care", care_quality="not_required")
    assert "Everything that is needed is there." in answer(micro, ref, "contact", phone="0117 496 0200")
    assert not Service.objects.exists()
    with committed():
        micro.post(url("proposal_send", ref))
    shown = editor.get(url("proposal_detail", ref)).content.decode()
    assert "Greenhouse mornings" in shown
    assert "£16.50, a morning" in shown
    with committed():
        live = editor.post(url("proposal_approve", ref), follow=True).content.decode()
    assert "It is live." in live
    public = cast.client().get(url("service_detail", Service.objects.get().uuid)).content.decode()
    for words in (
        "Greenhouse mornings",
        "We pot plants.",
        "Tuesdays and Thursdays, 10:30 to 12:00",
        "£16.50",
        "direct payments only",
        "1 Garden Lane, Bristol, BS5 6AA",
        "Step-free",
        "A ramp of oak",
        "Polish, Somali",
        "2 places, as of 24 November 2026",
        "It need not register with the Care Quality Commission.",
        "Checked by an editor of this portal, 24 November 2026",
    ):
        assert words in public, words
    assert "Greenhouse mornings" in cast.client().get(url("service_list") + "?near=BS5&q=greenhouse").content.decode()


def test_the_public_reads_the_old_text_until_the_new_one_is_approved(cast: Cast) -> None:
    service, client = swimming(cast), cast.client("partner1")
    page = client.post(url("service_change", service.uuid), follow=True)
    ref = page.context["proposal"].ref
    answer(client, ref, "about", name="Easton Swim Friends", summary="Now with friends.")
    answer(client, ref, "status", status="active", alert="In December we meet at the library")
    client.post(url("proposal_send", ref))
    visitor = cast.client()
    assert "Easton Swim Buddies" in visitor.get(url("service_detail", service.uuid)).content.decode()
    assert "library" not in visitor.get(url("service_detail", service.uuid)).content.decode()
    side = cast.client("editor").get(url("proposal_detail", ref))
    changed = [each.step for each in side.context["sides"] if each.differs]
    assert changed == ["about", "status"] == [each.step for each in side.context["sides"]][:2]
    assert "<del" in side.content.decode()
    times = set(Schedule.objects.values_list("uuid", flat=True))
    cast.client("editor").post(url("proposal_approve", ref))
    after = visitor.get(url("service_detail", service.uuid)).content.decode()
    assert "Easton Swim Friends" in after
    assert "In December we meet at the library" in after
    assert "A local grant" in after
    assert set(Schedule.objects.values_list("uuid", flat=True)) == times
    kept = cast.client("partner1").get(url("proposal_detail", ref)).context["sides"]
    assert next(each.old for each in kept if each.step == "about").startswith("Easton Swim Buddies")


def test_what_is_sent_back_has_a_reason_and_can_be_sent_again(cast: Cast, committed: Any) -> None:
    row = sent(cast)
    editor, micro = cast.client("editor"), cast.client("micro")
    assert "Answer “What must be put right?”" in editor.post(url("proposal_return", row.ref), {}).content.decode()
    with committed():
        editor.post(url("proposal_return", row.ref), {"reason": "Say where the ramp is."})
    assert "Say where the ramp is." in micro.get(url("proposal_detail", row.ref)).content.decode()
    assert [item.title for item in work_for(cast.micro)] == ["Put right what the editor says"]
    assert work_for(cast.editor) == []
    mail = OutboxMessage.objects.get(recipient=cast.micro, subject__contains="put something right")
    assert mail.must_act
    assert "ramp" not in f"{mail.opening} {mail.lines}"
    with clock.at(clock.now() + timedelta(hours=1)):
        proposal_save(
            actor=cast.micro, proposal=row, step="access", answers={"access_note": "The ramp is at the back."}
        )
        with committed():
            proposal_send(actor=cast.micro, proposal=row)
        assert OutboxMessage.objects.filter(recipient=cast.editor, link__endswith=f"{row.ref}/").count() == 1
        proposal_approve(actor=cast.editor, proposal=row)
    assert Service.objects.get().access_features.get().note == "The ramp is at the back."


def test_both_hear_by_mail_and_on_their_own_page(cast: Cast, committed: Any) -> None:
    row = proposal(cast)
    assert [item.title for item in work_for(cast.micro)] == ["Finish and send what you wrote"]
    with committed():
        proposal_send(actor=cast.micro, proposal=row)
    assert OutboxMessage.objects.get(recipient=cast.editor).must_act
    assert [item.ref for item in work_for(cast.editor)] == [row.ref]
    assert work_for(cast.micro) == []
    assert [each.from_whom for each in waiting_for(cast.micro)] == [cast.editor.display_name]
    with committed():
        proposal_approve(actor=cast.editor, proposal=row)
    assert OutboxMessage.objects.filter(recipient=cast.micro, subject="Your service is live").exists()
    assert work_for(cast.editor) == []
    assert waiting_for(cast.micro) == []


def test_while_an_editor_looks_nothing_changes_under_their_eyes(cast: Cast) -> None:
    row = sent(cast)
    page = cast.client("micro").post(url("proposal_step", row.ref, "about"), {"name": "Other", "summary": "Other"})
    assert "This is with an editor" in page.content.decode()
    row.refresh_from_db()
    assert row.answers["name"] == "Greenhouse mornings"


def test_only_the_assigned_editor_decides_and_another_may_take_over(cast: Cast) -> None:
    row, second = sent(cast), User.objects.create_user("second@example.org", first_name="Second", last_name="Editor")
    second.groups.add(cast.editor.groups.get(name=PortalRole.EDITOR.value))
    with pytest.raises(NotAllowed, match="Take it over first"):
        proposal_approve(actor=second, proposal=row)
    proposal_take(actor=second, proposal=row)
    with pytest.raises(NotAllowed):
        proposal_return(actor=cast.editor, proposal=row, reason="No.")
    assert proposal_approve(actor=second, proposal=row).assured_by == second


def test_it_goes_to_the_editor_who_has_least_to_look_at_and_does_not_belong(cast: Cast) -> None:
    group = cast.editor.groups.get(name=PortalRole.EDITOR.value)
    second = User.objects.create_user("aaa@example.org")
    second.groups.add(group)
    Membership.objects.create(organisation=cast.org("garden"), user=second, joined_at=clock.now())
    memberships_sync(cast.org("garden"))
    row = sent(cast)
    assert row.editor == cast.editor
    assert not can_take_proposal(User.objects.get(pk=second.pk), row)
    other = proposal_start(actor=cast.lead, organisation=cast.org("harbour"))
    ServiceProposal.objects.filter(pk=other.pk).update(answers=answers(name="Other"))
    other.refresh_from_db()
    assert proposal_send(actor=cast.lead, proposal=other).editor == second


def test_nobody_approves_what_they_wrote(cast: Cast) -> None:
    cast.micro.groups.add(cast.editor.groups.get(name=PortalRole.EDITOR.value))
    row = sent(cast)
    assert row.editor == cast.editor
    micro = cast.user("micro")
    with pytest.raises(NotAllowed, match="You wrote this"):
        proposal_take(actor=micro, proposal=row)
    ServiceProposal.objects.filter(pk=row.pk).update(editor=micro)
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="You wrote this"):
        proposal_approve(actor=micro, proposal=row)


def test_what_is_missing_or_the_same_is_not_sent(cast: Cast) -> None:
    row = proposal_start(actor=cast.micro, organisation=cast.org("garden"))
    with pytest.raises(DomainError, match="8 questions are not answered yet"):
        proposal_send(actor=cast.micro, proposal=row)
    same = proposal_change(actor=cast.partner1, service=swimming(cast))
    with pytest.raises(DomainError, match="Nothing differs"):
        proposal_send(actor=cast.partner1, proposal=same)
    page = cast.client("partner1").post(url("proposal_send", same.ref)).content.decode()
    assert "Nothing differs from what everybody reads already." in page


def test_one_change_is_open_at_a_time(cast: Cast) -> None:
    service = swimming(cast)
    first = proposal_change(actor=cast.partner1, service=service)
    assert proposal_change(actor=cast.partner1, service=service) == first
    cast.client("partner1").post(url("proposal_withdraw", first.ref))
    assert proposal_change(actor=cast.partner1, service=service) != first


def test_times_and_prices_are_taken_away_one_by_one(cast: Cast) -> None:
    client, row = cast.client("micro"), proposal(cast)
    answer(client, row.ref, "times", days=["MO"], every="m1", opens="9:00")
    answer(
        client,
        row.ref,
        "times",
        days=["WE"],
        every="2",
        opens="14:00",
        starts_on_day="2",
        starts_on_month="12",
        starts_on_year="2026",
    )
    row.refresh_from_db()
    assert [each["byday"] for each in row.answers["times"]] == ["1MO", "WE"]
    client.post(url("proposal_row_remove", row.ref, "times"), {"row": row.answers["times"][0]["id"]})
    row.refresh_from_db()
    assert [each["byday"] for each in row.answers["times"]] == ["WE"]
    client.post(url("proposal_row_remove", row.ref, "costs"), {"row": row.answers["costs"][0]["id"]})
    assert client.post(url("proposal_row_remove", row.ref, "about"), {}).status_code == 404


@pytest.mark.parametrize(
    ("step", "typed", "complaint"),
    [
        ("about", {"name": "Something"}, "Answer “What is it, in one sentence?”"),
        ("kinds", {"kinds": ["nonsense"]}, "Select a valid choice"),
        ("people", {"minimum_age": "60", "maximum_age": "18"}, "must not be below the age"),
        ("where", {"delivery": ["place"]}, "Enter the street"),
        ("where", {"delivery": ["place"], "address_1": "1 Lane", "postal_code": "BS5"}, "Enter the whole postcode"),
        ("where", {"delivery": ["home"]}, "Enter the postcode, so that people see how far it is"),
        ("where", {"delivery": ["home"], "postal_code": "ZZ9 9ZZ"}, "Enter a postcode of England"),
        ("times", {"days": ["MO"], "every": "2", "opens": "9:00"}, "Enter the first day"),
        ("times", {"days": ["MO"], "every": "1", "opens": "nine"}, "Enter a time such as 9:30"),
        ("times", {"every": "1", "opens": "9:00"}, "Choose at least one answer to “On which days?”"),
        ("costs", {"option": "a session", "amount_pence": "a bit"}, "Write an amount in pounds"),
        ("contact", {}, "Enter at least one way to reach you"),
        ("contact", {"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ("places", {"places_free": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_mistake_is_shown_at_its_field_and_what_was_typed_stays(
    cast: Cast, step: str, typed: dict[str, Any], complaint: str
) -> None:
    row = proposal(cast)
    page = cast.client("micro").post(url("proposal_step", row.ref, step), typed).content.decode()
    assert complaint in page
    assert "<title>Error:" in page
    for value in typed.values():
        assert isinstance(value, list) or value in page


def test_a_figure_keeps_the_day_on_which_it_was_typed(cast: Cast) -> None:
    row, client = proposal(cast), cast.client("micro")
    answer(client, row.ref, "places", places_free="3", wait_weeks="2")
    with clock.at(clock.now() + timedelta(days=9)):
        answer(client, row.ref, "places", places_free="3", wait_weeks="1")
    row.refresh_from_db()
    assert (row.answers["places_seen_on"], row.answers["wait_seen_on"]) == ("2026-11-24", "2026-12-03")


def test_an_imported_service_that_its_people_changed_is_kept_as_they_left_it(cast: Cast) -> None:
    """See also test_import_oruk: the feed answers "kept"."""
    service = swimming(cast)
    row = proposal_change(actor=cast.partner1, service=service)
    proposal_save(actor=cast.partner1, proposal=row, step="about", answers={"name": "Ours", "summary": "Ours."})
    proposal_approve(actor=cast.editor, proposal=proposal_send(actor=cast.partner1, proposal=row))
    assert service.proposals.filter(state="approved").count() == 1


def test_every_step_is_on_record(cast: Cast) -> None:
    row = sent(cast)
    service = proposal_approve(actor=cast.editor, proposal=row)
    assert [event.verb for event in events_about(row)][-2:] == [
        "marketplace.proposal.send",
        "marketplace.proposal.approve",
    ]
    assert "marketplace.service.publish" in [event.verb for event in events_about(service)]


def test_everybody_is_asked(cast: Cast) -> None:
    service, row = swimming(cast), sent(cast)
    assert cast.allowed(can_list_service, cast.org("garden")) == {"micro"}
    assert cast.allowed(can_change_service, service) == {"partner1"}
    assert cast.allowed(can_confirm_service, service) == {"partner1", "editor"}
    assert cast.allowed(can_see_proposal, row) == {"micro", "editor"}
    assert cast.allowed(can_write_proposal, row) == {"micro"}
    assert cast.allowed(can_edit_directory) == {"editor"}
    assert cast.allowed(can_take_proposal, row) == {"editor"}
    assert cast.allowed(can_decide_proposal, row) == {"editor"}
    Organisation.objects.filter(pk=cast.org("garden").pk).update(state="suspended")
    assert cast.allowed(can_list_service, Organisation.objects.get(pk=cast.org("garden").pk)) == set()


def test_editors_find_what_waits_from_the_directory(cast: Cast) -> None:
    for name, is_shown in (("editor", True), ("micro", False), ("visitor", False)):
        assert (url("editing_list") in cast.client(name).get(url("service_list")).text) is is_shown


def test_the_lists_cost_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    def add() -> None:
        row = proposal_start(actor=cast.micro, organisation=cast.org("garden"))
        ServiceProposal.objects.filter(pk=row.pk).update(answers=answers())
        row.refresh_from_db()
        proposal_send(actor=cast.micro, proposal=row)

    editor, micro = cast.client("editor"), cast.client("micro")
    assert_constant_queries(lambda: editor.get(url("editing_list")), add)
    assert_constant_queries(lambda: micro.get(url("managed_list")), add)
