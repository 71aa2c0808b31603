"""Readiness of domain 4.5: complete mandatory of all mandatory, and what ran out counts as missing."""

from dataclasses import dataclass
from datetime import date

import pytest

from portal.organisations.enums import MANDATORY_READINESS, ReadinessKind, ReadinessStatus
from portal.organisations.rules.readiness import readiness_of

DAY = date(2026, 11, 24)


@dataclass
class Item:
    """A line as a table would hold it."""

    kind: str
    status: str = ReadinessStatus.COMPLETE.value
    evidence: str = "Certificate"
    expires_on: date | None = None


ALL = [Item(kind.value) for kind in MANDATORY_READINESS]


def test_nothing_known_is_nothing_in_place() -> None:
    found = readiness_of([], DAY)
    assert (found.done, found.total, found.percent) == (0, 8, 0)
    assert [line.kind for line in found.lacking] == list(MANDATORY_READINESS)
    assert found.next_to_expire is None


def test_everything_in_place_is_100() -> None:
    found = readiness_of(ALL, DAY)
    assert (found.done, found.percent, found.lacking) == (8, 100, ())


@pytest.mark.parametrize(("count", "percent"), [(1, 12), (3, 37), (5, 62), (7, 87)])
def test_the_percent_is_rounded_down_so_that_100_means_all(count: int, percent: int) -> None:
    assert readiness_of(ALL[:count], DAY).percent == percent


@pytest.mark.parametrize(
    ("ends", "is_there"),
    [(None, True), (date(2026, 11, 25), True), (date(2026, 11, 24), True), (date(2026, 11, 23), False)],
)
def test_evidence_counts_until_the_end_of_its_last_day(ends: date | None, is_there: bool) -> None:
    found = readiness_of([Item("insurance", expires_on=ends)], DAY)
    line = next(line for line in found.lines if line.kind == ReadinessKind.INSURANCE)
    assert (line.is_in_place, line.has_expired) == (is_there, not is_there)
    assert found.done == is_there


@pytest.mark.parametrize(
    ("status", "done"),
    [("complete", 1), ("not_required", 1), ("partial", 0), ("missing", 0)],
)
def test_partly_is_not_there_and_not_required_is_nothing_to_miss(status: str, done: int) -> None:
    assert readiness_of([Item("safeguarding", status=status)], DAY).done == done


def test_what_is_not_mandatory_counts_for_nothing() -> None:
    found = readiness_of([Item("quality_mark"), Item("cqc")], DAY)
    assert (found.done, found.total) == (0, 8)


def test_the_first_to_run_out_is_named_and_what_has_run_out_is_not() -> None:
    items = [
        Item("insurance", expires_on=date(2026, 11, 14)),
        Item("safeguarding", expires_on=date(2027, 3, 31)),
        Item("data_protection", expires_on=date(2027, 1, 31)),
        Item("accounts", status="missing", expires_on=date(2026, 12, 1)),
    ]
    soonest = readiness_of(items, DAY).next_to_expire
    assert soonest is not None
    assert soonest.kind == ReadinessKind.DATA_PROTECTION
