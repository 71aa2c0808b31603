"""Asking an engine on somebody's behalf, and looking again at what may be shown.

An engine is told by tokens what the asker may find. Before anything is shown, the apps' own selectors are asked about
each hit: an index that is a moment behind must not show what was taken back meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast

from portal.audit.marks import KEEP_SECONDS, moment
from portal.common.clock import now
from search.asked import PER_PAGE, Asked
from search.documents import PUBLIC
from search.engines import database, search_engine
from search.engines.base import Answer, Engine, EngineAway, Hit, Near, Question
from search.engines.elastic import is_resting
from search.models import Entry
from search.projection import written
from search.sources import SOURCES, Pair
from search.text import words
from search.understanding import Understood, understand

SUGGESTIONS = 8
_MOST_TOKENS = 500


@dataclass(frozen=True)
class Found:
    """`is_away`: a search engine is configured and did not answer, so the database did.

    `is_loose`: nothing has enough of the words, so what has any of them is shown.
    """

    answer: Answer
    understood: Understood
    rows: list[tuple[Hit, Entry]]
    is_away: bool = False
    is_loose: bool = False


def tokens_of(user: Any) -> tuple[str, ...]:
    """What this person may find besides what is for everybody: their role groups."""
    if not user.is_authenticated or not user.is_active:
        return (PUBLIC,)
    names = user.groups.filter(name__startswith="org:").order_by("name").values_list("name", flat=True)
    return (PUBLIC, *names[:_MOST_TOKENS])


def find(user: Any, asked: Asked) -> Found:
    """A page of what was asked for."""
    understood = understand(asked.words)
    near = Near(asked.place.latitude, asked.place.longitude, asked.miles) if asked.place else None
    question = Question(
        terms=understood.terms,
        need=understood.need,
        tokens=tokens_of(user),
        at=now(),
        chosen=asked.chosen,
        is_open=asked.is_open,
        near=near,
        order=asked.order,
        offset=(asked.page - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    answer, is_away = _answer(question)
    is_loose = not answer.total and understood.need > 1
    if is_loose:
        answer, is_away = _answer(replace(question, need=1))
    return Found(answer, understood, shown_to(user, answer.hits), is_away, is_loose and bool(answer.total))


def _answer(question: Question) -> tuple[Answer, bool]:
    engine = search_engine()
    if engine is not None and not is_resting():
        try:
            return engine.find(question), False
        except EngineAway:
            pass
    return _kept(question), engine is not None


def _kept(question: Question) -> Answer:
    """The database's answer, asked once while nothing happens; what may be shown of it is asked each time."""
    asked = sha256(repr(replace(question, at=None)).encode()).hexdigest()
    key = f"search:answer:{asked}:{written()}:{moment()}"
    known: Answer | None = cache.get(key)
    if known is None:
        known = database().find(question)
        cache.set(key, known, KEEP_SECONDS)
    return known


def suggest(user: Any, typed: str) -> list[Entry]:
    """What begins with these words, the best first."""
    every = words(typed)[:6]
    question = Question(tokens=tokens_of(user), at=now(), limit=SUGGESTIONS)
    engine = search_engine()
    pairs: list[Pair] | None = None
    if engine is not None and not is_resting():
        pairs = _suggested(engine, every, question)
    if pairs is None:
        pairs = database().suggest(every, question)
    return [entry for _hit, entry in shown_to(user, [Hit(source, key) for source, key in pairs])]


def _suggested(engine: Engine, every: list[str], question: Question) -> list[Pair] | None:
    try:
        return engine.suggest(every, question)
    except EngineAway:
        return None


def shown_to(user: Any, hits: Iterable[Hit]) -> list[tuple[Hit, Entry]]:
    """The hits that this person may see by the apps' own rules, each with what is kept of it; two queries."""
    every = list(hits)
    if not every:
        return []
    seen = _seen(user, [(hit.source, hit.key) for hit in every])
    wanted = Q(source__in={source for source, _key in seen}, key__in={key for _source, key in seen})
    rows = Entry.objects.filter(wanted, generation__is_live=True).defer("text", "tags", "digest").order_by("pk")
    kept = {(row.source, row.key): row for row in rows}
    return [(hit, kept[pair]) for hit in every if (pair := (hit.source, hit.key)) in seen and pair in kept]


def _seen(user: Any, pairs: list[Pair]) -> set[Pair]:
    keys: dict[str, list[int]] = defaultdict(list)
    for source, key in pairs:
        if source in SOURCES and key.isdecimal():
            keys[source].append(int(key))
    parts = [
        SOURCES[source]
        .seen_by(user)
        .filter(pk__in=numbers)
        .order_by()
        .values_list(Cast(Value(source), CharField()), "pk")
        for source, numbers in sorted(keys.items())
    ]
    if not parts:
        return set()
    return {(source, str(pk)) for source, pk in parts[0].union(*parts[1:], all=True)}
