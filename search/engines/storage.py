"""The full text beside the projection's table: kept by the database itself, whoever writes a row.

SQLite: two FTS5 tables and the triggers that fill them. PostgreSQL: two generated columns with their indexes. Put
(back) after each migrate, since SQLite drops triggers when it makes a table anew.
"""

from typing import Any

from django.db import connections

TABLE = "search_entry"
COLUMNS = ("title", "tags", "byline", "ref", "text")
_NAMES = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)
_ENGLISH = "to_tsvector('english', %s)"
_REF = "to_tsvector('simple', replace(ref, '-', ' '))"
"""PostgreSQL takes PR-2026-0042 for a word and two numbers below zero."""
WORDS_TABLE, STARTS_TABLE = "search_words_fts", "search_starts_fts"


def _sqlite() -> list[str]:
    words = f"INSERT INTO {WORDS_TABLE} (rowid, {_NAMES}) VALUES (new.id, {_NEW});"
    starts = f"INSERT INTO {STARTS_TABLE} (rowid, title, tags) VALUES (new.id, new.title, new.tags);"
    no_words = f"INSERT INTO {WORDS_TABLE} ({WORDS_TABLE}, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"
    no_starts = (
        f"INSERT INTO {STARTS_TABLE} ({STARTS_TABLE}, rowid, title, tags)"
        " VALUES ('delete', old.id, old.title, old.tags);"
    )
    external = f"content='{TABLE}', content_rowid='id'"
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS_TABLE} USING fts5({_NAMES}, {external},"
        " tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {STARTS_TABLE} USING fts5(title, tags, {external},"
        " tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_words_in AFTER INSERT ON {TABLE} BEGIN {words} {starts} END",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_words_out AFTER DELETE ON {TABLE} BEGIN {no_words} {no_starts} END",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_words_anew AFTER UPDATE OF {_NAMES} ON {TABLE}"
        f" BEGIN {no_words} {no_starts} {words} {starts} END",
    ]


def _postgresql() -> list[str]:
    weights = {"title": "A", "ref": "A", "tags": "B", "byline": "C", "text": "D"}
    parts = " || ".join(
        f"setweight({_REF if name == 'ref' else _ENGLISH % name}, '{weight}')" for name, weight in weights.items()
    )
    starts = "to_tsvector('simple', title || ' ' || tags)"
    return [
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS ({parts}) STORED",
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS starts tsvector GENERATED ALWAYS AS ({starts}) STORED",
        f"CREATE INDEX IF NOT EXISTS {TABLE}_words ON {TABLE} USING gin (words)",
        f"CREATE INDEX IF NOT EXISTS {TABLE}_starts ON {TABLE} USING gin (starts)",
    ]


def install(using: str = "default", **kwargs: Any) -> None:
    """After each migrate: the full text of a table that exists."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _postgresql():
                cursor.execute(statement)
            return
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{TABLE}_words%"]
        )
        was_whole = cursor.fetchone()[0] == 3
        for statement in _sqlite():
            cursor.execute(statement)
        if not was_whole:
            for table in (WORDS_TABLE, STARTS_TABLE):
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
