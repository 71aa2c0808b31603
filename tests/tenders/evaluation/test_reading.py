"""Reading opened bids: recorded each time, names hidden from the panel, nothing but the asked answer."""

from typing import Any

import pytest

from portal.audit.models import AuditEvent
from portal.audit.selectors import events_about
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.models import Question
from portal.tenders.services.reading import answer_file_read, answers_read
from tests.characters import Cast
from tests.tenders import factories_evaluation as make


def _lot(procurement: Any) -> str:
    return f"/tenders/{procurement.ref}/evaluation/lots/1/"


def _question(procurement: Any, number: int) -> Question:
    return Question.objects.get(procurement=procurement, number=number)


def test_each_reading_is_one_entry_in_the_record(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    bid = make.bid_of(cast, procurement, "meridian")
    read = events_about(bid).filter(verb="tenders.bid.read")
    for count, path in enumerate(("scoring/1/a/", "scoring/1/a/", "bids/a/answers/2/"), start=1):
        before = AuditEvent.objects.count()
        assert cast.client("evaluator1").get(_lot(procurement) + path).status_code == 200
        assert AuditEvent.objects.count() == before + 1
        assert read.count() == count
    last = read.order_by("-sequence")[0]
    assert (last.actor_id, last.data) == (cast.evaluator1.pk, {"questions": [2]})


def test_the_record_of_a_reading_holds_no_content(cast: Cast) -> None:
    procurement = make.scoring(cast, ("meridian",))
    cast.client("evaluator1").get(_lot(procurement) + "scoring/1/a/")
    for event in AuditEvent.objects.all():
        assert "lets people with pain decide" not in str(event.data)


def test_pages_that_show_no_answer_record_no_reading(cast: Cast) -> None:
    procurement = make.scored(cast, ("meridian",))
    before = AuditEvent.objects.count()
    for path in ("moderation/", "moderation/1/a/"):
        page = cast.client("evaluator1").get(_lot(procurement) + path)
        assert "lets people with pain decide" not in page.content.decode()
    assert AuditEvent.objects.count() == before


def test_a_reader_gets_the_asked_answer_and_no_other(cast: Cast) -> None:
    procurement = make.cleared(cast, ("meridian",))
    page = cast.client("evaluator1").get(_lot(procurement) + "bids/a/answers/2/").content.decode()
    assert "Our answer to question 2." in page
    assert "Our answer to question 3." not in page
    assert "lets people with pain decide" not in page
    assert "£1,391,000" not in page


def test_the_lead_reads_names_and_the_panel_does_not(cast: Cast) -> None:
    procurement = make.cleared(cast)
    bid, question = make.bid_of(cast, procurement, "harbour"), _question(procurement, 1)
    seen = {}
    for who in ("officer", "approver", "facilitator", "evaluator1", "expert"):
        answer = answers_read(actor=cast.user(who), bid=bid, questions=[question])[0]
        seen[who] = "".join("[…]" if piece.is_hidden else piece.text for piece in answer.paragraphs[0])
    hidden, shown = "[…] lets people with pain decide.", "Harbour Carers lets people with pain decide."
    assert seen == {
        "officer": shown,
        "approver": shown,
        "facilitator": hidden,
        "evaluator1": hidden,
        "expert": hidden,
    }


@pytest.mark.parametrize(
    "name",
    ["Alongside", "Easton Pain Peers", "Northgate Community Trust", "Amina Yusuf", "Victor Lang", "meridian wellbeing"],
)
def test_names_of_bidders_members_and_their_people_are_hidden(cast: Cast, name: str) -> None:
    procurement = make.closed(cast, ("harbour",))
    make.add_bids(cast, procurement, ("meridian",), make.PRICES)
    from tests.tenders.factories_bids import submitted_bid

    bid = submitted_bid(cast, procurement, "garden", answers={2: f"We worked with {name} for years."})
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    make.clear(cast, procurement, "evaluator1")
    bid.refresh_from_db()
    answer = answers_read(actor=cast.user("evaluator1"), bid=bid, questions=[_question(procurement, 2)])[0]
    assert [piece.text for piece in answer.paragraphs[0]] == ["We worked with ", "", " for years."]
    assert answer.has_hidden_names


def test_markup_in_an_answer_is_shown_as_text(cast: Cast) -> None:
    procurement = make.closed(cast, ())
    from tests.tenders.factories_bids import submitted_bid

    submitted_bid(cast, procurement, "garden", answers={2: "<script>alert(1)</script> & more"})
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    make.clear(cast, procurement, "evaluator1")
    page = cast.client("evaluator1").get(_lot(procurement) + "bids/a/answers/2/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert "<script>" not in page


def test_the_service_refuses_by_itself(cast: Cast) -> None:
    procurement = make.opened(cast, ("meridian",))
    bid, question = make.bid_of(cast, procurement, "meridian"), _question(procurement, 1)
    with pytest.raises(NotAllowed, match="is missing"):
        answers_read(actor=cast.user("evaluator1"), bid=bid, questions=[question])
    sealed = make.closed(cast, ("garden",))
    with pytest.raises(NotAllowed, match="This bid is sealed"):
        answers_read(
            actor=cast.user("officer"), bid=make.bid_of(cast, sealed, "garden"), questions=[_question(sealed, 1)]
        )


def test_a_file_is_recorded_and_has_to_belong_to_the_answer(cast: Cast) -> None:
    procurement, slot = make.with_file(cast)
    bid = make.bid_of(cast, procurement, "garden")
    name, media_type, content = answer_file_read(
        actor=cast.user("evaluator1"), bid=bid, question=_question(procurement, 2), slot=slot
    )
    assert (name, media_type, content) == ("Plan by Sam Reed.pdf", "application/pdf", make.PDF)
    event = events_about(bid).filter(verb="tenders.bid.read").order_by("-sequence")[0]
    assert event.data == {"questions": [2], "file": slot}
    with pytest.raises(DomainError, match="no such file"):
        answer_file_read(actor=cast.user("evaluator1"), bid=bid, question=_question(procurement, 1), slot=slot)
    with pytest.raises(NotAllowed, match="You judge the written answer"):
        answer_file_read(actor=cast.user("expert"), bid=bid, question=_question(procurement, 2), slot=slot)


def test_the_page_lists_files_by_number_not_by_name(cast: Cast) -> None:
    procurement, slot = make.with_file(cast)
    page = cast.client("evaluator1").get(_lot(procurement) + "bids/a/answers/2/").content.decode()
    assert slot in page
    assert "File 1 (1 KB, download)" in page
    assert "Sam Reed" not in page


def test_bids_of_another_lot_do_not_exist_here(cast: Cast) -> None:
    procurement = make.closed(cast, (), lots=2)
    from tests.tenders.factories_bids import submitted_bid

    first, second = procurement.lots.order_by("number")
    submitted_bid(cast, procurement, "meridian", lot=first)
    submitted_bid(cast, procurement, "garden", lot=second)
    make.clear(cast, procurement, "opener1", "opener2")
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    make.opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    make.clear(cast, procurement, "officer")
    root = f"/tenders/{procurement.ref}/evaluation/"
    for lot in (1, 2):
        assert cast.client("officer").get(f"{root}lots/{lot}/bids/a/answers/1/").status_code == 200
        assert cast.client("officer").get(f"{root}lots/{lot}/bids/b/answers/1/").status_code == 404
    assert cast.client("officer").get(f"{root}lots/3/scoring/close/").status_code == 404
    assert cast.client("officer").get(f"{root}lots/1/bids/a/answers/99/").status_code == 404
    hub = cast.client("officer").get(root).content.decode()
    assert "Lot 1: Riverside part 1" in hub
    assert "Start the scoring (lot 2)" in hub
