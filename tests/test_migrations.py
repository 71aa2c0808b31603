"""The migrations, run from zero, give what the models say: what is tested is what an installation has.

The suite builds its tables from the models (`--nomigrations`). Here `migrate` runs for real on a database of its own,
and its tables, columns, constraints, indexes and triggers are compared with those of the suite.
"""

import importlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.db import connection

from portal.audit.triggers import tables as append_only_tables

ROOT = Path(__file__).resolve().parents[1]
Ask = Callable[[str], list[tuple[Any, ...]]]
Schema = dict[str, set[Any]]
"""What there is of each kind."""


def our_tables() -> set[str]:
    """The tables of the portal's own models, those of many-to-many links too."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model.__module__.startswith("portal.")}


def migrate(url: str, folder: Path) -> None:
    """`manage.py migrate` in a process of its own."""
    env = os.environ | {"DATABASE_URL": url, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr


# -- SQLite ------------------------------------------------------------------------------------------------------------


def _checks(sql: str) -> Iterator[str]:
    """Every CHECK of a table's definition, with its condition."""
    for found in re.finditer(r'(?:CONSTRAINT "(\w+)" )?CHECK \(', sql):
        depth, at = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        yield f"{found[1] or ''} {sql[found.end() : at - 1]}"


def sqlite_schema(ask: Ask, tables: set[str]) -> Schema:
    """Compared without the order of columns, which a later migration cannot change."""
    known = {
        name: (kind, table, sql or "")
        for kind, name, table, sql in ask("SELECT type, name, tbl_name, sql FROM sqlite_master")
    }
    schema: Schema = {"table": tables & known.keys()}
    schema["column"] = {
        (table, name, kind, is_required, key)
        for table in tables
        for _place, name, kind, is_required, _default, key, _hidden in ask(f'PRAGMA table_xinfo("{table}")')
    }
    schema["foreign key"] = {
        (table, row[3], row[2], row[4]) for table in tables for row in ask(f'PRAGMA foreign_key_list("{table}")')
    }
    schema["check"] = {(table, check) for table in tables for check in _checks(known.get(table, ("", "", ""))[2])}
    schema["unique"] = {
        (table, tuple(row[2] for row in ask(f'PRAGMA index_info("{name}")')))
        for table in tables
        for _place, name, _is_unique, origin, _is_partial in ask(f'PRAGMA index_list("{table}")')
        if origin == "u"
    }
    for kind in ("index", "trigger"):
        schema[kind] = {
            (name, sql) for name, (of, table, sql) in known.items() if of == kind and table in tables and sql
        }
    return schema


# -- PostgreSQL --------------------------------------------------------------------------------------------------------

COLUMNS = (
    "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,"
    " is_nullable, is_identity, column_default FROM information_schema.columns WHERE table_schema = 'public'"
)
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, CASE contype WHEN 'f' THEN '' ELSE conname END, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
)
INDEXES = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
TRIGGERS = "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"


def postgres_schema(ask: Ask, tables: set[str]) -> Schema:
    """By the definitions that the server itself gives."""
    kinds = {"column": COLUMNS, "constraint": CONSTRAINTS, "index": INDEXES, "trigger": TRIGGERS}
    schema: Schema = {kind: {row for row in ask(sql) if row[0] in tables} for kind, sql in kinds.items()}
    schema["table"] = {row[0] for row in schema["column"]}
    return schema


@contextmanager
def _migrated_postgres(folder: Path) -> Iterator[Ask]:
    import psycopg

    name = f"migrated_{os.getpid()}"
    parts = urlsplit(os.environ["DATABASE_URL"])
    server, own = (urlunsplit(parts._replace(path=f"/{each}")) for each in ("postgres", name))
    with closing(psycopg.connect(server, autocommit=True)) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            migrate(own, folder)
            with closing(psycopg.connect(own)) as opened:
                yield lambda sql: list(opened.execute(sql).fetchall())
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that `migrate` made."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(f"sqlite:///{folder / 'migrated.sqlite3'}", folder)
    return folder / "migrated.sqlite3"


def _ask_here(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL")
@pytest.mark.django_db
def test_on_postgresql_migrations_give_what_the_models_say(tmp_path: Path) -> None:
    tables = our_tables()
    with _migrated_postgres(tmp_path) as ask:
        _compare(postgres_schema(_ask_here, tables), postgres_schema(ask, tables), tables)
        assert ask("SELECT count(*) FROM cms_homepage") == [(1,)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="for SQLite; PostgreSQL has its own")
@pytest.mark.django_db
def test_on_sqlite_migrations_give_what_the_models_say(migrated_sqlite: Path) -> None:
    tables = our_tables()
    with closing(sqlite3.connect(migrated_sqlite)) as opened:
        ask: Ask = lambda sql: list(opened.execute(sql).fetchall())  # noqa: E731
        _compare(sqlite_schema(_ask_here, tables), sqlite_schema(ask, tables), tables)
        assert ask("SELECT count(*) FROM cms_homepage") == [(1,)]


def replaced() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Our migrations that stand for older ones, with the names of those."""
    found = {}
    for path in sorted(ROOT.glob("*/*/migrations/[0-9]*.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        found[path.parts[-3], path.stem] = module.Migration.replaces
    return {key: names for key, names in found.items() if names}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="for SQLite; what is written down is the same")
def test_a_database_made_by_the_migrations_that_were_replaced_goes_on(migrated_sqlite: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(migrated_sqlite, tmp_path))
    ours = replaced()
    assert len(ours) >= 7
    with closing(sqlite3.connect(path)) as opened, opened:
        for key, names in ours.items():
            assert opened.execute("DELETE FROM django_migrations WHERE app = ? AND name = ?", key).rowcount == 1
            opened.executemany("DELETE FROM django_migrations WHERE app = ? AND name = ?", names)
            opened.executemany("INSERT INTO django_migrations VALUES (NULL, ?, ?, '2026-11-24')", names)
    migrate(f"sqlite:///{path}", tmp_path)
    with closing(sqlite3.connect(path)) as opened:
        known = set(opened.execute("SELECT app, name FROM django_migrations"))
    assert ours.keys() <= known


def _compare(models: Schema, migrated: Schema, tables: set[str]) -> None:
    assert migrated["table"] == tables
    for kind, wanted in models.items():
        assert {f"only in the models: {each}" for each in wanted - migrated[kind]} == set(), kind
        assert {f"only in the migrations: {each}" for each in migrated[kind] - wanted} == set(), kind
    guarded = {each[1].split(" ON ")[1].split()[0].strip('"').removeprefix("public.") for each in migrated["trigger"]}
    assert guarded == set(append_only_tables())


# -- That it would be noticed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("ALTER TABLE one ADD COLUMN extra integer", "column"),
        ("CREATE INDEX one_sum ON one (pence)", "index"),
        ("DROP TRIGGER one_no_delete", "trigger"),
        ("ALTER TABLE one RENAME TO one_old; CREATE TABLE one (id integer PRIMARY KEY, pence integer)", "check"),
    ],
)
def test_a_difference_is_noticed(statement: str, kind: str) -> None:
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.executescript(
            'CREATE TABLE one (id integer PRIMARY KEY, pence integer, CONSTRAINT "above" CHECK ("pence" >= (0 + 0)));'
            "CREATE TRIGGER one_no_delete BEFORE DELETE ON one BEGIN SELECT RAISE(ABORT, 'append-only'); END;"
        )
        ask: Ask = lambda sql: list(opened.execute(sql).fetchall())  # noqa: E731
        before = sqlite_schema(ask, {"one"})
        assert before["check"] == {("one", 'above "pence" >= (0 + 0)')}
        opened.executescript(statement)
        assert sqlite_schema(ask, {"one"})[kind] != before[kind]
