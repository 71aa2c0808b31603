"""What is searched in tests, and by which engine."""

import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from search.engines import search_engine
from search.engines.elastic import ElasticEngine
from search.services import catch_up, reindex

NEEDS_ENGINE = "needs a search engine: scripts/services start search, then set SEARCH_URL as it says"
Find = Callable[..., Any]


@pytest.fixture(params=["database", pytest.param("engine", marks=pytest.mark.services)])
def engine(request: pytest.FixtureRequest, settings: Any, db: None) -> Iterator[str]:
    """The suite runs once with the database, and once with the engine of SEARCH_URL and SEARCH_ANALYSIS."""
    settings.SEARCH_URL = ""
    if request.param == "database":
        yield "database"
        return
    url = os.environ.get("SEARCH_URL", "")
    if not url:
        pytest.skip(NEEDS_ENGINE)
    settings.SEARCH_URL, settings.SEARCH_INDEX = url, f"test-{uuid4().hex[:12]}"
    cache.clear()
    yield "engine"
    settings.SEARCH_URL = url
    remove_indexes()


@pytest.fixture
def built(engine: str) -> Callable[[], None]:
    """`built()` makes findable what the test has prepared so far."""

    def build() -> None:
        reindex()
        refresh()

    return build


@pytest.fixture
def caught_up(engine: str) -> Callable[[], None]:
    """`caught_up()` makes findable what was noted since."""

    def catch() -> None:
        catch_up(insist=True)
        refresh()

    return catch


def remove_indexes() -> None:
    """All of this test, by their names: Elasticsearch refuses to delete by a pattern."""
    kept = search_engine()
    assert isinstance(kept, ElasticEngine)
    for name in kept.client.indices.get(index=f"{kept.alias}-*"):
        kept.drop_index(name)


def refresh() -> None:
    """An engine shows what it was sent after a moment: now."""
    kept = search_engine()
    if isinstance(kept, ElasticEngine):
        kept.refresh()
