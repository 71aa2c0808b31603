"""Every policy of an evaluation, asked by every character in every phase."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.tenders.models import Question
from portal.tenders.permissions import evaluation as policies
from portal.tenders.workflow.evaluation import EVALUATION
from tests.characters import Cast
from tests.tenders import factories_evaluation as make

NOBODY: set[str] = set()
OPENERS = {"opener1", "opener2"}
LEAD, FACILITATOR, APPROVER = {"officer"}, {"facilitator"}, {"approver"}
PROFESSIONALS = {"evaluator1", "evaluator2", "evaluator3"}
EVALUATORS = PROFESSIONALS | {"expert"}
READERS = LEAD | FACILITATOR | EVALUATORS | APPROVER
TEAM = READERS | OPENERS | {"publisher"}

# Phase -> policy about the procurement -> who may.
ABOUT_PROCUREMENT: dict[str, dict[str, set[str]]] = {
    "closed": {
        "can_see_evaluation": TEAM,
        "can_declare": OPENERS,
        "can_open_bids": NOBODY,
        "can_start_opening": NOBODY,
        "can_confirm_opening": NOBODY,
        "can_see_opening": LEAD | OPENERS | {"publisher"},
        "can_see_declarations": LEAD | {"publisher"},
        "interest_decision": NOBODY,
    },
    "opened": {
        "can_see_evaluation": TEAM,
        "can_declare": READERS | OPENERS,
        "can_open_bids": NOBODY,
        "can_start_opening": NOBODY,
        "can_confirm_opening": NOBODY,
        "interest_decision": NOBODY,
    },
    "cleared": {"interest_decision": READERS, "can_open_bids": NOBODY},
    "ranked": {"interest_decision": READERS, "can_declare": READERS | OPENERS},
}

# Phase -> policy about the evaluation of the lot -> who may.
ABOUT_LOT: dict[str, dict[str, set[str]]] = {
    "opened": {
        "can_check_compliance": NOBODY,
        "can_start_scoring": NOBODY,
        "can_score": NOBODY,
        "can_see_all_scores": NOBODY,
        "can_see_ranking": NOBODY,
    },
    "cleared": {
        "can_check_compliance": LEAD,
        "can_start_scoring": LEAD,
        "can_score": NOBODY,
        "can_close_scoring": NOBODY,
        "can_see_all_scores": NOBODY,
        "can_record_consensus": NOBODY,
        "can_open_prices": NOBODY,
    },
    "scoring": {
        "can_check_compliance": NOBODY,
        "can_start_scoring": NOBODY,
        "can_score": EVALUATORS,
        "can_close_scoring": LEAD,
        "can_see_all_scores": NOBODY,
        "can_record_consensus": NOBODY,
        "can_lock_quality": NOBODY,
        "can_open_prices": NOBODY,
        "can_rank": NOBODY,
        "can_see_ranking": NOBODY,
    },
    "scored": {
        "can_score": NOBODY,
        "can_close_scoring": NOBODY,
        "can_see_all_scores": READERS,
        "can_record_consensus": FACILITATOR,
        "can_lock_quality": FACILITATOR,
        "can_open_prices": NOBODY,
        "can_see_ranking": NOBODY,
    },
    "locked": {
        "can_score": NOBODY,
        "can_see_all_scores": READERS,
        "can_record_consensus": NOBODY,
        "can_lock_quality": NOBODY,
        "can_open_prices": LEAD,
        "can_decide_price": NOBODY,
        "can_rank": NOBODY,
        "can_see_ranking": LEAD,
    },
    "priced": {
        "can_open_prices": NOBODY,
        "can_decide_price": LEAD,
        "can_rank": LEAD,
        "can_see_ranking": LEAD,
    },
    "ranked": {
        "can_open_prices": NOBODY,
        "can_decide_price": NOBODY,
        "can_rank": NOBODY,
        "can_see_ranking": LEAD | APPROVER,
        "can_see_all_scores": READERS,
    },
}


def _answers(cast: Cast, table: dict[str, set[str]], subject: Any) -> dict[str, set[str]]:
    return {name: cast.allowed(getattr(policies, name), subject) for name in table}


@pytest.mark.parametrize("phase", list(ABOUT_PROCUREMENT))
def test_about_the_procurement(cast: Cast, phase: str) -> None:
    procurement = getattr(make, phase)(cast, ("meridian",))
    assert _answers(cast, ABOUT_PROCUREMENT[phase], procurement) == ABOUT_PROCUREMENT[phase]


@pytest.mark.parametrize("phase", list(ABOUT_LOT))
def test_about_the_lot(cast: Cast, phase: str) -> None:
    procurement = getattr(make, phase)(cast, ("meridian",))
    assert _answers(cast, ABOUT_LOT[phase], make.evaluation(procurement)) == ABOUT_LOT[phase]


def test_about_one_answer(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    lot, bid = make.evaluation(procurement), make.bid_of(cast, procurement, "meridian")
    shared, professional = Question.objects.filter(procurement=procurement, number__in=(1, 4)).order_by("number")
    expected: dict[Callable[..., Any], tuple[set[str], set[str]]] = {
        policies.can_read_answer: (READERS, READERS - {"expert"}),
        policies.can_read_files: (READERS - {"expert"}, READERS - {"expert"}),
    }
    for policy, (of_shared, of_professional) in expected.items():
        assert cast.allowed(policy, bid, shared) == of_shared
        assert cast.allowed(policy, bid, professional) == of_professional
    assert cast.allowed(policies.can_score_answer, lot, bid, shared) == EVALUATORS
    assert cast.allowed(policies.can_score_answer, lot, bid, professional) == PROFESSIONALS


def test_about_a_sealed_bid(cast: Cast) -> None:
    procurement = make.closed(cast, ("meridian",))
    bid = make.bid_of(cast, procurement, "meridian")
    assert cast.allowed(policies.can_read_opened_bid, bid) == NOBODY


def test_about_a_price_that_was_asked_about(cast: Cast) -> None:
    procurement = make.asked(cast)
    assert cast.allowed(policies.can_explain_price, make.bid_of(cast, procurement, "meridian")) == {"rival"}
    assert cast.allowed(policies.can_explain_price, make.bid_of(cast, procurement, "harbour")) == NOBODY


def test_who_knows_which_bid_is_whose(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    knows = {name for name in TEAM if policies.sees_names(cast.user(name), procurement)}
    assert knows == LEAD | OPENERS | APPROVER | {"publisher"}


def test_a_part_that_has_ended_ends_with_the_next_request(cast: Cast) -> None:
    from portal.common.clock import now
    from portal.tenders.services.team import team_end

    procurement = make.scoring(cast, ("meridian",))
    url = f"/tenders/{procurement.ref}/evaluation/lots/1/scoring/1/a/"
    client = cast.client("evaluator2")
    assert client.get(url).status_code == 200
    number = procurement.assignments.get(user=cast.evaluator2).number
    team_end(actor=cast.user("officer"), procurement=procurement, number=number)
    assert client.get(url).status_code == 404
    # The dates decide even where a stored right was left behind.
    procurement.assignments.filter(user=cast.evaluator3).update(ended_at=now())
    assert cast.client("evaluator3").get(url).status_code == 404


def test_an_evaluation_that_has_ended_lets_nobody_act(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    type(procurement).objects.filter(pk=procurement.pk).update(state="abandoned")
    lot = make.evaluation(procurement)
    assert cast.allowed(policies.can_close_scoring, lot) == NOBODY
    assert cast.allowed(policies.can_declare, lot.lot.procurement) == NOBODY


@pytest.mark.parametrize("phase", ["cleared", "scoring", "scored", "priced"])
def test_the_buttons_come_from_the_same_table_as_the_rules(cast: Cast, phase: str) -> None:
    procurement = getattr(make, phase)(cast, ("meridian",))
    lot = make.evaluation(procurement)
    for step, decision in EVALUATION.open_to(cast.user("evaluator1"), lot):
        assert not decision
        assert decision.reason
        assert lot.state in step.source
    actor = "facilitator" if phase == "scored" else "officer"
    assert [bool(decision) for _step, decision in EVALUATION.open_to(cast.user(actor), lot)] == [True]


def test_superusers_have_no_shortcut(cast: Cast) -> None:
    procurement = make.ranked(cast, ("meridian",))
    for path in ("", "opening/", "declarations/", "lots/1/moderation/", "lots/1/ranking/", "lots/1/bids/a/answers/1/"):
        assert cast.client("admin").get(f"/tenders/{procurement.ref}/evaluation/{path}").status_code == 404
