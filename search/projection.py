"""Writing the projection: what the apps say now, into every generation that is live or being built.

Whoever writes holds the lock and reads the apps after taking it, so that nothing older is ever written over something
newer, and a generation that is being built misses nothing.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from typing import Any

from django.core.cache import cache
from django.db import transaction

from portal.common.clock import now
from search.documents import PUBLIC, Document
from search.models import (
    Change,
    EngineIndex,
    Entry,
    EntryFacet,
    EntryPlace,
    EntryToken,
    Generation,
    ProjectionLock,
    WaitingDocument,
)
from search.sources import SOURCES, Pair, documents_of
from search.words import count, words_of

logger = logging.getLogger("portal.search")

BATCH = 100
_WRITINGS = "search:writings"
ATTEMPTS = 5
"""After so many failures a change stays on record and stops nobody."""


def lock() -> None:
    """Wait for whoever writes now; held until the transaction ends."""
    ProjectionLock.objects.get_or_create(name="projection")
    ProjectionLock.objects.select_for_update().get(name="projection")


def live_generation() -> Generation:
    """The one that answers; an empty one before the first building."""
    live = Generation.objects.filter(is_live=True).first()
    return live or Generation.objects.create(is_live=True, started_at=now())


def notice_writing() -> None:
    """Whoever asks is answered anew: now, and again after the commit, until which others read what was before."""
    _count_writing()
    transaction.on_commit(_count_writing)


def _count_writing() -> None:
    cache.add(_WRITINGS, 0, None)
    cache.incr(_WRITINGS)


def written() -> int:
    """Changes with every writing that this process (or all, with a shared cache) knows of."""
    return int(cache.get(_WRITINGS, 0))


# -- From changes to entries -----------------------------------------------------------------------------------------


def project_changes(*, known: Set[int] = frozenset()) -> int:
    """Write everything that was noted, but what is `known`; returns how many notes are done."""
    done = after = 0
    while rows := _pending(after):
        after = rows[-1].pk
        changes = [row for row in rows if row.pk not in known]
        try:
            with transaction.atomic():
                lock()
                _project(changes)
        except Exception:
            done += _one_by_one(changes)
        else:
            done += len(changes)
    return done


def _pending(after: int) -> list[Change]:
    return list(Change.objects.filter(attempts__lt=ATTEMPTS, pk__gt=after).order_by("pk")[:BATCH])


def _project(changes: list[Change]) -> None:
    subjects = sorted({change.subject for change in changes})
    project({pair for subject in subjects for pair in documents_of(subject)})
    Change.objects.filter(pk__in=[change.pk for change in changes]).delete()


def _one_by_one(changes: list[Change]) -> int:
    """One thing that cannot be read must not keep the others out."""
    done = 0
    for change in changes:
        try:
            with transaction.atomic():
                lock()
                _project([change])
                done += 1
        except Exception as error:
            logger.exception("%s could not be made findable", change.subject)
            change.attempts += 1
            change.last_error = f"{type(error).__name__}: {error}"[:300]
            change.save(update_fields=["attempts", "last_error"])
    return done


def project(pairs: Iterable[Pair]) -> None:
    """Write these documents as they are now, or take them out. Call with the lock held."""
    notice_writing()
    by_source: dict[str, set[str]] = defaultdict(set)
    for source, key in pairs:
        by_source[source].add(key)
    live = live_generation()
    building = list(Generation.objects.filter(is_live=False, built_at=None).order_by("pk"))
    for source, keys in sorted(by_source.items()):
        documents = SOURCES[source].build(sorted(keys))
        for generation in (live, *building):
            changed = [key for key in sorted(keys) if _put(generation, source, key, documents.get(key))]
            if generation is live:
                note_for_engine(source, changed)


def note_for_engine(source: str, keys: list[str]) -> None:
    """Let every index of the engine hear of it, one that is being filled among them."""
    if keys:
        indexes = list(EngineIndex.objects.order_by("pk"))
        rows = [
            WaitingDocument(index=index, source=source, key=key, noted_at=now()) for index in indexes for key in keys
        ]
        WaitingDocument.objects.bulk_create(rows)


def _put(generation: Generation, source: str, key: str, document: Document | None) -> bool:
    """Write one entry; whether anything changed."""
    entry = Entry.objects.filter(generation=generation, source=source, key=key).first()
    if entry is None and document is None:
        return False
    digest = document.digest() if document else ""
    if entry is not None and entry.digest == digest:
        return False
    counted: Counter[str] = Counter()
    counted.subtract(words_of(entry))
    if document is None:
        if entry is not None:
            entry.delete()
    else:
        entry = entry or Entry(generation=generation, source=source, key=key)
        for name, value in document.columns().items():
            setattr(entry, name, value)
        entry.digest = digest
        entry.save()
        for model in (EntryFacet, EntryToken, EntryPlace):
            model.objects.filter(entry=entry).delete()
        _write_children([(entry, document)])
        counted.update(words_of(entry))
    count(generation, counted)
    return True


def put_new(generation: Generation, source: str, keys: list[str]) -> list[Entry]:
    """Write the documents of these keys that the generation does not have yet. Call with the lock held."""
    known = set(Entry.objects.filter(generation=generation, source=source, key__in=keys).values_list("key", flat=True))
    documents = [each for key, each in sorted(SOURCES[source].build(keys).items()) if key not in known]
    rows = [
        Entry(generation=generation, source=source, key=each.key, digest=each.digest(), **each.columns())
        for each in documents
    ]
    made = Entry.objects.bulk_create(rows)
    _write_children(list(zip(made, documents, strict=True)))
    return made


def _write_children(written: list[tuple[Entry, Document]]) -> None:
    facets: list[Any] = []
    tokens: list[Any] = []
    places: list[Any] = []
    for entry, document in written:
        facets += [EntryFacet(entry=entry, name=each.name, value=each.value) for each in document.facets]
        tokens += [EntryToken(entry=entry, token=token) for token in document.audience if token != PUBLIC]
        places += [EntryPlace(entry=entry, latitude=north, longitude=east) for north, east in document.places]
    EntryFacet.objects.bulk_create(facets)
    EntryToken.objects.bulk_create(tokens)
    EntryPlace.objects.bulk_create(places)
