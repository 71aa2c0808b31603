"""PostgreSQL's full text with its English dictionary."""

from django.db import connection

from search.engines.base import MEANT, SAME, WEIGHTS, Question, with_dots
from search.engines.database import DatabaseEngine, Sql, joined
from search.engines.storage import COLUMNS
from search.synonyms import Phrase
from search.text import CLOSE, OPEN
from search.understanding import Term

_LETTERS = {"D": "text", "C": "byline", "B": "tags", "A": "title"}
_SCALE = max(WEIGHTS.values())
_WEIGHTS = "{" + ", ".join(str(WEIGHTS[name] / _SCALE) for name in _LETTERS.values()) + "}"


def _phrase(phrase: Phrase) -> Sql:
    return Sql("phraseto_tsquery('english', %s)", [" ".join(phrase)])


def _any_of(phrases: list[Phrase]) -> Sql:
    return Sql("(") + joined(" || ", [_phrase(phrase) for phrase in phrases]) + Sql(")")


def _ways(term: Term) -> list[tuple[Sql, float]]:
    """How a term can be found, and what each way counts; numbers and references have no stems."""
    whole = " ".join(term.said)
    ways = [(Sql("(phraseto_tsquery('english', %s) || phraseto_tsquery('simple', %s))", [whole, whole]), 1.0)]
    if len(term.said) > 1 and not term.is_exact:
        ways.append((Sql("plainto_tsquery('english', %s)", [whole]), 0.6))
    if term.meant:
        ways.append((_any_of([(word,) for word in term.meant]), MEANT))
    if term.same:
        ways.append((_any_of(list(term.same)), SAME))
    return ways


class PostgresEngine(DatabaseEngine):
    """The grown-up default."""

    def matched(self, question: Question) -> Sql:
        """Of each term its best way; the terms are added up, and the more of them an entry has, the better."""
        if not question.terms:
            return Sql("SELECT id, 1.0 AS score FROM search_entry")
        found = [
            Sql(f"SELECT id, {number} AS term, ts_rank(%s, words, q) * {share} AS score", [_WEIGHTS])
            + Sql("FROM search_entry, (SELECT")
            + query
            + Sql("AS q) AS asked WHERE words @@ q")
            for number, term in enumerate(question.terms)
            for query, share in _ways(term)
        ]
        return (
            Sql("SELECT id, SUM(best) * COUNT(*) AS score FROM (SELECT id, term, MAX(score) AS best FROM (")
            + joined(" UNION ALL ", found)
            + Sql(") AS a GROUP BY id, term) AS b GROUP BY id HAVING COUNT(*) >= %s", [question.need])
        )

    def marks(self, question: Question, ids: list[int]) -> dict[int, dict[str, str]]:
        """Short fields whole, of the text the part that holds most of the words."""
        asked = joined(" || ", [query for term in question.terms for query, _share in _ways(term)])
        marks = f"StartSel={OPEN}, StopSel={CLOSE}"
        pieces = joined(
            ", ",
            [
                Sql(
                    f"ts_headline('english', {name}, q, %s)",
                    [f"{marks}, MaxWords=36, MinWords=18" if name == "text" else f"{marks}, HighlightAll=true"],
                )
                for name in COLUMNS
            ],
        )
        statement = (
            Sql("SELECT id,")
            + pieces
            + Sql("FROM search_entry, (SELECT")
            + asked
            + Sql(f"AS q) AS asked WHERE id IN ({', '.join(['%s'] * len(ids))})", list(ids))
        )
        found = {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in self._rows(statement)}
        return {pk: marks | {"text": with_dots(marks["text"])} for pk, marks in found.items()}

    def started(self, typed: list[str]) -> Sql:
        """Whole words, and the beginning of the last one."""
        asked = " & ".join([*typed[:-1], f"{typed[-1]}:*"])
        return Sql(
            "SELECT id, ts_rank(starts, q) AS score FROM search_entry, to_tsquery('simple', %s) AS q WHERE starts @@ q",
            [asked],
        )

    def about(self) -> str:
        """Name and version."""
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
