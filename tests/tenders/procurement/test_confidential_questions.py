"""Questions asked in confidence: never answered alone by default, never silently (domain 2.6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import AuditEvent
from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.models import Clarification, Procurement
from portal.tenders.permissions.procurement import can_answer_this, can_decide_confidential, can_release_clarification
from portal.tenders.selectors.work_procurement import work_for
from portal.tenders.services.clarification import clarification_answer, clarification_answer_alone
from tests.characters import NAMES, Cast
from tests.tenders.factories import clarification, interested, published

QUESTION = "May our own listening method be used, if nobody else may copy it?"
CLAIM = "That a method of our own exists is not known."
WHY = "The method would be known to competitors."


@pytest.fixture
def tender(cast: Cast) -> Procurement:
    made = published(cast)
    interested(cast, made, "harbour", "meridian")
    return made


def _ask(cast: Cast, tender: Procurement, **changes: str) -> Any:
    typed = {"organisation": cast.org("harbour").ref, "text": QUESTION, "confidential": "yes", "claim": CLAIM}
    return cast.client("lead").post(f"/tenders/{tender.ref}/clarifications/ask/", typed | changes)


def _decide(cast: Cast, tender: Procurement, **typed: str) -> Any:
    return cast.client("officer").post(f"/tenders/{tender.ref}/clarifications/1/confidential/", typed)


def _page(cast: Cast, tender: Procurement, name: str) -> str:
    return cast.client(name).get(f"/tenders/{tender.ref}/clarifications/").content.decode()


def _mails(key: str) -> list[tuple[str, bool]]:
    rows = OutboxMessage.objects.filter(event_key__startswith=f"tenders.clarification.{key}:")
    return [(mail.email, mail.must_act) for mail in rows]


def test_a_confidence_is_answered_to_its_asker_alone(cast: Cast, tender: Procurement, committed: Any) -> None:
    with committed():
        assert _ask(cast, tender).status_code == 302
    assert "You asked in confidence." in _page(cast, tender, "lead")
    waiting = _page(cast, tender, "officer")
    assert "Asked in confidence." in waiting
    officer = cast.client("officer")
    first: Any = officer.get(f"/tenders/{tender.ref}/clarifications/1/answer/")
    assert first.url.endswith("/clarifications/1/confidential/")
    assert CLAIM in officer.get(first.url).content.decode()
    with committed():
        _decide(cast, tender, is_confidential="yes", reason=WHY, answer="It may be used and stays yours.")
    for name in NAMES:
        page = _page(cast, tender, name)
        is_party = name in ("lead", "officer")
        assert ("It may be used and stays yours." in page) == is_party, name
        assert (QUESTION in page) == is_party, name
        assert "1 more question was answered to its asker alone" in page, name
    assert _mails("answer_alone") == [("lead@example.org", False)]
    assert not work_for(cast.officer)


def test_nobody_learns_who_asked_in_confidence(cast: Cast, tender: Procurement, committed: Any) -> None:
    """C7 holds for a confidence too: the buyer answers somebody without knowing whom."""
    with committed():
        _ask(cast, tender)
        _decide(cast, tender, is_confidential="yes", reason=WHY, answer="Yes.")
    for name in ("officer", "rival", "auditor", "visitor"):
        for path in ("", "clarifications/", "clarifications/1/confidential/", "record/"):
            page = cast.client(name).get(f"/tenders/{tender.ref}/{path}").content.decode()
            assert "Harbour" not in page, (name, path)
    about = AuditEvent.objects.filter(subject__startswith="tenders.clarification:")
    assert {row.verb.rpartition(".")[2]: row.actor_id for row in about} == {
        "ask": None,
        "answer_alone": cast.officer.pk,
    }
    assert QUESTION not in str([row.data for row in about])


def test_what_is_not_confidential_goes_back_to_its_asker(cast: Cast, tender: Procurement, committed: Any) -> None:
    with committed():
        _ask(cast, tender)
        _decide(cast, tender, is_confidential="no", reason="Every bidder needs to know that.")
    assert _mails("refuse_confidence") == [("lead@example.org", True)]
    assert not work_for(cast.officer)
    assert [item.title for item in work_for(cast.lead)] == [
        "Take your question back, or let it be answered to everyone"
    ]
    assert "Every bidder needs to know that." in _page(cast, tender, "lead")
    assert "Every bidder needs to know that." not in _page(cast, tender, "rival")
    release = f"/tenders/{tender.ref}/clarifications/1/release/"
    assert "Every bidder needs to know that." in cast.client("lead").get(release).content.decode()
    with committed():
        assert cast.client("lead").post(release).status_code == 302
    assert not work_for(cast.lead)
    assert _mails("release") == [("officer@example.org", True)]
    assert [item.action for item in work_for(cast.officer)] == ["Answer questions"]
    typed = {"text_published": "May methods of a bidder's own be used?", "answer": "Yes.", "amends": "no"}
    answer = f"/tenders/{tender.ref}/clarifications/1/answer/"
    cast.client("officer").post(answer, {**typed, "act": "confirm"})
    public = _page(cast, tender, "visitor")
    assert "May methods of a bidder&#x27;s own be used?" in public
    assert QUESTION not in public
    assert {row.actor_id for row in AuditEvent.objects.filter(verb="tenders.clarification.release")} == {None}


def test_the_asker_may_rather_take_it_back(cast: Cast, tender: Procurement) -> None:
    _ask(cast, tender)
    _decide(cast, tender, is_confidential="no", reason="Every bidder needs to know that.")
    cast.client("lead").post(f"/tenders/{tender.ref}/clarifications/1/withdraw/")
    assert Clarification.objects.get().state == "withdrawn"
    assert not work_for(cast.lead)
    assert cast.client("lead").get(f"/tenders/{tender.ref}/clarifications/1/release/").status_code == 403


def test_a_question_asked_openly_is_never_answered_alone(cast: Cast, tender: Procurement) -> None:
    asked = clarification(cast, tender)
    assert cast.client("officer").get(f"/tenders/{tender.ref}/clarifications/1/confidential/").status_code == 403
    with pytest.raises(NotAllowed, match="was not asked in confidence"):
        clarification_answer_alone(actor=cast.officer, clarification=asked, answer="Yes.", reason=WHY)


def test_a_confidence_is_not_published_before_it_is_decided(cast: Cast, tender: Procurement) -> None:
    _ask(cast, tender)
    with pytest.raises(NotAllowed, match="Decide first whether it is confidential"):
        clarification_answer(actor=cast.officer, clarification=Clarification.objects.get(), answer="Yes.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"is_confidential": "yes", "reason": WHY}, "Write the answer"),
        ({"is_confidential": "yes", "answer": "Yes."}, "Error:"),
        ({"reason": WHY}, "Error:"),
        (
            {"is_confidential": "yes", "reason": WHY, "answer": "As we told Meridian Wellbeing."},
            "names an organisation",
        ),
    ],
)
def test_a_decision_has_its_reason_and_its_answer(
    cast: Cast, tender: Procurement, typed: dict[str, str], said: str
) -> None:
    _ask(cast, tender)
    page = _decide(cast, tender, **typed).content.decode()
    assert said in page
    assert Clarification.objects.get().state == "asked"


def test_whoever_asks_in_confidence_says_what_would_be_given_away(cast: Cast, tender: Procurement) -> None:
    page = _ask(cast, tender, claim="").content.decode()
    assert "Say what the answer would give away" in page
    assert QUESTION in page
    assert "names an organisation" in _ask(cast, tender, claim="Harbour Carers owns it.").content.decode()
    assert not Clarification.objects.exists()
    _ask(cast, tender, confidential="no")
    assert Clarification.objects.get().confidential_status == "not_claimed"


def test_each_policy_asked_by_everybody(cast: Cast, tender: Procurement) -> None:
    claimed = clarification(cast, tender, confidential_status="claimed", confidential_claim=CLAIM)
    refused = clarification(cast, tender, confidential_status="refused", state="not_confidential")
    assert cast.allowed(can_decide_confidential, claimed) == {"officer"}
    assert cast.allowed(can_answer_this, claimed) == set()
    assert cast.allowed(can_release_clarification, refused) == {"lead"}
    assert cast.allowed(can_release_clarification, claimed) == set()
    assert tender.deadline_at
    with clock.at(tender.deadline_at + timedelta(seconds=1)):
        assert cast.allowed(can_decide_confidential, claimed) == set()
        assert cast.allowed(can_release_clarification, refused) == set()
        assert not work_for(cast.lead)


def test_the_database_keeps_a_confidence_out_of_what_is_published(cast: Cast, tender: Procurement) -> None:
    alone = clarification(cast, tender, confidential_status="accepted", state="answered_alone")
    for changes in ({"confidential_status": "claimed"}, {"published_at": alone.asked_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Clarification.objects.filter(pk=alone.pk).update(**changes)


def test_an_empty_reason_is_refused_by_the_service_too(cast: Cast, tender: Procurement) -> None:
    asked = clarification(cast, tender, confidential_status="claimed", confidential_claim=CLAIM)
    with pytest.raises(DomainError, match="Say why it is confidential"):
        clarification_answer_alone(actor=cast.officer, clarification=asked, answer="Yes.", reason=" ")
