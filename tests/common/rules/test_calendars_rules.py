from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.calendars import (
    LONDON,
    PROCLAIMED,
    Calendar,
    Holiday,
    RegimeCalendar,
    add_working_days,
    calendar_for,
    end_of_day_instant,
    is_working_day,
    london_date,
    start_of_day_instant,
    years_around,
)

ENGLAND = calendar_for("england", range(2023, 2033))
UK = calendar_for("uk", range(2023, 2033))
days = st.dates(date(2024, 1, 1), date(2031, 6, 1))


def weekdays_off(calendar: Calendar, year: int) -> list[date]:
    return sorted(day for day in calendar.holidays if day.year == year and day.weekday() < 5)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2024, ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"]),
        (2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (2028, ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]),
    ],
)
def test_the_days_of_england(year: int, expected: list[str]) -> None:
    assert [f"{day:%m-%d}" for day in weekdays_off(ENGLAND, year)] == expected


@pytest.mark.parametrize(
    ("year", "only_elsewhere"),
    [
        (2024, ["01-02", "03-18", "07-12", "08-05", "12-02"]),
        (2025, ["01-02", "03-17", "07-14", "08-04", "12-01"]),
        (2026, ["01-02", "03-17", "06-15", "07-13", "08-03", "11-30"]),
        (2027, ["01-04", "03-17", "07-12", "08-02", "11-30"]),
        (2028, ["01-04", "03-17", "07-12", "08-07", "11-30"]),
        (2029, ["01-02", "03-19", "07-12", "08-06", "11-30"]),
    ],
)
def test_the_days_that_stop_the_procurement_act_only(year: int, only_elsewhere: list[str]) -> None:
    beyond = set(weekdays_off(UK, year)) - set(weekdays_off(ENGLAND, year))
    assert [f"{day:%m-%d}" for day in sorted(beyond)] == only_elsewhere


def test_england_is_part_of_the_united_kingdom() -> None:
    assert ENGLAND.holidays <= UK.holidays


def test_the_first_monday_in_may_is_out_even_when_the_bank_holiday_moves() -> None:
    moved = calendar_for("england", [2020])
    assert not moved.is_working_day(date(2020, 5, 4))
    assert not moved.is_working_day(date(2020, 5, 8))


@pytest.mark.parametrize(
    ("calendar", "day", "name"),
    [
        (ENGLAND, date(2026, 4, 3), "Good Friday"),
        (ENGLAND, date(2026, 5, 4), "Early May bank holiday"),
        (ENGLAND, date(2026, 12, 28), "Boxing Day (substitute day)"),
        (UK, date(2026, 4, 6), "Easter Monday (England, Wales, Northern Ireland)"),
        (UK, date(2026, 6, 15), "World Cup bank holiday (Scotland)"),
        (UK, date(2026, 7, 13), "Battle of the Boyne (substitute day, Northern Ireland)"),
        (UK, date(2027, 1, 4), "2nd January (substitute day, Scotland)"),
        (UK, date(2026, 12, 25), "Christmas Day"),
        (ENGLAND, date(2026, 6, 15), ""),
        (ENGLAND, date(2026, 6, 14), ""),
    ],
)
def test_a_day_says_why_it_does_not_count(calendar: Calendar, day: date, name: str) -> None:
    assert calendar.why_not(day) == name


def test_proclaimed_days_carry_their_source() -> None:
    assert [(day.on, day.nations) for day in PROCLAIMED] == [(date(2026, 6, 15), frozenset({"scotland"}))]
    assert all("Proclamation" in day.source for day in PROCLAIMED)


@pytest.mark.parametrize(("regime", "counts"), [("england", True), ("uk", False)])
def test_a_day_added_for_one_nation_stops_only_the_clock_it_belongs_to(regime: RegimeCalendar, counts: bool) -> None:
    welsh = Holiday(date(2027, 3, 1), "St David's Day", frozenset({"wales"}), "A proclamation")
    calendar = calendar_for(regime, [2027], extra=[welsh])
    assert calendar.is_working_day(date(2027, 3, 1)) is counts


def test_a_day_added_for_england_stops_both() -> None:
    english = Holiday(date(2027, 6, 7), "A coronation", frozenset({"england"}), "A proclamation")
    assert calendar_for("england", [2027], [english]).why_not(date(2027, 6, 7)) == "A coronation"
    assert calendar_for("uk", [2027], [english]).why_not(date(2027, 6, 7)) == "A coronation (England)"


def test_a_calendar_does_not_guess_beyond_its_years() -> None:
    short = calendar_for("england", [2026])
    with pytest.raises(ValueError, match="does not cover 2027"):
        short.add_working_days(date(2026, 12, 21), 8)
    assert list(years_around(date(2026, 12, 21))) == [2025, 2026, 2027, 2028]


def test_a_calendar_made_by_hand_covers_what_it_is_given() -> None:
    plain = Calendar("test", frozenset({date(2026, 1, 5)}))
    assert plain.add_working_days(date(2026, 1, 2), 1) == date(2026, 1, 6)
    assert plain.nth_working_day(date(2026, 1, 2), 1) == date(2026, 1, 2)


@pytest.mark.parametrize("count", [0, -3])
def test_nothing_to_count(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        ENGLAND.add_working_days(date(2026, 1, 5), count)


@given(days, st.integers(1, 40))
def test_there_are_exactly_that_many_working_days(day: date, count: int) -> None:
    last = add_working_days(ENGLAND, day, count)
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert is_working_day(ENGLAND, last)
    assert sum(ENGLAND.is_working_day(each) for each in between) == count


@given(days, st.integers(1, 20), st.integers(1, 20))
def test_counting_in_two_steps_ends_on_the_same_day(day: date, first: int, second: int) -> None:
    assert UK.add_working_days(UK.add_working_days(day, first), second) == UK.add_working_days(day, first + second)


@given(days, st.integers(1, 20))
def test_more_holidays_never_end_a_count_earlier(day: date, count: int) -> None:
    assert UK.add_working_days(day, count) >= ENGLAND.add_working_days(day, count)


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2026, 4, 10), datetime(2026, 4, 10, 23, tzinfo=UTC)),
        (date(2026, 1, 6), datetime(2026, 1, 7, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 29, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, tzinfo=UTC)),
    ],
)
def test_the_end_of_a_day_is_the_first_instant_after_it(day: date, instant: datetime) -> None:
    assert end_of_day_instant(day) == instant
    assert end_of_day_instant(day).tzinfo is UTC


def test_one_millisecond_before_the_end_is_in_time() -> None:
    last = datetime(2026, 4, 10, 23, 59, 59, 999_000, tzinfo=LONDON)
    assert last < end_of_day_instant(date(2026, 4, 10))
    assert not datetime(2026, 4, 11, tzinfo=LONDON) < end_of_day_instant(date(2026, 4, 10))


@given(days)
def test_days_follow_each_other_without_a_gap(day: date) -> None:
    assert end_of_day_instant(day) == start_of_day_instant(day + timedelta(days=1))
    assert london_date(start_of_day_instant(day)) == day
    assert london_date(end_of_day_instant(day) - timedelta(microseconds=1)) == day


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        london_date(datetime(2026, 4, 10))
