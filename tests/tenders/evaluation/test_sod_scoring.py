"""SOD-08 and SOD-09: scores hidden until individual scoring closes, locked afterwards; who must have scored (2.7)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.audit.selectors import events_about
from portal.audit.triggers import lifted
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import TeamRole
from portal.tenders.models import ComplianceCheck, EvaluatorAbsence, Question, Score
from portal.tenders.permissions.evaluation import (
    can_check_compliance,
    can_close_scoring,
    can_score,
    can_see_all_scores,
    can_start_scoring,
)
from portal.tenders.services.scoring import (
    absence_log,
    compliance_decide,
    score_save,
    scores_submit,
    scoring_close,
    scoring_start,
)
from tests.characters import Cast
from tests.tenders import factories_evaluation as make

READERS = {"officer", "facilitator", *make.PANEL, "approver"}
PAGES = ("moderation/", "moderation/scores.csv", "moderation/1/a/")


def _lot(procurement: Any) -> str:
    return f"/tenders/{procurement.ref}/evaluation/lots/1/"


def test_sod_08_nobody_sees_anothers_scores_before_scoring_closes(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    make.score_all(cast, procurement, "evaluator2", 5)
    for who in ("evaluator1", "expert", "facilitator", "officer", "approver"):
        for path in PAGES:
            response = cast.client(who).get(_lot(procurement) + path)
            assert response.status_code == 403
            assert "nobody sees the scores of another person" in response.content.decode()
    assert cast.client("admin").get(_lot(procurement) + PAGES[0]).status_code == 404
    assert cast.allowed(can_see_all_scores, make.evaluation(procurement)) == set()
    own = cast.client("evaluator1").get(_lot(procurement) + "scoring/1/a/").content.decode()
    assert "Reasons of evaluator2" not in own
    closing = cast.client("officer").get(_lot(procurement) + "scoring/close/").content.decode()
    assert "Reasons of evaluator2" not in closing
    written = events_about(make.evaluation(procurement)).filter(verb="tenders.score.save")
    assert {frozenset(event.data) for event in written} == {frozenset({"bid", "question"})}


def test_sod_08_after_closing_the_panel_sees_all(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    assert cast.allowed(can_see_all_scores, make.evaluation(procurement)) == READERS
    page = cast.client("evaluator1").get(_lot(procurement) + "moderation/1/a/").content.decode()
    assert "Reasons of evaluator2." in page
    assert "Owen Price" not in page


def test_sod_09_no_score_changes_after_closing(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    lot = make.evaluation(procurement)
    assert cast.allowed(can_score, lot) == set()
    url = _lot(procurement) + "scoring/1/a/"
    response = cast.client("evaluator1").post(url, {"value": "5", "reason": "A second look."})
    assert response.status_code == 403
    assert "Individual scores were locked on 24 November 2026, 12:00" in response.content.decode()
    with pytest.raises(NotAllowed):
        score_save(
            actor=cast.user("evaluator1"),
            evaluation=lot,
            bid=make.bid_of(cast, procurement, "meridian"),
            question=Question.objects.get(procurement=procurement, number=1),
            value=Decimal(5),
            reason="A second look.",
        )
    assert set(Score.objects.filter(evaluator=cast.evaluator1).values_list("value", flat=True)) == {Decimal(4)}


def test_sod_09_the_database_refuses_too(cast: Cast) -> None:
    make.scored(cast, ("meridian",))
    for change in (
        lambda: Score.objects.update(value=5),
        lambda: Score.objects.filter(evaluator=cast.expert).update(reason="Nothing."),
        lambda: Score.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with lifted():
        Score.objects.update(value=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Score.objects.update(value=4)


def test_own_scores_can_change_until_scoring_closes_even_when_handed_in(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    make.score_all(cast, procurement, "evaluator1", 3)
    url = _lot(procurement) + "scoring/1/a/"
    assert cast.client("evaluator1").post(url, {"value": "4", "reason": "I missed the annex."}).status_code == 302
    row = Score.objects.get(question__number=1, evaluator=cast.evaluator1)
    assert (row.value, row.reason, row.submitted_at) == (Decimal(4), "I missed the annex.", now())


def test_handing_in_needs_every_answer(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian", "garden"))
    lot = make.evaluation(procurement)
    page = cast.client("expert").get(_lot(procurement) + "scoring/").content.decode()
    assert "0 of 6 scored" in page
    assert "6 answers still have no score from you." in page
    with pytest.raises(DomainError, match="6 answers"):
        scores_submit(actor=cast.user("expert"), evaluation=lot)
    assert cast.client("expert").post(_lot(procurement) + "scoring/submit/").status_code == 409
    make.score_all(cast, procurement, "expert")
    assert scores_submit(actor=cast.user("expert"), evaluation=lot) == 0


def test_evaluators_score_and_read_only_their_own_questions(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    for path in ("scoring/4/a/", "bids/a/answers/4/"):
        response = cast.client("expert").get(_lot(procurement) + path)
        assert response.status_code == 403
        assert "You score other questions" in response.content.decode()
        assert cast.client("evaluator1").get(_lot(procurement) + path).status_code == 200


def test_lived_experience_reads_the_question_in_plain_words(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    page = cast.client("expert").get(_lot(procurement) + "scoring/1/a/").content.decode()
    assert page.index("Who decides? Tell us in plain words.") < page.index("The question as it was published")
    page = cast.client("evaluator1").get(_lot(procurement) + "scoring/1/a/").content.decode()
    assert "Who decides? Tell us in plain words." not in page


# -- Starting and closing --------------------------------------------------------------------------------------------


def test_scoring_starts_by_the_cleared_lead_with_a_big_enough_panel(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    lot = make.evaluation(procurement)
    assert cast.allowed(can_start_scoring, lot) == set()
    make.clear(cast, procurement, "officer")
    assert cast.allowed(can_start_scoring, lot) == {"officer"}
    procurement.assignments.filter(user=cast.evaluator3).update(ended_at=now())
    with pytest.raises(DomainError, match=r"Question 4 needs 1 more evaluator\."):
        scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=1))
    procurement.assignments.filter(user=cast.evaluator3).update(ended_at=None)
    procurement.assignments.filter(user=cast.expert).update(ended_at=now())
    with pytest.raises(DomainError, match="Question 1 needs an evaluator with lived experience"):
        scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=1))


def test_each_evaluator_starts_when_their_own_declaration_is_cleared(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    make.clear(cast, procurement, "officer", "evaluator1")
    lot = make.evaluation(procurement)
    assert "has not started the scoring" in can_score(cast.user("evaluator1"), lot).reason
    scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=1))
    assert cast.allowed(can_score, make.evaluation(procurement)) == {"evaluator1"}
    make.clear(cast, procurement, "evaluator2")
    assert cast.allowed(can_score, make.evaluation(procurement)) == {"evaluator1", "evaluator2"}


def test_scoring_closes_when_all_have_handed_in_or_an_absence_is_recorded(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    for who in ("evaluator1", "evaluator2", "expert"):
        make.score_all(cast, procurement, who)
    lot = make.evaluation(procurement)
    assert cast.allowed(can_close_scoring, lot) == {"officer"}
    page = cast.client("officer").get(_lot(procurement) + "scoring/close/").content.decode()
    assert "Not handed in yet: Farah Aziz." in page
    with pytest.raises(DomainError, match="Farah Aziz"):
        scoring_close(actor=cast.user("officer"), evaluation=lot)
    number = procurement.assignments.get(user=cast.evaluator3).number
    url = f"{_lot(procurement)}scoring/absences/{number}/"
    assert cast.client("officer").post(url, {"reason": "In hospital until January."}).status_code == 302
    assert EvaluatorAbsence.objects.get().reason == "In hospital until January."
    # Question 4 is for professionals: two are not enough, whoever is absent.
    with pytest.raises(DomainError, match=r"Question 4 needs 1 more evaluator\."):
        scoring_close(actor=cast.user("officer"), evaluation=lot)
    make.score_all(cast, procurement, "evaluator3")
    scoring_close(actor=cast.user("officer"), evaluation=lot)
    assert make.evaluation(procurement).state == "moderation"
    assert not Score.objects.filter(locked_at=None).exists()


def test_an_absent_evaluators_unfinished_scores_do_not_count_and_are_not_shown(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    Question.objects.filter(procurement=procurement, number=4).update(evaluator_group="all")
    for who in ("evaluator1", "evaluator2", "expert"):
        make.score_all(cast, procurement, who)
    make.score_all(cast, procurement, "evaluator3", 0, submit=False)
    lot = make.evaluation(procurement)
    absence_log(actor=cast.user("officer"), evaluation=lot, evaluator=cast.evaluator3, reason="Ill.")
    scoring_close(actor=cast.user("officer"), evaluation=lot)
    page = cast.client("facilitator").get(_lot(procurement) + "moderation/1/a/").content.decode()
    assert "Reasons of evaluator3" not in page
    assert "Evaluator 3 was absent: Ill." in page


def test_a_missing_lived_experience_score_keeps_scoring_open(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    for who in make.PROFESSIONALS:
        make.score_all(cast, procurement, who)
    lot = make.evaluation(procurement)
    absence_log(actor=cast.user("officer"), evaluation=lot, evaluator=cast.expert, reason="Away.")
    with pytest.raises(DomainError, match="Question 1 needs an evaluator with lived experience"):
        scoring_close(actor=cast.user("officer"), evaluation=lot)


# -- Pass or fail ----------------------------------------------------------------------------------------------------


def _with_pass_fail(cast: Cast) -> Any:
    procurement = make.closed(cast, ())
    Question.objects.create(
        procurement=procurement, number=5, kind="pass_fail", title="Insurance", text="Are you insured?", word_limit=50
    )
    make.add_bids(cast, procurement, ("meridian", "garden"), make.PRICES)
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    make.clear(cast, procurement, "officer", "facilitator", *make.PANEL, "approver")
    return procurement


def test_a_bid_that_fails_a_condition_is_out_with_a_reason_before_scoring(cast: Cast) -> None:
    procurement = _with_pass_fail(cast)
    lot = make.evaluation(procurement)
    assert cast.allowed(can_check_compliance, lot) == {"officer"}
    with pytest.raises(DomainError, match="First decide on the pass-or-fail answers of: A, B"):
        scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=1))
    good, bad = make.letter(cast, procurement, "meridian"), make.letter(cast, procurement, "garden")
    client = cast.client("officer")
    page = client.get(f"{_lot(procurement)}bids/{bad}/compliance/").content.decode()
    assert "Our answer to question 5." in page
    answer = {"is_compliant": "no", "reason": "The certificate ended in May."}
    assert client.post(f"{_lot(procurement)}bids/{bad}/compliance/", answer).status_code == 302
    answer = {"is_compliant": "yes", "reason": "Insured."}
    assert client.post(f"{_lot(procurement)}bids/{good}/compliance/", answer).status_code == 302
    bid = make.bid_of(cast, procurement, "garden")
    assert (bid.state, bid.non_compliance_reason) == ("non_compliant", "The certificate ended in May.")
    scoring_start(actor=cast.user("officer"), evaluation=lot, due_at=now() + timedelta(days=1))
    response = cast.client("evaluator1").get(f"{_lot(procurement)}scoring/1/{bad}/")
    assert response.status_code == 403
    assert "did not meet the pass-or-fail questions" in response.content.decode()
    with pytest.raises(NotAllowed):
        compliance_decide(actor=cast.user("officer"), evaluation=lot, bid=bid, is_compliant=True, reason="Changed.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ComplianceCheck.objects.update(is_compliant=True)


def test_a_new_evaluator_may_come_while_scoring_is_open(cast: Cast) -> None:
    from portal.tenders.services.team import team_assign

    procurement = make.scoring(cast, ("meridian",))
    person = cast.user("planner")
    team_assign(actor=cast.user("officer"), procurement=procurement, person=person, role=TeamRole.EVALUATOR)
    make.clear(cast, procurement, "planner")
    make.score_all(cast, procurement, "planner", 2)
    for who in make.PANEL:
        make.score_all(cast, procurement, who)
    scoring_close(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    page = cast.client("facilitator").get(_lot(procurement) + "moderation/1/a/").content.decode()
    assert "Evaluator 4" in page
