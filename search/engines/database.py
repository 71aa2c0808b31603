"""The portal's own database as the engine: the default, and what answers while a search engine is away.

The two databases differ in how words are matched and marked; who may find what, filters, distance, facets and order are
the same SQL. Every value is a parameter; what is written into a statement is written here.
"""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from search.engines.base import FACETS, MOST_VALUES, Answer, Hit, Question
from search.enums import Order

LIVE = "(SELECT id FROM search_generation WHERE is_live)"
MILES_NORTH = 69.0936
"""Miles in a degree of latitude."""
HALF_AS_GOOD = 10.0
"""At this many miles a hit counts half."""
_COSINE_FLOOR = 0.01


@dataclass
class Sql:
    """A piece of a statement with its values in their order."""

    text: str
    values: list[Any] = field(default_factory=list)

    def __add__(self, other: "Sql") -> "Sql":
        return Sql(f"{self.text} {other.text}", [*self.values, *other.values])


def joined(separator: str, parts: list[Sql]) -> Sql:
    """One piece of several."""
    return Sql(separator.join(part.text for part in parts), [value for part in parts for value in part.values])


def one_of(values: tuple[str, ...]) -> Sql:
    """(%s, %s, …)"""
    return Sql(f"({', '.join(['%s'] * len(values))})", list(values))


class DatabaseEngine(ABC):
    """What both databases share. A page costs three queries: hits, counts, marks."""

    name = "database"

    @abstractmethod
    def matched(self, question: Question) -> Sql:
        """A statement with the columns id and score: entries that hold enough of the words."""

    @abstractmethod
    def marks(self, question: Question, ids: list[int]) -> dict[int, dict[str, str]]:
        """Of these entries the texts with the found words marked."""

    @abstractmethod
    def started(self, typed: list[str]) -> Sql:
        """A statement with the columns id and score: entries whose title or topics have words that begin so."""

    @abstractmethod
    def about(self) -> str:
        """Name and version."""

    # -- Asking ------------------------------------------------------------------------------------------------------

    def find(self, question: Question) -> Answer:
        """A page of results, with what one would find beside it."""
        found = self._found(question)
        counts, total, open_count = self._counts(found, question)
        rows = self._page(found, question) if total else []
        marks = self.marks(question, [row[0] for row in rows]) if rows and question.terms else {}
        hits = [
            Hit(source, key, float(score), None if square is None else math.sqrt(max(square, 0)), marks.get(pk, {}))
            for pk, source, key, score, square in rows
        ]
        return Answer(hits, total, counts, open_count)

    def suggest(self, typed: list[str], question: Question) -> list[tuple[str, str]]:
        """The best first."""
        if not typed:
            return []
        allowed = self._allowed(question)
        statement = (
            Sql("SELECT e.source, e.key FROM (")
            + self.started(typed)
            + Sql(") AS m JOIN search_entry e ON e.id = m.id WHERE")
            + allowed
            + Sql("ORDER BY m.score * e.weight DESC, length(e.title), e.id LIMIT %s", [question.limit])
        )
        return [(source, key) for source, key in self._rows(statement)]

    # -- Pieces ------------------------------------------------------------------------------------------------------

    def _rows(self, statement: Sql) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement.text, statement.values)
            return list(cursor.fetchall())

    def _allowed(self, question: Question) -> Sql:
        """What this asker may find now."""
        tokens = one_of(question.tokens or ("",))
        return (
            Sql(
                f"e.generation_id = {LIVE} AND (e.shown_until IS NULL OR e.shown_until > %s)"
                " AND (e.is_public OR EXISTS (SELECT 1 FROM search_entrytoken t WHERE t.entry_id = e.id AND t.token IN",
                [self.instant(question)],
            )
            + tokens
            + Sql("))")
        )

    def instant(self, question: Question) -> Any:
        """The clock's instant, as the database compares it."""
        return connection.ops.adapt_datetimefield_value(question.at)

    def _square(self, question: Question) -> Sql:
        """The square of the miles to the nearest place of an entry; NULL for one that is nowhere."""
        near = question.near
        if near is None:
            return Sql("NULL")
        east = MILES_NORTH * max(math.cos(math.radians(near.latitude)), _COSINE_FLOOR)
        return Sql(
            "(SELECT MIN((p.latitude - %s) * (p.latitude - %s) * %s + (p.longitude - %s) * (p.longitude - %s) * %s)"
            " FROM search_entryplace p WHERE p.entry_id = e.id)",
            [near.latitude, near.latitude, MILES_NORTH**2, near.longitude, near.longitude, east**2],
        )

    def _chosen(self, name: str, question: Question) -> Sql:
        """1 for an entry that passes this filter."""
        values = question.chosen.get(name, ())
        if not values:
            return Sql("1")
        if name == "kind":
            return Sql("CASE WHEN e.kind IN") + one_of(values) + Sql("THEN 1 ELSE 0 END")
        return (
            Sql("CASE WHEN EXISTS (SELECT 1 FROM search_entryfacet f WHERE f.entry_id = e.id AND f.name = %s", [name])
            + Sql("AND f.value IN")
            + one_of(values)
            + Sql(") THEN 1 ELSE 0 END")
        )

    def _found(self, question: Question) -> Sql:
        """All that this asker may find, with a column for each filter: what the page and the counts are cut of."""
        filters = joined(", ", [self._chosen(name, question) + Sql(f"AS in_{name}") for name in FACETS])
        is_open = Sql("CASE WHEN e.open_until > %s THEN 1 ELSE 0 END AS is_open", [self.instant(question)])
        inner = (
            Sql("SELECT e.id, e.source, e.key, e.kind, e.weight, e.fresh_on, length(e.title) AS size,")
            + Sql("m.score AS words_score,")
            + self._square(question)
            + Sql("AS square,")
            + is_open
            + Sql(",")
            + filters
            + Sql("FROM search_entry e JOIN (")
            + self.matched(question)
            + Sql(") AS m ON m.id = e.id WHERE")
            + self._allowed(question)
        )
        miles = question.near.miles if question.near else None
        if miles is None:
            return inner
        return Sql("SELECT * FROM (") + inner + Sql(") AS within WHERE square <= %s", [miles**2])

    def _where(self, question: Question, without: str = "") -> str:
        wanted = [f"in_{name} = 1" for name in FACETS if name != without and question.chosen.get(name)]
        if question.is_open and without != "open":
            wanted.append("is_open = 1")
        return " AND ".join(wanted) or "1 = 1"

    def _page(self, found: Sql, question: Question) -> list[tuple[Any, ...]]:
        score = "words_score * weight"
        if question.near:
            score += f" * (CASE WHEN square IS NULL THEN 0.5 ELSE 1.0 / (1.0 + square / {HALF_AS_GOOD**2}) END)"
        orders = {
            Order.BEST.value: f"{score} DESC, is_open DESC, size",
            Order.NEAREST.value: f"square IS NULL, square, {score} DESC",
            Order.NEWEST.value: "fresh_on IS NULL, fresh_on DESC",
        }
        statement = (
            Sql(f"SELECT id, source, key, {score}, square FROM (")
            + found
            + Sql(f") AS found WHERE {self._where(question)} ORDER BY {orders[question.order]}, id")
            + Sql("LIMIT %s OFFSET %s", [question.limit, question.offset])
        )
        return self._rows(statement)

    def _counts(self, found: Sql, question: Question) -> tuple[dict[str, dict[str, int]], int, int]:
        """For each facet what one would find under the other filters; one statement."""
        parts = [
            f"SELECT 'total', '', COUNT(*) FROM found WHERE {self._where(question)}",
            f"SELECT 'open', '', COUNT(*) FROM found WHERE is_open = 1 AND {self._where(question, 'open')}",
            f"SELECT 'kind', kind, COUNT(*) FROM found WHERE {self._where(question, 'kind')} GROUP BY kind",
        ]
        for name in FACETS[1:]:
            parts.append(
                f"SELECT '{name}', f.value, COUNT(*) FROM found JOIN search_entryfacet f ON f.entry_id = found.id"
                f" AND f.name = '{name}' WHERE {self._where(question, name)} GROUP BY f.value"
            )
        statement = Sql("WITH found AS (") + found + Sql(") " + " UNION ALL ".join(parts))
        counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        single = {"total": 0, "open": 0}
        for name, value, count in self._rows(statement):
            if name in single:
                single[name] = count
            else:
                counts[name][value] = count
        most = {
            name: dict(sorted(values.items(), key=lambda row: (-row[1], row[0]))[:MOST_VALUES])
            for name, values in counts.items()
        }
        return most, single["total"], single["open"]
