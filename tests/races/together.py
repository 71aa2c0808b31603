"""Real threads, each with its own connection, from one barrier."""

import os
from collections.abc import Callable
from datetime import datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from portal.common import clock
from portal.common.exceptions import DomainError
from tests.conftest import NOON

Act = Callable[[], Any]
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
"""How often each race is run: the one that goes wrong may be the fifth."""
RACE = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"),
]
ROUND_BY_ROUND = pytest.mark.parametrize("turn", range(ROUNDS))
DONE = "done"


def together(*acts: Act | tuple[datetime, Act]) -> list[str]:
    """Run all acts at once, each at its own instant; "done", or the refusal of each. Anything else fails the test."""
    barrier, outcomes, failures = Barrier(len(acts)), [""] * len(acts), list[BaseException]()

    def run(place: int, instant: datetime, act: Act) -> None:
        try:
            with clock.at(instant):
                barrier.wait(timeout=20)
                act()
                outcomes[place] = DONE
        except DomainError as error:
            outcomes[place] = str(error)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    pairs = [act if isinstance(act, tuple) else (NOON, act) for act in acts]
    threads = [Thread(target=run, args=(place, *pair)) for place, pair in enumerate(pairs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures, failures
    assert all(outcomes), "every act has ended"
    return outcomes
