"""Statistical disclosure control: what may leave the portal about groups of people (domain 9.6).

Every public figure about people passes through here. A suppressed figure has no value at all, so a page, a feed or an
export cannot show it by mistake. Counts are of people; values that are not about individuals (providers, services)
do not come here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.money import POUND
from portal.common.rounding import Exact, exact, round_half_up, round_places, round_to_multiple

SUPPRESSED_MARK = "*"
MIN_PEOPLE = 8
TOTALS_TO_PENCE = 1_000 * POUND
MEANS_TO_PENCE = 100 * POUND
MAX_DIMENSIONS = 2


class SdcProfile(StrEnum):
    """`nhs7`: 1 to 7 hidden. `lt5`: 1 to 4 hidden, secondary suppression; needs the name of an IG lead."""

    NHS7 = "nhs7"
    LT5 = "lt5"


LARGEST_HIDDEN = {SdcProfile.NHS7: 7, SdcProfile.LT5: 4}
COUNTS_TO = 5


@dataclass(frozen=True)
class Figure:
    """A figure that may be shown: a value, or None when it is suppressed or there is nothing to work out."""

    value: int | Decimal | None
    is_suppressed: bool = False

    def __str__(self) -> str:
        if self.is_suppressed:
            return SUPPRESSED_MARK
        return "–" if self.value is None else f"{self.value:,}"


HIDDEN = Figure(None, is_suppressed=True)
NOTHING = Figure(None)


@dataclass(frozen=True)
class Rows:
    """A table with its total. Rows and total are rounded on their own, so they may not add up: the page says so."""

    rows: Mapping[str, Figure]
    total: Figure


@dataclass(frozen=True)
class PeopleMoney:
    """Money spent on a group of people, in pence: how many, together, and on the one it was most for."""

    people: int
    total_pence: int
    largest_pence: int

    def __post_init__(self) -> None:
        if min(self.people, self.total_pence, self.largest_pence) < 0 or self.largest_pence > self.total_pence:
            raise ValueError("A group has people, a total and a largest amount within it, none below zero.")

    @classmethod
    def of(cls, amounts_pence: Iterable[int]) -> "PeopleMoney":
        amounts = list(amounts_pence)
        return cls(people=len(amounts), total_pence=sum(amounts), largest_pence=max(amounts, default=0))

    @property
    def may_be_shown(self) -> bool:
        """At least 8 people, and no person over half of it (domain 9.6)."""
        return self.people >= MIN_PEOPLE and 2 * self.largest_pence <= self.total_pence


def disclose_count(people: int, profile: SdcProfile = SdcProfile.NHS7) -> Figure:
    """A number of people: 0 as it is, a small number hidden, the rest to the nearest 5. ValueError below zero."""
    if people < 0:
        raise ValueError("A count cannot be below zero.")
    if 1 <= people <= LARGEST_HIDDEN[profile]:
        return HIDDEN
    return Figure(round_to_multiple(people, COUNTS_TO))


def disclose_counts(people: Mapping[str, int], profile: SdcProfile = SdcProfile.NHS7) -> Rows:
    """A table of numbers of people. Under `lt5` a single hidden row takes the smallest other row with it."""
    rows = {label: disclose_count(count, profile) for label, count in people.items()}
    total = disclose_count(sum(people.values()), profile)
    if profile == SdcProfile.LT5:
        return _hide_a_second(rows, total, people)
    return Rows(rows, total)


def disclose_percent(part: int, whole: int, profile: SdcProfile = SdcProfile.NHS7) -> Figure:
    """Whole percent, worked out from the rounded figures. ValueError when the part is larger than the whole."""
    if part > whole:
        raise ValueError("A part cannot be larger than the whole.")
    top, bottom = disclose_count(part, profile), disclose_count(whole, profile)
    if top.is_suppressed or bottom.is_suppressed:
        return HIDDEN
    if not bottom.value or top.value is None:
        return NOTHING
    return Figure(round_half_up(exact(top.value) * 100 / exact(bottom.value)))


def disclose_average(
    value: Exact | None, people: int, profile: SdcProfile = SdcProfile.NHS7, *, places: int = 1
) -> Figure:
    """A mean or median over `people`: hidden when it stands on a small number; not for money."""
    if value is None or people == 0:
        return NOTHING
    if disclose_count(people, profile).is_suppressed:
        return HIDDEN
    return Figure(round_places(value, places))


def disclose_money_total(money: PeopleMoney) -> Figure:
    """Pence, to the nearest £1,000; hidden below 8 people or where one person is over half."""
    if not money.people:
        return Figure(0)
    if not money.may_be_shown:
        return HIDDEN
    return Figure(round_to_multiple(money.total_pence, TOTALS_TO_PENCE))


def disclose_money_mean(money: PeopleMoney) -> Figure:
    """Pence a person, to the nearest £100; hidden as the total is."""
    if not money.people:
        return NOTHING
    if not money.may_be_shown:
        return HIDDEN
    return Figure(round_to_multiple(exact(money.total_pence) / money.people, MEANS_TO_PENCE))


def disclose_money_rows(groups: Mapping[str, PeopleMoney]) -> Rows:
    """A table of totals in pence. A single hidden row takes the smallest other row with it, or else the total."""
    rows = {label: disclose_money_total(money) for label, money in groups.items()}
    together = PeopleMoney(
        people=sum(money.people for money in groups.values()),
        total_pence=sum(money.total_pence for money in groups.values()),
        largest_pence=max((money.largest_pence for money in groups.values()), default=0),
    )
    return _hide_a_second(
        rows, disclose_money_total(together), {label: money.total_pence for label, money in groups.items()}
    )


def _hide_a_second(rows: dict[str, Figure], total: Figure, sizes: Mapping[str, int]) -> Rows:
    """One hidden row could be worked out as the total less the others, so a second is hidden, or the total."""
    hidden = [label for label, figure in rows.items() if figure.is_suppressed]
    if len(hidden) != 1 or total.is_suppressed:
        return Rows(rows, total)
    others = [label for label in rows if label not in hidden and sizes[label]]
    if not others:
        return Rows(rows, HIDDEN)
    second = min(others, key=lambda label: (sizes[label], label))
    return Rows({**rows, second: HIDDEN}, total)


def may_publish_text(people: int) -> bool:
    """Free text never stands beside a count under 8 (domain 9.6)."""
    return people >= MIN_PEOPLE


def smallest_area(areas_outwards: Iterable[tuple[str, int]]) -> str | None:
    """The first area, from ward outwards, that holds at least 8 people; None when none does."""
    return next((area for area, people in areas_outwards if people >= MIN_PEOPLE), None)


def check_dimensions(dimensions: Iterable[str]) -> None:
    """DomainError when a public table is cut by more than two things at once (domain 9.6)."""
    if len(set(dimensions)) > MAX_DIMENSIONS:
        raise DomainError(_("Choose at most two things to compare, so that nobody can be picked out."))
