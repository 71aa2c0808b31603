"""Worked examples of the standstill, day by day. The ids are those of docs/vectors.md."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.common.calendars import Calendar, calendar_for, end_of_day_instant
from portal.tenders.rules.standstill import (
    award_opens_on,
    further_decision_last_on,
    pa23_standstill,
    psr_standstill,
    standstill_days,
)

ENGLAND = calendar_for("england", range(2023, 2029))
UK = calendar_for("uk", range(2023, 2029))


@pytest.mark.parametrize(
    ("published", "ends_at"),
    [
        pytest.param(date(2024, 9, 23), datetime(2024, 10, 4, 23, tzinfo=UTC), id="1.4-1"),
        pytest.param(date(2026, 3, 2), datetime(2026, 3, 14, tzinfo=UTC), id="1.4-2"),
        pytest.param(date(2026, 3, 6), datetime(2026, 3, 19, tzinfo=UTC), id="1.4-3"),
        pytest.param(date(2026, 3, 27), datetime(2026, 4, 10, 23, tzinfo=UTC), id="1.4-4"),
        pytest.param(date(2026, 12, 21), datetime(2027, 1, 7, tzinfo=UTC), id="1.4-5"),
    ],
)
def test_a_representation_counts_until_midnight_at_the_end_of_the_last_day(published: date, ends_at: datetime) -> None:
    standstill = psr_standstill(published, ENGLAND)
    assert standstill.ends_at == ends_at
    assert standstill.is_open(ends_at - timedelta(microseconds=1))
    assert not standstill.is_open(ends_at)


def _days(calendar: Calendar, after: date, count: int) -> list[tuple[int, int]]:
    days, day = [], after
    while len(days) < count:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            days.append((day.day, day.month))
    return days


@pytest.mark.parametrize(
    ("told", "counted", "opens"),
    [
        pytest.param(
            date(2026, 3, 27), [(30, 3), (31, 3), (1, 4), (2, 4), (7, 4)], date(2026, 4, 8), id="1.4-6 and V3-1"
        ),
        pytest.param(date(2026, 4, 7), [(8, 4), (9, 4), (10, 4), (13, 4), (14, 4)], date(2026, 4, 15), id="V3-2"),
    ],
)
def test_the_five_working_days_after_a_further_decision(
    told: date, counted: list[tuple[int, int]], opens: date
) -> None:
    assert _days(ENGLAND, told, 5) == counted
    last = further_decision_last_on(told, ENGLAND)
    assert (last.day, last.month) == counted[-1]
    assert award_opens_on(last) == opens
    assert end_of_day_instant(last).astimezone(UTC) == datetime(opens.year, 4, opens.day - 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "psr", "pa23"),
    [
        pytest.param(date(2026, 6, 8), [10, 11, 12, 15, 16, 17, 18, 19], [8, 9, 10, 11, 12, 16, 17, 18], id="V1-1"),
        pytest.param(date(2026, 8, 1), [3, 4, 5, 6, 7, 10, 11, 12], [4, 5, 6, 7, 10, 11, 12, 13], id="V1-2"),
        pytest.param(date(2026, 11, 26), [30, 1, 2, 3, 4, 7, 8, 9], [26, 27, 1, 2, 3, 4, 7, 8], id="V1-3"),
    ],
)
def test_the_eight_days_that_count_under_each_statute(published: date, psr: list[int], pa23: list[int]) -> None:
    for standstill, calendar, days in (
        (psr_standstill(published, ENGLAND), ENGLAND, psr),
        (pa23_standstill(published, UK), UK, pa23),
    ):
        counted = [
            day.date.day
            for day in standstill_days(standstill, calendar)
            if "day " in day.text.lower() and day.kind != "off"
        ]
        assert counted == days


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 1, 2), id="1.6-7 2 January"),
        pytest.param(date(2026, 3, 17), id="1.6-7 17 March"),
        pytest.param(date(2027, 7, 12), id="1.6-7 12 July"),
        pytest.param(date(2026, 8, 3), id="1.6-7 first Monday in August"),
        pytest.param(date(2026, 11, 30), id="1.6-7 30 November"),
        pytest.param(date(2026, 6, 15), id="1.6-7 proclaimed for Scotland"),
    ],
)
def test_a_holiday_of_one_nation_stops_the_procurement_act_for_an_english_council(day: date) -> None:
    assert ENGLAND.is_working_day(day)
    assert not UK.is_working_day(day)


@pytest.mark.parametrize(
    ("published", "days_apart"),
    [
        pytest.param(date(2026, 3, 2), 2, id="1.6-8 two"),
        pytest.param(date(2026, 3, 27), 1, id="1.6-8 one"),
        pytest.param(date(2026, 4, 18), 0, id="1.6-8 none"),
        pytest.param(date(2026, 8, 1), -1, id="1.6-8 the other way round"),
    ],
)
def test_the_two_statutes_differ_by_two_days_one_none_or_the_other_way_round(published: date, days_apart: int) -> None:
    psr, pa23 = psr_standstill(published, ENGLAND).last_on, pa23_standstill(published, UK).last_on
    assert (psr - pa23).days == days_apart
