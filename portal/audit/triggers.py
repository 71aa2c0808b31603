"""The database refuses to change or remove what must stay: update, delete and (on PostgreSQL) truncate."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections

_protected: list[str] = ["audit.AuditEvent"]
_conditions: dict[str, str] = {}


def protect(model_label: str, when: str = "") -> None:
    """Make the rows of a model append-only. Called at import time of the app's AppConfig.ready().

    `when`: a condition in SQL over OLD, for rows that are fixed only from some moment on ("OLD.locked_at IS NOT NULL").
    """
    if model_label not in _protected:
        _protected.append(model_label)
    if when:
        _conditions[model_label] = when


def tables() -> list[str]:
    """The protected tables."""
    return [apps.get_model(label)._meta.db_table for label in _protected]


def _condition(table: str) -> str:
    conditions = {apps.get_model(label)._meta.db_table: sql for label, sql in _conditions.items()}
    return f"WHEN ({conditions[table]}) " if table in conditions else ""


def _sqlite(table: str) -> list[str]:
    when = _condition(table)
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW {_condition(table)}EXECUTE FUNCTION portal_append_only()",
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only()",
    ]


def install_triggers(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers (back) on every protected table that exists."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for table in tables():
            if table in existing:
                for statement in make(table):
                    cursor.execute(statement)


def remove_triggers(using: str = "default") -> None:
    """Take the triggers off; only tests that flush tables or damage rows on purpose do this."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in tables():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Inside the block protected tables can be changed by SQL."""
    remove_triggers(using)
    try:
        yield
    finally:
        install_triggers(using)
