"""Keeping what can be found up to date, and building it anew beside what answers meanwhile."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from portal.common.clock import now
from search.engines import search_engine
from search.engines.base import EngineAway
from search.engines.elastic import ElasticEngine, is_resting
from search.models import (
    Change,
    EngineIndex,
    Entry,
    EntryFacet,
    EntryPlace,
    EntryToken,
    Generation,
    Word,
    WordGap,
)
from search.outbox import entries_with_children, index_action, send_waiting
from search.projection import lock, notice_writing, project_changes, put_new
from search.sources import SOURCES
from search.words import count, words_of

BATCH = 100
_later: ContextVar[bool] = ContextVar("later", default=False)
Progress = Callable[[str, int], Any]
"""Called with what is done and how many of it."""


@dataclass(frozen=True)
class Caught:
    """What a catching up did; `is_away`: the engine did not answer, and what it has to hear waits."""

    changes: int = 0
    sent: int = 0
    is_away: bool = False


def change_note(*, subject: str) -> None:
    """Something was done to `subject`: written with it in one transaction, made findable after the commit."""
    Change.objects.create(subject=subject, noted_at=now())
    if _later.get() or any(waiting[1] is _after_commit for waiting in connection.run_on_commit):
        return
    transaction.on_commit(_after_commit, robust=True)


def _after_commit() -> None:
    """Once a transaction, however much it changed."""
    from search.tasks import catch_up_task

    catch_up_task.enqueue()


@contextmanager
def later() -> Iterator[None]:
    """Inside the block changes are only noted; at its end all are made findable at once. For bulk work."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)
        if is_built():
            catch_up()
        else:
            reindex()


def is_built() -> bool:
    """Whether everything was made findable once; since then changes are followed."""
    return Generation.objects.filter(is_live=True, built_at__isnull=False).exists()


def catch_up(*, insist: bool = False) -> Caught:
    """Project what was noted and tell the engine; safe to run at any time, twice, and side by side.

    An engine that failed a moment ago is left alone unless somebody insists.
    """
    changes = project_changes() if Change.objects.exists() else 0
    # One that is whole hears of changes too while it is not known whether the engine took it for the live one.
    whole = EngineIndex.objects.filter(built_at__isnull=False).order_by("-is_live", "pk") if settings.SEARCH_URL else []
    sent = 0
    for index in whole:
        if is_resting() and not insist:
            return Caught(changes, sent, is_away=True)
        try:
            sent += send_waiting(index)
        except EngineAway:
            return Caught(changes, sent, is_away=True)
    return Caught(changes, sent)


# -- Building anew ---------------------------------------------------------------------------------------------------


def reindex(*, progress: Progress = lambda what, number: None) -> Generation:
    """Build everything beside what answers now, then swap. Raises EngineAway when only the database could be built."""
    generation = _build(progress)
    if settings.SEARCH_URL:
        _build_index(progress)
    else:
        EngineIndex.objects.all().delete()
    return generation


def total() -> int:
    """How many documents there will be, nearly."""
    return sum(source.rows().count() for source in SOURCES.values())


def _build(progress: Progress) -> Generation:
    with transaction.atomic():
        lock()
        _forget(Generation.objects.filter(is_live=False))
        generation = Generation.objects.create(started_at=now())
    noted_before = set(Change.objects.values_list("pk", flat=True))
    counted: Counter[str] = Counter()
    for name, source in SOURCES.items():
        keys = source.keys()
        while some := list(islice(keys, BATCH)):
            with transaction.atomic():
                lock()
                entries = put_new(generation, name, some)
            for entry in entries:
                counted.update(words_of(entry))
            progress("entries", len(some))
    with transaction.atomic():
        lock()
        count(generation, counted)
    project_changes(known=noted_before)
    _make_live(generation, noted_before)
    _forget(Generation.objects.filter(is_live=False))
    return generation


@transaction.atomic
def _make_live(generation: Generation, noted_before: set[int]) -> None:
    """Swap. What was noted before the building began is in it."""
    lock()
    notice_writing()
    Change.objects.filter(pk__in=noted_before).delete()
    Generation.objects.filter(is_live=True).update(is_live=False, built_at=now())
    generation.is_live, generation.built_at = True, now()
    generation.save(update_fields=["is_live", "built_at"])


def _forget(generations: Any) -> None:
    """Remove what answers no more, a part at a time, so that nobody waits for it."""
    for generation in generations.order_by("pk"):
        while some := list(generation.entries.order_by("pk").values_list("pk", flat=True)[:500]):
            for model in (EntryFacet, EntryToken, EntryPlace):
                model.objects.filter(entry__in=some).delete()
            Entry.objects.filter(pk__in=some).delete()
        while some := list(generation.words.order_by("pk").values_list("pk", flat=True)[:500]):
            WordGap.objects.filter(word__in=some).delete()
            Word.objects.filter(pk__in=some).delete()
        generation.delete()


def _build_index(progress: Progress) -> None:
    engine = search_engine()
    assert isinstance(engine, ElasticEngine)  # noqa: S101
    index = _new_index(engine)
    failed = []
    for name, is_done, error in engine.send(_actions(index, progress)):
        if not is_done:
            failed.append(f"{name}: {error}")
    if failed:
        raise EngineAway(f"{len(failed)} documents were refused, the first: {failed[0]}")
    send_waiting(index)
    index.built_at = now()
    index.save(update_fields=["built_at"])
    engine.make_live(index.name)
    old = list(EngineIndex.objects.exclude(pk=index.pk).order_by("pk"))
    _note_live(index)
    send_waiting(index)
    for each in old:
        engine.drop_index(each.name)
        each.delete()


@transaction.atomic
def _note_live(index: EngineIndex) -> None:
    lock()
    EngineIndex.objects.exclude(pk=index.pk).update(is_live=False)
    EngineIndex.objects.filter(pk=index.pk).update(is_live=True)


def _new_index(engine: ElasticEngine) -> EngineIndex:
    """From here on changes wait for it, while it is filled with what was there before."""
    taken = EngineIndex.objects.filter(name=engine.live_name(), built_at__isnull=False).first()
    if taken and not taken.is_live:  # the answer to an earlier swap was lost
        _note_live(taken)
    with transaction.atomic():
        lock()
        abandoned = list(EngineIndex.objects.filter(is_live=False).order_by("pk"))
        EngineIndex.objects.filter(is_live=False).delete()
        last = EngineIndex.objects.order_by("-pk").first()
        name = f"{engine.alias}-{now():%Y%m%d%H%M%S}-{(last.pk if last else 0) + 1}"
        index = EngineIndex.objects.create(name=name, started_at=now())
    for each in abandoned:
        engine.drop_index(each.name)
    engine.create_index(index.name)
    return index


def _actions(index: EngineIndex, progress: Progress) -> Iterator[dict[str, Any]]:
    after = 0
    while entries := list(entries_with_children().filter(pk__gt=after).order_by("pk")[:BATCH]):
        for entry in entries:
            yield index_action(index, entry, 0)
        after = entries[-1].pk
        progress("documents", len(entries))
