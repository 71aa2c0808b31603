"""A person answers questions about their own life; what changed for many is shown with the pairing rate."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.common import clock
from portal.outcomes.models import AnswerSheet
from portal.outcomes.permissions import (
    can_answer_sheet,
    can_record_licence,
    can_remove_sheet,
    can_see_distance,
    can_see_sheet,
)
from portal.outcomes.rules.answers import ITEMS
from portal.outcomes.services.answers import sheet_answer, sheet_hand_in, sheet_start
from tests.characters import Cast
from tests.outcomes.factories import framework, outcome

ANSWERS = ["7", "8", "not_said", "2"]


def _answer_all(cast: Cast, name: str = "holder", answers: list[str] = ANSWERS, counted: str = "yes") -> Any:
    client = cast.client(name)
    page = client.post(reverse("outcomes:sheet_start", args=["ONS4"]))
    for answer in answers:
        page = client.post(page["Location"], {"answer": answer})
    return client, client.post(page["Location"], {"is_counted": counted}, follow=True)


def _sheet(user: User, value: int, at: datetime, counted: bool = True) -> None:
    with clock.at(at):
        sheet = sheet_start(actor=user, instrument="ONS4")
        for item in ITEMS["ONS4"]:
            sheet_answer(actor=user, sheet=sheet, item=item.code, value=value)
        sheet_hand_in(actor=user, sheet=sheet, is_counted=counted)


def test_four_questions_one_a_page_then_kept(cast: Cast) -> None:
    client = cast.client("holder")
    start = client.post(reverse("outcomes:sheet_start", args=["ONS4"]))
    page = client.get(start["Location"]).text
    assert "Question 1 of 4" in page
    assert "Overall, how satisfied are you with your life nowadays?" in page
    assert "0 – not at all satisfied" in page
    assert "10 – completely satisfied" in page
    assert "Prefer not to say" in page
    client, done = _answer_all(cast)
    assert "Your answers are kept" in done.text
    assert "7, high" in done.text
    assert "not answered" in done.text
    assert "2, low" in done.text


def test_without_an_answer_the_page_says_what_to_do(cast: Cast) -> None:
    client = cast.client("holder")
    start = client.post(reverse("outcomes:sheet_start", args=["UCLA3"]))
    page = client.post(start["Location"], {"act": "go"}).text
    assert "Choose an answer. You need not say a number." in page
    assert "Error:" in page


def test_what_was_answered_is_there_when_one_comes_back(cast: Cast) -> None:
    client = cast.client("holder")
    first = client.post(reverse("outcomes:sheet_start", args=["ONS4"]))["Location"]
    client.post(first, {"answer": "3"})
    assert client.post(reverse("outcomes:sheet_start", args=["ONS4"]))["Location"] == first
    assert re.search(r'value="3"[^>]* checked', client.get(first).text)
    assert "Finish your answers on how things are" in client.get("/my/").text


def test_all_questions_need_an_answer_before_it_is_kept(cast: Cast) -> None:
    client = cast.client("holder")
    client.post(reverse("outcomes:sheet_start", args=["ONS4"]))
    sheet = AnswerSheet.objects.get(user=cast.holder)
    page = client.post(reverse("outcomes:sheet_check", args=[sheet.ref]), {"is_counted": "no"}).text
    assert "There is no answer yet to: Overall, how satisfied" in page
    sheet.refresh_from_db()
    assert sheet.handed_in_at is None


def test_nobody_but_the_person_knows_of_it(cast: Cast) -> None:
    _answer_all(cast)
    kept = AnswerSheet.objects.get(user=cast.holder)
    draft = sheet_start(actor=cast.holder, instrument="ONS4")
    assert cast.allowed(can_see_sheet, kept) == {"holder"}
    assert cast.allowed(can_remove_sheet, kept) == {"holder"}
    assert cast.allowed(can_answer_sheet, kept) == set()
    assert cast.allowed(can_answer_sheet, draft) == {"holder"}
    event = AuditEvent.objects.get(verb="outcomes.answers.hand_in")
    assert event.data == {"instrument": "ONS4"}


def test_half_a_year_later_the_person_is_asked_again_and_answers_are_deleted_at_will(cast: Cast) -> None:
    client, _done = _answer_all(cast)
    assert "Say how things are now" not in client.get("/my/").text
    with clock.at(clock.now() + timedelta(days=183)):
        assert "Say how things are now" in client.get("/my/").text
    sheet = AnswerSheet.objects.get(user=cast.holder)
    gone = client.post(reverse("outcomes:sheet_remove", args=[sheet.ref]), follow=True)
    assert "These answers are deleted" in gone.text
    assert not AnswerSheet.objects.exists()


def test_the_file_of_the_person_has_the_answers(cast: Cast) -> None:
    client, _done = _answer_all(cast)
    told = client.get(reverse("people:account_data")).json()["answers_about_your_life"]
    assert told[0]["answers"] == {"satisfied": 7, "worthwhile": 8, "happy": "Prefer not to say", "anxious": 2}


def test_distance_travelled_stands_beside_the_pairing_rate(cast: Cast) -> None:
    first, last = datetime(2026, 1, 10, 12, tzinfo=UTC), datetime(2026, 8, 10, 12, tzinfo=UTC)
    people = list(User.objects.order_by("pk")[:20])
    for user in people:
        _sheet(user, 4, first)
    for user in people[:12]:
        _sheet(user, 6, last)
    page = " ".join(cast.client("officer").get(reverse("outcomes:distance")).text.split())
    row = page[page.index("Satisfied with life") : page.index("Things are worthwhile")]
    for shown in ("20", "10", "50%", "2.0, too few for a claim", "100%"):
        assert f">{shown} <" in row, row
    anxious = page[page.index("Anxious yesterday") : page.index("Loneliness")]
    assert "-2.0, too few for a claim" in anxious
    assert ">0% <" in anxious


def test_few_pairs_show_nothing_and_what_is_not_counted_or_later_is_left_out(cast: Cast) -> None:
    first, last = datetime(2026, 1, 10, 12, tzinfo=UTC), datetime(2026, 8, 10, 12, tzinfo=UTC)
    people = list(User.objects.order_by("pk")[:14])
    for user in people:
        _sheet(user, 4, first, counted=user != people[0])
    for user in people[:9]:
        _sheet(user, 9, last)
    for user in people[9:]:
        _sheet(user, 9, datetime(2026, 10, 2, 12, tzinfo=UTC))
    page = " ".join(cast.client("officer").get(reverse("outcomes:distance")).text.split())
    row = page[page.index("Satisfied with life") : page.index("Things are worthwhile")]
    assert row.count("Too few to report") == 2
    assert "9.0" not in row
    assert "30 September 2026" in page


def test_who_sees_what_changed_for_many(cast: Cast) -> None:
    allowed = cast.allowed(can_see_distance)
    assert {"officer", "publisher", "fund"} <= allowed
    assert not allowed & {"visitor", "member", "holder", "carer", "lead", "rival", "expert", "micro", "admin"}


def test_an_instrument_of_others_can_be_chosen_with_a_licence_only(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    add = reverse("outcomes:indicator_add", args=[draft.ref, outcome(draft).position])
    client = cast.client("officer")
    assert "Outcomes Star</label>" not in client.get(add).text
    refused = client.post(add, {"instrument": "STAR"})
    assert refused.status_code == 200
    from portal.outcomes.services.licence import licence_record

    owner = next(user for name, user in cast.users.items() if can_record_licence(cast.user(name), draft.organisation))
    licence = licence_record(
        actor=owner,
        organisation=draft.organisation,
        instrument="STAR",
        reference="Licence 12",
        valid_from_on=date(2026, 1, 1),
    )
    assert client.post(add, {"instrument": "STAR"}).status_code == 302
    page = cast.client(owner.email.partition("@")[0])
    end = reverse("outcomes:licence_end", args=[draft.organisation.ref, licence.number])
    assert "The licence has ended" in page.post(end, follow=True).text
    assert client.post(add, {"instrument": "STAR"}).status_code == 200


def test_administrators_write_down_licences_of_their_organisation(cast: Cast) -> None:
    harbour = cast.org("harbour")
    assert cast.allowed(can_record_licence, harbour) == {"lead"}
    client, page = cast.client("lead"), reverse("outcomes:licence_list", args=[harbour.ref])
    assert "No licence is written down" in client.get(page).text
    typed = {"instrument": "WEMWBS14", "reference": "Free licence of 3 May"}
    typed |= {"valid_from_on_day": "3", "valid_from_on_month": "5", "valid_from_on_year": "2026"}
    wrong = typed | {"valid_to_on_day": "2", "valid_to_on_month": "5", "valid_to_on_year": "2026"}
    answer = client.post(page, wrong)
    assert "The last day comes before the first" in answer.text
    assert "Free licence of 3 May" in answer.text
    assert "The licence is written down" in client.post(page, typed, follow=True).text
    assert "3 May 2026" in client.get(page).text


def test_the_catalogue_is_public_and_keeps_the_text_of_others_out(cast: Cast) -> None:
    page = cast.client().get(reverse("outcomes:instruments")).text
    assert "How often do you feel lonely?" in page
    assert "Outcomes Star" in page
    assert "feeling optimistic" not in page
