"""What everybody reads: the list, one tender, its pack."""

from datetime import timedelta

import pytest

from portal.common import clock
from portal.common.clock import now
from portal.tenders.enums import Phase
from portal.tenders.selectors.procurement import phase_of
from tests.characters import Cast
from tests.tenders.factories import clarification, draft_procurement, interested, published, sourced
from tests.tenders.factories_bids import open_tender, submitted_bid

LIST = "/tenders/"


def test_a_draft_is_found_nowhere_by_others(cast: Cast) -> None:
    draft = draft_procurement(cast, title="Quiet rooms in libraries")
    for name in ("visitor", "lead", "admin", "signoff"):
        client = cast.client(name)
        assert client.get(f"/tenders/{draft.ref}/").status_code == 404
        assert client.get(f"/tenders/{draft.ref}/pack/").status_code == 404
        assert client.get(f"/tenders/{draft.ref}/clarifications/").status_code == 404
        assert client.get(f"/tenders/{draft.ref}/dates.ics").status_code == 404
        for path in ("?stage=", "feed.atom", "calendar.ics"):
            assert "Quiet rooms" not in client.get(LIST + path).content.decode()
    assert cast.client("expert").get(f"/tenders/{draft.ref}/").status_code == 200


def test_a_tender_shows_all_that_a_bidder_needs(cast: Cast) -> None:
    tender = published(cast)
    page = cast.client().get(f"/tenders/{tender.ref}/").content.decode()
    for words in (
        "Open for bids",
        "£1.84\N{NO-BREAK SPACE}million",
        "over 3 years",
        "1 April 2027",
        "25%",
        "1. How people with pain lead the service",
        "30%",
        "Price",
        "20%",
        "Bids close 24 December 2026, 12:00",
        "I do more of what matters to me",
        "1 of the 4 evaluators scores from lived experience",
        "Specification, version 2",
        "Riverside Integrated Care Board",
        "Sign in to register interest",
    ):
        assert words in page, words


def test_the_deadline_is_the_same_instant_in_the_same_words_everywhere(cast: Cast) -> None:
    """C16."""
    tender = published(cast, questions_close_at=now() + timedelta(days=100), deadline_at=now() + timedelta(days=150))
    shown = "23 April 2027, 13:00"
    for path in (LIST, f"{LIST}{tender.ref}/", f"{LIST}{tender.ref}/pack/"):
        assert shown in cast.client().get(path).content.decode(), path
    assert shown in cast.client().get(f"{LIST}feed.atom").content.decode()
    assert shown in cast.client("officer").get(f"{LIST}{tender.ref}/draft/check/").content.decode()
    assert "DTSTART:20270423T120000Z" in cast.client().get(f"{LIST}calendar.ics").content.decode()
    assert "DTSTART:20270423T120000Z" in cast.client().get(f"{LIST}{tender.ref}/dates.ics").content.decode()


def test_the_phase_follows_the_clock_without_anybody_switching_it(cast: Cast) -> None:
    """C17."""
    tender = published(cast)
    deadline = tender.deadline_at
    assert phase_of(tender, deadline) == Phase.OPEN
    assert phase_of(tender, deadline + timedelta(milliseconds=1)) == Phase.CLOSED
    with clock.at(deadline + timedelta(milliseconds=1)):
        page = cast.client().get(f"/tenders/{tender.ref}/").content.decode()
        assert "Closed, waiting to be opened" in page
        assert tender.title not in cast.client().get(LIST).content.decode()
        assert tender.title in cast.client().get(f"{LIST}?stage=evaluation").content.decode()


@pytest.mark.parametrize(
    ("state", "phase"),
    [("opened", Phase.EVALUATION), ("complete", Phase.COMPLETE), ("abandoned", Phase.ABANDONED)],
)
def test_later_phases(cast: Cast, state: str, phase: Phase) -> None:
    tender = published(cast, state=state, deadline_at=now() - timedelta(days=1))
    assert phase_of(tender, now()) == phase
    page = cast.client().get(f"/tenders/{tender.ref}/")
    assert str(phase.label) in page.content.decode()


def test_the_list_filters_by_words_value_and_rules_and_counts_what_one_would_find(cast: Cast) -> None:
    published(cast, title="Pain support", estimated_value_pence=5_000_000)
    published(cast, title="Night helpline", regime="pa23_lighttouch", allows_alliances=False)
    sourced(cast, title="Wheelchair repair")
    client = cast.client()

    def titles(query: str) -> set[str]:
        page = client.get(LIST + query).content.decode()
        return {title for title in ("Pain support", "Night helpline", "Wheelchair repair") if title in page}

    assert titles("") == {"Pain support", "Night helpline"}
    assert titles("?stage=") == {"Pain support", "Night helpline", "Wheelchair repair"}
    assert titles("?words=night+helpline") == {"Night helpline"}
    assert titles("?words=riverside+integrated") == {"Pain support", "Night helpline"}
    assert titles("?value=100k") == {"Pain support"}
    assert titles("?regime=pa23_lighttouch") == {"Night helpline"}
    assert titles("?who=alliance") == {"Pain support"}
    assert titles("?closes=14") == set()
    assert titles("?closes=30") == {"Pain support", "Night helpline"}
    assert "Alliances welcome (1)" in client.get(LIST).content.decode()
    assert "Any stage (3)" in client.get(LIST).content.decode()


def test_an_empty_result_says_which_filter_to_take_away(cast: Cast) -> None:
    published(cast, title="Pain support")
    page = cast.client().get(f"{LIST}?words=hydrotherapy&stage=open").content.decode()
    assert "No opportunities found" in page
    assert "1 opportunity" in page
    assert "without “hydrotherapy”" in page
    assert "Find a Tender" in page


def test_nonsense_in_the_address_is_ignored(cast: Cast) -> None:
    published(cast)
    for query in ("?stage=x&order=y&value=z&page=99", "?words=%00%27&closes=-1", "?page=abc"):
        assert cast.client().get(LIST + query).status_code == 200


def test_the_list_costs_the_same_for_few_and_many(cast: Cast, assert_constant_queries) -> None:  # type: ignore[no-untyped-def]
    specification = draft_procurement(cast).specification
    assert_constant_queries(
        lambda: cast.client().get(f"{LIST}?stage="),
        lambda: published(cast, specification=specification, team=False),
    )


def test_the_questions_page_costs_the_same_for_few_and_many(cast: Cast, assert_constant_queries) -> None:  # type: ignore[no-untyped-def]
    tender = published(cast)
    assert_constant_queries(
        lambda: cast.client().get(f"{LIST}{tender.ref}/clarifications/"),
        lambda: clarification(cast, tender, answer="Yes."),
    )


def test_twenty_on_a_page(cast: Cast) -> None:
    specification = draft_procurement(cast).specification
    for number in range(22):
        published(cast, specification=specification, team=False, questions=False, title=f"Tender number {number}.")
    first = cast.client().get(LIST).content.decode()
    assert first.count('class="opportunity"') == 20
    assert cast.client().get(f"{LIST}?page=2").content.decode().count('class="opportunity"') == 2


def test_a_sourced_notice_shows_all_it_said_and_offers_no_act(cast: Cast) -> None:
    notice = sourced(
        cast,
        source_data={
            "tender": {
                "minValue": {"amount": 1200, "currency": "GBP"},
                "tenderPeriod": {"endDate": "2024-03-01T12:00:00Z"},
                "hasOptions": False,
                "items": [{"description": "Minibuses"}, {"description": "Drivers"}],
            }
        },
    )
    page = cast.client("lead").get(f"/tenders/{notice.ref}/").content.decode()
    for words in (
        "Minibuses",
        "Drivers",
        "1200",
        "1 March 2024, 12:00",
        "Contracts Finder",
        "Open Government Licence v3.0",
    ):
        assert words in page, words
    assert "2024-03-01" not in page
    assert "False" not in page
    assert "Register interest" not in page
    assert cast.client("lead").get(f"/tenders/{notice.ref}/interest/").status_code == 403


def test_the_buyer_sees_how_many_are_interested_and_never_who(cast: Cast) -> None:
    """SOD-07."""
    tender = published(cast)
    interested(cast, tender, "harbour", "meridian")
    for name in ("officer", "publisher", "opener1", "admin", "auditor"):
        page = cast.client(name).get(f"/tenders/{tender.ref}/").content.decode()
        assert "Harbour Carers" not in page
        assert "Meridian" not in page
    assert "<strong>2 organisations</strong>" in cast.client("officer").get(f"/tenders/{tender.ref}/").content.decode()
    rival = cast.client("rival").get(f"/tenders/{tender.ref}/").content.decode()
    assert "Meridian Wellbeing has registered interest" in rival
    assert "Harbour" not in rival
    assert "2 organisations" not in rival


def test_a_bidder_finds_the_bid_and_its_letter_from_the_tender_after_the_deadline(cast: Cast) -> None:
    procurement = open_tender(cast)
    bid = submitted_bid(cast, procurement, "harbour")
    with clock.at(procurement.deadline_at + timedelta(days=1)):
        own = cast.client("lead").get(f"/tenders/{procurement.ref}/")
        other = cast.client("rival").get(f"/tenders/{procurement.ref}/")
    assert f'href="/tenders/{procurement.ref}/bids/{bid.ref}/"' in own.content.decode()
    assert bid.ref not in other.content.decode()
