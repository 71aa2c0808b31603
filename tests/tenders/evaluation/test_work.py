"""What waits for whom, why and by when, gone when done; and one mail for each thing that waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.common.clock import now
from portal.notifications.models import OutboxMessage
from portal.tenders.selectors.work_evaluation import waiting_for, work_for
from portal.tenders.services.ranking import prices_open, ranking_make
from portal.tenders.services.scoring import scores_submit, scoring_close, scoring_start
from tests.characters import Cast
from tests.tenders import factories_evaluation as make

MORE_PEOPLE = (
    "planner", "signoff", "fund", "finance", "board", "safeguarding",
    "member", "carer", "holder", "holder2", "holder3", "linkworker",
)  # fmt: skip


def titles(cast: Cast, who: str) -> list[str]:
    """What this person has to do."""
    return [item.title for item in work_for(cast.user(who))]


def test_openers_declare_then_open(cast: Cast) -> None:
    procurement = make.closed(cast, ("meridian",))
    declare, opening = work_for(cast.user("opener1"))
    assert (declare.title, declare.due_at) == ("Declare your interests", procurement.deadline_at)
    assert declare.url == f"/tenders/{procurement.ref}/evaluation/declare/"
    assert "opening officer" in declare.why
    assert opening.blocked_reason == "Not open yet. It opens when your declaration is cleared."
    made = make.declare(cast, procurement, "opener1")
    assert titles(cast, "officer") == ["Decide on the declaration of Tom Birch"]
    assert [row.title for row in waiting_for(cast.user("opener1"))] == ["A decision on your declaration of interests"]
    make.decide(cast, made)
    make.clear(cast, procurement, "opener2")
    assert titles(cast, "officer") == []
    (item,) = work_for(cast.user("opener1"))
    assert (item.title, item.blocked_reason) == ("Open the bids, with the other officer", "")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    assert titles(cast, "opener1") == []
    (waiting,) = waiting_for(cast.user("opener1"))
    assert (waiting.title, waiting.expected_at) == ("Confirmation of the opening", now() + timedelta(minutes=15))
    assert titles(cast, "opener2") == ["Confirm the opening of the bids"]
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    assert titles(cast, "opener1") == titles(cast, "opener2") == []


def test_the_panel_declares_scores_and_hands_in(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian", "garden"))
    declare, score = work_for(cast.user("expert"))
    assert declare.title == "Declare your interests"
    assert "lived-experience evaluator" in declare.why
    assert (score.title, score.blocked_reason) == (
        "Score 6 answers",
        "Not open yet. It opens when your declaration is cleared.",
    )
    make.clear(cast, procurement, "officer", "expert")
    (score,) = work_for(cast.user("expert"))
    assert score.blocked_reason == "Not open yet. It opens when the procurement lead starts the scoring."
    due = now() + timedelta(days=3)
    scoring_start(actor=cast.user("officer"), evaluation=make.evaluation(procurement), due_at=due)
    (score,) = work_for(cast.user("expert"))
    assert (score.blocked_reason, score.due_at) == ("", due)
    make.score_all(cast, procurement, "expert", submit=False)
    assert titles(cast, "expert") == ["Hand in your scores"]
    scores_submit(actor=cast.user("expert"), evaluation=make.evaluation(procurement))
    assert titles(cast, "expert") == []
    assert [row.title for row in waiting_for(cast.user("expert"))] == ["The other evaluators' scores"]


def test_lead_and_facilitator_step_by_step(cast: Cast) -> None:
    procurement = make.cleared(cast, ("meridian",))
    assert titles(cast, "officer") == ["Start the scoring"]
    due = now() + timedelta(days=3)
    scoring_start(actor=cast.user("officer"), evaluation=make.evaluation(procurement), due_at=due)
    assert titles(cast, "officer") == ["Close the individual scoring when all have handed in"]
    assert titles(cast, "facilitator") == []
    for who in make.PANEL:
        make.score_all(cast, procurement, who)
    scoring_close(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    assert titles(cast, "officer") == []
    assert titles(cast, "facilitator") == ["Agree the scores with the panel: 0 of 4 done"]
    for number in (1, 2, 3, 4):
        make.agree(cast, procurement, "meridian", number, 3)
    assert titles(cast, "facilitator") == ["Lock the agreed scores"]
    make.quality_lock(actor=cast.user("facilitator"), evaluation=make.evaluation(procurement))
    assert titles(cast, "facilitator") == []
    assert titles(cast, "officer") == ["Open the prices"]
    prices_open(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    assert titles(cast, "officer") == ["Work out the order"]
    ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    assert titles(cast, "officer") == []


def test_a_low_price_waits_for_the_lead_and_for_its_bidder(cast: Cast) -> None:
    procurement = make.asked(cast)
    assert titles(cast, "officer") == ["Decide on a low price"]
    (item,) = work_for(cast.user("rival"))
    bid = make.bid_of(cast, procurement, "meridian")
    assert (item.title, item.due_at) == ("Explain your price", now() + timedelta(days=7))
    assert item.url == f"/tenders/{procurement.ref}/bids/{bid.ref}/price/explain/"
    assert titles(cast, "lead") == titles(cast, "micro") == []


def test_each_link_leads_somewhere(cast: Cast) -> None:
    procurement = make.closed(cast, ("meridian",))
    for who in ("opener1", "opener2"):
        for item in work_for(cast.user(who)):
            assert cast.client(who).get(item.url).status_code == 200
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    make.clear(cast, procurement, "officer", "facilitator", *make.PANEL)
    make.declare(cast, procurement, "approver")
    for who in ("officer", "evaluator1", "expert"):
        for item in work_for(cast.user(who)):
            if not item.blocked_reason:
                assert cast.client(who).get(item.url).status_code == 200


def test_strangers_and_visitors_have_no_work_here(cast: Cast) -> None:
    make.opened(cast, ("meridian",))
    for who in ("visitor", "member", "rival", "admin", "auditor"):
        assert work_for(cast.user(who)) == []
        assert waiting_for(cast.user(who)) == []


@pytest.mark.parametrize("who", ["officer", "expert", "opener1"])
def test_work_costs_the_same_for_one_procurement_and_for_three(cast: Cast, who: str) -> None:
    def cost() -> int:
        user = cast.user(who)
        with CaptureQueriesContext(connection) as queries:
            work_for(user)
            waiting_for(user)
        return len(queries)

    make.opened(cast, ("meridian",))
    one = cost()
    make.opened(cast, ("garden",))
    make.opened(cast, ("harbour",))
    assert len(work_for(cast.user("officer"))) == 6
    assert cost() == one


def test_the_hub_and_the_declarations_cost_the_same_for_more_people(
    cast: Cast, assert_constant_queries: Callable[..., None]
) -> None:
    from portal.tenders.enums import TeamRole
    from tests.tenders.factories import assign

    procurement = make.opened(cast, ("meridian",))
    make.clear(cast, procurement, "officer")
    people = iter(MORE_PEOPLE)
    client = cast.client("officer")

    def add() -> None:
        who = next(people)
        assign(cast, procurement, (who, TeamRole.LIVED_EVALUATOR))
        make.declare(cast, procurement, who)

    root = f"/tenders/{procurement.ref}/evaluation/"
    assert_constant_queries(lambda: [client.get(root), client.get(root + "declarations/")], add)


# -- Mail ------------------------------------------------------------------------------------------------------------


def mails(prefix: str) -> set[tuple[str, bool]]:
    """(who, must act) of the mails about one event."""
    rows = OutboxMessage.objects.filter(event_key__startswith=prefix)
    return {(row.email.partition("@")[0], row.must_act) for row in rows}


def test_a_mail_for_each_thing_that_waits_once(cast: Cast, committed: Any) -> None:
    procurement = make.closed(cast, ("meridian",))
    with committed():
        make.clear(cast, procurement, "opener1", "opener2")
    assert mails("tenders.declaration.make:") == {("officer", True)}
    assert mails("tenders.declaration.clear:") == {("opener1", True), ("opener2", True)}
    with committed():
        make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    assert mails("tenders.opening.start:") == {("opener2", True)}
    with committed():
        make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    readers = ("officer", "facilitator", *make.PANEL, "approver")
    assert mails("tenders.declaration.ask:") == {(who, True) for who in readers}
    with committed():
        make.clear(cast, procurement, *readers)
    lot = make.evaluation(procurement)
    with committed():
        scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=3))
    assert mails("tenders.evaluation.start_scoring:") == {(who, True) for who in make.PANEL}
    with committed():
        for who in make.PANEL[:3]:
            make.score_all(cast, procurement, who)
    assert mails("tenders.score.submit:") == set()
    with committed():
        make.score_all(cast, procurement, "expert")
    assert mails("tenders.score.submit:") == {("officer", True)}
    with committed():
        scoring_close(actor=cast.user("officer"), evaluation=lot)
    assert mails("tenders.evaluation.close_scoring:") == {("facilitator", True)}
    assert mails("tenders.evaluation.close_scoring_panel:") == {(who, False) for who in make.PANEL}
    with committed():
        for number in (1, 2, 3, 4):
            make.agree(cast, procurement, "meridian", number, 3)
        make.quality_lock(actor=cast.user("facilitator"), evaluation=lot)
    assert mails("tenders.evaluation.lock_quality:") == {("officer", True)}
    with committed():
        prices_open(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
        ranking_make(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    assert mails("tenders.evaluation.rank:") == {("officer", True)}


def test_mails_carry_no_content_and_no_bidder(cast: Cast, committed: Any) -> None:
    with committed():
        make.scored(cast, ("meridian",))
    for row in OutboxMessage.objects.all():
        text = " ".join([row.subject, row.opening, *row.lines, row.link])
        assert "Meridian" not in text
        assert "Reasons of" not in text
        assert row.opening.startswith(("You need to", "You do not need to do anything"))


def test_somebody_who_is_cleared_while_scoring_is_open_is_asked_to_score(cast: Cast, committed: Any) -> None:
    procurement = make.opened(cast, ("meridian",))
    make.clear(cast, procurement, "officer")
    lot = make.evaluation(procurement)
    with committed():
        scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=3))
    assert mails("tenders.evaluation.start_scoring:") == set()
    with committed():
        make.clear(cast, procurement, "expert")
    row = OutboxMessage.objects.get(event_key__startswith="tenders.declaration.clear:", email="expert@example.org")
    assert row.must_act
    assert row.due_at == now() + timedelta(days=3)


def test_a_person_who_is_barred_is_told_kindly(cast: Cast, committed: Any) -> None:
    procurement = make.opened(cast, ("meridian",))
    with committed():
        declaration = make.declare(cast, procurement, "evaluator1", meridian="I own a tenth of it.")
        make.decide(cast, declaration, outcome=make.DeclarationState.BLOCKING, reason="Owns a share.")
    row = OutboxMessage.objects.get(event_key__startswith="tenders.declaration.block:")
    assert (row.email, row.must_act) == ("evaluator1@example.org", False)
    assert "Owns a share." in cast.client("evaluator1").get(row.link).content.decode()
