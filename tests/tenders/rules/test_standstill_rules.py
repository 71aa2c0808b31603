from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.calendars import LONDON, calendar_for
from portal.common.exceptions import DomainError
from portal.tenders.rules.standstill import (
    EndOfStandstill,
    StripDay,
    award_opens_on,
    explain,
    five_working_days_passed,
    further_decision_last_on,
    pa23_standstill,
    psr_last_on,
    psr_standstill,
    standstill_days,
    why_not_counted,
)

ENGLAND = calendar_for("england", range(2023, 2033))
UK = calendar_for("uk", range(2023, 2033))
publication_days = st.dates(date(2024, 1, 1), date(2031, 1, 1))


@pytest.mark.parametrize(
    ("published", "begins", "last"),
    [
        (date(2024, 9, 23), date(2024, 9, 24), date(2024, 10, 4)),
        (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 13)),
        (date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 18)),
        (date(2026, 3, 27), date(2026, 3, 28), date(2026, 4, 10)),
        (date(2026, 12, 21), date(2026, 12, 22), date(2027, 1, 6)),
        (date(2026, 4, 18), date(2026, 4, 19), date(2026, 4, 29)),
        (date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 19)),
        (date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 12)),
        (date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 9)),
        (date(2027, 2, 8), date(2027, 2, 9), date(2027, 2, 19)),
    ],
)
def test_standstill_of_the_provider_selection_regime(published: date, begins: date, last: date) -> None:
    standstill = psr_standstill(published, ENGLAND)
    assert (standstill.begins_on, standstill.last_on) == (begins, last)


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2024, 9, 23), date(2024, 10, 2)),
        (date(2026, 3, 2), date(2026, 3, 11)),
        (date(2026, 3, 6), date(2026, 3, 18)),
        (date(2026, 3, 27), date(2026, 4, 9)),
        (date(2026, 12, 21), date(2027, 1, 5)),
        (date(2026, 4, 18), date(2026, 4, 29)),
        (date(2026, 6, 8), date(2026, 6, 18)),
        (date(2026, 8, 1), date(2026, 8, 13)),
        (date(2026, 11, 26), date(2026, 12, 8)),
    ],
)
def test_standstill_of_the_procurement_act(published: date, last: date) -> None:
    standstill = pa23_standstill(published, UK)
    assert (standstill.begins_on, standstill.last_on) == (published, last)


@pytest.mark.parametrize(
    ("published", "wrong_last"),
    [
        (date(2026, 6, 8), date(2026, 6, 17)),
        (date(2026, 8, 1), date(2026, 8, 12)),
        (date(2026, 11, 26), date(2026, 12, 7)),
    ],
)
def test_the_procurement_act_on_the_calendar_of_england_would_end_too_early(published: date, wrong_last: date) -> None:
    assert pa23_standstill(published, ENGLAND).last_on == wrong_last
    assert pa23_standstill(published, UK).last_on > wrong_last


def test_the_days_counted_one_by_one() -> None:
    strip = standstill_days(psr_standstill(date(2026, 6, 8), ENGLAND), ENGLAND)
    assert [day.date.day for day in strip if day.text.startswith("Day")] == [10, 11, 12, 15, 16, 17, 18, 19]
    strip = standstill_days(pa23_standstill(date(2026, 6, 8), UK), UK)
    assert [day.date.day for day in strip if "day" in day.text.lower() and day.kind != "off"] == [
        *(8, 9, 10, 11, 12, 16, 17, 18)
    ]


def test_the_last_instant_is_the_first_one_after_the_last_day() -> None:
    standstill = psr_standstill(date(2026, 3, 27), ENGLAND)
    assert standstill.ends_at == datetime(2026, 4, 10, 23, tzinfo=UTC)
    assert psr_standstill(date(2026, 12, 21), ENGLAND).ends_at == datetime(2027, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2026, 3, 27, 15, tzinfo=LONDON), False),
        (datetime(2026, 3, 28, tzinfo=LONDON), True),
        (datetime(2026, 4, 10, 23, 59, 59, 999_999, tzinfo=LONDON), True),
        (datetime(2026, 4, 11, tzinfo=LONDON), False),
    ],
)
def test_it_is_open_between_its_two_midnights(now: datetime, is_open: bool) -> None:
    assert psr_standstill(date(2026, 3, 27), ENGLAND).is_open(now) is is_open


def test_a_further_decision_keeps_it_open_for_five_working_days() -> None:
    told = date(2026, 3, 27)
    assert further_decision_last_on(told, ENGLAND) == date(2026, 4, 7)
    assert award_opens_on(date(2026, 4, 7)) == date(2026, 4, 8)


def test_each_further_decision_starts_the_five_days_again() -> None:
    standstill = psr_standstill(date(2026, 3, 10), ENGLAND)
    assert psr_last_on(standstill, [], ENGLAND) == standstill.last_on == date(2026, 3, 23)
    assert psr_last_on(standstill, [date(2026, 3, 27)], ENGLAND) == date(2026, 4, 7)
    both = [date(2026, 4, 7), date(2026, 3, 27)]
    assert psr_last_on(standstill, both, ENGLAND) == date(2026, 4, 14)
    assert award_opens_on(date(2026, 4, 14)) == date(2026, 4, 15)


def test_an_early_further_decision_does_not_end_it_before_the_eighth_day() -> None:
    standstill = psr_standstill(date(2026, 3, 2), ENGLAND)
    assert psr_last_on(standstill, [date(2026, 3, 4)], ENGLAND) == date(2026, 3, 13)


@pytest.mark.parametrize(("today", "passed"), [(date(2026, 4, 7), False), (date(2026, 4, 8), True)])
def test_the_five_days_are_over_only_on_the_day_after(today: date, passed: bool) -> None:
    assert five_working_days_passed([date(2026, 3, 27)], today, ENGLAND) is passed
    assert five_working_days_passed([], today, ENGLAND)


def test_standstill_ends_only_when_all_five_things_hold() -> None:
    assert EndOfStandstill(True, True, True, True, True).reasons_against() == []
    assert len(EndOfStandstill(False, False, False, False, False).reasons_against()) == 5
    only = EndOfStandstill(True, True, True, True, five_working_days_passed=False).reasons_against()
    assert only == ["Five working days since the last further decision have not passed."]


def test_a_voluntary_standstill_is_at_least_eight_working_days() -> None:
    with pytest.raises(DomainError, match="at least 8 working days"):
        pa23_standstill(date(2026, 3, 2), UK, working_days=7)
    assert pa23_standstill(date(2026, 3, 2), UK, working_days=10).last_on == date(2026, 3, 13)


def test_the_strip_of_the_award_page() -> None:
    strip = standstill_days(psr_standstill(date(2027, 2, 8), ENGLAND), ENGLAND)
    assert [(day.date.day, day.text, day.kind) for day in strip] == [
        (8, "Notice", "notice"),
        (9, "Begins", "begin"),
        (10, "Day 1", ""),
        (11, "Day 2", ""),
        (12, "Day 3", ""),
        (13, "Saturday", "off"),
        (14, "Sunday", "off"),
        (15, "Day 4", ""),
        (16, "Day 5", ""),
        (17, "Day 6", ""),
        (18, "Day 7", ""),
        (19, "Day 8", "end"),
    ]


def test_the_strip_names_the_holidays_it_steps_over() -> None:
    strip = standstill_days(psr_standstill(date(2026, 3, 27), ENGLAND), ENGLAND)
    assert {day.text for day in strip if day.kind == "off"} == {"Sunday", "Saturday", "Good Friday", "Easter Monday"}


def test_the_strip_of_the_procurement_act_counts_the_day_of_the_notice() -> None:
    strip = standstill_days(pa23_standstill(date(2026, 6, 8), UK), UK)
    assert strip[0].text == "Notice, day 1"
    assert [day.text for day in strip if day.kind == "off"] == [
        "Saturday",
        "Sunday",
        "World Cup bank holiday (Scotland)",
    ]
    saturday = standstill_days(pa23_standstill(date(2026, 4, 18), UK), UK)
    assert (saturday[0].text, saturday[2].text) == ("Notice", "Day 1")


def test_a_working_day_needs_no_excuse() -> None:
    assert why_not_counted(date(2026, 6, 15), ENGLAND) == ""
    assert why_not_counted(date(2026, 12, 26), ENGLAND) == "Saturday"


def test_each_statute_explains_itself() -> None:
    assert "day after the notice" in explain(psr_standstill(date(2026, 3, 2), ENGLAND))
    assert "any part of the United Kingdom" in explain(pa23_standstill(date(2026, 3, 2), UK))


@given(publication_days)
def test_the_strip_always_counts_to_eight_and_ends_on_the_last_day(published: date) -> None:
    for standstill, calendar in ((psr_standstill(published, ENGLAND), ENGLAND), (pa23_standstill(published, UK), UK)):
        strip = standstill_days(standstill, calendar)
        assert [day.date for day in strip] == [published + timedelta(days=n) for n in range(len(strip))]
        assert strip[-1] == (standstill.last_on, "Day 8", "end")
        assert _counted(strip) == 8


def _counted(strip: list[StripDay]) -> int:
    return sum(text.lower().startswith("day") or ", day" in text for _date, text, _kind in strip)


@given(publication_days, publication_days)
def test_a_later_notice_never_ends_earlier(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert psr_standstill(early, ENGLAND).last_on <= psr_standstill(late, ENGLAND).last_on
    assert pa23_standstill(early, UK).last_on <= pa23_standstill(late, UK).last_on
