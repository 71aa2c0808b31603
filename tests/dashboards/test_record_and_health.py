"""The record for those who watch over it; the two addresses for machines; the demo's own pages."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.audit.models import AuditEvent
from portal.audit.services import audit_record, refusal_record
from portal.dashboards.selectors import health
from portal.dashboards.selectors.words import WORDS, in_words, kind_of, way_to
from portal.notifications.models import OutboxMessage
from portal.notifications.services import Mail, notify
from tests.characters import Cast
from tests.codesign.factories import published_version


def _demo(settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.DEMO_CLOCK_FILE = tmp_path / "clock.json"


def test_alive_without_touching_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_ready_names_each_part(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    said = answer.json()
    assert set(said.pop("search")) == {"engine", "version", "waiting", "is_away", "is_built"}
    assert said == {"status": "ready", "database": True, "migrations": True, "tasks": True}
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize("part", ["_database", "_migrations", "_tasks"])
def test_not_ready_when_a_part_fails(client: Client, db: None, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setattr(health, part, lambda: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[part.lstrip("_")] is False


def test_tasks_are_not_ready_with_a_backend_that_is_not_there(settings: Any, client: Client, db: None) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.Nothing"}}
    assert client.get("/readyz").json()["tasks"] is False


def _record(cast: Cast, query: str = "") -> str:
    return cast.client("auditor").get(f"/record/{query}").content.decode()


def test_the_record_says_acts_in_words_and_never_what_was_written(cast: Cast) -> None:
    audit_record(actor=cast.officer, verb="codesign.project.start", subject="codesign.project:1", data={"x": "canary"})
    text = _record(cast)
    assert "Started a co-design project" in text
    assert "Helen Marsh" in text
    assert "canary" not in text
    assert "codesign.project" not in text


def test_the_record_is_narrowed_by_kind_person_part_and_word(cast: Cast) -> None:
    audit_record(actor=cast.officer, verb="codesign.project.start", subject="codesign.project:1")
    audit_record(actor=cast.fund, verb="budgets.fund.create", subject="budgets.pooledfund:1")
    audit_record(actor=cast.finance, verb="budgets.ledger.read", subject="budgets.pooledfund:1")
    refusal_record(actor=cast.rival, verb="budgets.payment.approve", subject="budgets.payment:1", reason="No.")
    assert "1 entry" in _record(cast, "?kind=refused")
    assert "Tried: Approved a payment" in _record(cast, "?kind=refused")
    assert "Looked at a fund" in _record(cast, "?kind=read")
    assert "Started a co-design project" not in _record(cast, "?area=budgets")
    assert "Set up a pooled fund" not in _record(cast, "?who=helen")
    assert "Started a co-design project" in _record(cast, "?who=helen")
    assert "Set up a pooled fund" in _record(cast, "?ref=pooled")
    assert _record(cast, "?kind=unheard-of").count("record__entry--") == AuditEvent.objects.count()


def test_a_page_of_the_record_costs_the_same_for_more_entries(cast: Cast, assert_constant_queries: Any) -> None:
    auditor = cast.client("auditor")
    assert_constant_queries(
        lambda: auditor.get("/record/"),
        lambda: audit_record(actor=cast.officer, verb="codesign.project.frame", subject="codesign.project:1"),
    )


def test_looking_at_the_record_without_the_right_is_refused_and_recorded(cast: Cast) -> None:
    answer = cast.client("officer").get("/record/")
    assert answer.status_code == 403
    assert "Only an auditor or a portal administrator" in answer.content.decode()
    assert AuditEvent.objects.filter(verb="dashboards.record.read.refused", actor_id=cast.officer.pk).exists()


@pytest.mark.parametrize(
    ("verb", "words", "kind"),
    [
        ("tenders.bid.submit", "Sent a bid", "act"),
        ("tenders.bid.submit.refused", "Sent a bid", "refused"),
        ("tenders.bid.never_heard", "Bid: never heard", "act"),
        ("something", "Something", "act"),
        ("GET codesign:project_team.refused", "Opened a page", "refused"),
        ("POST codesign:project_team.refused", "Sent a form", "refused"),
        ("budgets.ledger.read", "Looked at a fund's ledger", "read"),
    ],
)
def test_a_verb_is_said_in_words(verb: str, words: str, kind: str) -> None:
    assert (in_words(verb), kind_of(verb)) == (words, kind)


def test_no_words_hold_a_code() -> None:
    assert not [words for words in WORDS.values() if "_" in words or "." in words]


def test_a_reference_leads_to_its_public_page_or_nowhere() -> None:
    assert way_to("PR-2026-0001") == "/tenders/PR-2026-0001/"
    assert way_to("BID-7K3Q9X") == ""
    assert way_to("") == ""


def test_messages_can_be_read_by_everybody_in_the_demo_only(
    cast: Cast, client: Client, settings: Any, tmp_path: Path
) -> None:
    mail = Mail("Vote on a question", "You need to vote.", "/my/", "See what waits", lines=["A line."])
    notify(event_key="x:1", recipients=[cast.lead], mail=mail)
    row = OutboxMessage.objects.get(event_key="x:1")
    assert client.get("/demo/outbox/").status_code == 404
    _demo(settings, tmp_path)
    assert "Vote on a question" in client.get("/demo/outbox/").content.decode()
    assert "Vote on a question" not in client.get("/demo/outbox/?to=rival").content.decode()
    message = client.get(f"/demo/outbox/{row.pk}/").content.decode()
    assert "You need to vote." in message
    assert 'href="/my/"' not in message
    assert "Sign in as lead@example.org to follow this link." in message
    assert '<a href="/my/">See what waits</a>' in cast.client("lead").get(f"/demo/outbox/{row.pk}/").text
    assert client.get(f"/demo/outbox/{row.pk + 1}/").status_code == 404


def test_an_administrator_moves_the_demo_past_the_next_deadline(cast: Cast, settings: Any, tmp_path: Path) -> None:
    project = published_version(cast).project
    _demo(settings, tmp_path)
    admin = cast.client("admin")
    page = admin.get("/demo/clock/").content.decode()
    assert "Commenting closes" in page
    assert project.title in page
    answer = admin.post("/demo/clock/", {"to": project.closes_at.isoformat()})
    assert answer.status_code == 302
    event = AuditEvent.objects.get(verb="dashboards.clock.move")
    assert datetime.fromisoformat(event.data["to"]) == project.closes_at + timedelta(seconds=1)
    assert (tmp_path / "clock.json").exists()


def test_the_clock_is_only_moved_to_an_instant_that_is_shown(cast: Cast, settings: Any, tmp_path: Path) -> None:
    _demo(settings, tmp_path)
    answer = cast.client("admin").post("/demo/clock/", {"to": "2020-01-01T00:00:00+00:00"})
    assert answer.status_code == 409
    assert "This one has passed or changed" in answer.content.decode()
    assert not (tmp_path / "clock.json").exists()


def test_nobody_else_moves_the_clock(cast: Cast, settings: Any, tmp_path: Path) -> None:
    _demo(settings, tmp_path)
    assert cast.client("officer").post("/demo/clock/", {"to": "x"}).status_code == 403
    assert cast.client().get("/demo/clock/").status_code == 302
