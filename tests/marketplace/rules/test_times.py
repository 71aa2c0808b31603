"""When a service is next there, and in which words: by worked examples of 24 November 2026, a Tuesday, at noon."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.marketplace.rules.times import (
    DAYS,
    Occasion,
    Pattern,
    byday_parts,
    days_of,
    next_occasions,
    pattern_words,
    soonest,
)

NOON = datetime(2026, 11, 24, 12, 0)
TEN, ELEVEN = time(10), time(11)


def days(pattern: Pattern, after: datetime = NOON, count: int = 3) -> list[str]:
    return [each.on.isoformat() for each in next_occasions(pattern, after, count)]


def test_what_is_over_today_comes_next_week() -> None:
    tuesdays = Pattern("WEEKLY", byday="TU", opens=TEN, closes=ELEVEN)
    assert days(tuesdays) == ["2026-12-01", "2026-12-08", "2026-12-15"]
    assert days(tuesdays, datetime(2026, 11, 24, 10, 59)) == ["2026-11-24", "2026-12-01", "2026-12-08"]
    assert days(tuesdays, datetime(2026, 11, 24, 11, 0))[0] == "2026-12-01"


def test_what_has_no_hours_is_there_all_day() -> None:
    assert days(Pattern("WEEKLY", byday="TU"))[0] == "2026-11-24"


def test_what_ends_after_midnight_is_still_on() -> None:
    late = Pattern("WEEKLY", byday="MO", opens=time(22), closes=time(2))
    assert days(late, datetime(2026, 11, 24, 1, 0))[0] == "2026-11-23"
    assert days(late, datetime(2026, 11, 24, 2, 0))[0] == "2026-11-30"


def test_every_second_week_is_counted_from_the_first_day() -> None:
    fortnightly = Pattern("WEEKLY", 2, "WE", starts_on=date(2026, 1, 7), opens=TEN, closes=ELEVEN)
    found = next_occasions(fortnightly, NOON, 4)
    assert [each.on for each in found][:2] == [date(2026, 11, 25), date(2026, 12, 9)]
    assert all((each.on - date(2026, 1, 7)).days % 14 == 0 for each in found)


def test_nobody_knows_which_second_week_without_a_first_day() -> None:
    assert days(Pattern("WEEKLY", 2, "WE")) == []


@pytest.mark.parametrize(
    ("byday", "first"),
    [("1MO", "2026-12-07"), ("-1FR", "2026-11-27"), ("4TU", "2026-11-24"), ("2SU", "2026-12-13")],
)
def test_days_of_the_month(byday: str, first: str) -> None:
    assert days(Pattern("MONTHLY", byday=byday))[0] == first


def test_numbers_of_the_month() -> None:
    assert days(Pattern("MONTHLY", bymonthday="1,15")) == ["2026-12-01", "2026-12-15", "2027-01-01"]
    assert days(Pattern("MONTHLY", bymonthday="31"))[:2] == ["2026-12-31", "2027-01-31"]
    assert days(Pattern("MONTHLY", starts_on=date(2020, 3, 9)))[0] == "2026-12-09"


def test_it_begins_and_ends_when_it_says() -> None:
    running = Pattern("WEEKLY", byday="TU", from_on=date(2027, 1, 1), to_on=date(2027, 1, 12))
    assert days(running) == ["2027-01-05", "2027-01-12"]
    assert days(Pattern("WEEKLY", byday="TU", to_on=date(2026, 11, 23))) == []


def test_a_start_in_another_age_costs_nothing() -> None:
    ancient = Pattern("WEEKLY", 2, "TU", starts_on=date(1, 1, 2))
    began = datetime.now()
    assert len(days(ancient)) == 3
    assert datetime.now() - began < timedelta(seconds=0.2)


def test_what_is_not_said_has_no_times() -> None:
    assert days(Pattern()) == []
    assert days(Pattern("DAILY", byday="TU")) == []


def test_the_soonest_of_several_are_told_once() -> None:
    same = Pattern("WEEKLY", byday="TH", opens=TEN, closes=ELEVEN)
    other = Pattern("WEEKLY", byday="WE", opens=ELEVEN)
    found = soonest([same, same, other], NOON)
    assert found == [
        Occasion(date(2026, 11, 25), ELEVEN, None),
        Occasion(date(2026, 11, 26), TEN, ELEVEN),
        Occasion(date(2026, 12, 2), ELEVEN, None),
    ]


@given(
    byday=st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True),
    interval=st.integers(1, 52),
    start=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
)
def test_whatever_the_pattern_the_times_are_its_own_and_to_come(
    byday: list[str], interval: int, start: date, at: datetime
) -> None:
    found = next_occasions(Pattern("WEEKLY", interval, ",".join(byday), starts_on=start), at)
    monday = start - timedelta(days=start.weekday())
    for each in found:
        assert each.on >= max(start, at.date())
        assert DAYS[each.on.weekday()] in byday
        assert ((each.on - monday).days // 7) % interval == 0
    assert [each.on for each in found] == sorted({each.on for each in found})


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (
            Pattern("WEEKLY", byday="TH,TU", opens=time(10, 30), closes=time(11, 30)),
            "Tuesdays and Thursdays, 10:30 to 11:30",
        ),
        (Pattern("WEEKLY", byday="MO,TU,WE,TH,FR", opens=TEN), "Mondays to Fridays, from 10:00"),
        (Pattern("WEEKLY", byday=",".join(DAYS)), "Every day"),
        (Pattern("WEEKLY", 2, "SA", closes=time(16)), "Saturdays, every second week, until 16:00"),
        (Pattern("WEEKLY", 3, "SA"), "Saturdays, every 3 weeks"),
        (Pattern("MONTHLY", byday="1MO", opens=TEN, closes=ELEVEN), "The first Monday of the month, 10:00 to 11:00"),
        (Pattern("MONTHLY", byday="-1FR"), "The last Friday of the month"),
        (Pattern("MONTHLY", bymonthday="1"), "Day 1 of the month"),
        (Pattern("MONTHLY"), "Once a month"),
        (Pattern(), ""),
    ],
)
def test_in_words(pattern: Pattern, words: str) -> None:
    assert pattern_words(pattern) == words


def test_days_that_are_none_are_refused() -> None:
    assert byday_parts("2tu, -1FR") == [(2, "TU"), (-1, "FR")]
    for wrong in ("XX", "6MO", "TUESDAY", "1"):
        with pytest.raises(ValueError, match="no day"):
            byday_parts(wrong)
    assert days_of("TUESDAY") == set()
