"""The record cannot be changed, and shows it when somebody went round its locks."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.audit.models import AuditEvent
from portal.audit.services import audit_record
from portal.audit.triggers import lifted
from tests.characters import Cast


def _three(cast: Cast) -> list[AuditEvent]:
    return [audit_record(actor=cast.officer, verb=f"test.step{n}", subject="test:1", data={"n": n}) for n in (1, 2, 3)]


def _sql(statement: str, *params: Any) -> None:
    with lifted(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def _pk(event: AuditEvent) -> str:
    return event.pk.hex if connection.vendor == "sqlite" else str(event.pk)


def test_a_whole_record_verifies(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    _three(cast)
    call_command("audit_verify")
    assert "no break" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditevent SET verb = 'x' WHERE id = %s", "DELETE FROM audit_auditevent WHERE id = %s"]
)
def test_the_database_refuses_to_change_or_remove_an_event(cast: Cast, statement: str) -> None:
    event = _three(cast)[0]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [_pk(event)])


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET actor_label = 'somebody else' WHERE id = %s",
        "DELETE FROM audit_auditevent WHERE id = %s",
    ],
)
def test_an_altered_or_missing_event_is_found_the_newest_too(cast: Cast, statement: str, position: int) -> None:
    events = _three(cast)
    _sql(statement, _pk(events[position]))
    with pytest.raises(CommandError):
        call_command("audit_verify")


def test_two_events_that_change_places_are_found(cast: Cast) -> None:
    first, second, _ = _three(cast)
    _sql("UPDATE audit_auditevent SET sequence = 99 WHERE id = %s", _pk(first))
    _sql("UPDATE audit_auditevent SET sequence = 1 WHERE id = %s", _pk(second))
    _sql("UPDATE audit_auditevent SET sequence = 2 WHERE id = %s", _pk(first))
    with pytest.raises(CommandError):
        call_command("audit_verify")


def test_a_removed_subject_is_found_by_its_head(cast: Cast) -> None:
    _three(cast)
    _sql("DELETE FROM audit_auditevent WHERE subject = 'test:1'")
    with pytest.raises(CommandError):
        call_command("audit_verify")


def test_a_rewritten_chain_fails_on_its_signature(cast: Cast) -> None:
    _three(cast)
    _sql("UPDATE audit_audithead SET sequence = 2 WHERE subject = 'test:1'")
    with pytest.raises(CommandError):
        call_command("audit_verify")
