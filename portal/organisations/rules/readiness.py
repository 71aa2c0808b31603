"""How ready an organisation is: complete mandatory items of all mandatory ones; expired evidence counts as missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from portal.organisations.enums import MANDATORY_READINESS, ReadinessKind, ReadinessStatus


class Item(Protocol):
    """A line of the checklist."""

    kind: str
    status: str
    evidence: str
    expires_on: date | None


@dataclass(frozen=True)
class Line:
    """One mandatory thing: its status on the day, and whether it is missing only because it ran out."""

    kind: ReadinessKind
    status: ReadinessStatus
    evidence: str
    expires_on: date | None
    has_expired: bool

    @property
    def is_in_place(self) -> bool:
        """Complete, or not required of this organisation."""
        return self.status in (ReadinessStatus.COMPLETE, ReadinessStatus.NOT_REQUIRED)


@dataclass(frozen=True)
class Readiness:
    """Every mandatory line, in the order of the checklist."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def done(self) -> int:
        return sum(line.is_in_place for line in self.lines)

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when nothing is missing."""
        return 100 * self.done // self.total

    @property
    def lacking(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_in_place)

    @property
    def has_evidence(self) -> bool:
        """Whether any line says what shows it; a table has no column for what nobody said."""
        return any(line.evidence for line in self.lines)

    @property
    def has_ends(self) -> bool:
        """Whether any line runs out."""
        return any(line.expires_on for line in self.lines)

    @property
    def next_to_expire(self) -> Line | None:
        """The line in place that runs out first."""
        dated = [line for line in self.lines if line.is_in_place and line.expires_on]
        return min(dated, key=lambda line: (line.expires_on, line.kind), default=None)


def readiness_of(items: Iterable[Item], day: date) -> Readiness:
    """What counts on `day`; a mandatory thing without a line is missing, one that ran out too (domain 4.5)."""
    known = {item.kind: item for item in items}
    return Readiness(tuple(_line(kind, known.get(kind), day) for kind in MANDATORY_READINESS))


def _line(kind: ReadinessKind, item: Item | None, day: date) -> Line:
    if item is None:
        return Line(kind, ReadinessStatus.MISSING, "", None, has_expired=False)
    has_expired = item.expires_on is not None and item.expires_on < day and item.status != ReadinessStatus.MISSING
    status = ReadinessStatus.MISSING if has_expired else ReadinessStatus(item.status)
    return Line(kind, status, item.evidence, item.expires_on, has_expired)
