"""What later stages show on the public page of an organisation: only what everybody may see anyway."""

from typing import Any

import pytest
from django.urls import reverse

from tests.alliances import factories as alliances
from tests.budgets.factories import contract
from tests.characters import Cast
from tests.tenders.factories import published


def _page(cast: Cast, key: str, who: str = "visitor") -> str:
    return cast.client(who).get(reverse("organisations:organisation_detail", args=[cast.org(key).ref])).text


def test_listed_alliances_stand_on_the_pages_of_all_their_members(cast: Cast) -> None:
    made = alliances.alliance(cast, is_listed=True)
    for key in ("harbour", "easton", "northgate"):
        page = _page(cast, key)
        assert "Works with others" in page
        assert reverse("alliances:alliance_detail", args=[made.ref]) in page
    assert "Works with others" not in _page(cast, "meridian")


@pytest.mark.parametrize("fields", [{"is_listed": False}, {"is_listed": True, "state": "withdrawn"}])
def test_an_alliance_that_is_not_public_is_not_shown_even_to_its_members(cast: Cast, fields: dict[str, Any]) -> None:
    alliances.alliance(cast, **fields)
    for who in ("visitor", "lead", "partner1"):
        assert "Works with others" not in _page(cast, "harbour", who)


def test_who_is_only_invited_is_not_shown_as_a_member(cast: Cast) -> None:
    made = alliances.alliance(cast, members=("harbour", "easton"), agreement_signed=False, is_listed=True)
    alliances.invited(cast, made, "northgate")
    assert "Works with others" not in _page(cast, "northgate")


def test_posts_stand_there_while_they_are_open(cast: Cast) -> None:
    made = alliances.post(cast)
    assert "A hall with step-free rooms" in _page(cast, "harbour")
    assert "A hall with step-free rooms" not in _page(cast, "easton")
    type(made).objects.filter(pk=made.pk).update(closed_at=made.posted_at)
    assert "Looks for partners" not in _page(cast, "harbour")


def test_contracts_stand_with_the_part_that_it_has_and_not_before_they_are_in_force(cast: Cast) -> None:
    made = contract(cast)
    url = reverse("contracts:contract_detail", args=[made.ref])
    provider, buyer = _page(cast, "harbour"), _page(cast, "icb")
    assert url in provider
    assert "Lead provider" in provider
    assert "£640,000" in provider
    assert url in buyer
    assert "Buyer" in buyer
    type(made).objects.filter(pk=made.pk).update(state="signing")
    for who in ("visitor", "lead"):
        assert url not in _page(cast, "harbour", who)


def test_a_buyers_page_shows_what_is_open_for_bids(cast: Cast) -> None:
    made = published(cast)
    page = _page(cast, "icb")
    assert "Open for bids" in page
    assert reverse("tenders:procurement_detail", args=[made.ref]) in page
    assert "Open for bids" not in _page(cast, "council")


def test_the_page_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    client, url = cast.client(), reverse("organisations:organisation_detail", args=[cast.org("harbour").ref])

    def one_more() -> None:
        alliances.post(cast)
        contract(cast)
        alliances.alliance(cast, members=("harbour", "easton"), is_listed=True)

    assert_constant_queries(lambda: client.get(url), one_more)
