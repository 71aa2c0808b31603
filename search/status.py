"""Which engine answers, its version, and how much waits: for `check`, `/readyz` and the commands."""

from dataclasses import dataclass

from django.db import DatabaseError

from search.engines import database, search_engine
from search.engines.base import EngineAway
from search.engines.elastic import ElasticEngine
from search.models import Change, Generation, WaitingDocument


@dataclass(frozen=True)
class Status:
    """`is_away`: an engine is configured and does not answer; `is_built`: search_reindex has run."""

    engine: str
    waiting: int
    is_away: bool = False
    is_built: bool = True
    reason: str = ""


def waiting_count() -> int:
    """Documents that are not yet found as they are."""
    noted = Change.objects.values("subject").distinct().count()
    return noted + WaitingDocument.objects.values("source", "key").distinct().count()


def status() -> Status:
    """Asks the engine."""
    try:
        is_built = Generation.objects.filter(is_live=True, built_at__isnull=False).exists()
        waiting = waiting_count()
        own = database().about()
    except DatabaseError:
        return Status("none", 0, is_built=False, reason="The database does not answer.")
    engine = search_engine()
    if not isinstance(engine, ElasticEngine):
        return Status(own, waiting, is_built=is_built)
    try:
        about = engine.about()
        if not engine.live_name():
            raise EngineAway("It has no index yet: run search_reindex.")
        return Status(about, waiting, is_built=is_built)
    except EngineAway as error:
        return Status(own, waiting, is_away=True, is_built=is_built, reason=str(error))
