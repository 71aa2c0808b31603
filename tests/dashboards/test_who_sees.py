"""A.8: the page says what the policies say, for every character, and nothing about others that is not theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.services import audit_record
from portal.budgets.enums import PlanPart
from portal.budgets.models import PersonalBudget
from portal.budgets.permissions.personal import can_see_part
from portal.codesign.permissions import can_know_comment
from portal.common.clock import now
from portal.common.seeing import kind_of, kinds
from portal.dashboards.selectors.seeing import Answer, answer
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Membership
from portal.tenders.models import Contract
from portal.tenders.permissions.contract import can_watch_contract
from tests.characters import NAMES, VISITOR, Cast
from tests.codesign import factories as codesign
from tests.dashboards.who_sees import THINGS, opened_bid
from tests.tenders import factories as tenders
from tests.tenders.factories_bids import alliance_bid, open_tender, submitted_bid

pytestmark = pytest.mark.django_db
ASKED_BY = {
    "project": "officer",
    "comment": "moderator",
    "alliance": "lead",
    "procurement": "officer",
    "evaluation": "officer",
    "bid": "lead",
    "contract": "lead",
    "fund": "fund",
    "budget": "holder",
    "answers": "holder",
}


def _asked(cast: Cast, name: str, args: list[Any], who: str = "") -> tuple[Any, Answer]:
    viewer = cast.user(who or ASKED_BY[name])
    kind = kind_of(THINGS[name][0])
    keys = {"comment": ("ref", "comment_id"), "bid": ("ref", "bid_ref")}.get(name, ("ref",))
    obj = kind.door(viewer, **dict(zip(keys, args, strict=True)))
    return obj, answer(viewer, kind, obj)


def _page(cast: Cast, name: str, args: list[Any], who: str = "") -> Any:
    url = reverse(f"dashboards:who_sees_{name}", args=args)
    return cast.client(who or ASKED_BY[name]).get(url)


def _shown_to(cast: Cast, found: Answer, who: str) -> set[str]:
    """The parts that the page says this character sees: by name of their own, by role, or as everybody."""
    user = cast.user(who)
    groups = set() if who == VISITOR else set(user.groups.values_list("name", flat=True))
    shown: set[str] = set()
    for row in found.can:
        is_public = row is found.can[0] and found.is_public_in_part and row.groups is not None
        by_role = row.groups is not None and bool(row.groups) and row.groups <= groups
        if is_public or by_role or user.pk in row.users:
            shown |= set(row.parts)
    return shown


@pytest.mark.parametrize("name", THINGS)
def test_the_page_and_the_policies_say_the_same_of_every_character(cast: Cast, name: str) -> None:
    _compare(cast, name, THINGS[name][1](cast))


def test_the_same_once_the_bids_are_opened(cast: Cast) -> None:
    _compare(cast, "bid", opened_bid(cast))


def _compare(cast: Cast, name: str, args: list[Any]) -> None:
    obj, found = _asked(cast, name, args)
    parts = list(kind_of(THINGS[name][0]).parts(obj))
    fresh, _again = _asked(cast, name, args)
    for key in ("_rights_kept", "_taken_kept", "_standings", "_links_kept", "_declarations_kept", "_parts_read"):
        fresh.__dict__.pop(key, None)
    told = {}
    for who in NAMES:
        policies = {part.name for part in parts if part.policy(cast.user(who), fresh)}
        told[who] = (_shown_to(cast, found, who), policies)
    assert {who: pair for who, pair in told.items() if pair[0] != pair[1]} == {}
    assert any(policies for _shown, policies in told.values())


def test_every_kind_has_its_address() -> None:
    assert {kind for kind, _make in THINGS.values()} == {kind.key for kind in kinds()}


@pytest.mark.parametrize("name", THINGS)
def test_the_page_is_there_for_who_may_know_and_tells_which_rules_it_asked(cast: Cast, name: str) -> None:
    args = THINGS[name][1](cast)

    response = _page(cast, name, args)

    assert response.status_code == 200
    assert "This page asks the same rules that open and close the doors." in response.text
    assert "The portal&#x27;s administrators" in response.text
    assert "role:" not in response.text
    assert "None" not in response.text


@pytest.mark.parametrize("name", ["project", "alliance", "procurement", "evaluation", "bid", "contract", "budget"])
def test_for_who_may_not_know_the_thing_the_page_does_not_exist(cast: Cast, name: str) -> None:
    args = THINGS[name][1](cast)

    for who in (VISITOR, "rival", "admin", "researcher"):
        assert _page(cast, name, args, who).status_code == 404, who


def test_a_sealed_bid_is_seen_by_its_own_people_and_the_page_says_why_nobody_else_sees_it(cast: Cast) -> None:
    tender = open_tender(cast)
    bid = alliance_bid(cast, tender)

    text = _page(cast, "bid", [tender.ref, bid.ref]).text

    assert "People of Harbour Carers" in text
    assert "Their organisation stands behind the bid" in text
    assert "This bid is sealed. Two officers open all bids together after the deadline." in text
    assert "Evaluator" in text


def test_a_bidder_never_learns_who_judges(cast: Cast) -> None:
    args = opened_bid(cast)

    text = _page(cast, "bid", args).text

    team = tenders.TEAM
    for who, _role in team:
        assert str(getattr(cast, who)) not in text, who


def test_that_a_colleague_is_not_cleared_is_told_only_to_those_who_decide_it(cast: Cast) -> None:
    args = THINGS["evaluation"][1](cast)

    for who in ("evaluator1", "facilitator"):
        text = _page(cast, "evaluation", args, who).text
        assert str(cast.evaluator2) not in text
    assert str(cast.evaluator2) in _page(cast, "evaluation", args, "officer").text


def test_a_person_reads_who_sees_which_part_of_their_plan_and_until_when(cast: Cast) -> None:
    args = THINGS["budget"][1](cast)

    text = _page(cast, "budget", args).text

    assert "In the circle" in text
    assert "until 30 April 2027" in text
    assert str(cast.carer) in text
    assert "What I do and when" in text


def test_somebody_in_the_circle_is_not_told_who_else_has_a_part(cast: Cast) -> None:
    args = THINGS["budget"][1](cast)

    text = _page(cast, "budget", args, "carer").text

    assert "Who else has a part is not for everybody to know." in text
    for who in ("finance", "planner", "broker", "expert"):
        assert str(getattr(cast, who)) not in text, who
    assert "Broker" not in text
    assert "power of attorney" not in text.lower()


def test_a_right_that_was_taken_back_is_gone_with_the_next_request(cast: Cast) -> None:
    from portal.budgets.models import CircleGrant
    from portal.budgets.services.circle import circle_stop

    args = THINGS["budget"][1](cast)
    assert "In the circle" in _page(cast, "budget", args).text

    circle_stop(actor=cast.holder, grant=CircleGrant.objects.get(budget__ref=args[0]))

    assert "In the circle" not in _page(cast, "budget", args).text
    assert _page(cast, "budget", args, "carer").status_code == 404


def test_whoever_wrote_a_comment_is_named_to_nobody(cast: Cast) -> None:
    args = THINGS["comment"][1](cast)

    moderator = _page(cast, "comment", args, "moderator").text
    author = _page(cast, "comment", args, "member").text

    assert "Whoever wrote it" in moderator
    assert str(cast.member) not in moderator
    assert "You" in author
    assert "until" not in author.lower().split("whoever wrote it")[0][-80:]


def test_that_somebody_may_be_in_danger_is_not_told_to_who_wrote_it(cast: Cast) -> None:
    said = codesign.danger(cast, codesign.published_version(cast))
    said = codesign.hidden(cast, said)
    args = [said.passage.project.ref, said.pk]

    assert "Safeguarding leads" in _page(cast, "comment", args, "safeguarding").text
    assert "Safeguarding leads" not in _page(cast, "comment", args, "member").text


def test_which_organisation_is_invited_is_known_to_the_members_only(cast: Cast) -> None:
    args = THINGS["alliance"][1](cast)

    assert "People of organisations that are invited" in _page(cast, "alliance", args).text
    invited = _page(cast, "alliance", args, "micro").text
    assert str(cast.lead) not in invited
    assert "People of the members:" in invited


def test_looks_and_refusals_are_shown_to_who_may_read_them(cast: Cast) -> None:
    args = THINGS["budget"][1](cast)
    client = cast.client("finance")
    client.get(reverse("budgets:personal_money", args=args))
    client.get(reverse("budgets:personal_plan", args=args))

    text = _page(cast, "budget", args).text

    assert "Who has looked" in text
    assert f"{cast.finance}" in text
    assert "Tried:" in text
    assert "Who has looked" not in _page(cast, "budget", args, "finance").text


def test_a_look_of_the_team_is_shown_to_a_bidder_without_a_name(cast: Cast) -> None:
    args = opened_bid(cast)
    obj, _found = _asked(cast, "bid", args)
    audit_record(actor=cast.evaluator1, verb="tenders.bid.read", subject=obj, data={})

    text = _page(cast, "bid", args).text

    assert str(cast.evaluator1) not in text
    assert "There is 1 look or refusal on record." in text


def test_the_page_costs_the_same_for_two_people_and_for_twelve(
    cast: Cast, assert_constant_queries: Callable[[Callable[[], Any], Callable[[], Any]], None]
) -> None:
    args = THINGS["bid"][1](cast)

    def more() -> None:
        user = User.objects.create(email=f"colleague{User.objects.count()}@example.com", first_name="Sam")
        Membership.objects.create(organisation=cast.org("harbour"), user=user, joined_at=now())
        memberships_sync(cast.org("harbour"))

    assert_constant_queries(lambda: _page(cast, "bid", args), more)


@pytest.mark.parametrize("name", THINGS)
def test_no_page_asks_the_database_about_each_person(cast: Cast, name: str) -> None:
    args = THINGS[name][1](cast)
    obj, found = _asked(cast, name, args)
    viewer = cast.user(ASKED_BY[name])

    with CaptureQueriesContext(connection) as queries:
        answer(viewer, kind_of(THINGS[name][0]), obj)

    assert len(queries) <= 24, [query["sql"][:160] for query in queries]
    assert found.can


def test_a_bidder_is_told_that_others_cannot_see_it_and_not_who_they_are(cast: Cast) -> None:
    tender = open_tender(cast)
    bid = submitted_bid(cast, tender)
    submitted_bid(cast, tender, "meridian")

    text = _page(cast, "bid", [tender.ref, bid.ref]).text

    assert "Every other organisation, bidder or not" in text
    assert "Meridian" not in text


def test_who_may_know_a_comment_by_all_characters(cast: Cast) -> None:
    said = codesign.comment(cast, codesign.published_version(cast))
    assert cast.allowed(can_know_comment, said) == set(NAMES)

    hidden = codesign.hidden(cast, said)

    assert cast.allowed(can_know_comment, hidden) == {"member", "moderator", "admin", "admin2"}


def test_who_may_see_which_part_of_a_plan_by_all_characters(cast: Cast) -> None:
    budget = PersonalBudget.objects.get(ref=THINGS["budget"][1](cast)[0])
    everything = {"holder", "expert", "planner", "signoff", "broker"}

    assert cast.allowed(can_see_part, budget, PlanPart.NARRATIVE) == everything
    assert cast.allowed(can_see_part, budget, PlanPart.OUTCOMES) == everything
    assert cast.allowed(can_see_part, budget, PlanPart.MONEY) == {*everything, "finance"}
    assert cast.allowed(can_see_part, budget, PlanPart.LOGISTICS) == {*everything, "carer"}


def test_who_may_read_who_looked_at_a_contract_by_all_characters(cast: Cast) -> None:
    contract = Contract.objects.get(ref=THINGS["contract"][1](cast)[0])

    assert cast.allowed(can_watch_contract, contract) == {
        "lead",
        "partner1",
        "partner2",
        "officer",
        "publisher",
        "approver",
    }
