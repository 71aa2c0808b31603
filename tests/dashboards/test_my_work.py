"""My work: what waits is there, gone when done, and nobody meets an empty page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.budgets.services.allocation import allocation_approve
from portal.codesign.services import answer_give
from portal.common import clock
from portal.common.clock import now
from portal.common.work import WorkItem
from portal.dashboards.selectors.work import grouped, of_role, roles_in
from portal.dashboards.views.my import said
from tests.budgets.factories import prepared_allocation
from tests.characters import NAMES, VISITOR, Cast
from tests.codesign.factories import comment, published_version
from tests.tenders.factories import agreed_specification

PEOPLE = [name for name in NAMES if name != VISITOR]


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_is_met_by_something_to_do(cast: Cast, name: str) -> None:
    page = cast.client(name).get("/my/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Good first steps" in text
    assert "todo__item--first" in text


def test_a_commissioner_can_begin_a_need_and_a_project(cast: Cast) -> None:
    text = cast.client("officer").get("/my/").content.decode()
    assert "/needs/new/" in text
    assert "/co-design/start/" in text
    assert "/alliances/start/" not in text


def test_a_provider_can_begin_an_alliance_and_see_opportunities(cast: Cast) -> None:
    text = cast.client("lead").get("/my/").content.decode()
    assert "/alliances/start/" in text
    assert 'href="/tenders/"' in text
    assert "/needs/new/" not in text


def test_the_finance_officer_of_a_buyer_can_set_up_a_fund(cast: Cast) -> None:
    assert "/budgets/pools/new/" in cast.client("fund").get("/my/").content.decode()
    assert "/budgets/pools/new/" not in cast.client("publisher").get("/my/").content.decode()


def test_a_resident_is_led_to_what_is_open_for_comment(cast: Cast) -> None:
    version = published_version(cast)
    text = cast.client("member").get("/my/").content.decode()
    assert f"/co-design/{version.project.ref}/" in text
    with clock.at(now() + timedelta(weeks=20)):
        assert f"/co-design/{version.project.ref}/" not in cast.client("member").get("/my/").content.decode()


def test_who_waits_for_a_later_part_of_the_portal_is_told_so(cast: Cast) -> None:
    assert "is not part of this portal yet" in cast.client("researcher").get("/my/").content.decode()
    assert "is not part of this portal yet" not in cast.client("lead").get("/my/").content.decode()


def test_who_has_a_budget_is_led_to_it(cast: Cast) -> None:
    for name in ("holder", "carer", "broker", "linkworker"):
        page = cast.client(name).get("/my/").content.decode()
        assert "is not part of this portal yet" not in page
        assert 'href="/budgets/personal/"' in page


def test_what_waits_is_gone_when_it_is_done(cast: Cast) -> None:
    row = prepared_allocation(cast, agreed_specification(cast).project)
    waiting = cast.client("board").get("/my/").content.decode()
    assert row.ref in waiting
    assert "My work (1 waiting)" in waiting
    allocation_approve(actor=cast.board, allocation=row)
    after = cast.client("board").get("/my/").content.decode()
    assert f'<span class="ref">{row.ref}</span>' not in after
    assert "waiting)" not in after
    assert "Approved setting money aside" in after


def test_the_head_of_other_pages_counts_anew_after_an_own_act(cast: Cast) -> None:
    row = prepared_allocation(cast, agreed_specification(cast).project)
    board = cast.client("board")
    assert "My work (1 waiting)" in board.get("/budgets/").content.decode()
    allocation_approve(actor=cast.board, allocation=row)
    assert "waiting)" not in board.get("/budgets/").content.decode()


def test_the_count_costs_one_query_while_nothing_happened(cast: Cast) -> None:
    client = cast.client("officer")
    client.get("/budgets/")
    with CaptureQueriesContext(connection) as signed_in:
        client.get("/budgets/")
    audit = [query["sql"] for query in signed_in if "audit_auditevent" in query["sql"]]
    work = [query["sql"] for query in signed_in if "procurementassignment" in query["sql"]]
    assert (len(audit), work) == (1, [])


def test_a_comment_waits_for_the_facilitator_and_its_writer_waits_too(cast: Cast) -> None:
    version = published_version(cast)
    said = comment(cast, version, who="member")
    assert "Answer 1 comment" in cast.client("facilitator").get("/my/").content.decode()
    member = cast.client("member").get("/my/").content.decode()
    assert "Waiting for others" in member
    assert "The answer to your comment" in member
    answer_give(
        actor=cast.facilitator,
        project=version.project,
        comments=[said],
        theme="Evenings",
        heard="Pain is worst in the evening.",
        outcome="not_changed",
        decision="The helpline stays as it is.",
        reason="There is no money for the evening yet.",
        decided_by="The co-design board",
        decided_on=clock.today(),
    )
    assert "Answer 1 comment" not in cast.client("facilitator").get("/my/").content.decode()
    assert "The answer to your comment" not in cast.client("member").get("/my/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_work(cast: Cast, assert_constant_queries: Any) -> None:
    project = agreed_specification(cast).project
    board = cast.client("board")
    assert_constant_queries(lambda: board.get("/my/"), lambda: prepared_allocation(cast, project, 1_000_00))


def _item(title: str, role: str, **fields: Any) -> WorkItem:
    return WorkItem(title=title, url="/x/", about="Thing", ref="PR-2026-0001", why="Because.", role=role, **fields)


def test_items_come_late_first_then_this_week_then_undated_then_later() -> None:
    at = now()
    items = [
        _item("later", "Evaluator", due_at=at + timedelta(days=8)),
        _item("undated", "Evaluator"),
        _item("soon", "Evaluator", due_at=at + timedelta(days=7) - timedelta(seconds=1)),
        _item("just now", "Evaluator", due_at=at),
        _item("late", "Evaluator", due_at=at - timedelta(seconds=1)),
    ]
    told = [(group.name, [row["title"] for row in group.items]) for group in grouped(items, at)]
    assert told == [
        ("Late", ["late"]),
        ("This week", ["soon", "just now"]),
        ("When you can", ["undated"]),
        ("After that", ["later"]),
    ]


def test_an_act_that_is_held_back_has_no_button_and_leads_to_the_thing_itself() -> None:
    held = grouped([_item("x", "Opener", action="Open", blocked_reason="Not open yet.")], now())[0].items[0]
    assert (held["act"], held["hold"], held["href"]) == ("", "Not open yet.", "/tenders/PR-2026-0001/")


def test_a_role_shows_only_its_own_work_and_an_unknown_one_everything() -> None:
    items = [_item("a", "Bid lead"), _item("b", "evaluator"), _item("c", "evaluator")]
    assert roles_in(items) == [("bid-lead", "Bid lead", 1), ("evaluator", "Evaluator", 2)]
    assert [item.title for item in of_role(items, "evaluator")] == ["b", "c"]
    assert of_role(items, "nobody") == items


@pytest.mark.parametrize(
    ("total", "late", "sentence"),
    [
        (1, 0, "1 thing waits for you."),
        (1, 1, "1 thing waits for you. It is late."),
        (3, 1, "3 things wait for you. 1 of them is late."),
        (3, 2, "3 things wait for you. 2 of them are late."),
    ],
)
def test_what_waits_is_said_in_a_whole_sentence(total: int, late: int, sentence: str) -> None:
    assert said(total, late) == sentence
