"""Damages a copy of a database by raw SQL, one row at a time, and says which damage each check finds.

Run as `python -m tests.journeys.damage` with DATABASE_URL naming an SQLite file that nobody else uses. Each damage is
undone before the next. Prints one JSON line for each: check, what was done, whether the check failed.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

Damage = tuple[str, str, list[tuple[str, list[Any]]]]


def _quoted(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    if isinstance(value, int | float):
        return value + 90_001
    return f"{value}x"


def _changed(field: Any, value: Any) -> Any:
    kind = field.get_internal_type()
    if kind == "JSONField":
        return '{"other": true}'
    if kind == "DateTimeField":
        return "2020-02-02 02:02:02"
    if kind == "DateField":
        return "2020-02-02"
    if kind == "BooleanField":
        return 1 - int(value or 0)
    if field.choices:
        return next(choice for choice, _label in field.choices if choice != value)
    if value is None:
        return 9_001 if "Integer" in kind or field.is_relation else "x"
    return value + 90_001 if field.is_relation and isinstance(value, int) else _quoted(value)


def _rows(cursor: Any, table: str, order: str) -> list[dict[str, Any]]:
    cursor.execute(f'SELECT * FROM "{table}" ORDER BY {order}')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _edges(rows: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The oldest, one from the middle, the newest."""
    chosen = {0: "oldest", len(rows) // 2: "middle", len(rows) - 1: "newest"} if rows else {}
    for place, name in chosen.items():
        yield name, rows[place]


def _of_table(cursor: Any, check: str, model: Any, order: str = "id", skip: tuple[str, ...] = ()) -> Iterator[Damage]:
    """Each row of the chosen ones removed, and each of its columns altered."""
    table = model._meta.db_table
    for place, row in _edges(_rows(cursor, table, order)):
        yield check, f"{table}: {place} removed", [(f'DELETE FROM "{table}" WHERE id = %s', [row["id"]])]
        for field in model._meta.concrete_fields:
            if field.primary_key or field.column in skip:
                continue
            values = [_changed(field, row[field.column]), row["id"]]
            sql = f'UPDATE "{table}" SET "{field.column}" = %s WHERE id = %s'
            yield check, f"{table}: {field.column} of the {place} altered", [(sql, values)]


def _swapped(cursor: Any, check: str, model: Any, within: str, number: str) -> Iterator[Damage]:
    """Two rows of one chain change places: the first two, and the last two."""
    table = model._meta.db_table
    rows = _rows(cursor, table, f'"{within}", "{number}"')
    longest = max({row[within] for row in rows}, key=lambda key: sum(row[within] == key for row in rows))
    chain = [row for row in rows if row[within] == longest]
    for name, (one, two) in {"first": chain[:2], "last": chain[-2:]}.items():
        sql = f'UPDATE "{table}" SET "{number}" = %s WHERE id = %s'
        moves = [(sql, [99_999, one["id"]]), (sql, [one[number], two["id"]]), (sql, [two[number], one["id"]])]
        yield check, f"{table}: the {name} two changed places", moves


def _of_grants(cursor: Any) -> Iterator[Damage]:
    """Each kind of right: one taken away, one given to somebody else, one widened, one invented."""
    from portal.common.grants import _derivations, _sides

    check = "grants_check"
    for derivation in _derivations:
        for model, holder, _is_mine in _sides(derivation.model):
            table = model._meta.db_table
            for place, row in _edges(_rows(cursor, table, "id")):
                where = [row["id"]]
                yield check, f"{table}: {place} removed", [(f'DELETE FROM "{table}" WHERE id = %s', where)]
                sql = f'UPDATE "{table}" SET "{holder}" = %s WHERE id = %s'
                cursor.execute(f'SELECT MAX("{holder}") + 1 FROM "{table}"')
                yield check, f"{table}: {place} given to another", [(sql, [cursor.fetchone()[0], *where])]
                others = [name for name in row if name not in ("id", holder)]
                names = ", ".join(f'"{name}"' for name in others)
                added = f'INSERT INTO "{table}" ("{holder}", {names}) SELECT 1, {names} FROM "{table}" WHERE id = %s'
                yield check, f"{table}: one invented beside the {place}", [(added, where)]


def damages(cursor: Any) -> Iterator[Damage]:
    """All of them."""
    from portal.audit.models import AuditEvent, AuditHead
    from portal.budgets.models import JournalEntry, JournalLine, LedgerAccount, LedgerHead
    from portal.tenders.models import (
        Bid,
        BidMember,
        BidReceipt,
        BidSignature,
        BidVersion,
        ProcurementKey,
        SealedFile,
        SealedPart,
    )

    yield from _of_table(cursor, "audit_verify", AuditEvent, "at, sequence")
    yield from _of_table(cursor, "audit_verify", AuditHead)
    yield from _swapped(cursor, "audit_verify", AuditEvent, "subject", "sequence")
    yield from _of_table(cursor, "ledger_check", JournalEntry, "fund_id, sequence")
    yield from _of_table(cursor, "ledger_check", JournalLine)
    yield from _of_table(cursor, "ledger_check", LedgerAccount)
    yield from _of_table(cursor, "ledger_check", LedgerHead)
    yield from _swapped(cursor, "ledger_check", JournalEntry, "fund_id", "sequence")
    for model in (Bid, BidMember, BidVersion, SealedPart, SealedFile, BidSignature, BidReceipt, ProcurementKey):
        yield from _of_table(cursor, "seal_check", model)
    yield from _of_grants(cursor)


def _is_found(check: str) -> bool:
    from django.core.management import CommandError, call_command

    try:
        call_command(check, stdout=io.StringIO(), stderr=io.StringIO())
    except CommandError:
        return True
    return False


def main() -> None:
    """Every damage, found or not."""
    import django

    django.setup()
    from django.db import IntegrityError, connection, transaction

    from portal.audit.triggers import remove_triggers

    remove_triggers()
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    for check, done, statements in list(damages(cursor)):
        try:
            with transaction.atomic():
                for sql, values in statements:
                    cursor.execute(sql, values)
                found = _is_found(check)
                transaction.set_rollback(True)
        except IntegrityError:  # the database itself allows no second row like that
            continue
        sys.stdout.write(json.dumps([check, done, found]) + "\n")


if __name__ == "__main__":
    main()
