"""SOD-23: a closed month takes no entry; what was wrong is put right by a new one in the open month."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.budgets.models import JournalEntry, PeriodClosing, PooledFund
from portal.budgets.permissions import can_close_period, can_withdraw_period
from portal.budgets.selectors.ledger import verify_all
from portal.budgets.selectors.work import waiting_for, work_for
from portal.budgets.services.period import period_approve, period_prepare
from portal.common import clock
from portal.common.exceptions import DomainError
from portal.notifications.models import OutboxMessage
from tests.budgets import factories as make
from tests.characters import NAMES, VISITOR, Cast

DECEMBER = datetime(2026, 12, 3, 10, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)


def _prepare(fund: PooledFund, year: int = 2026, month: int = 11) -> str:
    return reverse("budgets:period_prepare", args=[fund.ref, year, month])


def closed(cast: Cast, fund: PooledFund) -> PeriodClosing:
    """November, closed in December."""
    with clock.at(DECEMBER):
        return period_approve(actor=cast.board, closing=period_prepare(actor=cast.fund, fund=fund, starts_on=NOVEMBER))


def test_one_prepares_another_closes_and_everybody_reads_it(cast: Cast, committed: Any) -> None:
    pot = make.fund(cast)
    make.scheme(cast, pot)
    with clock.at(DECEMBER):
        assert [item.url for item in work_for(cast.user("fund"))] == [_prepare(pot)]
        manager = cast.client("fund")
        assert _prepare(pot) in manager.get(reverse("budgets:fund_manage", args=[pot.ref])).text
        page = manager.get(_prepare(pot)).text
        assert "November 2026" in page
        assert "£9,640,000.00" in page
        with committed():
            manager.post(_prepare(pot), {"reason": "Agrees with the bank."})
        closing = PeriodClosing.objects.get()
        assert work_for(cast.user("fund")) == []
        assert [row.about for row in waiting_for(cast.user("fund"))] == [pot.name]
        assert [item.ref for item in work_for(cast.user("board"))] == [closing.ref]
        decide = reverse("budgets:period_decide", args=[closing.ref])
        assert "A closed month never opens again." in cast.client("board").get(decide).text
        with committed():
            cast.client("board").post(decide, {"decision": "yes"})
        closing.refresh_from_db()
        assert (closing.state, closing.decided_by) == ("approved", cast.board)
        assert closing.last_hash == JournalEntry.objects.order_by("-sequence")[0].hash
        assert closing.figures["bank"] == 964_000_000
        public = cast.client().get(reverse("budgets:fund_detail", args=[pot.ref])).text
        assert "Closed months" in public
        assert "November 2026: £9,640,000 in the pot at its end" in public
        assert "Closed" in manager.get(reverse("budgets:period_detail", args=[closing.ref])).text
    told = OutboxMessage.objects.filter(subject__contains="closing November 2026").values_list("email", flat=True)
    assert sorted(told) == ["board@example.org", "fund@example.org"]


def test_nothing_is_written_into_a_closed_month(cast: Cast) -> None:
    pot = make.fund(cast)
    waiting = make.contribution(cast, pot, agreed=True)
    closed(cast, pot)
    booked = JournalEntry.objects.count()
    # The clock of the tests stands in November, which is closed now.
    with pytest.raises(DomainError, match="November 2026 is closed"):
        make.scheme(cast, pot)
    with clock.at(DECEMBER):
        url = reverse("budgets:contribution_receive", args=[pot.ref, waiting.number])
        typed = {"received_on_day": "27", "received_on_month": "11", "received_on_year": "2026"}
        page = cast.client("fund").post(url, typed).text
        assert "<title>Error:" in page
        assert "November 2026 is closed, so nothing can be written into it." in page
        assert "1 December 2026 or later." in page
        assert JournalEntry.objects.count() == booked
        cast.client("fund").post(url, typed | {"received_on_day": "1", "received_on_month": "12"})
        assert JournalEntry.objects.count() == booked + 1
    assert list(verify_all()) == []


def test_the_database_keeps_what_the_month_held(cast: Cast) -> None:
    pot = make.fund(cast)
    before = closed(cast, pot).figures
    with clock.at(DECEMBER):
        make.scheme(cast, pot)
    assert PeriodClosing.objects.get().figures == before
    call_command("ledger_check", verbosity=0)


def test_the_check_finds_an_entry_that_slipped_into_a_closed_month(cast: Cast) -> None:
    pot = make.fund(cast)
    closing = closed(cast, pot)
    PeriodClosing.objects.filter(pk=closing.pk).update(state="withdrawn")
    make.scheme(cast, pot)
    PeriodClosing.objects.filter(pk=closing.pk).update(state="approved")
    found = "\n".join(verify_all())
    assert f"November 2026 was closed with entry {closing.last_sequence} and holds" in found
    assert "with other amounts than its entries have" in found


def test_months_close_in_their_order_and_only_when_they_are_over(cast: Cast) -> None:
    pot = make.fund(cast)
    page = cast.client("fund").post(_prepare(pot), {}).text
    assert "This month ends on 30 November 2026. Close it after that." in page
    with clock.at(DECEMBER):
        page = cast.client("fund").post(_prepare(pot, 2026, 12), {}).text
        assert "Months close in their order. The next one is November 2026." in page
        assert cast.client("fund").get(_prepare(pot, 2026, 13)).status_code == 404
    assert not PeriodClosing.objects.exists()


def test_the_next_financial_year_follows(cast: Cast) -> None:
    pot = make.fund(cast)
    closed(cast, pot)
    for month in (12, 1, 2, 3, 4):
        year = 2026 if month == 12 else 2027
        with clock.at(datetime(2027, 5, 4, 10, tzinfo=UTC)):
            closing = period_prepare(actor=cast.fund, fund=pot, starts_on=date(year, month, 1))
            period_approve(actor=cast.board, closing=closing)
    assert (closing.starts_on, closing.number) == (date(2027, 4, 1), 1)
    with clock.at(datetime(2027, 5, 4, 10, tzinfo=UTC)), pytest.raises(DomainError, match="closed already"):
        period_prepare(actor=cast.fund, fund=pot, starts_on=NOVEMBER)


def test_once_asked_it_is_not_asked_again_and_it_can_be_taken_back(cast: Cast) -> None:
    pot = make.fund(cast)
    with clock.at(DECEMBER):
        client = cast.client("fund")
        client.post(_prepare(pot), {})
        assert "waits for the board, already" in client.post(_prepare(pot), {}).text
        first = PeriodClosing.objects.get()
        client.post(reverse("budgets:period_withdraw", args=[first.ref]))
        client.post(_prepare(pot), {})
        assert PeriodClosing.objects.filter(state="prepared").count() == 1


def test_a_no_has_its_reason_and_the_month_stays_open(cast: Cast) -> None:
    pot = make.fund(cast)
    with clock.at(DECEMBER):
        closing = period_prepare(actor=cast.fund, fund=pot, starts_on=NOVEMBER)
        url = reverse("budgets:period_decide", args=[closing.ref])
        assert "Say why, so that it can be put right" in cast.client("board").post(url, {"decision": "no"}).text
        cast.client("board").post(url, {"decision": "no", "reason": "A receipt is missing."})
        closing.refresh_from_db()
        assert closing.state == "refused"
        make.scheme(cast, pot)
        assert [item.url for item in work_for(cast.user("fund"))] == [_prepare(pot)]


def test_nobody_but_the_board_closes(cast: Cast) -> None:
    pot = make.fund(cast)
    with clock.at(DECEMBER):
        closing = period_prepare(actor=cast.fund, fund=pot, starts_on=NOVEMBER)
        assert cast.allowed(can_close_period, closing) == {"board"}
        assert cast.allowed(can_withdraw_period, closing) == {"fund"}
        url = reverse("budgets:period_decide", args=[closing.ref])
        for name in set(NAMES) - {"board", VISITOR}:
            assert cast.client(name).post(url, {"decision": "yes"}).status_code in (403, 404), name
    closing.refresh_from_db()
    assert closing.state == "prepared"


def test_who_prepared_a_closing_does_not_close_it(cast: Cast) -> None:
    pot = make.fund(cast)
    with clock.at(DECEMBER):
        closing = period_prepare(actor=cast.fund, fund=pot, starts_on=NOVEMBER)
        PeriodClosing.objects.filter(pk=closing.pk).update(prepared_by=cast.board)
        closing.refresh_from_db()
        refused = cast.client("board").get(reverse("budgets:period_decide", args=[closing.ref]))
    assert refused.status_code == 403
    assert "You prepared this, so somebody else of the partnership board decides." in refused.text


def test_every_step_is_in_the_record(cast: Cast) -> None:
    closing = closed(cast, make.fund(cast))
    events = AuditEvent.objects.filter(subject=f"budgets.periodclosing:{closing.pk}").order_by("sequence")
    verbs = [(event.actor_id, event.verb) for event in events]
    assert verbs == [
        (cast.fund.pk, "budgets.period.prepare"),
        (cast.board.pk, "budgets.period.approve"),
    ]
    assert closing.ends_on == date(2026, 11, 30)
