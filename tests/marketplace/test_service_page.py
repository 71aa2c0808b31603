"""A service's page says everything that is known, and what is not."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from portal.common import clock
from portal.marketplace.models import Service
from portal.marketplace.rules.facts import CostFacts, TimeFacts
from portal.organisations.models import ReadinessItem
from tests.characters import Cast
from tests.marketplace.factories import bare_service, swimming


def page(cast: Cast, service: Service, query: str = "") -> str:
    return cast.client().get(reverse("marketplace:service_detail", args=[service.uuid]) + query).content.decode()


def test_it_says_everything_that_is_known(cast: Cast) -> None:
    shown = page(cast, swimming(cast), "?near=BS5")
    for words in (
        "Has places",
        "Details checked 21 days ago",
        "A trained buddy gets into the water with you.",
        "You meet at the café by the pool.",
        "Tuesdays and Thursdays, 10:30 to 11:30",
        "£22.00",
        "a session, pool entry included",
        "Yes, all kinds",
        "3 places, as of 16 November 2026",
        "Easton Leisure Centre",
        "Whitehall Road, Bristol, BS5 9AT",
        "as the crow flies",
        "A ramp, then a pool hoist",
        "Ask first:",
        "No: Quiet space",
        "Carers and helpers welcome",
        "You can go without a referral",
        "For people of 18 years or over.",
        "For people who would not swim alone.",
        "It need not register with the Care Quality Commission.",
        "0117 496 0144",
        "tel:01174960144",
        "Polish",
        "A local grant",
        "Being active",
        "Easton Pain Peers",
        "Checked by an editor of this portal, 3 November 2026",
    ):
        assert words in shown, words
    assert "unrated" not in shown.lower()


def test_the_next_times_are_worked_out(cast: Cast) -> None:
    shown = page(cast, swimming(cast))
    assert "Thursday 26 November 2026, 10:30 to 11:30" in shown
    assert "Tuesday 24 November 2026" not in shown
    with clock.at(datetime(2026, 11, 24, 10, 0, tzinfo=UTC)):
        assert "Tuesday 24 November 2026, 10:30 to 11:30" in page(cast, Service.objects.get())


def test_summer_time_is_the_time_of_the_place(cast: Cast) -> None:
    """At 09:45 UTC in July it is 10:45 in London: what ends at 10:30 is over."""
    service = bare_service(
        cast, times=(TimeFacts(uuid4(), freq="WEEKLY", byday="WE", opens=time(9), closes=time(10, 30)),)
    )
    with clock.at(datetime(2026, 7, 1, 9, 45, tzinfo=UTC)):
        assert "Wednesday 8 July 2026" in page(cast, service)
        assert "Wednesday 1 July 2026" not in page(cast, service)


@pytest.mark.parametrize(
    ("assured_on", "words"),
    [
        (None, "Nobody has checked these details here."),
        (date(2026, 1, 5), "last checked on 5 January 2026"),
        (date(2024, 1, 5), "last checked on 5 January 2024"),
    ],
)
def test_what_is_not_fresh_says_so_in_words(cast: Cast, assured_on: date | None, words: str) -> None:
    shown = page(cast, bare_service(cast, assured_on=assured_on))
    assert "Check before you go" in shown
    assert words in shown


def test_old_data_of_a_source_are_never_shown_as_current(cast: Cast) -> None:
    service = bare_service(
        cast,
        assured_on=None,
        assured_how="",
        source_name="Street Support",
        source_licence="MIT",
        budgets_taken="unknown",
    )
    shown = page(cast, service)
    assert "Published by Street Support as open data" in shown
    assert "Licence: MIT." in shown
    assert "Nobody has checked these details here." in shown
    assert "checked by an editor" not in shown.lower()


def test_the_commission_is_told_with_date_and_link(cast: Cast) -> None:
    service = bare_service(
        cast,
        care_quality="registered",
        care_rating="good",
        care_rated_on=date(2026, 2, 3),
        care_url="https://www.cqc.org.uk/1",
    )
    shown = page(cast, service)
    assert "The Care Quality Commission rated it “Good” on 3 February 2026." in shown
    assert "https://www.cqc.org.uk/1" in shown


def test_papers_that_were_seen_differ_from_those_only_said(cast: Cast) -> None:
    service = swimming(cast)
    for kind, seen, ends in (
        ("insurance", True, date(2027, 3, 31)),
        ("dbs", False, None),
        ("dspt", True, date(2026, 11, 1)),
    ):
        ReadinessItem.objects.update_or_create(
            organisation=service.organisation,
            kind=kind,
            defaults={
                "status": "complete",
                "is_public": True,
                "verified_by": cast.officer if seen else None,
                "verified_at": clock.now() if seen else None,
                "expires_on": ends,
                "updated_at": clock.now(),
            },
        )
    shown = page(cast, service)
    assert "Seen 24 November 2026, valid to 31 March 2027" in shown
    assert "They say so; not checked by us yet" in shown
    assert "Data security toolkit" not in shown


def test_what_people_write_stays_text(cast: Cast) -> None:
    bad = "<script>alert(1)</script>"
    service = bare_service(
        cast, name=bad, summary=bad, description=bad, alert=bad, how_to_start=bad, costs=(CostFacts(uuid4(), bad, 1),)
    )
    assert "<script>alert" not in page(cast, service)


def test_the_page_costs_the_same_whatever_hangs_on_it(cast: Cast, django_assert_max_num_queries: Any) -> None:
    service = swimming(cast)
    page(cast, service)
    with django_assert_max_num_queries(14):
        page(cast, service)


def test_an_organisation_shows_its_services(cast: Cast) -> None:
    service = swimming(cast)
    shown = (
        cast.client()
        .get(reverse("organisations:organisation_detail", args=[service.organisation.ref]))
        .content.decode()
    )
    assert reverse("marketplace:service_detail", args=[service.uuid]) in shown
