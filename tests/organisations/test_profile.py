"""What an organisation says of itself, and its name, which is fixed once others rely on it."""

from typing import Any

from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.common.clock import now
from portal.organisations.models import Organisation
from portal.organisations.permissions import can_change_name
from tests.characters import Cast
from tests.organisations.factories import imported, joined, registered


def _url(name: str, organisation: Organisation, *more: str) -> str:
    return reverse(f"organisations:{name}", args=[organisation.ref, *more])


def test_its_administrator_changes_what_everybody_reads_one_page_at_a_time(cast: Cast) -> None:
    harbour = cast.org("harbour")
    client = cast.client("lead")
    assert _url("profile_detail", harbour) in client.get(_url("organisation_detail", harbour)).text
    page = client.get(_url("profile_detail", harbour)).text
    for step in ("about", "place", "contact"):
        assert _url("profile_change", harbour, step) in page
    client.post(_url("profile_change", harbour, "about"), {"summary": "Carers for carers.", "areas_served": "Easton"})
    client.post(
        _url("profile_change", harbour, "contact"),
        {"website": "harbour.example", "contact_email": "hello@harbour.example", "contact_phone": "01632 960 118"},
    )
    public = cast.client().get(_url("organisation_detail", harbour)).text
    for text in ("Carers for carers.", "Easton", 'href="tel:01632960118"', 'href="mailto:hello@harbour.example"'):
        assert text in public
    assert 'href="https://harbour.example"' in public
    changes = AuditEvent.objects.filter(verb="organisations.organisation.change").order_by("sequence")
    assert [event.data["changed"] for event in changes] == [
        ["areas_served", "summary"],
        ["contact_email", "contact_phone", "website"],
    ]


def test_saving_the_same_again_leaves_no_record(cast: Cast) -> None:
    harbour = cast.org("harbour")
    same = {"summary": harbour.summary, "areas_served": harbour.areas_served}
    assert cast.client("lead").post(_url("profile_change", harbour, "about"), same).status_code == 302
    assert not AuditEvent.objects.filter(verb="organisations.organisation.change").exists()


def test_what_cannot_be_is_refused_and_kept_as_typed(cast: Cast) -> None:
    harbour = cast.org("harbour")
    for step, typed, said in (
        ("place", {"locality": "Riverside", "postcode": "RV1"}, "Write a full postcode, such as RV1 2AB."),
        ("contact", {"contact_phone": "ask for Jo"}, "Write a telephone number, such as 01632 960 001."),
        ("about", {"summary": ""}, "What does it do?"),
    ):
        page = cast.client("lead").post(_url("profile_change", harbour, step), typed).text
        assert "<title>Error:" in page
        assert said in page
        assert all(value in page for value in typed.values())
    harbour.refresh_from_db()
    assert harbour.contact_phone == ""


def test_a_part_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert cast.client("lead").get(_url("profile_change", cast.org("harbour"), "numbers")).status_code == 404


def test_who_may_change_the_name(cast: Cast) -> None:
    group = registered(registered_by=cast.member)
    joined(cast.member, group, "administrator")
    assert cast.allowed(can_change_name, group) == {"member"}
    group.verified_at = now()
    assert cast.allowed(can_change_name, group) == {"admin", "admin2"}
    assert cast.allowed(can_change_name, imported()) == set()


def test_before_it_is_verified_its_administrator_changes_the_name(cast: Cast) -> None:
    group = registered(registered_by=cast.member)
    joined(cast.member, group, "administrator")
    client = cast.client("member")
    assert "Why does the name change?" not in client.get(_url("name_change", group)).text
    client.post(_url("name_change", group), {"name": "Quay Growers"})
    group.refresh_from_db()
    assert group.name == "Quay Growers"


def test_afterwards_a_portal_administrator_does_with_a_reason_and_the_record_keeps_both(cast: Cast) -> None:
    group = registered(state="verified", verified_at=now())
    joined(cast.member, group, "administrator")
    refused = cast.client("member").get(_url("name_change", group))
    assert refused.status_code == 403
    assert "contracts and agreements rely on its name" in refused.text
    page = cast.client("member").get(_url("profile_detail", group)).text
    assert "contracts and agreements rely on its name" in page
    assert 'aria-disabled="true"' in page
    client: Any = cast.client("admin")
    assert "<title>Error:" in client.post(_url("name_change", group), {"name": "Quay Growers", "reason": ""}).text
    client.post(_url("name_change", group), {"name": "Quay Growers", "reason": "So it says in the register."})
    event = AuditEvent.objects.get(verb="organisations.organisation.rename")
    assert (event.data["from"], event.data["to"]) == ("Quay Street Growers", "Quay Growers")
    assert "Quay Growers" in cast.client().get(_url("organisation_detail", group)).text


def test_a_name_that_does_not_change_is_said(cast: Cast) -> None:
    group = registered(registered_by=cast.member)
    joined(cast.member, group, "administrator")
    page = cast.client("member").post(_url("name_change", group), {"name": "Quay Street Growers"}).text
    assert "This is its name already." in page
