"""What a factory wrote is put back row by row when another test asks the same of the same beginning.

A procurement in its evaluation takes seconds by the services and milliseconds by its rows. It is remembered only as
long as nothing but remembered factories wrote in the test, and where the test's transaction takes it back afterwards.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time
from functools import cache, wraps
from typing import Any, TypeVar

from django.db import connection, models

from portal.common.clock import now
from tests.characters import Cast

F = TypeVar("F", bound=Callable[..., Any])
Row = tuple[Any, ...]
Tables = dict[str, dict[Any, Row]]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLAC")


class _Test:
    """The test that runs now. `state`: the factories that wrote what is there; None once anything else has written."""

    state: str | None = None


Difference = tuple[dict[str, list[Row]], dict[str, list[tuple[Any, Row]]]]
_known: dict[str, tuple[Difference, Any]] = {}


@contextmanager
def watched() -> Iterator[None]:
    """Around each test: notice the first row that is written."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in WRITES:
            _Test.state = None
        return execute(sql, params, many, context)

    _Test.state = ""
    with connection.execute_wrapper(watch):
        yield


def play_all() -> None:
    """From here on this test has its factories played: it wants to hear what they announce."""
    _Test.state = None


def remembered(factory: F) -> F:
    """A factory whose first argument is the cast; see above for when it is played again and when it is put back."""

    @wraps(factory)
    def inner(cast: Cast, *args: Any, **fields: Any) -> Any:
        if _Test.state is None or not connection.in_atomic_block:
            return factory(cast, *args, **fields)
        asked = f"{_said(args)} {_said(fields)} {now().isoformat()}"
        if re.search(r" at 0x|<lambda>", asked):
            return factory(cast, *args, **fields)
        state = f"{_Test.state} > {factory.__module__}.{factory.__qualname__} {asked}"
        if state in _known:
            difference, answer = _known[state]
            _put_back(*difference)
            made = _again(answer)
        else:
            before = _tables()
            made = factory(cast, *args, **fields)
            found = _difference(before, _tables())
            if found is None:
                return made
            _known[state] = found, _noted(made)
        _Test.state = state
        return made

    return inner  # type: ignore[return-value]


def _said(value: Any) -> str:
    """The value in words that are the same for the same value."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_said(each)}" for key, each in sorted(value.items())) + "}"
    if isinstance(value, list | tuple):
        return "(" + ", ".join(_said(each) for each in value) + ")"
    if isinstance(value, models.Model):
        return f"{value._meta.label}#{value.pk}"
    return str(getattr(value, "__qualname__", None) or repr(value))


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


@cache
def _columns() -> dict[str, tuple[str, list[str]]]:
    """Each table's primary key and columns."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [row.name for row in connection.introspection.get_table_description(cursor, table)]
            key = connection.introspection.get_primary_key_column(cursor, table)
            if key:
                found[table] = key, columns
    return found


def _tables() -> Tables:
    """Every row of every table by its key."""
    tables: Tables = {}
    with connection.cursor() as cursor:
        for table, (key, columns) in _columns().items():
            if _is_postgres():
                cursor.execute(f'SELECT "{key}"::text, row_to_json(t)::text FROM "{table}" t')
                tables[table] = {row[0]: (row[1],) for row in cursor.fetchall()}
            else:
                cursor.execute(f'SELECT "{key}", {_list(columns)} FROM "{table}"')
                tables[table] = {row[0]: tuple(map(_storable, row[1:])) for row in cursor.fetchall()}
    return tables


def _storable(value: Any) -> Any:
    """SQLite reads a time of day and does not take one back."""
    return value.isoformat() if isinstance(value, time) else value


def _list(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _difference(tables: Tables, after: Tables) -> Difference | None:
    """Rows that came, and rows that are different; None when a row is gone."""
    added, changed = {}, {}
    for table, rows in after.items():
        before = tables[table]
        if before.keys() - rows.keys():
            return None
        if new := [row for key, row in rows.items() if key not in before]:
            added[table] = new
        if other := [(key, row) for key, row in rows.items() if key in before and before[key] != row]:
            changed[table] = other
    return added, changed


def _put_back(added: dict[str, list[Row]], changed: dict[str, list[tuple[Any, Row]]]) -> None:
    with connection.cursor() as cursor:
        for table, rows in added.items():
            _key, columns = _columns()[table]
            if _is_postgres():
                whole = "[" + ",".join(row[0] for row in rows) + "]"
                cursor.execute(
                    f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", %s::json)', [whole]
                )
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({_list(columns)}) VALUES ({marks})', rows)
        for table, pairs in changed.items():
            key, columns = _columns()[table]
            for value, row in pairs:
                _change(cursor, table, key, columns, value, row)


def _change(cursor: Any, table: str, key: str, columns: list[str], value: Any, row: Row) -> None:
    others = [name for name in columns if name != key]
    if _is_postgres():
        sql = f'UPDATE "{table}" t SET ' + ", ".join(f'"{name}" = n."{name}"' for name in others)
        sql += f' FROM json_populate_record(NULL::"{table}", %s::json) n WHERE t."{key}"::text = %s'
        cursor.execute(sql, [row[0], value])
    else:
        sql = f'UPDATE "{table}" SET ' + ", ".join(f'"{name}" = %s' for name in others) + f' WHERE "{key}" = %s'
        cursor.execute(sql, [each for name, each in zip(columns, row, strict=True) if name != key] + [value])


def _noted(made: Any) -> Any:
    if isinstance(made, models.Model):
        return type(made), made.pk
    if isinstance(made, tuple):
        return [_noted(each) for each in made]
    return json.loads(json.dumps(made))


def _again(noted: Any) -> Any:
    if isinstance(noted, tuple):
        model, key = noted
        return model._default_manager.get(pk=key)
    return tuple(_again(each) for each in noted) if isinstance(noted, list) else noted
