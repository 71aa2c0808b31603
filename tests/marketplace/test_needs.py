"""A need is recorded by commissioner staff, seen by them alone, and public once a project opens from it."""

from typing import Any

from django.urls import reverse

from portal.common.clock import now
from portal.marketplace.models import UnmetNeed
from portal.marketplace.permissions import can_record_need
from portal.marketplace.selectors.work import work_for
from portal.marketplace.services import unmet_need_publish
from tests.characters import Cast
from tests.marketplace.factories import need
from tests.marketplace.matrix import ICB

TYPED = {
    "title": "A place to sit between bus and clinic",
    "description": "People miss visits because they cannot stand that long.",
    "source": "link_worker",
    "category": "Getting there",
    "area": "Easton",
    "people_count": "6",
    "period_from_on_day": "1",
    "period_from_on_month": "3",
    "period_from_on_year": "2026",
    "period_to_on_day": "31",
    "period_to_on_month": "8",
    "period_to_on_year": "2026",
}


def test_staff_record_a_need_and_see_it_at_once(cast: Cast) -> None:
    typed = TYPED | {"organisation": cast.org("icb").pk}
    response = cast.client("officer").post(reverse("marketplace:need_record"), typed, follow=True)
    made = UnmetNeed.objects.get(title=TYPED["title"])
    assert response.redirect_chain[-1][0] == reverse("marketplace:need_detail", args=[made.ref])
    assert made.people_count == 6
    assert "Open a project from this need" in response.content.decode()


def test_a_period_that_runs_backwards_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    typed = TYPED | {"organisation": cast.org("icb").pk, "period_to_on_year": "2025"}
    page = cast.client("officer").post(reverse("marketplace:need_record"), typed).content.decode()
    assert "The last day must be after the first." in page
    assert TYPED["description"] in page
    assert not UnmetNeed.objects.filter(title=TYPED["title"]).exists()


def test_only_people_of_the_commissioner_record_for_it(cast: Cast) -> None:
    assert cast.allowed(can_record_need, cast.org("icb")) == set(ICB.split())
    assert cast.allowed(can_record_need, cast.org("harbour")) == set()


def test_small_counts_are_hidden_from_everybody_outside(cast: Cast) -> None:
    small = need(cast, people_count=6)
    unmet_need_publish(actor=cast.officer, need=small)
    inside = cast.client("officer").get(reverse("marketplace:need_detail", args=[small.ref])).content.decode()
    outside = cast.client().get(reverse("marketplace:need_detail", args=[small.ref])).content.decode()
    assert '<dd class="nhsuk-summary-list__value">6</dd>' in inside
    assert '<dd class="nhsuk-summary-list__value">*' in outside


def test_publishing_twice_is_harmless(cast: Cast) -> None:
    row = need(cast)
    unmet_need_publish(actor=cast.officer, need=row)
    unmet_need_publish(actor=cast.officer, need=row)
    assert UnmetNeed.objects.get(pk=row.pk).state == "public"


def test_a_source_is_added_with_its_licence(cast: Cast) -> None:
    row = need(cast)
    url = reverse("marketplace:need_evidence_add", args=[row.ref])
    typed = {"title": "Carers notice", "publisher": "A council", "licence": "Open Government Licence v3.0"}
    page = cast.client("publisher").post(url, typed, follow=True).content.decode()
    assert "Carers notice" in page
    assert "Open Government Licence v3.0" in page


def test_the_list_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    client = cast.client("officer")
    assert_constant_queries(lambda: client.get(reverse("marketplace:need_list")), lambda: need(cast))


def test_a_need_waits_for_whoever_recorded_it_until_a_project_opens(cast: Cast) -> None:
    row = need(cast)
    assert [item.ref for item in work_for(cast.officer)] == [row.ref]
    assert work_for(cast.publisher) == []
    assert work_for(cast.user("visitor")) == []
    unmet_need_publish(actor=cast.officer, need=row)
    assert work_for(cast.officer) == []


def test_who_has_left_is_asked_for_nothing(cast: Cast) -> None:
    need(cast)
    cast.officer.memberships.update(left_at=now())
    assert work_for(cast.officer) == []
