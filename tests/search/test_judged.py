"""Sixty questions as people ask them, over real services, each with those that answer it (3: exactly, 1: a little).

nDCG of the first ten results is printed; each engine must keep its own. The judgements were made by reading the
services, not by looking at results: change one only when it is wrong, and raise a floor when an engine gets better.
"""

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict

from portal.marketplace.models import Service
from search.asked import read
from search.finding import find
from tests.characters import Cast

HERE = Path(__file__).parent
SERVICES = HERE.parents[1] / "portal/dashboards/demo/data/street-support/services.json"
FLOORS = {"sqlite": 0.87, "postgresql": 0.86, "english": 0.86, "standard": 0.85}
FIRST = 10


def gain(grades: list[int]) -> float:
    """Discounted cumulative gain of grades in their order."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:FIRST]))


def ndcg(found: list[str], relevant: dict[str, int]) -> float:
    """1 when the best stand first, 0 when none of the first ten answers the question."""
    best = gain(sorted(relevant.values(), reverse=True))
    return gain([relevant.get(each, 0) for each in found]) / best


def results(user: Any, q: str) -> list[str]:
    """The published ids of the services found, the best first."""
    query = QueryDict(mutable=True)
    query.update({"q": q, "kind": "service"})
    keys = [int(entry.key) for _hit, entry in find(user, read(query)).rows]
    uuids = dict(Service.objects.filter(pk__in=keys).values_list("pk", "uuid"))
    return [str(uuids[key]) for key in keys]


def engine_name(engine: str) -> str:
    """Which floor holds."""
    from django.db import connection

    return connection.vendor if engine == "database" else os.environ.get("SEARCH_ANALYSIS", "english")


@pytest.mark.django_db
def test_sixty_questions_find_what_answers_them(
    cast: Cast, engine: str, built: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_oruk", str(SERVICES), source_name="Street Support Network", licence="MIT", verbosity=0)
    built()
    judged = json.loads((HERE / "judged.json").read_text(encoding="utf-8"))
    assert len(judged) == 60
    assert len({each["q"] for each in judged}) == 60
    known = {str(uuid) for uuid in Service.objects.values_list("uuid", flat=True)}
    assert {uuid for each in judged for uuid in each["relevant"]} <= known
    scores = {each["q"]: ndcg(results(cast.user("visitor"), each["q"]), each["relevant"]) for each in judged}
    mean, name = sum(scores.values()) / len(scores), engine_name(engine)
    with capsys.disabled():
        worst = sorted(scores.items(), key=lambda row: row[1])[:8]
        lines = [f"nDCG@{FIRST} of {name}: {mean:.3f} (floor {FLOORS[name]})", *(f"  {s:.2f}  {q}" for q, s in worst)]
        print("\n" + "\n".join(lines))  # noqa: T201
    assert mean >= FLOORS[name]


def test_ndcg_is_one_for_the_best_order_and_less_for_any_other() -> None:
    relevant = {"a": 3, "b": 1}
    assert ndcg(["a", "b", "x"], relevant) == 1
    assert 0 < ndcg(["b", "a"], relevant) < 1
    assert ndcg(["x", "a"], relevant) < ndcg(["a", "x"], relevant)
    assert ndcg(["x"], relevant) == 0
