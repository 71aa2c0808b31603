"""When a standstill begins and ends, under each statute. Dates and calendars in, dates and instants out.

PSR: SI 2023/1348 reg 12 (domain 1.4). PA23: Procurement Act 2023 s51, s123 (domain 1.6). Two counts, two calendars.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from portal.common.calendars import Calendar, RegimeCalendar, end_of_day_instant, start_of_day_instant
from portal.common.exceptions import DomainError

STANDSTILL_WORKING_DAYS = 8
FURTHER_DECISION_WORKING_DAYS = 5
CALENDAR_OF: dict[Literal["psr", "pa23"], RegimeCalendar] = {"psr": "england", "pa23": "uk"}

DayKind = Literal["notice", "begin", "", "off", "end"]


@dataclass(frozen=True)
class Standstill:
    """`last_on` is the last day of it; `ends_at` the first instant after that day (UTC), compared with `<`."""

    regime: Literal["psr", "pa23"]
    published_on: date
    begins_on: date
    last_on: date

    @property
    def ends_at(self) -> datetime:
        return end_of_day_instant(self.last_on)

    def is_open(self, now: datetime) -> bool:
        """From the first instant of `begins_on` until `ends_at`; what arrives before that instant is in time."""
        return start_of_day_instant(self.begins_on) <= now < self.ends_at


class StripDay(NamedTuple):
    """One day of the calendar strip. An `off` day's text says why it is not counted."""

    date: date
    text: str
    kind: DayKind


def psr_standstill(published_on: date, calendar: Calendar) -> Standstill:
    """Begins the day after publication; ends with the 8th working day (England) after the day it begins."""
    begins_on = published_on + timedelta(days=1)
    last_on = calendar.add_working_days(begins_on, STANDSTILL_WORKING_DAYS)
    return Standstill("psr", published_on, begins_on, last_on)


def pa23_standstill(published_on: date, calendar: Calendar, working_days: int = STANDSTILL_WORKING_DAYS) -> Standstill:
    """8 working days (United Kingdom) beginning with the day of publication; more where the notice says so.

    A voluntary standstill, light touch or a contract change, must be at least 8 too (s51(5), s76): DomainError.
    """
    if working_days < STANDSTILL_WORKING_DAYS:
        raise DomainError(
            _("A standstill lasts at least %(days)d working days, a voluntary one too.")
            % {"days": STANDSTILL_WORKING_DAYS}
        )
    return Standstill("pa23", published_on, published_on, calendar.nth_working_day(published_on, working_days))


def further_decision_last_on(told_on: date, calendar: Calendar) -> date:
    """The 5th working day after providers were told (reg 12(10)); the day of telling does not count."""
    return calendar.add_working_days(told_on, FURTHER_DECISION_WORKING_DAYS)


def psr_last_on(standstill: Standstill, told_on: Collection[date], calendar: Calendar) -> date:
    """The last day of standstill once every further decision is told: each one restarts the 5 working days."""
    if not told_on:
        return standstill.last_on
    return max(standstill.last_on, further_decision_last_on(max(told_on), calendar))


def award_opens_on(last_on: date) -> date:
    """`award` opens at the first instant of this day (Europe/London): the day after the last day of standstill."""
    return last_on + timedelta(days=1)


@dataclass(frozen=True)
class EndOfStandstill:
    """The five things that must ALL hold on the day that a PSR standstill ends (reg 12(10)(a))."""

    is_ready_to_contract: bool
    has_done_duties: bool
    has_told_providers: bool
    intends_no_more_decisions: bool
    five_working_days_passed: bool

    def reasons_against(self) -> list[str]:
        """One sentence for each thing that does not hold; empty when standstill may end."""
        tests = (
            (self.is_ready_to_contract, _("The authority is not ready to enter into the contract.")),
            (self.has_done_duties, _("A representation has not been fully reviewed.")),
            (self.has_told_providers, _("Not everybody who must be told of the further decision has been told.")),
            (self.intends_no_more_decisions, _("Another further decision is still to come.")),
            (self.five_working_days_passed, _("Five working days since the last further decision have not passed.")),
        )
        return [reason for holds, reason in tests if not holds]


def five_working_days_passed(told_on: Collection[date], today: date, calendar: Calendar) -> bool:
    """True with no further decision, or from the day after the 5th working day since the last was told."""
    return not told_on or today >= award_opens_on(further_decision_last_on(max(told_on), calendar))


def standstill_days(standstill: Standstill, calendar: Calendar) -> list[StripDay]:
    """Every day from the notice to the last one, for the calendar strip: Notice, Begins, Day 1 to Day 8, days off."""
    strip = []
    counted = 0
    for offset in range((standstill.last_on - standstill.published_on).days + 1):
        day = standstill.published_on + timedelta(days=offset)
        counts = calendar.is_working_day(day) and _is_counted(standstill, day)
        counted += counts
        strip.append(_strip_day(standstill, calendar, day, counted if counts else 0))
    return strip


def _is_counted(standstill: Standstill, day: date) -> bool:
    """PSR leaves out the day it begins; PA23 counts the day of publication, which is the day it begins."""
    return day > standstill.begins_on or (standstill.regime == "pa23" and day == standstill.begins_on)


def _strip_day(standstill: Standstill, calendar: Calendar, day: date, number: int) -> StripDay:
    label = _("Day %(number)d") % {"number": number} if number else ""
    if day == standstill.published_on:
        notice = _("Notice, day %(number)d") % {"number": number} if number else _("Notice")
        return StripDay(day, notice, "notice")
    if standstill.regime == "psr" and day == standstill.begins_on:
        return StripDay(day, _("Begins"), "begin")
    if not number:
        return StripDay(day, why_not_counted(day, calendar), "off")
    return StripDay(day, label, "end" if day == standstill.last_on else "")


def why_not_counted(day: date, calendar: Calendar) -> str:
    """ "Easter Monday", "Saturday", "Sunday"; empty for a working day. A holiday at the weekend is a weekend first."""
    weekend = {5: _("Saturday"), 6: _("Sunday")}
    return weekend.get(day.weekday(), "") or calendar.why_not(day)


def explain(standstill: Standstill) -> str:
    """How it was counted, in one sentence for the page."""
    if standstill.regime == "psr":
        return _(
            "Counted as the rules for health services say: it begins the day after the notice and ends at midnight "
            "after the eighth working day following that day."
        )
    return _(
        "Counted as the Procurement Act says: the day of the notice is the first day if it is a working day. A bank "
        "holiday in any part of the United Kingdom is not counted. It ends at midnight after the last day."
    )
