"""The sums of a personal budget (domain 7.4). Everything in pence, exact to the penny."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.common.rounding import round_half_up


@dataclass(frozen=True)
class Account:
    """One period: `allocated + carried forward + contribution - spent - committed = available`."""

    allocated_pence: int
    carried_forward_pence: int = 0
    contribution_pence: int = 0
    planned_pence: int = 0
    spent_pence: int = 0

    @property
    def whole_pence(self) -> int:
        """All that there is for the period."""
        return self.allocated_pence + self.carried_forward_pence + self.contribution_pence

    @property
    def committed_pence(self) -> int:
        """Planned and not spent yet."""
        return self.planned_pence - self.spent_pence

    @property
    def left_pence(self) -> int:
        """Not spent."""
        return self.whole_pence - self.spent_pence

    @property
    def available_pence(self) -> int:
        """Neither spent nor planned for; below zero when more is planned than there is."""
        return self.whole_pence - self.spent_pence - self.committed_pence

    def __add__(self, other: "Account") -> "Account":
        return Account(
            self.allocated_pence + other.allocated_pence,
            self.carried_forward_pence + other.carried_forward_pence,
            self.contribution_pence + other.contribution_pence,
            self.planned_pence + other.planned_pence,
            self.spent_pence + other.spent_pence,
        )


def missing_pence(whole_pence: int, parts_pence: Iterable[int]) -> int:
    """What the parts lack to make the whole: 0 when they add up exactly, below zero when they are too much."""
    return whole_pence - sum(parts_pence)


def week_pence(whole_pence: int, starts_on: date, ends_on: date) -> int:
    """One week's money, to the nearest penny."""
    days = (ends_on - starts_on).days + 1
    return round_half_up(Fraction(whole_pence * 7, days)) if days > 0 else 0


def is_surplus(unused_pence: int, one_week_pence: int, weeks: int) -> bool:
    """More lies unused than so many weeks' money: a reason to talk, never to stop or take."""
    return one_week_pence > 0 and unused_pence > weeks * one_week_pence


@dataclass(frozen=True)
class Pace:
    """How far the year and the money have gone, in whole percent."""

    year_percent: int
    spent_percent: int

    @property
    def is_on_track(self) -> bool:
        """Not more than a tenth ahead of the year; spending less is never a fault."""
        return self.spent_percent <= self.year_percent + 10


def pace(account: Account, starts_on: date, ends_on: date, today: date) -> Pace:
    """Where the money stands beside the calendar."""
    days = (ends_on - starts_on).days + 1
    gone = min(max((today - starts_on).days + 1, 0), days)
    whole = account.whole_pence
    return Pace(
        round_half_up(Fraction(100 * gone, days)) if days > 0 else 0,
        round_half_up(Fraction(100 * account.spent_pence, whole)) if whole > 0 else 0,
    )


def weeks_left(ends_on: date, today: date) -> int:
    """Full weeks until the end, that day included; 0 afterwards."""
    return max(((ends_on - today).days + 1) // 7, 0)
