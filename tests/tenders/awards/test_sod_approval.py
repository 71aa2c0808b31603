"""SOD-11: who recommends, opened, scored or led the talk does not approve; and what a recommendation must hold."""

from typing import Any

import pytest

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import DeclarationState, TeamRole
from portal.tenders.models import Award, Opening, Score
from portal.tenders.permissions.award import (
    can_approve_award,
    can_recommend_award,
    can_return_award,
    can_see_award,
)
from portal.tenders.selectors.award_conflicts import conflicts_text
from portal.tenders.services.award import award_approve, award_recommend, award_return
from tests.characters import Cast
from tests.tenders import factories_awards as make
from tests.tenders.awards.test_walk import Walk
from tests.tenders.factories import assign
from tests.tenders.factories_evaluation import bid_of, decide, declare, evaluation, priced, ranked


def test_only_the_cleared_lead_recommends_and_only_once(cast: Cast) -> None:
    procurement = ranked(cast)
    lot = evaluation(procurement)
    assert cast.allowed(can_recommend_award, lot) == {"officer"}
    make.recommended(cast, procurement)
    assert cast.allowed(can_recommend_award, lot) == set()
    assert "stands already" in can_recommend_award(cast.user("officer"), lot).reason


def test_nothing_is_recommended_before_the_order_is_made(cast: Cast) -> None:
    procurement = priced(cast)
    walk = Walk(cast, procurement)
    assert "order of the bids has not been worked out" in walk.see("officer", "recommend/", 403)
    assert Award.objects.count() == 0


def test_only_the_bid_that_comes_first_can_be_recommended(cast: Cast) -> None:
    procurement = ranked(cast)
    with pytest.raises(DomainError, match="published rules decide"):
        award_recommend(
            actor=cast.user("officer"),
            evaluation=evaluation(procurement),
            reasons="We like them.",
            bid=bid_of(cast, procurement, "meridian"),
        )


def test_bids_level_in_everything_are_chosen_by_the_interview(cast: Cast) -> None:
    level = dict.fromkeys(("harbour", "meridian", "garden"), (4, 4, 4, 4))
    prices = dict.fromkeys(level, 140_000_000)
    procurement = ranked(cast, scores=level, prices=prices)
    walk = Walk(cast, procurement)
    words = {"reasons": make.REASONS, "conflicts_summary": "None declared."}
    assert "Which bid did the panel" in walk.refused("officer", "recommend/", **words, act="confirm")
    chosen = bid_of(cast, procurement, "garden")
    walk.press("officer", "recommend/", **words, bid=chosen.ref, act="confirm")
    assert Award.objects.get().bid == chosen


def test_the_lead_sees_why_a_colleague_must_approve_and_who_can(cast: Cast) -> None:
    award = make.recommended(cast)
    walk = Walk(cast, award.lot.procurement)
    page = walk.see("officer")
    assert "You wrote the recommendation, so a colleague must approve it." in page
    assert "Ruth Calloway can." in page
    refused = walk.refused("officer", "approve/", reason="I am sure.")
    assert "a colleague must approve it" in refused
    award.refresh_from_db()
    assert (award.state, award.approved_by) == ("recommended", None)


def test_only_the_approver_approves(cast: Cast) -> None:
    award = make.fresh(make.recommended(cast))
    assert cast.allowed(can_approve_award, award) == {"approver"}
    assert cast.allowed(can_return_award, award) == {"approver", "officer"}
    for who in ("officer", "publisher", "opener1", "facilitator", "evaluator1", "expert"):
        with pytest.raises(NotAllowed):
            award_approve(actor=cast.user(who), award=award, reason="Yes.")
    assert award_approve(actor=cast.user("approver"), award=award, reason="Yes.").approved_by == cast.approver


@pytest.mark.parametrize("part", [TeamRole.OPENER, TeamRole.EVALUATOR, TeamRole.FACILITATOR, TeamRole.PACK_AUTHOR])
def test_an_approver_who_had_another_part_is_refused(cast: Cast, part: TeamRole) -> None:
    award = make.fresh(make.recommended(cast))
    assign(cast, award.lot.procurement, ("approver", part))
    award.lot.procurement.assignments.filter(user=cast.approver, role=part).update(ended_at=award.recommended_at)
    decision = can_approve_award(cast.user("approver"), award)
    assert not decision
    assert "did not lead, write, open, score or facilitate" in decision.reason


def test_what_was_done_counts_even_where_no_part_was_held(cast: Cast) -> None:
    award = make.fresh(make.recommended(cast))
    assert can_approve_award(cast.user("approver"), award)
    score = Score.objects.order_by("pk").first()
    assert score is not None
    made = {"evaluation": score.evaluation, "bid": score.bid, "question": score.question, "value": 3}
    kept = Score.objects.create(**made, evaluator=cast.approver, reason="Mine.", scored_at=award.recommended_at)
    assert not can_approve_award(cast.user("approver"), award)
    kept.delete()
    Opening.objects.create(procurement=award.lot.procurement, first_by=cast.approver, first_at=award.recommended_at)
    assert not can_approve_award(cast.user("approver"), award)


def test_an_approver_who_is_not_cleared_decides_nothing(cast: Cast) -> None:
    award = make.fresh(make.recommended(cast))
    declaration = declare(cast, award.lot.procurement, "approver", harbour="My sister works there.")
    assert "has not been decided" in can_approve_award(cast.user("approver"), award).reason
    decide(cast, declaration, outcome=DeclarationState.BLOCKING, reason="Too close.")
    assert not can_approve_award(cast.user("approver"), award)


def test_sent_back_with_its_reason_and_recommended_again(cast: Cast) -> None:
    award = make.recommended(cast)
    walk = Walk(cast, award.lot.procurement)
    assert "What has to be different?" in walk.refused("approver", "return/", reason="")
    page = walk.press("approver", "return/", reason="Say more about question 2.")
    assert "Say more about question 2." in page
    again = make.recommended(cast, award.lot.procurement)
    assert again.pk != award.pk
    assert Award.objects.filter(state="returned").count() == 1
    with pytest.raises(DomainError):
        award_return(actor=cast.user("approver"), award=award, reason="Again.")


def test_before_the_announcement_outsiders_meet_nothing(cast: Cast) -> None:
    award = make.fresh(make.approved(cast))
    lot = evaluation(award.lot.procurement)
    assert cast.allowed(can_see_award, lot) == {"officer", "approver", "publisher", "auditor"}
    walk = Walk(cast, award.lot.procurement)
    for who in ("visitor", "lead", "rival", "member", "admin"):
        walk.see(who, walk.root, 404)
        walk.see(who, "standstill/", 404)
    assert "seen by those who make, approve and publish it" in walk.see("evaluator1", walk.root, 403)
    assert "See the decision" not in walk.see("visitor", f"/tenders/{award.lot.procurement.ref}/")


def test_conflicts_are_published_by_part_and_never_left_blank(cast: Cast) -> None:
    procurement = ranked(cast)
    assert conflicts_text(procurement) == "None declared."
    declaration = declare(cast, procurement, "evaluator2", meridian="A cousin works there")
    decide(
        cast,
        declaration,
        outcome=DeclarationState.CLEARED_WITH_MITIGATION,
        reason="Another team",
        mitigation="Scores checked",
    )
    text = conflicts_text(procurement)
    assert text == (
        "Evaluator 2 declared an interest in Meridian Wellbeing: A cousin works there. "
        "Cleared with conditions (Scores checked): Another team."
    )
    assert "Owen" not in text
    words = {"reasons": make.REASONS, "conflicts_summary": "  "}
    walk = Walk(cast, procurement)
    walk.refused("officer", "recommend/", **words, act="confirm")
    assert Award.objects.count() == 0
    silent: Any = award_recommend(
        actor=cast.user("officer"), evaluation=evaluation(procurement), reasons="Best.", conflicts_summary=" "
    )
    assert silent.conflicts_summary == "None declared."
