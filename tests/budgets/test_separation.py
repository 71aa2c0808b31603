"""SOD-22 through the interface: who prepares cannot approve, and nobody else can either."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.audit.models import AuditEvent
from portal.budgets.enums import ApprovalState, ContributionState, FundRole
from portal.budgets.models import JournalEntry
from portal.budgets.services.fund import person_add, person_end
from tests.budgets import factories as make
from tests.characters import NAMES, VISITOR, Cast
from tests.tenders.factories import agreed_specification

Made = tuple[Any, str]


def allocation(cast: Cast) -> Made:
    row = make.prepared_allocation(cast, agreed_specification(cast).project)
    return row, f"/budgets/allocations/{row.ref}/"


def commitment(cast: Cast) -> Made:
    row = make.prepared_commitment(cast, make.contract(cast))
    return row, f"/budgets/commitments/{row.ref}/"


def payment(cast: Cast) -> Made:
    row = make.prepared_payment(cast, make.commitment(cast, make.contract(cast)))
    return row, f"/budgets/payments/{row.ref}/"


def contribution(cast: Cast) -> Made:
    pot = make.bare_fund(cast)
    row = make.contribution(cast, pot)
    return row, f"/budgets/pools/{pot.ref}/contributions/{row.number}/"


ALL = pytest.mark.parametrize("made_by", [allocation, commitment, payment, contribution], ids=lambda f: f.__name__)
THREE = pytest.mark.parametrize("made_by", [allocation, commitment, payment], ids=lambda f: f.__name__)


@ALL
def test_nobody_but_the_board_decides(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    row, url = made_by(cast)
    booked = JournalEntry.objects.count()
    for name in set(NAMES) - {"board"}:
        for decision in ("yes", "no"):
            answer = cast.client(name).post(f"{url}decide/", {"decision": decision, "reason": "x"})
            assert answer.status_code == (302 if name == VISITOR else answer.status_code)
            assert answer.status_code in (302, 403, 404), name
    row.refresh_from_db()
    assert row.state in (ApprovalState.PREPARED, ContributionState.PROPOSED)
    assert row.decided_by is None
    assert JournalEntry.objects.count() == booked


@ALL
def test_the_board_decides_once(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    row, url = made_by(cast)
    booked = JournalEntry.objects.count()
    answer = cast.client("board").post(f"{url}decide/", {"decision": "yes", "reason": "Good."})
    assert answer.url == url
    row.refresh_from_db()
    assert row.state in (ApprovalState.APPROVED, ContributionState.AGREED)
    assert (row.decided_by, row.decision_reason) == (cast.board, "Good.")
    assert JournalEntry.objects.count() == booked + 1
    for decision in ("yes", "no"):
        again = cast.client("board").post(f"{url}decide/", {"decision": decision, "reason": "Again."})
        assert again.status_code == 200
        assert "This cannot be done now" in again.text
    assert JournalEntry.objects.count() == booked + 1


@ALL
def test_a_no_needs_its_reason_and_books_nothing(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    row, url = made_by(cast)
    booked = JournalEntry.objects.count()
    client = cast.client("board")
    page = client.post(f"{url}decide/", {"decision": "no", "reason": "  "})
    assert "<title>Error:" in page.text
    assert "Say why, so that it can be put right" in page.text
    page = client.post(f"{url}decide/", {"reason": "Kept as I typed it"})
    assert "Choose an answer to “What do you decide?”" in page.text
    assert "Kept as I typed it" in page.text
    client.post(f"{url}decide/", {"decision": "no", "reason": "Not this year."})
    row.refresh_from_db()
    assert row.state == "refused"
    assert JournalEntry.objects.count() == booked
    assert "Not this year." in cast.client("fund").get(url).text


@ALL
def test_looking_at_the_summary_changes_nothing(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    row, url = made_by(cast)
    before = AuditEvent.objects.count()
    for name, path in (("board", f"{url}decide/"), ("fund", url), ("finance", url), ("auditor", url)):
        assert cast.client(name).get(path).status_code == 200
    row.refresh_from_db()
    assert row.decided_at is None
    assert AuditEvent.objects.count() == before


@ALL
def test_a_new_member_of_the_board_can_and_a_former_one_cannot(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    _row, url = made_by(cast)
    pot = make.PooledFund.objects.get()
    person_add(actor=cast.fund, fund=pot, user=cast.opener2, role=FundRole.BOARD)
    assert cast.client("opener2").get(f"{url}decide/").status_code == 200
    person_end(actor=cast.fund, assignment=pot.assignments.get(user=cast.opener2))
    assert cast.client("opener2").get(f"{url}decide/").status_code in (403, 404)


@THREE
def test_only_the_manager_takes_it_back_and_only_before_the_decision(
    cast: Cast, made_by: Callable[[Cast], Made]
) -> None:
    row, url = made_by(cast)
    assert cast.client("board").post(f"{url}withdraw/").status_code == 403
    assert "Take it back" in cast.client("fund").get(url).text
    assert "Take it back" not in cast.client("board").get(url).text
    cast.client("board").post(f"{url}decide/", {"decision": "yes"})
    assert "Take it back" not in cast.client("fund").get(url).text
    assert cast.client("fund").post(f"{url}withdraw/").status_code == 409
    row.refresh_from_db()
    assert row.state == ApprovalState.APPROVED


@THREE
def test_every_step_is_in_the_record_with_who_did_it(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    row, url = made_by(cast)
    noun = made_by.__name__
    cast.client("fund").post(f"{url}decide/", {"decision": "yes"})
    cast.client("board").post(f"{url}decide/", {"decision": "yes", "reason": "Good."})
    key = f"budgets.{noun}:{row.pk}"
    events = AuditEvent.objects.filter(subject=key).order_by("sequence")
    assert [(event.actor_id, event.verb.rpartition(".")[2]) for event in events] == [
        (cast.fund.pk, "prepare"),
        (cast.fund.pk, "refused"),
        (cast.board.pk, "approve"),
    ]
    assert events.last().data["reason"] == "Good."  # type: ignore[union-attr]


@ALL
def test_the_pages_say_who_prepared_and_why_it_waits(cast: Cast, made_by: Callable[[Cast], Made]) -> None:
    _row, url = made_by(cast)
    page = cast.client("fund").get(url).text
    assert "Martin Webb" in page
    assert "Only the partnership board can decide this." in page
    assert "The partnership board decides" in page
    assert 'aria-disabled="true"' in page
