"""What a person answered over time, for that person; and what changed for many, through disclosure only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from portal.common.clock import LONDON, today
from portal.common.disclosure import Figure, disclose_average, disclose_count, disclose_percent
from portal.outcomes.models import Answer, AnswerSheet, InstrumentLicence
from portal.outcomes.rules.answers import MEASURES, Measure, band, figure
from portal.outcomes.rules.distance import Reading, distance_travelled

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation


@dataclass(frozen=True)
class Point:
    """What a measure came to on a day; None when an answer was declined."""

    on: datetime
    value: int | None
    band: str


@dataclass(frozen=True)
class Course:
    """A measure over time."""

    measure: Measure
    points: list[Point]


def _answers(sheet: AnswerSheet) -> dict[str, int | None]:
    return {answer.item: answer.value for answer in sheet.answers.all()}


def sheets_of(user: "User") -> QuerySet[AnswerSheet]:
    """What the person has handed in, oldest first, with the answers."""
    rows = AnswerSheet.objects.filter(user=user).exclude(handed_in_at=None)
    return rows.prefetch_related(Prefetch("answers", Answer.objects.order_by("pk"))).order_by("handed_in_at", "pk")


def drafts_of(user: "User") -> dict[str, AnswerSheet]:
    """What the person has begun, by instrument."""
    return {row.instrument: row for row in AnswerSheet.objects.filter(user=user, handed_in_at=None)}


def courses(sheets: list[AnswerSheet], instrument: str) -> list[Course]:
    """Each measure of an instrument over these sheets."""
    found: list[Course] = []
    for measure in MEASURES[instrument]:
        points = []
        for sheet in sheets:
            value = figure(measure.code, _answers(sheet))
            word = band(measure.code, value) if value is not None and instrument == "ONS4" else ""
            assert sheet.handed_in_at  # noqa: S101 - handed-in ones only
            points.append(Point(sheet.handed_in_at, value, word))
        found.append(Course(measure, points))
    return found


@dataclass(frozen=True)
class Distance:
    """Distance travelled of one measure, as it may be shown; not `is_shown` when too few answered twice."""

    measure: Measure
    started: Figure
    pairs: Figure
    pairing_rate: Figure
    mean: Figure
    improved: Figure
    is_shown: bool
    may_be_claimed: bool


def last_quarter_end() -> date:
    """The last day of the last whole quarter: figures about people change four times a year, not daily (9.6)."""
    day = today()
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first - timedelta(days=1)


def distances(instrument: str) -> list[Distance]:
    """What changed between the first and last answers of those who agreed to be counted: two queries."""
    until = datetime.combine(last_quarter_end() + timedelta(days=1), time(0), tzinfo=LONDON)
    rows = AnswerSheet.objects.filter(instrument=instrument, is_counted=True, handed_in_at__lt=until)
    by_person: dict[int, list[dict[str, int | None]]] = defaultdict(list)
    for sheet in rows.prefetch_related("answers").order_by("handed_in_at", "pk"):
        by_person[sheet.user_id].append(_answers(sheet))
    return [_distance(measure, list(by_person.values())) for measure in MEASURES[instrument]]


def _distance(measure: Measure, people: list[list[dict[str, int | None]]]) -> Distance:
    readings = []
    for sheets in people:
        values = [value for sheet in sheets if (value := figure(measure.code, sheet)) is not None]
        if values:
            readings.append(Reading(values[0], values[-1] if len(values) > 1 else None))
    travelled = distance_travelled(readings, lower_is_better=measure.lower_is_better)
    change = travelled.change
    better = sum(1 for reading in readings if _is_better(reading, measure))
    return Distance(
        measure,
        started=disclose_count(travelled.n_start),
        pairs=disclose_count(travelled.n_pairs),
        pairing_rate=disclose_percent(travelled.n_pairs, travelled.n_start),
        mean=disclose_average(change.mean if change else None, travelled.n_pairs),
        improved=disclose_percent(better, travelled.n_pairs),
        is_shown=change is not None,
        may_be_claimed=travelled.may_be_claimed,
    )


def _is_better(reading: Reading, measure: Measure) -> bool:
    if reading.last is None or reading.last == reading.first:
        return False
    return (reading.last < reading.first) == measure.lower_is_better


def licences_of(organisation: "Organisation") -> QuerySet[InstrumentLicence]:
    """All that were written down, newest first."""
    return InstrumentLicence.objects.filter(organisation=organisation).order_by("-number")


def licensed_for(organisation: "Organisation") -> set[str]:
    """The instruments of others that the organisation may use today."""
    day = today()
    rows = licences_of(organisation).filter(ended_at=None, valid_from_on__lte=day)
    return {row.instrument for row in rows if row.valid_to_on is None or row.valid_to_on >= day}


def is_licensed(organisation: "Organisation", instrument: str) -> bool:
    """Whether the organisation holds a licence of this instrument today."""
    return instrument in licensed_for(organisation)
