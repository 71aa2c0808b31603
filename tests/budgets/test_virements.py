"""Money moves between schemes: one proposes, another approves, both budgets change, the ledger says it (SOD-22)."""

from typing import Any

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.budgets.enums import AccountKind
from portal.budgets.models import JournalEntry, PooledFund, Scheme, Virement
from portal.budgets.permissions import can_decide_virement, can_withdraw_virement
from portal.budgets.selectors.fund import fund_view
from portal.budgets.selectors.ledger import balances, verify_all
from portal.budgets.selectors.work import waiting_for, work_for
from portal.budgets.services.virement import virement_approve, virement_prepare
from portal.common.exceptions import DomainError
from portal.notifications.models import OutboxMessage
from tests.budgets import factories as make
from tests.characters import NAMES, VISITOR, Cast

Schemes = tuple[PooledFund, Scheme, Scheme]


@pytest.fixture
def schemes(cast: Cast) -> Schemes:
    """Peer support with £1,840,000, transport with £500,000."""
    pot = make.fund(cast)
    first = make.scheme(cast, pot)
    second = make.scheme(cast, pot, name="Getting out and about", area_of_spend="Transport", planned_pence=50_000_000)
    return pot, first, second


def _url(pot: PooledFund) -> str:
    return reverse("budgets:virement_prepare", args=[pot.ref])


def _typed(**other: str) -> dict[str, str]:
    return {
        "from_scheme": "1",
        "to_scheme": "2",
        "amount_pence": "140,000",
        "reason": "More rides are asked for.",
        **other,
    }


def test_one_proposes_another_approves_and_both_budgets_change(cast: Cast, schemes: Schemes, committed: Any) -> None:
    pot, first, second = schemes
    manager = cast.client("fund")
    assert _url(pot) in manager.get(reverse("budgets:fund_manage", args=[pot.ref])).text
    assert "Peer support (£1,840,000)" in manager.get(_url(pot)).text
    with committed():
        manager.post(_url(pot), _typed())
    row = Virement.objects.get()
    assert [item.ref for item in work_for(cast.user("board"))] == [row.ref]
    assert [item.about for item in waiting_for(cast.user("fund"))] == ["Getting out and about"]
    assert fund_view(pot).schemes[0].planned_pence == 184_000_000
    decide = reverse("budgets:virement_decide", args=[row.ref])
    assert "More rides are asked for." in cast.client("board").get(decide).text
    with committed():
        cast.client("board").post(decide, {"decision": "yes"})
    view = fund_view(pot)
    assert [each.planned_pence for each in view.schemes] == [170_000_000, 64_000_000]
    assert [each.expected_pence for each in view.schemes] == [170_000_000, 64_000_000]
    assert view.planned_pence == 234_000_000
    held = balances(pot)
    assert held[(AccountKind.UNALLOCATED, first.pk)] == 170_000_000
    assert held[(AccountKind.UNALLOCATED, second.pk)] == 64_000_000
    assert list(verify_all()) == []
    public = cast.client().get(reverse("budgets:fund_detail", args=[pot.ref])).text
    assert "Moved from “Peer support” to “Getting out and about”: £140,000.00" in public
    told = OutboxMessage.objects.filter(subject__contains="money to move").values_list("email", flat=True)
    assert sorted(told) == ["board@example.org", "fund@example.org"]


def test_only_what_is_neither_set_aside_nor_asked_for_moves(cast: Cast, schemes: Schemes) -> None:
    pot, first, second = schemes
    allocation = make.approved_allocation(cast, make.project_of(make.contract(cast)), 180_000_000)
    assert allocation.scheme == first
    page = cast.client("fund").post(_url(pot), _typed()).text
    assert "<title>Error:" in page
    assert "Only £40,000 of “Peer support” is neither set aside nor asked for." in page
    assert "140,000" in page
    virement_prepare(actor=cast.fund, from_scheme=first, to_scheme=second, amount_pence=4_000_000, reason="x")
    with pytest.raises(DomainError, match="Only £0 of"):
        virement_prepare(actor=cast.fund, from_scheme=first, to_scheme=second, amount_pence=1, reason="x")


def test_what_moved_in_can_be_set_aside_and_what_moved_away_cannot(cast: Cast, schemes: Schemes) -> None:
    pot, first, second = schemes
    moved = virement_prepare(actor=cast.fund, from_scheme=second, to_scheme=first, amount_pence=50_000_000, reason="x")
    virement_approve(actor=cast.board, virement=moved)
    page = cast.client("fund").get(reverse("budgets:allocation_prepare", args=[pot.ref])).text
    assert "Peer support (£2,340,000)" in page
    assert "Getting out and about (£0)" in page
    make.approved_allocation(cast, make.project_of(make.contract(cast)), 234_000_000)
    assert list(verify_all()) == []


def test_between_two_different_schemes_of_the_same_fund(cast: Cast, schemes: Schemes) -> None:
    pot, first, _second = schemes
    page = cast.client("fund").post(_url(pot), _typed(to_scheme="1")).text
    assert "Choose another scheme than the one the money comes from" in page
    other = make.scheme(cast, make.fund(cast, name="Another pot"))
    with pytest.raises(DomainError, match="two different schemes of this fund"):
        virement_prepare(actor=cast.fund, from_scheme=first, to_scheme=other, amount_pence=1, reason="x")
    assert not Virement.objects.exists()


def test_nobody_but_the_board_decides_and_not_on_its_own_work(cast: Cast, schemes: Schemes) -> None:
    _pot, first, second = schemes
    row = virement_prepare(actor=cast.fund, from_scheme=first, to_scheme=second, amount_pence=1, reason="x")
    assert cast.allowed(can_decide_virement, row) == {"board"}
    assert cast.allowed(can_withdraw_virement, row) == {"fund"}
    url = reverse("budgets:virement_decide", args=[row.ref])
    booked = JournalEntry.objects.count()
    for name in set(NAMES) - {"board", VISITOR}:
        assert cast.client(name).post(url, {"decision": "yes"}).status_code in (403, 404), name
    Virement.objects.filter(pk=row.pk).update(prepared_by=cast.board)
    refused = cast.client("board").post(url, {"decision": "yes"})
    assert refused.status_code == 403
    assert "You prepared this, so somebody else of the partnership board decides." in refused.text
    assert JournalEntry.objects.count() == booked


def test_a_no_has_its_reason_and_one_can_take_it_back(cast: Cast, schemes: Schemes) -> None:
    pot, _first, _second = schemes
    client = cast.client("fund")
    client.post(_url(pot), _typed())
    row = Virement.objects.get()
    url = reverse("budgets:virement_decide", args=[row.ref])
    assert "Say why, so that it can be put right" in cast.client("board").post(url, {"decision": "no"}).text
    cast.client("board").post(url, {"decision": "no", "reason": "Not this year."})
    assert "Not this year." in client.get(reverse("budgets:virement_detail", args=[row.ref])).text
    client.post(_url(pot), _typed())
    second = Virement.objects.get(state="prepared")
    client.post(reverse("budgets:virement_withdraw", args=[second.ref]))
    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert fund_view(pot).schemes[0].planned_pence == 184_000_000


def test_every_step_is_in_the_record(cast: Cast, schemes: Schemes) -> None:
    pot, _first, _second = schemes
    cast.client("fund").post(_url(pot), _typed())
    row = Virement.objects.get()
    virement_approve(actor=cast.board, virement=row, reason="Agreed.")
    events = AuditEvent.objects.filter(subject=f"budgets.virement:{row.pk}").order_by("sequence")
    assert [(event.actor_id, event.verb) for event in events] == [
        (cast.fund.pk, "budgets.virement.prepare"),
        (cast.board.pk, "budgets.virement.approve"),
    ]
