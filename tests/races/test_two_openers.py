"""Two opening officers press at the same instant: exactly one start, exactly one opening, nothing lost."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from portal.common import clock
from portal.common.exceptions import DomainError
from portal.tenders.models import Bid, Evaluation, Opening
from portal.tenders.services.opening import opening_confirm, opening_start
from tests.characters import Cast
from tests.conftest import NOON
from tests.tenders import factories_evaluation as make

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"),
]


def _together(*acts: Callable[[], Any]) -> list[str]:
    """Run all acts in threads of their own from one barrier; "done" or the refusal of each."""
    barrier, outcomes = Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            with clock.at(NOON):
                barrier.wait(timeout=10)
                act()
                outcomes[place] = "done"
        except DomainError as error:
            outcomes[place] = str(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def _ready(cast: Cast) -> Any:
    procurement = make.closed(cast)
    make.clear(cast, procurement, "opener1", "opener2")
    return procurement


def test_two_starts_make_one(transactional_cast: Cast) -> None:
    cast, procurement = transactional_cast, _ready(transactional_cast)
    outcomes = _together(
        *(
            lambda who=who: opening_start(actor=cast.user(who), procurement=procurement)
            for who in ("opener1", "opener2")
        )
    )
    assert outcomes.count("done") == 1
    assert any("has started" in outcome for outcome in outcomes)
    assert Opening.objects.count() == 1


def test_a_confirmation_pressed_twice_opens_once(transactional_cast: Cast) -> None:
    cast, procurement = transactional_cast, _ready(transactional_cast)
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    act = lambda: opening_confirm(actor=cast.user("opener2"), procurement=procurement)  # noqa: E731
    assert _together(act, act) == ["done", "done"]
    assert Opening.objects.filter(second_by__isnull=False).count() == 1
    assert Evaluation.objects.count() == 1
    assert list(Bid.objects.values_list("state", flat=True)) == ["opened"] * 3
