"""A message of the outbox is sent once, after the commit, with its link and never with content."""

from datetime import timedelta
from typing import Any

from django.core import mail

from portal.common.clock import now
from portal.notifications.models import OutboxMessage
from portal.notifications.services import Mail, notify
from tests.characters import Cast

LETTER = Mail(
    "Vote on a question of Alongside",
    "You need to vote.",
    "/alliances/AL-2026-0001/",
    "Read the question and vote",
    must_act=True,
    lines=["Two of three members have voted."],
    due_at=now() + timedelta(days=4),
)


def test_a_message_says_first_what_to_do_and_leads_there(cast: Cast, committed: Any, settings: Any) -> None:
    with committed():
        notify(event_key="x:1", recipients=[cast.lead], mail=LETTER)
        assert mail.outbox == []
    (sent,) = mail.outbox
    text, (html, kind) = sent.body, sent.alternatives[0]
    assert (sent.to, sent.subject, kind) == (["lead@example.org"], LETTER.subject, "text/html")
    for body in (text, html):
        assert "You need to vote." in body
        assert f"{settings.SITE_URL}/alliances/AL-2026-0001/" in body
        assert "Two of three members have voted." in body
    row = OutboxMessage.objects.get()
    assert (row.sent_at, row.attempts, row.last_error) == (now(), 1, "")


def test_the_same_event_tells_a_person_once(cast: Cast, committed: Any) -> None:
    for _ in range(2):
        with committed():
            notify(event_key="x:1", recipients=[cast.lead, cast.lead], mail=LETTER)
    assert len(mail.outbox) == 1
