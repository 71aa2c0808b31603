"""SOD-01 to SOD-04: no bid before one's own declaration is cleared; nobody linked to a bidder takes part."""

from datetime import timedelta
from typing import Any

import pytest

from portal.audit.selectors import events_about
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.models import Membership
from portal.tenders.enums import DeclarationState, TeamRole
from portal.tenders.models import InterestDeclaration, ScoresSetAside
from portal.tenders.permissions.evaluation import (
    can_decide_declaration,
    can_declare,
    can_read_opened_bid,
    interest_decision,
    link_objection,
)
from portal.tenders.services.declaration import declaration_make
from portal.tenders.services.team import team_assign
from tests.characters import Cast
from tests.tenders import factories_evaluation as make
from tests.tenders.factories import draft_procurement

BLOCKING = DeclarationState.BLOCKING
READERS = ("officer", "facilitator", "evaluator1", "expert", "approver")


def _answer(procurement: Any, letter: str = "a") -> str:
    return f"/tenders/{procurement.ref}/evaluation/lots/1/bids/{letter}/answers/1/"


def _bid(cast: Cast, procurement: Any) -> Any:
    return make.bid_of(cast, procurement, "meridian")


@pytest.mark.parametrize("state", ["missing", "pending", "blocking", "before_names"])
def test_sod_01_and_02_no_bid_without_a_cleared_declaration(cast: Cast, state: str) -> None:
    procurement = make.opened(cast, ("meridian",))
    bid = _bid(cast, procurement)
    words = {"missing": "is missing", "pending": "has not been decided", "blocking": "Too close"}
    if state == "before_names":
        InterestDeclaration.objects.create(
            procurement=procurement,
            number=90,
            user=cast.evaluator1,
            state="cleared",
            confidentiality_accepted=True,
            declared_at=now() - timedelta(days=9),
        )
    elif state != "missing":
        declaration = make.declare(cast, procurement, "evaluator1", meridian="My partner works there.")
        if state == "blocking":
            make.decide(cast, declaration, outcome=BLOCKING, reason="Too close.")
    response = cast.client("evaluator1").get(_answer(procurement))
    assert response.status_code == 403
    assert words.get(state, "Now that they are, declare again") in response.content.decode()
    refused = events_about(bid).get(verb="tenders.bid.read.refused")
    assert refused.actor_id == cast.evaluator1.pk
    assert refused.data["reason"]
    assert not events_about(bid).filter(verb="tenders.bid.read").exists()


def test_sod_01_every_reader_is_held_to_it(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    bid = _bid(cast, procurement)
    assert cast.allowed(can_read_opened_bid, bid) == set()
    for who in READERS:
        assert cast.client(who).get(_answer(procurement)).status_code == 403
        make.clear(cast, procurement, who)
        assert cast.client(who).get(_answer(procurement)).status_code == 200
    assert cast.allowed(can_read_opened_bid, bid) == set(READERS)
    read = events_about(bid).filter(verb="tenders.bid.read")
    assert {event.actor_id for event in read} == {getattr(cast, who).pk for who in READERS}
    # Their part needs no bid, cleared or not.
    make.clear(cast, procurement, "opener1")
    assert cast.client("opener1").get(_answer(procurement)).status_code == 403
    assert cast.client("publisher").get(_answer(procurement)).status_code == 403


def test_sod_01_the_refusal_leads_to_the_declaration(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    page = cast.client("evaluator1").get(_answer(procurement)).content.decode()
    assert f"/tenders/{procurement.ref}/evaluation/declare/" in page
    assert "Declare my interests" in page


def test_sod_02_an_opener_who_declared_before_the_names_declares_again(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    decision = interest_decision(cast.user("opener1"), procurement)
    assert not decision
    assert "declare again" in decision.reason


def test_sod_03_a_positive_answer_removes_access_until_it_is_decided(cast: Cast) -> None:
    procurement = make.cleared(cast, ("meridian", "garden"))
    assert cast.client("expert").get(_answer(procurement)).status_code == 200
    declaration = make.declare(cast, procurement, "expert", garden="I went to the greenhouse last year.")
    assert declaration.has_interest
    assert cast.client("expert").get(_answer(procurement)).status_code == 403
    decided = make.decide(
        cast,
        declaration,
        outcome=DeclarationState.CLEARED_WITH_MITIGATION,
        reason="Past use is no bar.",
        mitigation="The panel knows of it.",
    )
    assert decided.state == "cleared_with_mitigation"
    assert cast.client("expert").get(_answer(procurement)).status_code == 200
    hub = cast.client("expert").get(f"/tenders/{procurement.ref}/evaluation/").content.decode()
    assert "The panel knows of it." in hub


def test_sod_03_every_bidder_is_asked_about_with_its_members(cast: Cast) -> None:
    procurement = make.opened(cast)
    page = cast.client("evaluator1").get(f"/tenders/{procurement.ref}/evaluation/declare/").content.decode()
    for name in ("Alongside", "Easton Pain Peers", "Meridian Wellbeing", "Garden Days"):
        assert name in page
    with pytest.raises(DomainError, match="Answer for Alongside"):
        declaration_make(
            actor=cast.user("evaluator1"), procurement=procurement, answers={}, confidentiality_accepted=True
        )
    declaration = make.declare(cast, procurement, "evaluator1", harbour="My aunt is a trustee.")
    answers = {answer.bid.bidder_name: answer.details for answer in declaration.answers.all() if answer.bid}
    assert answers == {"Alongside": "My aunt is a trustee.", "Meridian Wellbeing": "", "Garden Days": ""}


def test_a_link_without_details_and_a_missing_promise_are_shown_at_the_field(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    url = f"/tenders/{procurement.ref}/evaluation/declare/"
    key = cast.org("meridian").ref
    page = cast.client("evaluator1").post(url, {f"interest_{key}": "yes"}).content.decode()
    assert "<title>Error:" in page
    assert "Say what links you to Meridian Wellbeing" in page
    assert "I keep what I read to myself" in page
    assert not InterestDeclaration.objects.filter(user=cast.evaluator1).exists()


def test_declarations_are_decided_by_the_lead_and_the_leads_own_by_the_publisher(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    of_evaluator = make.declare(cast, procurement, "evaluator1")
    of_lead = make.declare(cast, procurement, "officer")
    assert cast.allowed(can_decide_declaration, of_evaluator) == {"officer"}
    assert cast.allowed(can_decide_declaration, of_lead) == {"publisher"}
    root = f"/tenders/{procurement.ref}/evaluation/declarations/"
    data = {"outcome": "cleared", "reason": "Nothing declared."}
    assert cast.client("officer").post(f"{root}{of_lead.number}/", data).status_code == 403
    assert cast.client("publisher").post(f"{root}{of_evaluator.number}/", data).status_code == 403
    assert cast.client("publisher").post(f"{root}{of_lead.number}/", data).status_code == 302
    page = cast.client("publisher").get(root).content.decode()
    assert "Helen Marsh" in page
    assert "Grace Lin" not in page


def test_nobody_decides_on_their_own_declaration(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    own = make.declare(cast, procurement, "officer")
    with pytest.raises(NotAllowed, match="Nobody decides on their own"):
        make.decide(cast, own, by="officer")


def test_a_decision_needs_its_reason_and_conditions(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    declaration = make.declare(cast, procurement, "evaluator1")
    url = f"/tenders/{procurement.ref}/evaluation/declarations/{declaration.number}/"
    page = cast.client("officer").post(url, {"outcome": "cleared_with_mitigation", "reason": "Fine."}).content.decode()
    assert "Write down the conditions" in page
    page = cast.client("officer").post(url, {"outcome": "cleared", "reason": ""}).content.decode()
    assert "<title>Error:" in page
    declaration.refresh_from_db()
    assert declaration.state == "declared_pending"


def test_a_late_conflict_takes_effect_with_the_next_request_and_sets_scores_aside(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian", "garden"))
    client = cast.client("evaluator2")
    url = f"/tenders/{procurement.ref}/evaluation/lots/1/moderation/"
    assert client.get(url).status_code == 200
    declaration = make.declare(cast, procurement, "evaluator2", meridian="They offered me a post yesterday.")
    assert client.get(url).status_code == 403
    make.decide(cast, declaration, outcome=BLOCKING, reason="A post was offered.")
    assert client.get(url).status_code == 403
    row = ScoresSetAside.objects.get()
    assert (row.evaluator, row.reason, row.decided_by) == (cast.evaluator2, "A post was offered.", cast.officer)
    page = cast.client("facilitator").get(url).content.decode()
    assert "The scores of Evaluator 2 were set aside" in page
    assert "3 people scored" in page
    numbers = cast.client("facilitator").get(url + "scores.csv").content.decode()
    assert "Evaluator 3" in numbers
    assert "Evaluator 2" not in numbers
    assert make.evaluation(procurement).scores.filter(evaluator=cast.evaluator2).count() == 8


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("evaluator1", TeamRole.EVALUATOR),
        ("expert", TeamRole.LIVED_EVALUATOR),
        ("facilitator", TeamRole.FACILITATOR),
        ("approver", TeamRole.APPROVER),
        ("opener1", TeamRole.OPENER),
        ("officer", TeamRole.PACK_AUTHOR),
    ],
)
def test_sod_04_nobody_linked_to_a_bidder_takes_part(cast: Cast, who: str, role: TeamRole) -> None:
    """A member of a member of the bidding alliance; until two years ago."""
    procurement = make.opened(cast, ("harbour",))
    left = now() - timedelta(days=2 * 365)
    Membership.objects.create(
        organisation=cast.org("easton"), user=getattr(cast, who), joined_at=left - timedelta(days=900), left_at=left
    )
    assert "Easton Pain Peers" in link_objection(cast.user(who), procurement)
    assert not interest_decision(cast.user(who), procurement)
    declaration = make.declare(cast, procurement, who)
    assert (declaration.state, declaration.decided_by) == ("blocking", None)
    with pytest.raises(NotAllowed, match="on record with a bidder"):
        make.decide(cast, declaration, by="publisher" if who == "officer" else "officer")
    response = cast.client(who).get(_answer(procurement))
    assert response.status_code == 403
    # An opener's part needs no bid at all; all others read why.
    assert ("Easton Pain Peers" in response.content.decode()) is (role != TeamRole.OPENER)


def test_sod_04_a_link_that_ended_more_than_three_years_ago_counts_no_more(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    Membership.objects.create(
        organisation=cast.org("meridian"),
        user=cast.evaluator1,
        joined_at=now() - timedelta(days=2000),
        left_at=now() - timedelta(days=3 * 366),
    )
    assert link_objection(cast.user("evaluator1"), procurement) == ""


def test_sod_04_somebody_who_joins_a_bidder_later_is_out_with_the_next_request(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    client = cast.client("evaluator1")
    url = f"/tenders/{procurement.ref}/evaluation/lots/1/scoring/1/a/"
    assert client.get(url).status_code == 200
    Membership.objects.create(organisation=cast.org("meridian"), user=cast.evaluator1, joined_at=now())
    response = client.post(url, {"value": "5", "reason": "Excellent, of course."})
    assert response.status_code == 403
    assert "You belong to Meridian Wellbeing" in response.content.decode()
    assert not make.evaluation(procurement).scores.exists()


def test_sod_04_members_of_providers_are_not_assigned(cast: Cast) -> None:
    procurement = draft_procurement(cast)
    for role in (TeamRole.EVALUATOR, TeamRole.OPENER, TeamRole.FACILITATOR, TeamRole.APPROVER, TeamRole.PACK_AUTHOR):
        with pytest.raises(DomainError, match="could bid"):
            team_assign(actor=cast.user("officer"), procurement=procurement, person=cast.user("partner1"), role=role)


def test_who_can_declare_when(cast: Cast) -> None:
    procurement = make.closed(cast, ("meridian",))
    assert cast.allowed(can_declare, procurement) == {"opener1", "opener2"}
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    team = {"officer", "facilitator", *make.PANEL, "approver", "opener1", "opener2"}
    assert cast.allowed(can_declare, procurement) == team
