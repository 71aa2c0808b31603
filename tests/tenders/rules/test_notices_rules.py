from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.tenders.rules import notices
from portal.tenders.rules.notices import TenderPeriod

ENTERED = date(2026, 3, 31)
days_of_the_years = st.dates(date(2024, 1, 1), date(2040, 1, 1))


def test_the_same_event_has_different_last_days() -> None:
    assert notices.psr_notice_due_on(ENTERED) == date(2026, 4, 30)
    assert notices.contract_details_due_on(ENTERED, is_light_touch=False) == date(2026, 4, 29)
    assert notices.contract_details_due_on(ENTERED, is_light_touch=True) == date(2026, 7, 28)
    assert notices.contract_copy_due_on(ENTERED, is_light_touch=False) == date(2026, 6, 28)
    assert notices.contract_copy_due_on(ENTERED, is_light_touch=True) == date(2026, 9, 26)
    assert notices.records_kept_through(ENTERED) == date(2029, 3, 30)


@given(days_of_the_years, st.integers(1, 200))
def test_the_two_ways_of_counting_differ_by_one_day(event: date, days: int) -> None:
    assert notices.within_days_of(event, days) - notices.period_beginning_with(event, days) == timedelta(days=1)


def test_a_weekend_or_a_holiday_moves_nothing() -> None:
    assert notices.period_beginning_with(date(2026, 4, 1), 3) == date(2026, 4, 3)
    assert notices.psr_notice_due_on(date(2026, 3, 6)).weekday() == 6


@pytest.mark.parametrize(
    ("begins", "last"),
    [
        (date(2026, 3, 31), date(2029, 3, 30)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2024, 3, 1), date(2027, 2, 28)),
        (date(2026, 1, 1), date(2028, 12, 31)),
    ],
)
def test_years_beginning_with_a_day(begins: date, last: date) -> None:
    assert notices.years_beginning_with(begins, 3) == last


def test_providers_may_be_identified_fourteen_days_after_submission() -> None:
    assert notices.msp_identified_from(date(2026, 3, 20)) == date(2026, 4, 3)


def test_abandoned_with_no_standstill_open() -> None:
    window = notices.abandonment_window(date(2026, 3, 27))
    assert (window.first_on, window.last_on) == (date(2026, 3, 27), date(2026, 4, 26))


def test_abandoned_in_standstill_waits_for_its_end() -> None:
    window = notices.abandonment_window(date(2026, 3, 27), standstill_last_on=date(2026, 4, 7))
    assert window.last_on == date(2026, 5, 7)
    assert [window.holds(date(2026, 4, day)) for day in (7, 8)] == [False, True]
    assert not window.holds(date(2026, 5, 8))


def test_a_notice_of_abandonment_may_not_come_before_standstill_ends() -> None:
    window = notices.abandonment_window(date(2026, 3, 27), standstill_last_on=date(2026, 4, 7))
    with pytest.raises(DomainError, match="before standstill has ended"):
        notices.check_submission(date(2026, 4, 7), window)
    notices.check_submission(date(2026, 4, 8), window)


def test_periods_beginning_with_a_day() -> None:
    assert notices.payments_compliance_due_on(date(2026, 1, 15)) == date(2026, 4, 29)
    assert notices.payments_compliance_due_on(date(2026, 5, 1)) == date(2026, 10, 29)
    assert notices.payment_notice_due_on(date(2026, 5, 20)) == date(2026, 7, 29)
    assert notices.pipeline_notice_due_on(2026) == date(2026, 5, 26)
    assert notices.invoice_due_on(date(2026, 9, 1)) == date(2026, 9, 30)
    assert notices.claim_due_on(date(2026, 10, 1)) == date(2026, 10, 30)
    assert notices.termination_notice_due_on(date(2026, 9, 1)) == date(2026, 9, 30)
    assert notices.breach_notice_due_on(date(2026, 9, 1)) == date(2026, 9, 30)
    assert notices.contract_change_copy_due_on(ENTERED) == date(2026, 6, 28)


@pytest.mark.parametrize(
    ("paid", "due"),
    [
        (date(2026, 1, 1), date(2026, 4, 29)),
        (date(2026, 6, 30), date(2026, 7, 29)),
        (date(2026, 7, 1), date(2026, 10, 29)),
        (date(2026, 12, 31), date(2027, 1, 29)),
    ],
)
def test_payments_are_published_by_the_29th_after_the_quarter(paid: date, due: date) -> None:
    assert notices.payment_notice_due_on(paid) == due


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_half_years_of_payment_reports(day: date, ends: date) -> None:
    assert notices.half_year_ends_on(day) == ends


def test_a_planned_notice_shortens_tenders_from_the_fortieth_day() -> None:
    assert notices.planned_notice_shortens_from(date(2026, 6, 1)) == date(2026, 7, 11)
    assert not notices.is_planned_notice_qualifying(date(2026, 6, 1), date(2026, 7, 10))
    assert notices.is_planned_notice_qualifying(date(2026, 6, 1), date(2026, 7, 11))
    assert notices.is_planned_notice_qualifying(date(2026, 6, 1), date(2027, 6, 1))
    assert not notices.is_planned_notice_qualifying(date(2026, 6, 1), date(2027, 6, 2))


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (TenderPeriod(is_light_touch=True), 0),
        (TenderPeriod(is_sub_central=True, is_pre_selected_only=True, is_negotiated=True), 0),
        (TenderPeriod(is_sub_central=True, is_pre_selected_only=True), 10),
        (TenderPeriod(is_sub_central=False, is_pre_selected_only=True, is_negotiated=True), 25),
        (TenderPeriod(has_qualifying_planned_notice=True), 10),
        (TenderPeriod(is_urgent=True), 10),
        (TenderPeriod(is_dynamic_market=True, is_electronic=False), 10),
        (TenderPeriod(), 25),
        (TenderPeriod(has_all_documents=False), 30),
        (TenderPeriod(is_electronic=False), 30),
        (TenderPeriod(is_electronic=False, has_all_documents=False), 35),
    ],
)
def test_how_long_a_tender_stays_open(period: TenderPeriod, days: int) -> None:
    assert notices.minimum_tender_days(period) == days


def test_the_day_of_the_invitation_is_not_counted() -> None:
    assert notices.earliest_deadline_on(date(2026, 9, 1), 25) == date(2026, 9, 26)
    assert notices.deadline_problem(date(2026, 9, 1), date(2026, 9, 26), TenderPeriod()) == ""
    assert "at least 25 days" in notices.deadline_problem(date(2026, 9, 1), date(2026, 9, 25), TenderPeriod())


@pytest.mark.parametrize(("light", "urgent", "days"), [(True, False, 0), (False, True, 10), (False, False, 25)])
def test_requests_to_take_part(light: bool, urgent: bool, days: int) -> None:
    assert notices.minimum_participation_days(is_light_touch=light, is_urgent=urgent) == days
