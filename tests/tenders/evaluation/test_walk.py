"""One lot from the closed deadline to the order of the bids, by what people press, each as themselves."""

from typing import Any

from portal.audit.selectors import verify_all
from portal.tenders.models import Evaluation, InterestDeclaration, Opening, Score
from tests.characters import Cast
from tests.tenders import factories_evaluation as make


class Walk:
    """The browser of each person on the pages of one evaluation."""

    def __init__(self, cast: Cast, procurement: Any) -> None:
        self.cast = cast
        self.root = f"/tenders/{procurement.ref}/evaluation/"

    def see(self, who: str, path: str = "") -> str:
        """What the person reads."""
        response = self.cast.client(who).get(self.root + path)
        assert response.status_code == 200, (who, path, response.status_code)
        return response.content.decode()

    def press(self, who: str, path: str, **data: Any) -> str:
        """Post and follow; the page that comes then."""
        response = self.cast.client(who).post(self.root + path, data, follow=True)
        assert response.redirect_chain, (who, path, response.content.decode()[-3000:])
        assert response.status_code == 200, (who, path)
        return response.content.decode()

    def declare(self, who: str, procurement: Any, known: bool = True) -> None:
        """No link to anybody, checked on the summary page first."""
        keys = [bidder.key for bidder in make.bidders_to_declare(procurement, known)]
        data = {f"interest_{key}": "no" for key in keys} | {"confidentiality": "on"}
        response = self.cast.client(who).post(self.root + "declare/", data)
        assert "Check your declaration" in response.content.decode()
        assert not InterestDeclaration.objects.filter(user=getattr(self.cast, who), are_names_known=known).exists()
        self.press(who, "declare/", **data, act="confirm")

    def clear(self, who: str, by: str = "officer") -> None:
        """Decided with the reason that stands in the form."""
        declaration = InterestDeclaration.objects.get(user=getattr(self.cast, who), superseded_at=None)
        self.press(by, f"declarations/{declaration.number}/", outcome="cleared", reason="Nothing declared.")


def test_from_the_deadline_to_the_order_by_what_people_press(cast: Cast) -> None:
    procurement = make.closed(cast)
    walk = Walk(cast, procurement)
    for opener in ("opener1", "opener2"):
        walk.declare(opener, procurement, known=False)
        walk.clear(opener)
    assert "Confirm by 24 November 2026, 12:15:00" in walk.press("opener1", "opening/start/")
    record = walk.press("opener2", "opening/confirm/", comments="All in order.")
    assert "Alongside (Harbour Carers, Easton Pain Peers, Northgate Community Trust)" in record
    assert "All in order." in record
    assert "£" not in record
    procurement.refresh_from_db()
    for who in ("officer", "facilitator", *make.PANEL, "approver"):
        walk.declare(who, procurement)
        walk.clear(who, by="publisher" if who == "officer" else "officer")
    due = {"due_at_day": "30", "due_at_month": "11", "due_at_year": "2026", "due_at_time": "17:00"}
    walk.press("officer", "lots/1/scoring/start/", **due)
    _score(walk)
    walk.press("officer", "lots/1/scoring/close/")
    _agree(walk)
    walk.press("facilitator", "lots/1/moderation/lock/")
    assert "£1,391,000" in walk.press("officer", "lots/1/prices/open/")
    page = walk.press("officer", "lots/1/ranking/make/")
    assert "1. Alongside" in page
    assert "83.34" in page
    assert "20 × £1,391,000 ÷ £1,438,600 = 19.3382…" in page
    assert Evaluation.objects.get(lot__procurement=procurement).state == "ranked"
    assert list(verify_all()) == []


def _score(walk: Walk) -> None:
    for who in make.PANEL:
        questions = (1, 2, 3) if who == "expert" else (1, 2, 3, 4)
        for number in questions:
            for letter in "abc":
                path = f"lots/1/scoring/{number}/{letter}/"
                walk.press(who, path, value="3", reason=f"Reason of {who}.")
        assert "Hand in your scores" in walk.see(who, "lots/1/scoring/")
        assert "Handed in." in walk.press(who, "lots/1/scoring/submit/")
    assert Score.objects.filter(submitted_at__isnull=False).count() == 3 * (3 * 4 + 3)


def _agree(walk: Walk) -> None:
    procurement = Opening.objects.get().procurement
    numbers = [row.number for row in procurement.assignments.filter(role__contains="evaluator")]
    for org, scores in make.AGREED.items():
        letter = make.letter(walk.cast, procurement, org).lower()
        for number, value in enumerate(scores, start=1):
            present = numbers if number < 4 else numbers[:3]
            walk.press(
                "facilitator",
                f"lots/1/moderation/{number}/{letter}/",
                value=str(value),
                strengths="Clear.",
                weaknesses="Short on detail.",
                reason_for_change="Evaluator 2's point was taken.",
                present=present,
                absences="",
            )


def test_the_hub_says_what_is_next_and_by_whom(cast: Cast) -> None:
    procurement = make.closed(cast)
    hub = Walk(cast, procurement)
    assert "The bids can be opened" in hub.see("officer")
    assert "Declare your interests" in hub.see("opener1")
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    assert "Tom Birch started. The other officer confirms until 24 November 2026, 12:15." in hub.see("approver")
    assert "Confirm and open the bids" in hub.see("opener2")
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    make.declare(cast, procurement, "evaluator1")
    lead = hub.see("officer")
    assert "Decide on 1 declaration" in lead
    assert "Meridian Wellbeing" in lead
    panel = hub.see("evaluator2")
    assert "Hidden from the panel" in panel
    assert "Meridian Wellbeing" not in panel
    # What the person cannot do yet stays on the page, with its reason.
    assert "Score the bids" in panel
    assert "Your declaration of interests is missing." in panel


def test_typed_values_stay_when_something_is_wrong(cast: Cast) -> None:
    procurement = make.scoring(cast)
    url = f"/tenders/{procurement.ref}/evaluation/lots/1/scoring/1/a/"
    page = cast.client("evaluator1").post(url, {"reason": "Half a thought"}).content.decode()
    assert "<title>Error:" in page
    assert "Choose a score" in page
    assert "Half a thought" in page
    assert not Score.objects.exists()
    page = cast.client("evaluator1").post(url, {"value": "9", "reason": "No such level"}).content.decode()
    assert "<title>Error:" in page
    assert not Score.objects.exists()


def test_save_and_come_back(cast: Cast) -> None:
    procurement = make.scoring(cast)
    walk = Walk(cast, procurement)
    page = walk.press("evaluator1", "lots/1/scoring/1/a/", value="4", reason="Good evidence.", stay="1")
    assert "Good evidence." in page
    assert "1 of 12 scored" in page
    page = walk.press("evaluator1", "lots/1/scoring/1/a/", value="2", reason="On second thoughts.")
    assert "Question 1, Bid B" in page
    assert [str(score.value) for score in Score.objects.all()] == ["2.00"]


def test_bids_have_one_letter_each_that_never_changes(cast: Cast) -> None:
    procurement = make.opened(cast)
    first = make.evaluation(procurement).labels
    assert sorted(first.values()) == ["A", "B", "C"]
    make.clear(cast, procurement, "officer", "evaluator1")
    assert make.evaluation(procurement).labels == first
