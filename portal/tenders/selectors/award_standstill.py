"""The standstill of an award: as planned from one day, as stored, as a strip of days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from portal.common.calendars import SATURDAY, Calendar, calendar_for, london_date, start_of_day_instant, years_around
from portal.common.templatetags.ui_text import day
from portal.tenders.models import Award, Procurement
from portal.tenders.models import Standstill as Stored
from portal.tenders.permissions.award import is_psr, last_further_decision, standstill_block, standstill_of
from portal.tenders.rules.standstill import (
    CALENDAR_OF,
    Standstill,
    award_opens_on,
    explain,
    pa23_standstill,
    psr_last_on,
    psr_standstill,
    standstill_days,
)


def calendar_of(procurement: Procurement, on: date) -> Calendar:
    """England's calendar under the Provider Selection Regime, the whole United Kingdom's under the Procurement Act."""
    return calendar_for(CALENDAR_OF["psr" if is_psr(procurement) else "pa23"], years_around(on))


def planned_standstill(procurement: Procurement, published_on: date) -> Standstill:
    """What the standstill will be if the notice goes out on that day."""
    calendar = calendar_of(procurement, published_on)
    if is_psr(procurement):
        return psr_standstill(published_on, calendar)
    return pa23_standstill(published_on, calendar)


def strip_of(procurement: Procurement, standstill: Standstill) -> list[tuple[date, str, str]]:
    """The days for the component and for the record."""
    days = standstill_days(standstill, calendar_of(procurement, standstill.published_on))
    return [(item.date, item.text, item.kind) for item in days]


def skipped_words(strip: list[tuple[date, str, str]]) -> str:
    """The bank holidays that are not counted, by day and name; weekends need no word."""
    named = [f"{day(on)}, {text}" for on, text, kind in strip if kind == "off" and on.weekday() < SATURDAY]
    return _("Not counted besides weekends: %(days)s.") % {"days": "; ".join(named)} if named else ""


def stored_strip(stored: Stored) -> list[tuple[date, str, str]]:
    """The strip as it was stored: a holiday proclaimed later never moves it."""
    return [(date.fromisoformat(on), text, kind) for on, text, kind in stored.days]


def as_rule(stored: Stored) -> Standstill:
    """The stored days as the rules take them."""
    regime = "psr" if stored.regime == "psr" else "pa23"
    return Standstill(regime, stored.published_on, stored.begins_on, stored.last_day_on)  # type: ignore[arg-type]


def further_opens_at(award: Award, stored: Stored, told_at: datetime) -> datetime:
    """The first instant after the standstill once this further decision is told: five full working days, restarted."""
    told = [london_date(row.told_at) for row in award.further_decisions.order_by("told_at")] + [london_date(told_at)]
    calendar = calendar_of(award.lot.procurement, london_date(told_at))
    return start_of_day_instant(award_opens_on(psr_last_on(as_rule(stored), told, calendar)))


def how_to_object(procurement: Procurement) -> str:
    """What a provider that disagrees can do."""
    if is_psr(procurement):
        return _(
            "A provider that could have delivered this service and believes that the rules were not followed can ask "
            "for the decision to be looked at again, in writing, before the standstill ends. The buyer reviews it and "
            "answers with a further decision."
        )
    return _(
        "A bidder that believes that the Act was not followed writes to the buyer and, if need be, brings a claim "
        "before the standstill ends: then the contract cannot be entered into until the court says so."
    )


@dataclass(frozen=True)
class StandstillView:
    """What pages show of a standstill."""

    is_planned: bool
    published_on: date
    begins_on: date
    last_on: date
    opens_at: datetime
    days: list[tuple[date, str, str]]
    skipped: str
    explanation: str
    block: str
    is_open: bool


def standstill_view(award: Award, at: datetime) -> StandstillView | None:
    """The stored standstill, or the planned one; None while nobody has planned a day."""
    procurement = award.lot.procurement
    stored = standstill_of(award)
    if stored is not None:
        further = last_further_decision(award)
        opens_at = max(stored.ends_at, further.opens_at) if further else stored.ends_at
        return StandstillView(
            is_planned=False,
            published_on=stored.published_on,
            begins_on=stored.begins_on,
            last_on=stored.last_day_on,
            opens_at=opens_at,
            days=stored_strip(stored),
            skipped=skipped_words(stored_strip(stored)),
            explanation=explain(as_rule(stored)),
            block=standstill_block(award, at),
            is_open=at < opens_at,
        )
    planned_on = award.publication_planned_on or planned_day(procurement, at)
    rule = planned_standstill(procurement, planned_on)
    return StandstillView(
        is_planned=True,
        published_on=rule.published_on,
        begins_on=rule.begins_on,
        last_on=rule.last_on,
        opens_at=rule.ends_at,
        days=strip_of(procurement, rule),
        skipped=skipped_words(strip_of(procurement, rule)),
        explanation=explain(rule),
        block=standstill_block(award, at),
        is_open=False,
    )


def planned_day(procurement: Procurement, at: datetime) -> date:
    """The day that the tender announced, while it lies ahead; else the next working day."""
    today = london_date(at)
    planned = procurement.intention_planned_on
    if planned and planned >= today:
        return planned
    return calendar_of(procurement, today).add_working_days(today, 1)


def last_midnight(last_on: date) -> date:
    """The day whose first instant ends a standstill."""
    return last_on + timedelta(days=1)


def days_for_store(strip: list[tuple[date, str, str]]) -> list[list[Any]]:
    """As kept with the standstill."""
    return [[on.isoformat(), text, kind] for on, text, kind in strip]
