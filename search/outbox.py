"""What the search engine has not heard yet: sent as it is now, in the order of the notes, until the engine has it."""

from collections.abc import Iterator
from typing import Any

from search.documents import PUBLIC
from search.engines import search_engine
from search.engines.elastic import ElasticEngine
from search.models import EngineIndex, Entry, WaitingDocument

BATCH = 500
_OVERTAKEN = "version_conflict_engine_exception"


def fields(entry: Entry) -> dict[str, Any]:
    """A document of the engine."""
    by_name: dict[str, list[str]] = {}
    for facet in entry.facets.all():
        by_name.setdefault(facet.name, []).append(facet.value)
    return {
        "id": f"{entry.source}:{entry.key}",
        "source": entry.source,
        "key": entry.key,
        "kind": entry.kind,
        "title": entry.title,
        "byline": entry.byline,
        "ref": entry.ref,
        "tags": entry.tags,
        "text": entry.text,
        **by_name,
        "audience": [PUBLIC] if entry.is_public else [row.token for row in entry.tokens.all()],
        "places": [{"lat": row.latitude, "lon": row.longitude} for row in entry.places.all()],
        "fresh_on": entry.fresh_on,
        "open_until": entry.open_until,
        "shown_until": entry.shown_until,
        "weight": entry.weight,
    }


def index_action(index: EngineIndex, entry: Entry, version: int) -> dict[str, Any]:
    """Put a document; an older version that comes late changes nothing."""
    return {
        "_op_type": "index",
        "_index": index.name,
        "_id": f"{entry.source}:{entry.key}",
        "_source": fields(entry),
        "version": version,
        "version_type": "external",
    }


def _delete_action(index: EngineIndex, name: str, version: int) -> dict[str, Any]:
    return {"_op_type": "delete", "_index": index.name, "_id": name, "version": version, "version_type": "external"}


def entries_with_children() -> Any:
    """What a document is made of, of the live generation."""
    return Entry.objects.filter(generation__is_live=True).prefetch_related("facets", "tokens", "places")


def send_waiting(index: EngineIndex) -> int:
    """Send all that waits for this index; returns how many notes are done. Raises EngineAway."""
    engine = search_engine()
    if not isinstance(engine, ElasticEngine):
        return 0
    done = after = 0
    while notes := list(index.waiting.filter(pk__gt=after).order_by("pk")[:BATCH]):
        if not done:
            engine.must_have(index.name)
        sent = {name for name, is_done in _send(engine, index, notes) if is_done}
        finished = [note.pk for note in notes if str(note) in sent]
        WaitingDocument.objects.filter(pk__in=finished).delete()
        done, after = done + len(finished), notes[-1].pk
    return done


def _send(engine: ElasticEngine, index: EngineIndex, notes: list[WaitingDocument]) -> Iterator[tuple[str, bool]]:
    versions = {str(note): note.pk for note in notes}
    found = {}
    for entry in entries_with_children().filter(key__in={note.key for note in notes}).order_by("pk"):
        found[f"{entry.source}:{entry.key}"] = entry
    actions = [
        index_action(index, found[name], version) if name in found else _delete_action(index, name, version)
        for name, version in versions.items()
    ]
    for name, is_done, error in engine.send(actions):
        yield name, is_done or _OVERTAKEN in error
