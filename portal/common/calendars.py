"""Working-day calendars as dated data: two statutes, two calendars.

`england`: SI 2023/1348 (PSR) reg 12(12): not a Saturday, a Sunday, Christmas Day, Good Friday, the first Monday in May
or a bank holiday in England. `uk`: Procurement Act 2023 s123: not a Saturday, a Sunday or a bank holiday in any part of
the United Kingdom. Yearly holidays come from the `holidays` package, proclaimed ones from `PROCLAIMED` and from what an
administrator adds (`extra`). A deadline is worked out once and stored; a later change here never moves it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays as holidays_package

Nation = Literal["england", "scotland", "wales", "northern_ireland"]
RegimeCalendar = Literal["england", "uk"]

LONDON = ZoneInfo("Europe/London")
SUBDIVISIONS: Mapping[Nation, str] = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern_ireland": "NIR"}
NATION_NAMES: Mapping[Nation, str] = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern_ireland": "Northern Ireland",
}
NATIONS: Mapping[RegimeCalendar, frozenset[Nation]] = {"england": frozenset({"england"}), "uk": frozenset(SUBDIVISIONS)}
SATURDAY = 5
# The package's names, and the names that gov.uk uses for the same days.
COMMON_NAMES: Mapping[str, str] = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick's Day",
    "Saint Andrew's Day": "St Andrew's Day",
}


@dataclass(frozen=True)
class Holiday:
    """A day that is a bank holiday in some nations, with where that is written."""

    on: date
    name: str
    nations: frozenset[Nation]
    source: str
    is_substitute: bool = False


PROCLAIMED: tuple[Holiday, ...] = (
    Holiday(
        on=date(2026, 6, 15),
        name="World Cup bank holiday",
        nations=frozenset({"scotland"}),
        source="Royal Proclamation of 3 February 2026, Banking and Financial Dealings Act 1971 s1(3); "
        "https://www.gov.scot/news/world-cup-bank-holiday-confirmed/",
    ),
)


@dataclass(frozen=True)
class Calendar:
    """The days that do not count. `years` is what it was filled for: outside them it does not guess (ValueError)."""

    name: str
    holidays: frozenset[date]
    years: frozenset[int] | None = None
    names: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)

    def is_working_day(self, day: date) -> bool:
        if self.years is not None and day.year not in self.years:
            raise ValueError(f"The calendar {self.name} does not cover {day.year}.")
        return day.weekday() < SATURDAY and day not in self.holidays

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself never counts. ValueError unless count is 1 or more."""
        if count < 1:
            raise ValueError("Count at least one working day.")
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def nth_working_day(self, day: date, count: int) -> date:
        """The `count`-th working day beginning with `day`: it is the first, if it is one."""
        return self.add_working_days(day - timedelta(days=1), count)

    def why_not(self, day: date) -> str:
        """The name of the holiday on `day` ("Easter Monday", "Saint Andrew's Day (Scotland)"); empty if it has none."""
        return self.names.get(day, "") if day in self.holidays else ""


def is_working_day(calendar: Calendar, day: date) -> bool:
    return calendar.is_working_day(day)


def add_working_days(calendar: Calendar, day: date, count: int) -> date:
    """The `count`-th working day after `day`; `day` itself never counts."""
    return calendar.add_working_days(day, count)


def years_around(day: date) -> range:
    """The years to fill a calendar for when counting from `day`: the one before it to the second after it."""
    return range(day.year - 1, day.year + 3)


def calendar_for(regime_calendar: RegimeCalendar, years: Iterable[int], extra: Iterable[Holiday] = ()) -> Calendar:
    """The calendar of a statute for `years`; `extra` holds what an administrator added, of any nation."""
    covered = frozenset(years)
    days = [
        *(holiday for holiday in (*PROCLAIMED, *extra) if holiday.on.year in covered),
        *(holiday for year in sorted(covered) for holiday in _holidays_of(regime_calendar, year)),
    ]
    kept = [holiday for holiday in days if holiday.nations & NATIONS[regime_calendar]]
    return Calendar(
        name=regime_calendar,
        holidays=frozenset(holiday.on for holiday in kept),
        years=covered,
        names=_labels(kept, regime_calendar),
    )


def end_of_day_instant(day: date) -> datetime:
    """The first instant after `day` in Europe/London, in UTC. "Fri 10 Apr 2026 24:00" is 2026-04-10T23:00Z.

    What must happen on or before that day happened in time if its instant is `<` this one.
    """
    return start_of_day_instant(day + timedelta(days=1))


def start_of_day_instant(day: date) -> datetime:
    """Midnight at the beginning of `day` in Europe/London, in UTC."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def london_date(instant: datetime) -> date:
    """The date that a clock in London shows at `instant`. ValueError for an instant without a time zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return instant.astimezone(LONDON).date()


@lru_cache(maxsize=64)
def _holidays_of(regime_calendar: RegimeCalendar, year: int) -> tuple[Holiday, ...]:
    found = [holiday for nation in sorted(NATIONS[regime_calendar]) for holiday in _package_days(nation, year)]
    return (*found, _first_monday_in_may(year)) if regime_calendar == "england" else tuple(found)


def _package_days(nation: Nation, year: int) -> list[Holiday]:
    days = holidays_package.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=[year], language="en_GB")
    return [_package_day(on, name, nation) for on, name in sorted(days.items())]


def _package_day(on: date, name: str, nation: Nation) -> Holiday:
    bare = name.removesuffix(" (observed)")
    named = COMMON_NAMES.get(bare, bare)
    return Holiday(on, named, frozenset({nation}), "holidays package", is_substitute=bare != name)


def _first_monday_in_may(year: int) -> Holiday:
    """Out by the words of reg 12(12) even in a year in which the bank holiday is moved, as in 2020."""
    first = date(year, 5, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    return Holiday(monday, COMMON_NAMES["May Day"], frozenset({"england"}), "SI 2023/1348 reg 12(12)")


def _labels(kept: list[Holiday], regime_calendar: RegimeCalendar) -> dict[date, str]:
    """One name a day, that of the first to say it; in brackets whether it is a substitute, and where, unless all."""
    by_day: dict[date, list[Holiday]] = {}
    for holiday in kept:
        by_day.setdefault(holiday.on, []).append(holiday)
    return {on: _label(same_day, NATIONS[regime_calendar]) for on, same_day in by_day.items()}


def _label(same_day: list[Holiday], everywhere: frozenset[Nation]) -> str:
    nations = frozenset[Nation]().union(*(holiday.nations for holiday in same_day))
    remarks = ["substitute day"] if same_day[0].is_substitute else []
    if not nations >= everywhere:
        remarks += [NATION_NAMES[nation] for nation in SUBDIVISIONS if nation in nations]
    return f"{same_day[0].name} ({', '.join(remarks)})" if remarks else same_day[0].name
