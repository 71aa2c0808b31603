"""Mail: after the commit, once, with a link and no content; what failed is tried again."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from portal.notifications.models import OutboxMessage
from portal.notifications.services import Mail, notify, notify_address
from tests.characters import Cast

NOTE = Mail(
    subject="Publish a tender",
    opening="You need to check a tender and publish it.",
    link="/tenders/PR-2026-0001/",
    link_text="See the tender",
    must_act=True,
    lines=["Its pack is complete."],
    due_at=datetime(2026, 12, 1, 12, 0, tzinfo=UTC),
)


def test_a_message_goes_after_the_commit_and_says_first_what_one_must_do(cast: Cast, committed: Any) -> None:
    with committed():
        notify(event_key="test:1", recipients=[cast.publisher], mail=NOTE)
        assert mail.outbox == []
    sent = mail.outbox[0]
    assert sent.to == ["publisher@example.org"]
    assert "You need to check a tender and publish it." in sent.body
    assert "http://127.0.0.1:8000/tenders/PR-2026-0001/" in sent.body
    assert "1 December 2026, 12:00" in sent.body
    html = str(sent.alternatives[0][0])
    assert 'href="http://127.0.0.1:8000/tenders/PR-2026-0001/"' in html
    assert OutboxMessage.objects.get().sent_at is not None


def test_the_same_event_is_told_once(cast: Cast, committed: Any) -> None:
    for _ in range(2):
        with committed():
            notify(event_key="test:1", recipients=[cast.publisher, cast.publisher], mail=NOTE)
    assert len(mail.outbox) == 1


def test_people_who_left_are_not_written_to(cast: Cast, committed: Any) -> None:
    cast.publisher.is_active = False
    with committed():
        notify(event_key="test:1", recipients=[cast.publisher], mail=NOTE)
    assert mail.outbox == []


def test_somebody_without_an_account_can_be_invited(db: None, committed: Any) -> None:
    with committed():
        notify_address(event_key="test:2", email="new@example.org", mail=NOTE)
    assert mail.outbox[0].to == ["new@example.org"]


def test_what_could_not_be_sent_waits_for_the_sweeper(
    cast: Cast, committed: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(row: OutboxMessage) -> None:
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr("portal.notifications.services._deliver", fail)
        with committed():
            notify(event_key="test:3", recipients=[cast.publisher], mail=NOTE)
    row = OutboxMessage.objects.get()
    assert (row.sent_at, row.attempts, row.last_error) == (None, 1, "no mail server")
    call_command("outbox_sweep")
    row.refresh_from_db()
    assert row.sent_at is not None
    assert "1 sent, 0 still waiting." in capsys.readouterr().out
