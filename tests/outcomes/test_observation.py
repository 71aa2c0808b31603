"""Results: written once, by those who may, with evidence whose kind its content tells."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.permissions import YES, no
from portal.outcomes.models import Indicator, Observation
from portal.outcomes.selectors import observations_of
from portal.outcomes.services import Evidence, observation_record
from tests.characters import Cast
from tests.outcomes.factories import framework


@pytest.fixture
def goals(cast: Cast) -> Indicator:
    return Indicator.objects.get(outcome__framework=framework(cast), outcome__position=1)


def record(cast: Cast, indicator: Indicator, **extra: Any) -> Observation:
    values: dict[str, Any] = {
        "actor": cast.lead,
        "may": YES,
        "indicator": indicator,
        "context_ref": "CT-2026-0001",
        "period_from_on": date(2026, 4, 1),
        "period_to_on": date(2026, 9, 30),
        "value": Decimal("5.7"),
        "people_measured": 139,
        "people_started": 171,
        "evidence": "Asked on paper and by phone.",
        **extra,
    }
    return observation_record(**values)


def test_a_result_is_kept_with_its_evidence(cast: Cast, goals: Indicator, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    content = b"goal,start,end\n1,4,6\n"
    made = record(cast, goals, evidence_file=Evidence("results for Anna.exe", content))
    assert made.evidence_type == "text/csv"
    assert made.evidence_sha256 == hashlib.sha256(content).hexdigest()
    assert made.evidence_file.name.endswith(".csv")
    assert "anna" not in made.evidence_file.name.lower()
    assert made.evidence_name == "results for Anna.exe"
    assert list(observations_of("CT-2026-0001")) == [made]


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"people_measured": 172}, "At most as many"),
        ({"people_started": 0, "people_measured": 0}, "At most as many"),
        ({"period_to_on": date(2026, 3, 31)}, "ends before it begins"),
        ({"period_to_on": date(2026, 11, 25)}, "not ended yet"),
        ({"evidence_file": Evidence("x.pdf", b"MZ\x90\x00program")}, "not what we can take"),
        ({"evidence_file": Evidence("x.csv", b"<html><script>")}, "not what we can take"),
    ],
)
def test_figures_and_files_that_cannot_be(cast: Cast, goals: Indicator, extra: dict[str, Any], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        record(cast, goals, **extra)
    assert not Observation.objects.exists()


def test_only_who_may(cast: Cast, goals: Indicator) -> None:
    with pytest.raises(NotAllowed, match="not you"):
        record(cast, goals, may=no("not you"))


def test_a_draft_has_no_results(cast: Cast) -> None:
    draft = Indicator.objects.get(outcome__framework=framework(cast, fixed=False), outcome__position=1)
    with pytest.raises(DomainError, match="once the outcomes are fixed"):
        record(cast, draft)


def test_once_for_a_period_and_put_right_by_another(cast: Cast, goals: Indicator) -> None:
    first = record(cast, goals)
    with pytest.raises(DomainError, match="recorded already"):
        record(cast, goals)
    second = record(cast, goals, value=Decimal("5.6"), replaces=first)
    assert list(observations_of("CT-2026-0001")) == [second]
    with pytest.raises(DomainError, match="corrected already"):
        record(cast, goals, replaces=first)
    with pytest.raises(DomainError, match="same measure and contract"):
        record(cast, goals, replaces=second, context_ref="CT-2026-0002")


def test_the_database_keeps_it_as_it_was_written(cast: Cast, goals: Indicator) -> None:
    made = record(cast, goals)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=made.pk).update(value=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
