"""Building anew beside what answers: nothing is missing meanwhile, and nothing that changes meanwhile is lost."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from portal.alliances.services.alliance import alliance_edit
from search import services
from search.checks import messages
from search.models import Change, Entry, Generation, Word
from search.services import catch_up, reindex
from search.sources import SOURCES
from search.status import status
from tests.alliances.factories import alliance, post
from tests.characters import Cast
from tests.marketplace.factories import need
from tests.organisations.factories import registered
from tests.search.test_finding import suggested, titles
from tests.search.world import everything

pytestmark = pytest.mark.django_db


def rename(cast: Cast, of: Any, name: str) -> None:
    """An act that changes what is found."""
    alliance_edit(actor=cast.lead, alliance=of, name=name, purpose="p", area="", seeking="", is_listed=True)


def whole() -> list[tuple[Any, ...]]:
    """The live projection without its keys: entries, facets, places, tokens, words."""
    rows = Entry.objects.filter(generation__is_live=True).order_by("source", "key")
    found: list[tuple[Any, ...]] = [
        (
            row.source, row.key, row.title, row.text, row.digest,
            sorted(row.facets.values_list("name", "value")),
            sorted(row.tokens.values_list("token", flat=True)),
            sorted(row.places.values_list("latitude", "longitude")),
        )
        for row in rows
    ]  # fmt: skip
    words = Word.objects.filter(generation__is_live=True).order_by("word")
    return [*found, *words.values_list("word", "stem", "count")]


def test_following_every_act_gives_what_building_anew_gives(cast: Cast) -> None:
    reindex()
    everything(cast)
    for source in SOURCES.values():
        label = next(iter(source.touched))
        for key in list(source.keys()):
            Change.objects.create(subject=f"{label}:{key}", noted_at=cast.officer.date_joined)
    catch_up()
    followed = whole()
    reindex()
    assert whole() == followed
    assert Generation.objects.count() == 1


def test_it_answers_while_it_is_built_and_keeps_what_changes_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, gone = alliance(cast, name="Alongside"), registered(name="Gone soon", state="verified")
    noted = need(cast)
    reindex()
    put, seen = services.put_new, []

    def meanwhile(generation: Generation, source: str, keys: list[str]) -> Any:
        made = put(generation, source, keys)
        if not seen:
            seen.append(titles(cast.client(), "alongside"))
            rename(cast, of, "Moonrakers")
            Change.objects.create(subject=f"organisations.organisation:{gone.pk}", noted_at=noted.recorded_at)
            type(gone).objects.filter(pk=gone.pk).update(state="suspended")
            catch_up()
            seen.append(titles(cast.client(), "moonrakers"))
            rename(cast, of, "Moonrakers at noon")
        return made

    monkeypatch.setattr(services, "put_new", meanwhile)
    reindex()
    assert seen == [["Alongside"], ["Moonrakers"]]
    assert titles(cast.client(), "moonrakers") == ["Moonrakers at noon"]
    assert "Gone soon" not in titles(cast.client(), "gone soon")
    assert not Change.objects.exists()
    found = whole()
    monkeypatch.undo()
    reindex()
    assert whole() == found


def test_a_building_that_fails_leaves_the_old_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    of = alliance(cast, name="Alongside")
    reindex()
    rename(cast, of, "Moonrakers")
    count = services.count

    def fails(*given: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(services, "count", fails)
    with pytest.raises(OSError, match="disk"):
        reindex()
    assert titles(cast.client(), "alongside") == ["Alongside"]
    monkeypatch.setattr(services, "count", count)
    catch_up()
    assert titles(cast.client(), "moonrakers") == ["Moonrakers"]
    reindex()
    assert Generation.objects.count() == 1


def test_the_command_says_what_can_be_found(cast: Cast) -> None:
    post(cast)
    said = StringIO()
    call_command("search_reindex", stdout=said)
    found = Entry.objects.count()
    assert f"{found} documents can be found." in said.getvalue()
    again = StringIO()
    call_command("search_reindex", if_missing=True, stdout=again)
    assert again.getvalue() == ""
    assert Entry.objects.count() == found


def test_the_check_says_so_before_there_is_an_index(cast: Cast) -> None:
    assert [message.id for message in messages()] == ["search.I001", "search.W002"]
    reindex()
    assert [message.id for message in messages()] == ["search.I001"]
    rename(cast, alliance(cast), "Moonrakers")
    assert status().waiting == 1
    assert "Documents that wait: 1" in messages()[0].msg
    said = StringIO()
    call_command("search_catch_up", stdout=said)
    assert said.getvalue() == "1 changes, 0 sent, 0 still waiting.\n"


def test_before_there_is_an_index_pages_answer(cast: Cast) -> None:
    assert titles(cast.client(), "alliance") == []
    assert suggested(cast.client(), "all") == []
    assert cast.client().get("/search/").status_code == 200


@pytest.fixture(autouse=True)
def _by_the_database(settings: Any) -> None:
    settings.SEARCH_URL = ""
