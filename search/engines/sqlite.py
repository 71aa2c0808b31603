"""SQLite's FTS5: Porter's stems, BM25."""

import sqlite3

from search.engines.base import MEANT, SAME, WEIGHTS, Question
from search.engines.database import DatabaseEngine, Sql, joined
from search.engines.storage import COLUMNS, STARTS_TABLE, WORDS_TABLE
from search.synonyms import Phrase
from search.text import CLOSE, OPEN
from search.understanding import Term

_BM25 = f"bm25({WORDS_TABLE}, {', '.join(str(WEIGHTS[name]) for name in COLUMNS)})"
_EXCERPT_WORDS = 32


def _quoted(phrase: Phrase) -> str:
    """As FTS5 reads a phrase; words are letters and digits only."""
    return '"' + " ".join(phrase) + '"'


def _any_of(phrases: list[Phrase]) -> str:
    return " OR ".join(_quoted(phrase) for phrase in phrases)


def _ways(term: Term) -> list[tuple[str, float]]:
    """How a term can be found, and what each way counts."""
    ways = [(_quoted(term.said), 1.0)]
    if len(term.said) > 1 and not term.is_exact:
        ways.append((" AND ".join(_quoted((word,)) for word in term.said), 0.6))
    if term.meant:
        ways.append((_any_of([(word,) for word in term.meant]), MEANT))
    if term.same:
        ways.append((_any_of(list(term.same)), SAME))
    return ways


class SqliteEngine(DatabaseEngine):
    """The embedded default."""

    def matched(self, question: Question) -> Sql:
        """Of each term its best way; the terms are added up, and the more of them an entry has, the better."""
        if not question.terms:
            return Sql("SELECT id, 1.0 AS score FROM search_entry")
        found = [
            Sql(
                # The limit keeps each part to itself: put into an outer statement, bm25() does not know its table.
                f"SELECT * FROM (SELECT rowid AS id, {number} AS term, -{_BM25} * {share} AS score FROM {WORDS_TABLE}"
                f" WHERE {WORDS_TABLE} MATCH %s LIMIT -1)",
                [words],
            )
            for number, term in enumerate(question.terms)
            for words, share in _ways(term)
        ]
        return (
            Sql("SELECT id, SUM(best) * COUNT(*) AS score FROM (SELECT id, term, MAX(score) AS best FROM (")
            + joined(" UNION ALL ", found)
            + Sql(") GROUP BY id, term) GROUP BY id HAVING COUNT(*) >= %s", [question.need])
        )

    def marks(self, question: Question, ids: list[int]) -> dict[int, dict[str, str]]:
        """Short fields whole, of the text the part that holds most of the words."""
        asked = " OR ".join(f"({words})" for term in question.terms for words, _share in _ways(term))
        pieces = []
        for number, name in enumerate(COLUMNS):
            if name == "text":
                pieces.append(f"snippet({WORDS_TABLE}, {number}, %s, %s, '…', {_EXCERPT_WORDS})")
            else:
                pieces.append(f"highlight({WORDS_TABLE}, {number}, %s, %s)")
        statement = Sql(
            f"SELECT rowid, {', '.join(pieces)} FROM {WORDS_TABLE} WHERE {WORDS_TABLE} MATCH %s"
            f" AND rowid IN ({', '.join(['%s'] * len(ids))})",
            [*[OPEN, CLOSE] * len(COLUMNS), asked, *ids],
        )
        return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in self._rows(statement)}

    def started(self, typed: list[str]) -> Sql:
        """Whole words, and the beginning of the last one."""
        asked = " AND ".join([*(_quoted((word,)) for word in typed[:-1]), f"{_quoted((typed[-1],))} *"])
        return Sql(
            f"SELECT rowid AS id, -bm25({STARTS_TABLE}, 3.0, 1.0) AS score FROM {STARTS_TABLE}"
            f" WHERE {STARTS_TABLE} MATCH %s LIMIT -1",
            [asked],
        )

    def about(self) -> str:
        """Name and version."""
        return f"SQLite {sqlite3.sqlite_version}"
