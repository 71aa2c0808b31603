"""What everybody sees: the list, one organisation's page, the badges it chose; and its checklist inside."""

from datetime import date
from typing import Any

from django.urls import reverse

from portal.common import clock
from portal.dashboards.demo.cast import PEOPLE
from portal.organisations.enums import ReadinessKind
from portal.organisations.models import Identifier, ReadinessItem
from portal.organisations.permissions import can_record_seen
from portal.organisations.selectors.work import work_for
from tests.characters import Cast
from tests.conftest import NOON
from tests.organisations.factories import joined, registered

LIST = reverse("organisations:organisation_list")


def _page(cast: Cast, name: str, url: str) -> str:
    return cast.client(name).get(url).content.decode()


def _detail(cast: Cast, organisation: Any, name: str = "visitor") -> str:
    return _page(cast, name, reverse("organisations:organisation_detail", args=[organisation.ref]))


def _item_url(cast: Cast, kind: str) -> str:
    return reverse("organisations:readiness_change", args=[cast.org("harbour").ref, kind])


def test_the_list_finds_by_name_number_place_and_kind(cast: Cast) -> None:
    grower = registered(locality="Millbank")
    Identifier.objects.create(organisation=grower, scheme="GB-CHC", value="1087638")
    for query in ("?words=quay+growers", "?words=1087638", "?words=millbank", f"?words={grower.ref}"):
        page = _page(cast, "visitor", LIST + query)
        assert "Quay Street Growers" in page
        assert "Harbour Carers" not in page
    buyers = _page(cast, "visitor", LIST + "?kind=commissioner")
    assert "Riverside Council" in buyers
    assert "Quay Street Growers" not in buyers


def test_the_list_names_numbers_of_known_registers_and_no_codes_of_a_source(cast: Cast) -> None:
    grower = registered()
    Identifier.objects.create(organisation=grower, scheme="GB-CHC", value="1087638")
    Identifier.objects.create(organisation=grower, scheme="other", value="SRC-QUAY_STREET")
    page = _page(cast, "visitor", LIST)
    assert "Charity Commission for England and Wales 1087638" in page
    assert "SRC-QUAY_STREET" not in page


def test_a_suspended_organisation_is_not_listed(cast: Cast) -> None:
    registered(state="suspended")
    assert "Quay Street Growers" not in _page(cast, "visitor", LIST)


def test_nothing_found_says_so_and_offers_the_way_back(cast: Cast) -> None:
    page = _page(cast, "visitor", LIST + "?words=zzzz")
    assert "No organisations found" in page
    assert "Clear all filters" in page


def test_the_list_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    client, numbers = cast.client(), iter(range(1000000, 1000100))

    def one_more() -> None:
        Identifier.objects.create(organisation=registered(), scheme="GB-CHC", value=str(next(numbers)))

    assert_constant_queries(lambda: client.get(LIST), one_more)


def test_what_comes_from_a_source_says_so_with_its_licence_and_offers_no_act(cast: Cast) -> None:
    sourced = registered(
        name="Elm Advice",
        state="imported",
        source_name="Example open register",
        source_licence="Open Government Licence v3.0",
        source_url="https://data.example/elm",
    )
    page = _detail(cast, sourced, "member")
    assert "Published by Example open register." in page
    assert "Licence: Open Government Licence v3.0." in page
    assert "https://data.example/elm" in page
    assert "Ask to join" not in page


def test_a_visitor_is_led_to_sign_in_and_a_person_to_the_question(cast: Cast) -> None:
    harbour = cast.org("harbour")
    join = reverse("organisations:join_ask", args=[harbour.ref])
    assert f"{reverse('account_login')}?next={join}" in _detail(cast, harbour)
    assert f'href="{join}"' in _detail(cast, harbour, "member")
    assert reverse("organisations:member_list", args=[harbour.ref]) in _detail(cast, harbour, "lead")
    assert reverse("organisations:member_list", args=[harbour.ref]) not in _detail(cast, harbour, "rival")


def test_an_administrator_keeps_the_checklist_and_chooses_what_is_public(cast: Cast) -> None:
    typed = {
        "status": "complete",
        "evidence": "Public liability, £5 million",
        "expires_on_day": "31",
        "expires_on_month": "12",
        "expires_on_year": "2026",
    }
    lead = cast.client("lead")
    lead.post(_item_url(cast, "insurance"), typed)
    assert "Public liability" not in _detail(cast, cast.org("harbour"))
    lead.post(_item_url(cast, "insurance"), typed | {"is_public": "on"})
    page = _detail(cast, cast.org("harbour"))
    assert "Public liability, £5 million" in page
    assert "Ends in 37 days" in page
    assert "31 December 2026" in page
    assert "Said by the organisation" in page


def test_what_has_ended_counts_as_missing(cast: Cast) -> None:
    harbour = cast.org("harbour")
    ReadinessItem.objects.create(
        organisation=harbour,
        kind="insurance",
        status="complete",
        evidence="Cover",
        expires_on=date(2026, 11, 24),
        is_public=True,
        updated_at=clock.now(),
    )
    url = reverse("organisations:readiness_list", args=[harbour.ref])
    assert "1 of 8 things" in _page(cast, "lead", url)
    with clock.at(NOON.replace(day=25)):
        assert "0 of 8 things" in _page(cast, "lead", url)
        assert "Ended" in _detail(cast, harbour)


def test_the_checklist_has_all_its_items_and_a_member_reads_but_does_not_change(cast: Cast) -> None:
    harbour = cast.org("harbour")
    joined(cast.member, harbour)
    page = _page(cast, "member", reverse("organisations:readiness_list", args=[harbour.ref]))
    for kind in ReadinessKind:
        assert str(kind.label) in page
    assert _item_url(cast, "insurance") not in page
    assert "Only an administrator of Harbour Carers can do this." in page
    assert cast.client("member").post(_item_url(cast, "insurance"), {"status": "complete"}).status_code == 403


def test_complete_needs_something_that_shows_it(cast: Cast) -> None:
    page = cast.client("lead").post(_item_url(cast, "dspt"), {"status": "complete"}).content.decode()
    assert "Say what shows that it is complete." in page
    assert not ReadinessItem.objects.filter(kind="dspt").exists()


def test_a_changed_claim_is_no_longer_seen_by_somebody_else(cast: Cast) -> None:
    item = ReadinessItem.objects.create(
        organisation=cast.org("harbour"),
        kind="insurance",
        status="complete",
        evidence="£5 million",
        verified_by=cast.officer,
        verified_at=clock.now(),
        updated_at=clock.now(),
    )
    lead = cast.client("lead")
    lead.post(_item_url(cast, "insurance"), {"status": "complete", "evidence": "£5 million", "is_public": "on"})
    item.refresh_from_db()
    assert item.verified_by == cast.officer
    lead.post(_item_url(cast, "insurance"), {"status": "complete", "evidence": "£10 million"})
    item.refresh_from_db()
    assert item.verified_by is None


def test_an_unknown_item_does_not_exist(cast: Cast) -> None:
    assert cast.client("lead").get(_item_url(cast, "haircuts")).status_code == 404


def test_what_ends_soon_waits_for_its_administrators_until_it_is_renewed(cast: Cast) -> None:
    harbour = cast.org("harbour")
    for kind, ends, status in (
        ("insurance", date(2026, 12, 20), "complete"),
        ("dbs", date(2026, 11, 1), "complete"),
        ("dspt", date(2027, 6, 30), "complete"),
        ("accounts", date(2026, 11, 1), "missing"),
    ):
        ReadinessItem.objects.create(
            organisation=harbour, kind=kind, status=status, evidence="x", expires_on=ends, updated_at=clock.now()
        )
    waits = work_for(cast.user("lead"))
    assert [item.title for item in waits] == [
        "Renew what has ended: Criminal record checks",
        "Renew what ends soon: Insurance",
    ]
    assert waits[1].url == _item_url(cast, "insurance")
    assert work_for(cast.user("partner1")) == []
    typed = {"status": "complete", "evidence": "Renewed", "expires_on_day": "20", "expires_on_month": "12"}
    cast.client("lead").post(_item_url(cast, "insurance"), typed | {"expires_on_year": "2027"})
    assert len(work_for(cast.user("lead"))) == 1


def test_somebody_of_a_commissioner_records_that_they_saw_the_paper_and_a_change_ends_it(cast: Cast) -> None:
    harbour = cast.org("harbour")
    item = ReadinessItem.objects.create(
        organisation=harbour,
        kind="insurance",
        status="complete",
        evidence="£5m",
        is_public=True,
        updated_at=clock.now(),
    )
    seen = reverse("organisations:readiness_seen", args=[harbour.ref, "insurance"])
    for name in ("visitor", "lead", "partner1", "member"):
        assert seen not in _detail(cast, harbour, name)
        assert cast.client(name).post(seen).status_code in (302, 403)
    item.refresh_from_db()
    assert item.verified_by is None
    assert seen in _detail(cast, harbour, "officer")
    assert "Not a copy or a promise" in _page(cast, "officer", seen)
    cast.client("officer").post(seen)
    assert "Seen by Helen Marsh" in _detail(cast, harbour)
    typed = {"status": "complete", "evidence": "£10m", "is_public": "on"}
    cast.client("lead").post(_item_url(cast, "insurance"), typed)
    assert "Said by the organisation" in _detail(cast, harbour)


def test_what_is_not_shown_or_not_there_cannot_be_seen(cast: Cast) -> None:
    harbour = cast.org("harbour")
    hidden = ReadinessItem.objects.create(
        organisation=harbour, kind="insurance", status="complete", evidence="x", updated_at=clock.now()
    )
    seen = reverse("organisations:readiness_seen", args=[harbour.ref, "insurance"])
    assert cast.client("officer").get(seen).status_code == 404
    ReadinessItem.objects.filter(pk=hidden.pk).update(is_public=True, expires_on=date(2026, 11, 1))
    assert cast.client("officer").post(seen).status_code == 409
    assert "There is nothing here now" in cast.client("officer").post(seen).text


def test_who_may_record_that_they_saw_a_paper(cast: Cast) -> None:
    buyers = {person.key for person in PEOPLE if person.body in ("icb", "council")}
    assert cast.allowed(can_record_seen, cast.org("harbour")) == buyers | {"admin", "admin2"}
    icb = {person.key for person in PEOPLE if person.body == "icb"}
    assert cast.allowed(can_record_seen, cast.org("icb")) == (buyers - icb) | {"admin", "admin2"}
