"""Interest, questions and answers: who learns what, and who learns nothing."""

from datetime import timedelta
from typing import Any

import pytest

from portal.audit.models import AuditEvent
from portal.common import clock
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.models import Clarification, Interest, Procurement
from portal.tenders.selectors.work_procurement import work_for
from portal.tenders.services.clarification import clarification_answer, clarification_ask
from portal.tenders.services.interest import interest_register
from tests.characters import NAMES, Cast
from tests.tenders.factories import clarification, interested, published

QUESTION = "Can the groups meet in the evening?"


@pytest.fixture
def tender(cast: Cast) -> Procurement:
    made = published(cast)
    interested(cast, made, "harbour", "meridian")
    return made


def test_interest_is_registered_confirmed_and_taken_back(cast: Cast, committed: Any) -> None:
    tender = published(cast)
    client, url = cast.client("lead"), f"/tenders/{tender.ref}/interest/"
    assert "Register interest" in client.get(url).content.decode()
    with committed():
        client.post(url, {"organisation": cast.org("harbour").ref})
        client.post(url, {"organisation": cast.org("harbour").ref})
    assert Interest.objects.filter(procurement=tender, withdrawn_at=None).count() == 1
    mails = OutboxMessage.objects.filter(event_key__startswith="tenders.interest.register")
    assert [mail.email for mail in mails] == ["lead@example.org"]
    assert "Harbour Carers has registered interest" in client.get(f"/tenders/{tender.ref}/").content.decode()
    client.post(f"{url}withdraw/", {"organisation": cast.org("harbour").ref})
    assert not Interest.objects.filter(procurement=tender, withdrawn_at=None).exists()
    assert client.get(f"{url}withdraw/").status_code == 403


def test_nobody_registers_for_another_organisation(cast: Cast) -> None:
    tender = published(cast)
    response = cast.client("lead").post(f"/tenders/{tender.ref}/interest/", {"organisation": cast.org("meridian").ref})
    assert response.status_code == 200
    with pytest.raises(NotAllowed, match="bid lead of Meridian"):
        interest_register(actor=cast.lead, procurement=tender, organisation=cast.org("meridian"))
    assert not Interest.objects.exists()


def test_asked_by_one_answered_to_all_in_the_same_moment(cast: Cast, tender: Procurement, committed: Any) -> None:
    """SOD-15."""
    base = f"/tenders/{tender.ref}/clarifications/"
    with committed():
        done = cast.client("lead").post(f"{base}ask/", {"organisation": cast.org("harbour").ref, "text": QUESTION})
    assert done.status_code == 302
    assert QUESTION in cast.client("lead").get(base).content.decode()
    for name in ("visitor", "rival", "evaluator1", "admin"):
        assert QUESTION not in cast.client(name).get(base).content.decode(), name
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.clarification.ask")
    assert [(mail.email, mail.must_act) for mail in told] == [("officer@example.org", True)]
    assert [item.action for item in work_for(cast.officer)] == ["Answer questions"]

    officer = cast.client("officer")
    typed = {"text_published": "May groups meet after 18:00?", "answer": "Yes, until 21:00.", "amends": "no"}
    check = officer.post(f"{base}1/answer/", typed).content.decode()
    assert "Publish this answer to everyone?" in check
    assert not Clarification.objects.filter(published_at__isnull=False).exists()
    assert "May groups meet" in officer.post(f"{base}1/answer/", {**typed, "act": "change"}).content.decode()
    with committed():
        officer.post(f"{base}1/answer/", {**typed, "act": "confirm"})
    for name in NAMES:
        page = cast.client(name).get(base).content.decode()
        assert "May groups meet after 18:00?" in page, name
        assert "Yes, until 21:00." in page, name
        assert QUESTION not in page, name
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.clarification.answer")
    assert sorted(mail.email for mail in told) == ["lead@example.org", "rival@example.org"]
    assert len({(mail.subject, mail.opening, mail.link, tuple(mail.lines)) for mail in told}) == 1
    assert not work_for(cast.officer)


def test_nobody_learns_who_asked(cast: Cast, tender: Procurement, committed: Any) -> None:
    """C7, SOD-07: no page, no mail, no entry of the record names the asker to anybody else."""
    base = f"/tenders/{tender.ref}/"
    with committed():
        cast.client("lead").post(
            f"{base}clarifications/ask/", {"organisation": cast.org("harbour").ref, "text": QUESTION}
        )
        cast.client("lead").post(f"{base}clarifications/1/withdraw/")
        cast.client("lead").post(
            f"{base}clarifications/ask/", {"organisation": cast.org("harbour").ref, "text": QUESTION}
        )
    marks = ("Harbour", "Amina", "Yusuf", "lead@example.org", cast.org("harbour").ref)
    for name in NAMES:
        if name == "lead":
            continue
        for path in ("", "clarifications/", "clarifications/2/answer/", "record/", "pack/"):
            page = cast.client(name).get(base + path).content.decode()
            assert not [mark for mark in marks if mark in page], (name, path)
    for mail in OutboxMessage.objects.exclude(email="lead@example.org"):
        assert not [mark for mark in marks if mark in f"{mail.subject} {mail.opening} {mail.lines}"]
    about = AuditEvent.objects.filter(subject__startswith="tenders.clarification:")
    assert {event.actor_id for event in about} == {None}
    assert len({event.data["asker"] for event in about}) == 1


def test_a_providers_name_goes_neither_in_nor_out(cast: Cast, tender: Procurement) -> None:
    base = f"/tenders/{tender.ref}/clarifications/"
    own = cast.client("lead").post(
        f"{base}ask/", {"organisation": cast.org("harbour").ref, "text": "Harbour carers would like to know more."}
    )
    assert "names an organisation" in own.content.decode()
    asked = clarification(cast, tender)
    for name in ("Harbour Carers", "Meridian Wellbeing"):
        with pytest.raises(DomainError, match="names an organisation"):
            clarification_answer(actor=cast.officer, clarification=asked, answer=f"As we told {name}: yes.")
    asked.refresh_from_db()
    assert asked.published_at is None


def test_one_more_question_after_the_close_is_refused_though_the_page_was_open(cast: Cast, tender: Procurement) -> None:
    client, url = cast.client("lead"), f"/tenders/{tender.ref}/clarifications/ask/"
    typed = {"organisation": cast.org("harbour").ref, "text": QUESTION}
    assert tender.questions_close_at
    with clock.at(tender.questions_close_at + timedelta(milliseconds=1)):
        assert client.post(url, typed).status_code == 403
    with clock.at(tender.questions_close_at):
        assert client.post(url, typed).status_code == 302


def test_without_interest_there_is_no_question(cast: Cast) -> None:
    tender = published(cast)
    with pytest.raises(NotAllowed, match="registered interest"):
        clarification_ask(actor=cast.lead, procurement=tender, organisation=cast.org("harbour"), text=QUESTION)
    page = cast.client("lead").get(f"/tenders/{tender.ref}/clarifications/").content.decode()
    assert "Questions are asked by bid leads of organisations that have registered interest." in page


def test_an_answer_is_given_once(cast: Cast, tender: Procurement) -> None:
    asked = clarification(cast, tender)
    clarification_answer(actor=cast.officer, clarification=asked, answer="Yes.")
    asked.refresh_from_db()
    assert asked.text_published == asked.text_original
    with pytest.raises(DomainError):
        clarification_answer(actor=cast.officer, clarification=asked, answer="No.")
    assert cast.client("officer").get(f"/tenders/{tender.ref}/clarifications/1/answer/").status_code == 403


def test_the_deadline_moves_forward_only_with_a_reason_that_everybody_reads(
    cast: Cast, tender: Procurement, committed: Any
) -> None:
    officer, url = cast.client("officer"), f"/tenders/{tender.ref}/extend/"
    assert tender.deadline_at

    def typed(days: int) -> dict[str, str]:
        day = tender.deadline_at + timedelta(days=days)
        boxes = {"day": day.day, "month": day.month, "year": day.year, "time": "12:00"}
        return {f"deadline_at_{box}": str(value) for box, value in boxes.items()} | {
            "reason": "The post was on strike."
        }

    assert "can only move forward" in officer.post(url, typed(-1)).content.decode()
    assert "can only move forward" in officer.post(url, {**typed(-1), "act": "confirm"}).content.decode()
    assert "The decision is planned before that" in officer.post(url, {**typed(40), "act": "confirm"}).content.decode()
    assert "Move the deadline forward?" in officer.post(url, typed(7)).content.decode()
    tender.refresh_from_db()
    before = tender.deadline_at
    with committed():
        officer.post(url, {**typed(7), "act": "confirm"})
    tender.refresh_from_db()
    assert tender.deadline_at == before + timedelta(days=7)
    page = cast.client().get(f"/tenders/{tender.ref}/").content.decode()
    assert "The post was on strike." in page
    assert "Bids now close 31 December 2026, 12:00" in page
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.procurement.extend")
    assert {"lead@example.org", "rival@example.org", "approver@example.org"} <= {mail.email for mail in told}
    assert told.count() == 12


def test_an_abandoned_tender_says_why(cast: Cast, tender: Procurement, committed: Any) -> None:
    with committed():
        cast.client("officer").post(f"/tenders/{tender.ref}/abandon/", {"reason": "The need has changed."})
    page = cast.client().get(f"/tenders/{tender.ref}/").content.decode()
    assert "The need has changed." in page
    assert cast.client("lead").get(f"/tenders/{tender.ref}/interest/").status_code == 403
    assert OutboxMessage.objects.filter(event_key=f"tenders.procurement.abandon:{tender.pk}").count() == 12


def test_the_record_shows_the_teams_acts_and_no_bidders(cast: Cast, tender: Procurement) -> None:
    officer = cast.client("officer")
    cast.client("rival").get(f"/tenders/{tender.ref}/extend/")
    cast.client("evaluator1").get(f"/tenders/{tender.ref}/extend/")
    officer.post(f"/tenders/{tender.ref}/abandon/", {"reason": "The need has changed."})
    page = officer.get(f"/tenders/{tender.ref}/record/").content.decode()
    assert "Abandoned it" in page
    assert "Helen Marsh" in page
    assert "Grace Lin" in page
    assert "Victor" not in page
    assert "tenders." not in page.replace("tenders:", "")
    refused = officer.get(f"/tenders/{tender.ref}/record/?kind=refused").content.decode()
    assert "Abandoned it" not in refused
    assert "Tried to open the page “deadline extend”" in refused
    assert "25 other" not in page
    assert now()
