"""Keeping services, in a browser or with an account, and setting them side by side."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.marketplace.models import ShortlistEntry
from portal.marketplace.services.shortlist import shortlist_keep
from tests.characters import Cast
from tests.marketplace.factories import bare_service, swimming


def url(name: str, *args: Any) -> str:
    return reverse(f"marketplace:{name}", args=args)


def test_a_visitor_keeps_services_in_the_browser_only(cast: Cast) -> None:
    service, client = swimming(cast), cast.client()
    page = client.post(url("shortlist_keep", service.uuid), {"back": "/marketplace/?q=swim"}, follow=True)
    assert page.redirect_chain[-1][0] == "/marketplace/?q=swim"
    assert "My shortlist (1)" in page.content.decode()
    assert "Easton Swim Buddies" in client.get(url("shortlist")).content.decode()
    assert "Easton Swim Buddies" not in cast.client().get(url("shortlist")).content.decode()
    assert not ShortlistEntry.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="marketplace.shortlist").exists()
    client.post(url("shortlist_drop", service.uuid))
    assert "Nothing is on your shortlist" in client.get(url("shortlist")).content.decode()


def test_a_person_keeps_them_with_the_account_and_nobody_else_sees(cast: Cast) -> None:
    service = swimming(cast)
    cast.client("holder").post(url("shortlist_keep", service.uuid))
    cast.client("holder").post(url("shortlist_keep", service.uuid))
    assert "Easton Swim Buddies" in cast.client("holder").get(url("shortlist")).content.decode()
    assert "Easton Swim Buddies" not in cast.client("holder2").get(url("shortlist")).content.decode()
    event = AuditEvent.objects.get(verb="marketplace.shortlist.keep")
    assert str(service.uuid) not in f"{event.subject} {event.subject_label} {event.data}"
    assert event.subject == f"accounts.user:{cast.holder.pk}"


def test_what_a_visitor_kept_is_theirs_after_signing_in(cast: Cast) -> None:
    service, client = swimming(cast), cast.client()
    client.post(url("shortlist_keep", service.uuid))
    cast.holder.set_password("portal-demo-long")
    cast.holder.save()
    client.post("/accounts/login/", {"login": "holder@example.org", "password": "portal-demo-long"})
    assert [row.service for row in ShortlistEntry.objects.filter(user=cast.holder)] == [service]
    client.post("/accounts/logout/")
    assert "Nothing is on your shortlist" in client.get(url("shortlist")).content.decode()


def test_one_is_never_sent_to_another_site(cast: Cast) -> None:
    service = swimming(cast)
    for back in ("https://evil.example", "//evil.example", "javascript:alert(1)", "\\\\evil"):
        response = cast.client().post(url("shortlist_keep", service.uuid), {"back": back})
        assert response["Location"] == url("service_detail", service.uuid)


def test_what_differs_stands_first_and_what_is_the_same_once(cast: Cast) -> None:
    one = swimming(cast)
    two = bare_service(cast, "easton", name="Dip Together", budgets_taken="not_needed", self_referral="yes")
    page = cast.client().get(url("compare") + f"?service={one.uuid}&service={two.uuid}&near=BS5")
    comparison = page.context["comparison"]
    assert [name for _letter, _uuid, name in comparison.heads] == ["Easton Swim Buddies", "Dip Together"]
    differs = {question: [text for text, _small in answers] for question, answers in comparison.differs}
    assert differs["Cost"] == ["£22.00", "Free"]
    assert differs["Personal budget"] == ["Yes", "Not needed"]
    assert dict(comparison.same)["Without a referral"] == "Yes"
    assert "Compare 2 services" in page.content.decode()
    assert "Compared on 24 November 2026, 12:00" in page.content.decode()


def test_three_fit_and_what_was_left_out_is_said(cast: Cast) -> None:
    rows = [bare_service(cast, name=f"Service {letter}") for letter in "ABCD"]
    page = cast.client().get(url("compare") + "?" + "&".join(f"service={row.uuid}" for row in rows)).content.decode()
    assert "Left out: Service D." in page


def test_one_alone_or_nonsense_is_no_comparison(cast: Cast) -> None:
    row = bare_service(cast)
    for query in ("", f"?service={row.uuid}", "?service=nonsense", f"?service={uuid4()}&service={uuid4()}"):
        page = cast.client().get(url("compare") + query).content.decode()
        assert "There is nothing to compare yet" in page, query


def test_the_shortlist_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    client, number = cast.client("holder"), iter(range(99))

    def add() -> None:
        shortlist_keep(actor=cast.holder, service=bare_service(cast, name=f"Service {next(number)}"))

    assert_constant_queries(lambda: client.get(url("shortlist")), add)
