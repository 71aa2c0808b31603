"""The engine goes away, at any moment: the page says so, the database answers, and nothing is lost."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from portal.alliances.services.alliance import alliance_edit
from portal.organisations.models import Organisation
from portal.organisations.services.standing import organisation_suspend
from search.checks import messages
from search.engines import search_engine
from search.engines.elastic import ElasticEngine
from search.models import EngineIndex, Entry, WaitingDocument
from search.services import catch_up, reindex
from search.status import status
from tests.alliances.factories import alliance
from tests.characters import Cast
from tests.organisations.factories import registered
from tests.search.conftest import NEEDS_ENGINE, refresh, remove_indexes
from tests.search.gate import Gate, gate_to, the
from tests.search.test_finding import ask, suggested, titles

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.django_db, pytest.mark.services]
AWAY = "The fast search is away for the moment"


@pytest.fixture
def gate(settings: Any, db: None) -> Iterator[Gate]:
    """The engine of SEARCH_URL behind a door."""
    url = os.environ.get("SEARCH_URL", "")
    if not url:
        pytest.skip(NEEDS_ENGINE)
    cache.clear()
    with gate_to(url) as made:
        settings.SEARCH_URL, settings.SEARCH_INDEX = made.url, f"test-{uuid4().hex[:12]}"
        yield made
        made.open()
        cache.clear()
        remove_indexes()


def engine() -> ElasticEngine:
    """Through the door."""
    found = search_engine()
    assert isinstance(found, ElasticEngine)
    return found


def in_engine() -> dict[str, str]:
    """Title by id of everything that the alias has, as the engine itself says."""
    refresh()
    answer = engine().client.search(index=engine().alias, size=1000, query={"match_all": {}})
    return {hit["_id"]: hit["_source"]["title"] for hit in answer["hits"]["hits"]}


def in_database() -> dict[str, str]:
    """The same of the projection."""
    rows = Entry.objects.filter(generation__is_live=True).order_by("pk")
    return {f"{row.source}:{row.key}": row.title for row in rows}


def rename(cast: Cast, of: Any, name: str) -> None:
    """An act that changes what is found."""
    alliance_edit(actor=cast.lead, alliance=of, name=name, purpose=of.purpose, area=of.area, seeking="", is_listed=True)


def back(gate: Gate) -> None:
    """The engine is there again, and a moment has passed."""
    gate.open()
    cache.clear()


# -- Away while somebody searches --------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["lose_request", "lose_answer"])
def test_a_search_is_answered_by_the_database_and_says_so(cast: Cast, gate: Gate, way: str) -> None:
    registered(name="Badger Watch", state="verified")
    reindex()
    refresh()
    client = cast.client()
    assert AWAY not in client.get("/search/?q=badger").content.decode()
    setattr(gate, way, the(1, "_search"))
    page = client.get("/search/?q=badger")
    assert AWAY in page.content.decode()
    assert [row.url for row in page.context["rows"]]
    asked = len(gate.seen)
    assert AWAY in client.get("/search/?q=badger").content.decode()
    assert suggested(client, "badg") == ["Badger Watch"]
    assert len(gate.seen) == asked, "an engine that failed a moment ago is left alone"
    back(gate)
    assert AWAY not in client.get("/search/?q=badger").content.decode()


def test_suggestions_fall_back_too(cast: Cast, gate: Gate) -> None:
    registered(name="Badger Watch", state="verified")
    reindex()
    gate.shut()
    assert suggested(cast.client(), "badg") == ["Badger Watch"]


def test_an_engine_without_an_index_is_no_error(cast: Cast, gate: Gate) -> None:
    registered(name="Badger Watch", state="verified")
    reindex()
    remove_indexes()
    assert titles(cast.client(), "badger") == ["Badger Watch"]
    assert status().is_away
    registered(name="Badger Friends", state="verified")
    caught = catch_up()
    assert caught.is_away or not WaitingDocument.objects.exists()
    assert engine().client.indices.exists(index=f"{engine().alias}-*", allow_no_indices=False).body is False
    reindex()
    assert in_engine() == in_database()


# -- Away while something changes --------------------------------------------------------------------------------------


def test_changes_wait_and_catch_up(cast: Cast, gate: Gate, committed: Callable[[], Any]) -> None:
    of = alliance(cast)
    meridian = Organisation.objects.get(pk=cast.org("meridian").pk)
    reindex()
    gate.shut()
    with committed():
        rename(cast, of, "Moonrakers")
        organisation_suspend(actor=cast.admin, organisation=meridian, reason="Insurance ran out.")
    assert titles(cast.client(), "moonrakers") == ["Moonrakers"]
    assert status().waiting == 2
    back(gate)
    assert catch_up().sent == 2
    assert in_engine() == in_database()
    assert f"organisation:{meridian.pk}" not in in_engine()
    assert status().waiting == 0


@pytest.mark.parametrize("way", ["lose_request", "lose_answer"])
def test_a_sending_that_breaks_off_is_done_again(cast: Cast, gate: Gate, way: str) -> None:
    of = alliance(cast)
    reindex()
    for number in range(3):
        rename(cast, of, f"Moonrakers {number}")
        setattr(gate, way, the(1, "_bulk"))
        assert catch_up(insist=True).is_away
        back(gate)
    assert catch_up().sent >= 1
    assert in_engine() == in_database()
    assert "Moonrakers 2" in in_engine().values()


def test_an_older_sending_that_comes_late_changes_nothing(cast: Cast, gate: Gate) -> None:
    from search.outbox import entries_with_children, index_action

    of = alliance(cast)
    reindex()
    index = EngineIndex.objects.get(is_live=True)
    rename(cast, of, "Second")
    late = index_action(index, entries_with_children().get(source="alliance"), 1)
    catch_up()
    assert [done for _name, done, _error in engine().send([late])] == [False]
    assert "Second" in in_engine().values()


# -- Away while the index is built -------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["PUT /", "_bulk", "_refresh", "_aliases"])
@pytest.mark.parametrize("way", ["lose_request", "lose_answer"])
def test_a_building_that_breaks_off_leaves_the_old_index_answering(cast: Cast, gate: Gate, word: str, way: str) -> None:
    of = alliance(cast)
    reindex()
    old = EngineIndex.objects.get(is_live=True)
    method, _space, path = word.rpartition(" ")
    setattr(gate, way, the(1, path, method))
    with pytest.raises(CommandError, match="old one still answers"):
        call_command("search_reindex")
    back(gate)
    assert EngineIndex.objects.get(is_live=True) == old
    rename(cast, of, "Moonrakers")
    catch_up()
    refresh()
    assert titles(cast.client(), "moonrakers") == ["Moonrakers"]
    reindex()
    assert in_engine() == in_database()
    kept = engine().client.indices.get(index=f"{engine().alias}-*")
    assert list(kept) == [EngineIndex.objects.get().name], "nothing abandoned is left"


def test_changes_during_a_building_are_in_the_new_index(
    cast: Cast, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, gone = alliance(cast, name="Alongside"), registered(name="Gone soon", state="verified")
    reindex()

    def meanwhile(method: str, path: str) -> bool:
        if "_bulk" in path and not done:
            done.append(path)
            rename(cast, of, "Moonrakers")
            organisation_suspend(actor=cast.admin, organisation=gone, reason="Insurance ran out.")
            catch_up()
        return False

    done: list[str] = []
    send = ElasticEngine.send

    def sending(self: ElasticEngine, actions: Any) -> Any:
        meanwhile("POST", "_bulk")
        return send(self, actions)

    monkeypatch.setattr(ElasticEngine, "send", sending)
    reindex()
    assert done
    assert in_engine() == in_database()
    assert "Moonrakers" in in_engine().values()
    assert "Gone soon" not in in_engine().values()
    assert not WaitingDocument.objects.exists()


# -- Really killed -----------------------------------------------------------------------------------------------------


def _services(*words: str) -> str:
    done = subprocess.run(
        ["scripts/services", *words], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    return done.stdout.strip()


def _pid(url: str) -> int:
    """Of the engine that scripts/services started; only that one may be killed."""
    if _services("url", "search") != url:
        pytest.skip("needs an engine of scripts/services: its own process is killed")
    return int(_services("pid", "search"))


def test_an_engine_that_is_killed_loses_nothing(cast: Cast, gate: Gate, committed: Callable[[], Any]) -> None:
    url = os.environ["SEARCH_URL"]
    of = alliance(cast)
    reindex()
    os.kill(_pid(url), signal.SIGKILL)
    try:
        with committed():
            rename(cast, of, "Moonrakers")
        page = cast.client().get("/search/?q=moonrakers").content.decode()
        assert AWAY in page
        assert "Moonrakers</mark>" in page
        with pytest.raises(CommandError, match="old one still answers"):
            call_command("search_reindex")
    finally:
        env = os.environ | {"SEARCH": url.partition("+")[0], "SEARCH_PORT": url.rpartition(":")[2]}
        subprocess.run(["scripts/services", "start", "search"], cwd=ROOT, env=env, capture_output=True, check=True)
    cache.clear()
    _wait_for(gate)
    call_command("search_catch_up")
    assert in_engine() == in_database()
    assert ask(cast.client(), "moonrakers")["is_away"] is False
    assert titles(cast.client(), "moonrakers") == ["Moonrakers"]


def _wait_for(gate: Gate) -> None:
    for _ in range(60):
        cache.clear()
        try:
            engine().client.cluster.health(wait_for_status="yellow", timeout="5s")
            return
        except Exception:
            time.sleep(0.5)


# -- What is said about it ---------------------------------------------------------------------------------------------


def test_check_and_readyz_say_which_engine_answers_and_what_waits(cast: Cast, gate: Gate) -> None:
    of = alliance(cast)
    reindex()
    name, version = {"opensearch": ("OpenSearch", "2."), "elasticsearch": ("Elasticsearch", "8.")}[gate.scheme]
    said = cast.client().get("/readyz").json()["search"]
    assert said["engine"] == name
    assert said["version"].startswith(version)
    assert (said["waiting"], said["is_away"], said["is_built"]) == (0, False, True)
    assert f"{name} {version}" in messages()[0].msg
    gate.shut()
    rename(cast, of, "Moonrakers")
    catch_up()
    away = cast.client().get("/readyz")
    assert away.status_code == 200
    assert (away.json()["search"]["waiting"], away.json()["search"]["is_away"]) == (1, True)
    assert [message.id for message in messages()] == ["search.I001", "search.W001"]
