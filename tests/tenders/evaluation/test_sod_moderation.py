"""SOD-10 and what moderation must record: reasons, presence, no averages; then agreed scores are fixed (2.7)."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import TeamRole
from portal.tenders.models import Consensus, Question, Score
from portal.tenders.permissions.evaluation import can_lock_quality, can_record_consensus
from portal.tenders.services.moderation import quality_lock
from portal.tenders.services.team import team_assign
from tests.characters import Cast
from tests.tenders import factories_evaluation as make


def _lot(procurement: Any) -> str:
    return f"/tenders/{procurement.ref}/evaluation/lots/1/"


def _form(procurement: Any, **fields: Any) -> dict[str, Any]:
    numbers = [row.number for row in procurement.assignments.filter(role__contains="evaluator")]
    values = {
        "value": "3",
        "strengths": "Knows who is missed.",
        "weaknesses": "One early group is not reach.",
        "reason_for_change": "Evaluator 1 accepts the point about the evenings.",
        "present": numbers,
    }
    return values | fields


def test_sod_10_the_facilitator_writes_and_has_no_score_here(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    lot = make.evaluation(procurement)
    assert cast.allowed(can_record_consensus, lot) == {"facilitator"}
    for who in ("officer", "evaluator1", "expert", "approver"):
        url = _lot(procurement) + "moderation/1/a/"
        assert cast.client(who).get(url).status_code == 200
        assert cast.client(who).post(url, _form(procurement)).status_code == 403
    assert not Consensus.objects.exists()
    Score.objects.create(
        evaluation=lot,
        bid=make.bid_of(cast, procurement, "meridian"),
        question=Question.objects.get(procurement=procurement, number=1),
        evaluator=cast.facilitator,
        value=5,
        reason="Slipped in.",
        scored_at=now(),
    )
    assert cast.allowed(can_record_consensus, lot) == set()
    assert cast.client("facilitator").post(_lot(procurement) + "moderation/1/a/", _form(procurement)).status_code == 403


def test_sod_10_a_facilitator_is_never_an_evaluator_here(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    for person, role in (("facilitator", TeamRole.EVALUATOR), ("evaluator1", TeamRole.FACILITATOR)):
        with pytest.raises(DomainError):
            team_assign(actor=cast.user("officer"), procurement=procurement, person=cast.user(person), role=role)
    response = cast.client("facilitator").post(_lot(procurement) + "scoring/1/a/", {"value": "5", "reason": "Mine."})
    assert response.status_code == 403
    assert not Score.objects.exists()


def test_the_record_of_an_agreed_score(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    response = cast.client("facilitator").post(_lot(procurement) + "moderation/1/a/", _form(procurement))
    assert response.status_code == 302
    row = Consensus.objects.get()
    assert (row.value, row.recorded_by, row.recorded_at) == (Decimal(3), cast.facilitator, now())
    assert [person["alias"] for person in row.participants] == [
        "Evaluator 1",
        "Evaluator 2",
        "Evaluator 3",
        "Lived-experience evaluator 1",
    ]
    page = cast.client("evaluator1").get(_lot(procurement) + "moderation/1/a/").content.decode()
    assert "One early group is not reach." in page


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"strengths": ""}, "Answer “What is strong”"),
        ({"weaknesses": ""}, "Answer “What is weak”"),
        ({"value": ""}, "Choose an answer to “Agreed score”"),
        ({"reason_for_change": ""}, "Say why the panel moved from its own scores"),
        ({"present": []}, "Choose at least one answer to “Who took part”"),
    ],
)
def test_what_a_record_must_hold(cast: Cast, missing: dict[str, Any], words: str) -> None:
    procurement = make.scored(cast, ("meridian",))
    page = cast.client("facilitator").post(_lot(procurement) + "moderation/1/a/", _form(procurement, **missing))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<title>Error:" in text
    assert words in text
    assert not Consensus.objects.exists()


def test_somebody_who_scored_and_was_missing_is_explained(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    url, form = _lot(procurement) + "moderation/1/a/", _form(procurement)
    form["present"] = form["present"][:3]
    assert "was not there" in cast.client("facilitator").post(url, form).content.decode()
    form["absences"] = "Lived-experience evaluator 1 was ill; her reason was read out."
    assert cast.client("facilitator").post(url, form).status_code == 302
    assert len(Consensus.objects.get().participants) == 3


def test_no_reason_for_change_is_needed_when_everybody_gave_that_score(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    for who in make.PANEL:
        make.score_all(cast, procurement, who, 3)
    make.scoring_close(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    make.agree(cast, procurement, "meridian", 1, 3, reason_for_change="")
    with pytest.raises(DomainError, match="why the panel moved"):
        make.agree(cast, procurement, "meridian", 2, 4, reason_for_change="")


def test_no_average_is_shown_or_offered(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    page = cast.client("facilitator").get(_lot(procurement) + "moderation/1/a/").content.decode()
    assert "We show no average on purpose." in page
    assert "3.25" not in page
    assert "median" not in page.lower()
    assert 'type="radio" value="3" checked' not in page


def test_a_later_record_replaces_an_earlier_one_and_says_why(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    make.agree(cast, procurement, "meridian", 1, 3)
    with pytest.raises(DomainError, match="why the earlier record is replaced"):
        make.agree(cast, procurement, "meridian", 1, 4)
    make.agree(cast, procurement, "meridian", 1, 4, replaces_reason="The annex had been overlooked.")
    assert [str(row.value) for row in Consensus.objects.filter(superseded_at=None)] == ["4.00"]
    page = cast.client("evaluator1").get(_lot(procurement) + "moderation/1/a/").content.decode()
    assert "The annex had been overlooked." in page
    assert "agreed 3" in page


def test_quality_is_locked_by_the_facilitator_when_all_is_agreed(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    for number in (1, 2, 3):
        make.agree(cast, procurement, "meridian", number, 3)
    lot = make.evaluation(procurement)
    assert cast.allowed(can_lock_quality, lot) == {"facilitator"}
    with pytest.raises(DomainError, match="Still to agree: 1, first question 4 of Bid A"):
        quality_lock(actor=cast.user("facilitator"), evaluation=lot)
    assert (
        "3 of 4 scores are agreed"
        in cast.client("facilitator").get(_lot(procurement) + "moderation/lock/").content.decode()
    )
    numbers = [row.number for row in procurement.assignments.filter(role="evaluator")]
    make.agree(cast, procurement, "meridian", 4, 3, present=numbers)
    quality_lock(actor=cast.user("facilitator"), evaluation=lot)
    assert make.evaluation(procurement).state == "quality_locked"


def test_agreed_scores_never_change_after_the_lock(cast: Cast) -> None:
    procurement = make.locked(cast, ("meridian",))
    with pytest.raises(NotAllowed, match="were locked on"):
        make.agree(cast, procurement, "meridian", 1, 5, replaces_reason="It is so near.")
    for change in (lambda: Consensus.objects.update(value=5), lambda: Consensus.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_wide_spread_and_a_score_below_the_minimum_are_flagged(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    Question.objects.filter(procurement=procurement, number=2).update(minimum_score=3)
    for who, value in zip(make.PANEL, (2, 3, 5, 3), strict=True):
        make.score_all(cast, procurement, who, value)
    make.scoring_close(actor=cast.user("officer"), evaluation=make.evaluation(procurement))
    make.agree(cast, procurement, "meridian", 2, 2)
    page = cast.client("facilitator").get(_lot(procurement) + "moderation/").content.decode()
    assert "Spread 3" in page
    assert "below 3" in page
    assert "It will not be ranked, and its price will not count." in page


def test_bidders_names_are_hidden_from_the_panel(cast: Cast) -> None:
    procurement = make.scored(cast)
    letter = make.letter(cast, procurement, "meridian")
    for who in ("facilitator", "evaluator1", "expert"):
        for path in ("moderation/", f"moderation/1/{letter}/", f"bids/{letter}/answers/1/"):
            page = cast.client(who).get(_lot(procurement) + path).content.decode()
            assert "Meridian" not in page
    answer = cast.client("expert").get(f"{_lot(procurement)}bids/{letter}/answers/1/").content.decode()
    assert "<mark>name hidden</mark> lets people with pain decide." in answer
    assert (
        "Meridian Wellbeing lets people"
        in cast.client("officer").get(f"{_lot(procurement)}bids/{letter}/answers/1/").content.decode()
    )


def test_files_are_for_professionals_and_come_as_downloads(cast: Cast) -> None:
    procurement, slot = make.with_file(cast)
    url = f"{_lot(procurement)}bids/a/answers/2/{slot}/"
    response = cast.client("evaluator1").get(url)
    assert response.content == make.PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert cast.client("expert").get(url).status_code == 403
    assert slot not in cast.client("expert").get(f"{_lot(procurement)}bids/a/answers/2/").content.decode()
    assert cast.client("evaluator1").get(f"{_lot(procurement)}bids/a/answers/2/file-none/").status_code == 404
    assert cast.client("evaluator1").get(f"{_lot(procurement)}bids/a/answers/1/{slot}/").status_code == 404
