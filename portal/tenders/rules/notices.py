"""By when a notice is due, and how long a tender must stay open. Dates in, dates out.

Two ways of counting that differ by one day: PSR "within 30 days of" leaves the day of the event out; PA23 "a period of
30 days beginning with" counts it in. Calendar days both: a weekend or holiday moves nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError

PSR_NOTICE_DAYS = 30
MSP_IDENTIFY_DAYS = 14
PLANNED_NOTICE_DAYS = 40
RECORD_YEARS = 3


def within_days_of(event_on: date, days: int) -> date:
    """The last day "within `days` days of" an event: the day of the event is left out."""
    return event_on + timedelta(days=days)


def period_beginning_with(event_on: date, days: int) -> date:
    """The last day of "a period of `days` days beginning with" a day, which is counted."""
    return event_on + timedelta(days=days - 1)


def years_beginning_with(event_on: date, years: int) -> date:
    """The last day of a period of years beginning with a day; 29 February runs to 28 February."""
    try:
        return event_on.replace(year=event_on.year + years) - timedelta(days=1)
    except ValueError:
        return date(event_on.year + years, 2, 28)


def psr_notice_due_on(event_on: date) -> date:
    """The last day to SUBMIT an award, urgent, modification or framework notice (PSR reg 7 to 14)."""
    return within_days_of(event_on, PSR_NOTICE_DAYS)


def msp_identified_from(submitted_on: date) -> date:
    """The first day on which "providers identified" may be complete: day 14 after the Sch 5 notice is SUBMITTED."""
    return within_days_of(submitted_on, MSP_IDENTIFY_DAYS)


@dataclass(frozen=True)
class Window:
    """From the first day to the last day, both in."""

    first_on: date
    last_on: date

    def holds(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


def abandonment_window(decided_on: date, standstill_last_on: date | None = None) -> Window:
    """When a PSR notice of abandonment may be submitted (reg 15(4)(5)).

    Decided in standstill: only once that has ended (`standstill_last_on` is its last day), and within 30 days of it.
    """
    if standstill_last_on is None:
        return Window(decided_on, psr_notice_due_on(decided_on))
    return Window(standstill_last_on + timedelta(days=1), psr_notice_due_on(standstill_last_on))


def contract_details_due_on(entered_into_on: date, *, is_light_touch: bool) -> date:
    """UK7: 30 days beginning with the day entered into, light touch 120 (PA23 s53)."""
    return period_beginning_with(entered_into_on, 120 if is_light_touch else 30)


def contract_copy_due_on(entered_into_on: date, *, is_light_touch: bool) -> date:
    """A copy of a contract over £5 million: 90 days, light touch 180 (PA23 s53(3))."""
    return period_beginning_with(entered_into_on, 180 if is_light_touch else 90)


def contract_change_copy_due_on(changed_on: date) -> date:
    """A copy of a changed contract over £5 million: 90 days (PA23 s77)."""
    return period_beginning_with(changed_on, 90)


def termination_notice_due_on(ended_on: date) -> date:
    """UK11, expiry included: 30 days beginning with the day (PA23 s80)."""
    return period_beginning_with(ended_on, 30)


def breach_notice_due_on(duty_began_on: date) -> date:
    """UK9 on breach or failure to perform: 30 days beginning with the day the duty first applies (PA23 s71)."""
    return period_beginning_with(duty_began_on, 30)


def pipeline_notice_due_on(year: int) -> date:
    """UK1: 56 days beginning with 1 April (PA23 s93)."""
    return period_beginning_with(date(year, 4, 1), 56)


def quarter_ends_on(day: date) -> date:
    """The last day of the calendar quarter that `day` is in."""
    return _month_end(day.year, (day.month + 2) // 3 * 3)


def half_year_ends_on(day: date) -> date:
    """The last day of the reporting half-year (to 31 March, to 30 September) that `day` is in."""
    if day.month <= 3:
        return date(day.year, 3, 31)
    return date(day.year, 9, 30) if day.month <= 9 else date(day.year + 1, 3, 31)


def payment_notice_due_on(paid_on: date) -> date:
    """UK8: 30 days beginning with the last day of the quarter of the payment (PA23 s70)."""
    return period_beginning_with(quarter_ends_on(paid_on), 30)


def payments_compliance_due_on(day: date) -> date:
    """UK17: 30 days beginning with the last day of the half-year that `day` is in (PA23 s69)."""
    return period_beginning_with(half_year_ends_on(day), 30)


def invoice_due_on(received_on: date) -> date:
    """The last day to pay a valid invoice: 30 days beginning with the day it is received or falls due (PA23 s68)."""
    return period_beginning_with(received_on, 30)


def claim_due_on(known_on: date) -> date:
    """The last day to bring a claim: 30 days beginning with the day the supplier knew or ought to have (PA23 s106)."""
    return period_beginning_with(known_on, 30)


def records_kept_through(entered_into_on: date) -> date:
    """PA23 s98: 3 years beginning with the day the contract is entered into, or awarded if it never is."""
    return years_beginning_with(entered_into_on, RECORD_YEARS)


def planned_notice_shortens_from(published_on: date) -> date:
    """The first day of a UK4 whose tendering period a UK3 shortens: 40 days after it (PA23 s15(3))."""
    return published_on + timedelta(days=PLANNED_NOTICE_DAYS)


def is_planned_notice_qualifying(planned_on: date, tender_on: date) -> bool:
    """A UK3 published 40 days to 12 months before the UK4."""
    last_on = years_beginning_with(planned_on, 1) + timedelta(days=1)
    return planned_notice_shortens_from(planned_on) <= tender_on <= last_on


@dataclass(frozen=True)
class TenderPeriod:
    """What decides how long a tender must stay open under PA23 s54."""

    is_light_touch: bool = False
    is_sub_central: bool = False
    is_negotiated: bool = False
    is_pre_selected_only: bool = False
    has_qualifying_planned_notice: bool = False
    is_urgent: bool = False
    is_dynamic_market: bool = False
    is_electronic: bool = True
    has_all_documents: bool = True


def minimum_tender_days(period: TenderPeriod) -> int:
    """Days that a tender must stay open at least; 0 where the law sets none. The shortest that applies counts."""
    pre_selected = period.is_sub_central and period.is_pre_selected_only
    if period.is_light_touch or (pre_selected and period.is_negotiated):
        return 0
    if any((pre_selected, period.has_qualifying_planned_notice, period.is_urgent, period.is_dynamic_market)):
        return 10
    return 25 + 5 * (not period.is_electronic) + 5 * (not period.has_all_documents)


def minimum_participation_days(*, is_light_touch: bool, is_urgent: bool) -> int:
    """Days to ask to take part at least: 25, urgent 10, light touch none (PA23 s54(3))."""
    if is_light_touch:
        return 0
    return 10 if is_urgent else 25


def earliest_deadline_on(invited_on: date, days: int) -> date:
    """The first day on which tenders may close: counted from the day AFTER the invitation, both days in."""
    return invited_on + timedelta(days=days)


def deadline_problem(invited_on: date, deadline_on: date, period: TenderPeriod) -> str:
    """Why a deadline is too early; empty when it is not."""
    days = minimum_tender_days(period)
    if deadline_on >= earliest_deadline_on(invited_on, days):
        return ""
    return _("Bidders must have at least %(days)d days, not counting the day of the notice.") % {"days": days}


def check_submission(day: date, window: Window) -> None:
    """DomainError when a notice is submitted before its window opens. After it: late, but still a duty."""
    if day < window.first_on:
        raise DomainError(_("This notice may not be submitted before standstill has ended."))


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
