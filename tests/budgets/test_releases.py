"""What was promised and not earned goes back to its scheme: one prepares, another approves, the ledger says it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.budgets.enums import AccountKind
from portal.budgets.models import JournalEntry, Release
from portal.budgets.permissions import can_decide_release, can_withdraw_release
from portal.budgets.selectors.fund import fund_view
from portal.budgets.selectors.ledger import balances, verify_all
from portal.budgets.selectors.work import work_for
from portal.budgets.services.payment import payment_prepare_fixed
from portal.budgets.services.release import release_approve, release_prepare
from portal.budgets.sums import left_of
from portal.common import clock
from portal.common.exceptions import DomainError
from portal.notifications.models import OutboxMessage
from tests.budgets import factories as make
from tests.characters import NAMES, VISITOR, Cast

AFTER = datetime(2029, 5, 2, 10, tzinfo=UTC)
TYPED = {
    "amount_pence": "16,000",
    "reason": "The target was not reached.",
    "agreement_reference": "Letter of Harbour Carers, 12 November 2026",
}


def _prepare(promised: Any) -> str:
    return reverse("budgets:release_prepare", args=[promised.contract.ref])


def _money(promised: Any) -> str:
    return reverse("budgets:contract_money", args=[promised.contract.ref])


def test_what_was_not_earned_goes_back_and_everybody_reads_it(cast: Cast, committed: Any) -> None:
    promised = make.commitment(cast, make.contract(cast))
    make.payment(cast, promised)
    scheme, pot = promised.scheme, promised.scheme.fund
    free = balances(pot)[(AccountKind.UNALLOCATED, scheme.pk)]
    manager = cast.client("fund")
    assert _prepare(promised) in manager.get(_money(promised)).text
    page = manager.get(_prepare(promised)).text
    assert "£76,000.00 of the part for outcomes" in page
    assert "its provider has to agree" in page
    with committed():
        manager.post(_prepare(promised), TYPED)
    release = Release.objects.get()
    assert (release.amount_pence, release.outcome_pence) == (1_600_000, 1_600_000)
    assert [item.ref for item in work_for(cast.user("board"))] == [release.ref]
    decide = reverse("budgets:release_decide", args=[release.ref])
    summary = cast.client("board").get(decide).text
    assert "Letter of Harbour Carers" in summary
    assert "The target was not reached." in summary
    with committed():
        cast.client("board").post(decide, {"decision": "yes"})
    held = balances(pot)
    assert held[(AccountKind.UNALLOCATED, scheme.pk)] == free + 1_600_000
    assert held[(AccountKind.COMMITTED, scheme.pk)] == 40_000_000 - 2_400_000 - 1_600_000
    assert list(verify_all()) == []
    view = fund_view(pot).schemes[0]
    assert (view.promised_pence, view.set_aside_pence) == (38_400_000, 38_400_000)
    public = cast.client().get(_money(promised)).text
    assert (
        "On 24 November 2026 the partnership board gave £16,000.00 back to “Peer support”, because it was not earned."
        in " ".join(public.replace("&quot;", '"').split())
    )
    assert "£384,000" in public
    fund_page = cast.client().get(reverse("budgets:fund_detail", args=[pot.ref])).text
    assert f"Not earned on contract {promised.contract.ref}, back to its scheme: £16,000.00" in fund_page
    told = OutboxMessage.objects.filter(subject__startswith="What was not earned went back")
    assert list(told.values_list("email", flat=True)) == ["lead@example.org"]


def test_the_freed_money_can_be_set_aside_again(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast, value_pence=184_000_000), 184_000_000)
    page = reverse("budgets:allocation_prepare", args=[promised.scheme.fund.ref])
    assert "Peer support (£0)" in cast.client("fund").get(page).text
    done = release_prepare(
        actor=cast.fund, commitment=promised, amount_pence=1_000_000, reason="x", agreement_reference="y"
    )
    release_approve(actor=cast.board, release=done)
    assert "Peer support (£10,000)" in cast.client("fund").get(page).text
    make.approved_allocation(cast, make.project_of(promised.contract), 1_000_000)
    assert list(verify_all()) == []


def test_while_the_contract_runs_the_provider_has_to_agree_and_the_fixed_part_stays(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    page = cast.client("fund").post(_prepare(promised), TYPED | {"agreement_reference": ""}).text
    assert "<title>Error:" in page
    assert "Where has the provider agreed to it?" in page
    page = cast.client("fund").post(_prepare(promised), TYPED | {"amount_pence": "100,000.01"}).text
    assert "Only £100,000 is neither paid nor on its way to be." in page
    assert "100,000.01" in page
    with pytest.raises(DomainError, match="provider has to agree"):
        release_prepare(actor=cast.fund, commitment=promised, amount_pence=1, reason="x")
    assert not Release.objects.exists()


def test_once_it_is_over_all_that_is_left_goes_back_outcomes_first(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    with clock.at(AFTER):
        assert _prepare(promised) in [item.url for item in work_for(cast.user("fund"))]
        page = cast.client("fund").get(_prepare(promised)).text
        assert "The contract is over. £400,000.00 of its money" in page
        assert "Where has the provider agreed" not in page
        cast.client("fund").post(_prepare(promised), {"amount_pence": "150,000", "reason": "The service ended."})
        release = Release.objects.get()
        assert release.outcome_pence == 10_000_000
        release_approve(actor=cast.board, release=release)
        left = left_of(promised)
        assert (left.outcome_pence, left.fixed_pence) == (0, 25_000_000)
    assert list(verify_all()) == []


def test_a_reported_result_is_paid_or_decided_before_its_money_goes_back(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    make.result(cast, promised.contract)
    page = cast.client("fund").post(_prepare(promised), TYPED).text
    assert "A reported result has no payment yet." in page
    assert not Release.objects.exists()


def test_what_went_back_is_not_paid_any_more(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    with clock.at(AFTER):
        release = release_prepare(actor=cast.fund, commitment=promised, amount_pence=39_000_000, reason="Ended.")
        release_approve(actor=cast.board, release=release)
        pay = {"invoice_reference": "INV-9", "invoice_received_on": date(2029, 4, 2), "reason": "Last month."}
        with pytest.raises(DomainError, match="Only £10,000 of the part without outcomes is left"):
            payment_prepare_fixed(actor=cast.fund, commitment=promised, amount_pence=1_000_001, **pay)
        found = make.result(cast, promised.contract)
        with pytest.raises(DomainError, match="went back to its scheme"):
            make.prepared_payment(cast, promised, found, invoice_received_on=date(2029, 4, 2))


def test_a_payment_on_its_way_is_not_given_back(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    make.prepared_payment(cast, promised)
    with pytest.raises(DomainError, match="Only £76,000 is neither paid"):
        release_prepare(
            actor=cast.fund, commitment=promised, amount_pence=7_600_001, reason="x", agreement_reference="y"
        )


def test_one_at_a_time_taken_back_or_refused_with_a_reason(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    client = cast.client("fund")
    client.post(_prepare(promised), TYPED)
    assert "waits for the board already" in client.post(_prepare(promised), TYPED).text
    first = Release.objects.get()
    client.post(reverse("budgets:release_withdraw", args=[first.ref]))
    client.post(_prepare(promised), TYPED)
    second = Release.objects.get(state="prepared")
    booked = JournalEntry.objects.count()
    url = reverse("budgets:release_decide", args=[second.ref])
    assert "Say why, so that it can be put right" in cast.client("board").post(url, {"decision": "no"}).text
    cast.client("board").post(url, {"decision": "no", "reason": "Ask them again."})
    second.refresh_from_db()
    assert second.state == "refused"
    assert JournalEntry.objects.count() == booked
    assert "Ask them again." in client.get(reverse("budgets:release_detail", args=[second.ref])).text


def test_nobody_but_the_board_decides_and_not_on_its_own_work(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    release = release_prepare(
        actor=cast.fund, commitment=promised, amount_pence=1_00, reason="x", agreement_reference="y"
    )
    assert cast.allowed(can_decide_release, release) == {"board"}
    assert cast.allowed(can_withdraw_release, release) == {"fund"}
    url = reverse("budgets:release_decide", args=[release.ref])
    for name in set(NAMES) - {"board", VISITOR}:
        assert cast.client(name).post(url, {"decision": "yes"}).status_code in (403, 404), name
    Release.objects.filter(pk=release.pk).update(prepared_by=cast.board)
    refused = cast.client("board").post(url, {"decision": "yes"})
    assert refused.status_code == 403
    assert "You prepared this, so somebody else of the partnership board decides." in refused.text
    release.refresh_from_db()
    assert release.state == "prepared"


def test_every_step_is_in_the_record(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    cast.client("fund").post(_prepare(promised), TYPED)
    release = Release.objects.get()
    release_approve(actor=cast.board, release=release, reason="Agreed.")
    events = AuditEvent.objects.filter(subject=f"budgets.release:{release.pk}").order_by("sequence")
    assert [(event.actor_id, event.verb) for event in events] == [
        (cast.fund.pk, "budgets.release.prepare"),
        (cast.board.pk, "budgets.release.approve"),
    ]
