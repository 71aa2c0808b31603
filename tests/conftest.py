"""What turns silent faults into failures, and who takes part."""

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models.query import ModelIterable
from django.test.utils import CaptureQueriesContext
from xdist.scheduler import LoadScopeScheduling

from portal.audit.triggers import remove_triggers
from portal.common import clock
from tests.characters import Cast, load_cast
from tests.remembered import play_all, watched

TESTS = Path(__file__).parent
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OURS = {
    "audit", "accounts", "organisations", "notifications", "outcomes", "marketplace", "codesign",
    "alliances", "tenders", "budgets", "cms", "search",
}  # fmt: skip


class JourneysStayWhole(LoadScopeScheduling):
    """Any test goes to the worker that is free; what walks one site in a browser, step after step, stays together."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _name = nodeid.partition("::")
        return file if "/journeys/" in file else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> JourneysStayWhole:
    """How tests are shared out with `-n`."""
    return JourneysStayWhole(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of every test begins with the standing characters and the site's pages."""
    with django_db_blocker.unblock(), clock.at(NOON):
        load_cast()


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing characters."""
    return load_cast()


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """It is noon on 24 November 2026 unless a test says otherwise (`with clock.at(...)`)."""
    with clock.at(NOON):
        yield


@pytest.fixture(autouse=True)
def _watched() -> Iterator[None]:
    """Factories that remember need to know whether the test has written anything."""
    with watched():
        yield


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _head_without_count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number beside "My work" reads every app. Only the tests of that number pay for it on each page."""
    if not request.path.is_relative_to(TESTS / "dashboards"):
        monkeypatch.setattr("portal.dashboards.context.count_of", lambda user: 0)


@pytest.fixture(autouse=True)
def _nothing_made_findable(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows a commit in the search is paid for by its own tests and by the journeys."""
    if not any(request.path.is_relative_to(TESTS / folder) for folder in ("search", "journeys")):
        monkeypatch.setattr("search.services._after_commit", lambda: None)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only loopback addresses can be reached."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True, scope="session")
def _unordered_comes_shuffled() -> Iterator[None]:
    """Rows of our models that nobody ordered come in random order, so that no test relies on luck."""
    iterate = ModelIterable.__iter__

    def shuffled(self: ModelIterable) -> Iterator[Any]:
        queryset = self.queryset
        if queryset.model._meta.app_label not in OURS or queryset.ordered or queryset.query.is_sliced:
            yield from iterate(self)
            return
        rows = list(iterate(self))
        random.shuffle(rows)
        yield from rows

    ModelIterable.__iter__ = shuffled
    yield
    ModelIterable.__iter__ = iterate


@pytest.fixture
def transactional_cast(transactional_db: None) -> Iterator[Cast]:
    """The characters for a test with real transactions; lifts the triggers so that the flush after it can work."""
    yield load_cast()
    remove_triggers()


@pytest.fixture
def assert_constant_queries(db: None) -> Callable[[Callable[[], Any], Callable[[], Any]], None]:
    """The page costs the same number of queries for 2 rows and for 12."""

    def check(request_page: Callable[[], Any], add_row: Callable[[], Any]) -> None:
        for _ in range(2):
            add_row()
        request_page()
        with CaptureQueriesContext(connection) as few:
            request_page()
        for _ in range(10):
            add_row()
        request_page()
        with CaptureQueriesContext(connection) as many:
            request_page()
        assert len(many) == len(few), f"{len(few)} queries for 2 rows, {len(many)} for 12"

    return check


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """`with committed(): …` runs what waits for the commit (mail, subscribers) at the end of the block."""

    @contextmanager
    def block() -> Iterator[list[Any]]:
        play_all()
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            yield callbacks

    return block
