"""Seats of people with lived experience: the same papers, and a vote on what the alliance decides (domain 4.2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.alliances.models import Alliance, Decision, Seat, SeatVote
from portal.alliances.permissions import seat as may
from portal.alliances.permissions.alliance import can_enter_space
from portal.alliances.selectors.work import work_for
from portal.alliances.services.decision import decision_vote
from portal.alliances.services.seat import seat_give, seat_vote
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import TeamRole
from portal.tenders.permissions.procurement import can_hold_role
from tests.alliances.factories import alliance, question, seat
from tests.characters import Cast
from tests.tenders.factories import draft_procurement


def _give(cast: Cast, made: Alliance, **typed: str) -> Any:
    data = {"email": "member@example.org", "voting": "yes"} | typed
    return cast.client("lead").post(f"/alliances/{made.ref}/seats/give/", data)


def _vote(cast: Cast, of: Decision, who: str = "member", **typed: str) -> Any:
    data = {"choice": "approve", "reason": "It is for us."} | typed
    return cast.client(who).post(f"/alliances/{of.alliance.ref}/decisions/{of.number}/seat-vote/", data)


def _votes_of_members(cast: Cast, of: Decision, *choices: str) -> None:
    people = ("lead", "partner1", "partner2")
    for who, choice, member in zip(people, choices, of.alliance.members.order_by("pk"), strict=False):
        decision_vote(actor=cast.user(who), decision=of, member=member, choice=choice)


def _page(cast: Cast, made: Alliance, who: str) -> str:
    return cast.client(who).get(f"/alliances/{made.ref}/").content.decode()


def test_the_convener_gives_a_seat_and_its_holder_reads_what_members_read(cast: Cast, committed: Any) -> None:
    made = alliance(cast, is_listed=False)
    assert cast.client("member").get(f"/alliances/{made.ref}/").status_code == 404
    with committed():
        assert _give(cast, made).status_code == 302
    told = OutboxMessage.objects.get(event_key__startswith="alliances.seat.given")
    assert (told.email, told.must_act) == ("member@example.org", False)
    assert "Your seat has one vote." in _page(cast, made, "member")
    assert "Leila" in _page(cast, made, "partner1")
    for path in ("decisions/", "agreement/v1/", "readiness/"):
        assert cast.client("member").get(f"/alliances/{made.ref}/{path}").status_code == 200, path
    assert made.name in cast.client("member").get("/alliances/").content.decode()
    assert cast.client("carer").get(f"/alliances/{made.ref}/").status_code == 404


def test_the_public_does_not_learn_who_has_a_seat(cast: Cast) -> None:
    made = alliance(cast)
    seat(cast, made)
    assert "Leila" not in _page(cast, made, "visitor")
    assert "Leila" not in _page(cast, made, "rival")


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("nobody@example.org", "Nobody has an account"),
        ("officer@example.org", "works for a commissioner"),
        ("partner1@example.org", "belongs to a member"),
    ],
)
def test_who_cannot_have_a_seat(cast: Cast, email: str, why: str) -> None:
    assert why in _give(cast, alliance(cast), email=email).content.decode()
    assert not Seat.objects.exists()


def test_a_person_has_one_seat(cast: Cast) -> None:
    made = alliance(cast)
    _give(cast, made)
    assert "has a seat already" in _give(cast, made).content.decode()
    with pytest.raises(DomainError, match="has a seat already"):
        seat_give(actor=cast.lead, alliance=made, person=cast.member)


def test_a_unanimous_decision_needs_the_seat_too(cast: Cast) -> None:
    made = alliance(cast)
    seat(cast, made)
    asked = question(cast, made)
    _votes_of_members(cast, asked, "approve", "approve", "approve")
    asked.refresh_from_db()
    assert asked.state == "open"
    assert [item.url for item in work_for(cast.member)] == [
        f"/alliances/{made.ref}/decisions/{asked.number}/seat-vote/"
    ]
    detail = f"/alliances/{made.ref}/decisions/{asked.number}/"
    assert "Vote with your seat" in cast.client("member").get(detail).content.decode()
    assert _vote(cast, asked).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == ("agreed", "Every member said yes.")
    assert not work_for(cast.member)
    page = cast.client("partner1").get(detail).content.decode()
    assert "lived experience" in page
    assert "It is for us." in page


def test_a_seat_that_says_no_stops_it(cast: Cast) -> None:
    made = alliance(cast)
    seat(cast, made)
    asked = question(cast, made)
    _vote(cast, asked, choice="reject")
    asked.refresh_from_db()
    assert asked.state == "not_agreed"


def test_seats_count_in_a_majority(cast: Cast) -> None:
    made = alliance(cast)
    seat(cast, made)
    asked = question(cast, made, kind="majority")
    _votes_of_members(cast, asked, "approve", "approve")
    asked.refresh_from_db()
    assert asked.state == "open"
    _vote(cast, asked)
    asked.refresh_from_db()
    assert asked.state == "agreed"


@pytest.mark.parametrize(
    ("held", "asked_about", "why"),
    [
        ({"is_voting": False}, {}, "a voice and no vote"),
        ({}, {"is_about_members": True}, "own pay or contract"),
        ({"given_at": now() + timedelta(minutes=1)}, {}, "began after"),
    ],
)
def test_when_a_seat_has_no_vote_the_members_decide(
    cast: Cast, held: dict[str, Any], asked_about: dict[str, Any], why: str
) -> None:
    made = alliance(cast)
    if "given_at" in held:
        held = {"given_at": now() + timedelta(minutes=1)}
    seat(cast, made, **held)
    asked = question(cast, made, **asked_about)
    assert not work_for(cast.member)
    refused = _vote(cast, asked)
    assert refused.status_code == 403
    assert why in refused.content.decode()
    _votes_of_members(cast, asked, "approve", "approve", "approve")
    asked.refresh_from_db()
    assert asked.state == "agreed"


def test_a_vote_is_cast_once_and_stays(cast: Cast) -> None:
    made = alliance(cast)
    seat(cast, made)
    asked = question(cast, made)
    _vote(cast, asked)
    assert "A vote is cast once and stays." in _vote(cast, asked).content.decode()
    with pytest.raises(NotAllowed, match="Only people with a seat"):
        seat_vote(actor=cast.partner1, decision=asked, choice="approve")
    with pytest.raises(DatabaseError), transaction.atomic():
        SeatVote.objects.update(choice="reject")


def test_a_seat_ends_with_the_next_click_and_its_votes_stay(cast: Cast) -> None:
    made = alliance(cast)
    held = seat(cast, made)
    asked = question(cast, made)
    _vote(cast, asked)
    address = f"/alliances/{made.ref}/seats/{held.pk}/end/"
    assert address in _page(cast, made, "member")
    cast.client("member").post(address)
    assert cast.client("member").get(f"/alliances/{made.ref}/decisions/").status_code == 403
    detail = cast.client("lead").get(f"/alliances/{made.ref}/decisions/{asked.number}/").content.decode()
    assert "Leila" in detail
    assert cast.client("lead").post(address).status_code == 403


def test_the_convener_says_that_it_is_about_a_members_money(cast: Cast) -> None:
    made = alliance(cast)
    client, url = cast.client("lead"), f"/alliances/{made.ref}/decisions/propose/"
    day = now() + timedelta(days=7)
    typed = {
        "title": "Pay Easton for the rooms",
        "proposal": "Easton gets £200 a month.",
        "impact_on_people": "They have a room.",
        "about_members": "yes",
        "about": "no",
        "kind": "majority",
        **{f"closes_at_{box}": str(getattr(day, box)) for box in ("day", "month", "year")},
        "closes_at_time": "12:00",
    }
    assert client.post(url, typed).status_code == 302
    assert Decision.objects.get().is_about_members
    page = client.get(f"/alliances/{made.ref}/decisions/1/").content.decode()
    assert "seats do not vote on it" in page


def test_who_sits_with_a_bidder_takes_no_part_on_the_buyers_side(cast: Cast) -> None:
    draft = draft_procurement(cast)
    assert can_hold_role(cast.member, draft, TeamRole.LIVED_EVALUATOR)
    seat(cast, alliance(cast))
    assert not can_hold_role(cast.member, draft, TeamRole.LIVED_EVALUATOR)


def test_each_policy_asked_by_everybody(cast: Cast) -> None:
    made = alliance(cast)
    held = seat(cast, made)
    asked = question(cast, made)
    assert cast.allowed(may.can_give_seat, made) == {"lead"}
    assert cast.allowed(may.can_end_seat, held) == {"lead", "member"}
    assert cast.allowed(may.can_vote_seat, asked) == {"member"}
    assert cast.allowed(can_enter_space, made) == {"lead", "partner1", "partner2", "member"}
