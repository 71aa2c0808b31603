"""Each damage to a ledger is found: every kind of row, altered, removed, added, swapped, the newest included."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.audit.triggers import lifted
from portal.budgets.models import JournalEntry, JournalLine, LedgerAccount, PooledFund
from portal.budgets.selectors.ledger import verify_all
from tests.budgets.factories import fund, scheme
from tests.characters import Cast


@pytest.fixture
def pot(cast: Cast) -> PooledFund:
    made = fund(cast)
    scheme(cast, made)
    return made


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [str(v.hex) if hasattr(v, "hex") and connection.vendor == "sqlite" else v for v in values]
        )


def last_entry() -> JournalEntry:
    return JournalEntry.objects.order_by("-sequence")[0]


def first_line() -> JournalLine:
    return JournalLine.objects.filter(entry__sequence=1).order_by("position")[0]


def alter_amounts() -> None:
    sql("UPDATE budgets_journalline SET amount_pence = amount_pence * 2 WHERE entry_id = %s", last_entry().pk)


def alter_description() -> None:
    sql("UPDATE budgets_journalentry SET description = 'other' WHERE sequence = 1")


def alter_who() -> None:
    sql("UPDATE budgets_journalentry SET approved_by_id = prepared_by_id WHERE sequence = 1")


def remove_newest() -> None:
    entry = last_entry()
    sql("DELETE FROM budgets_journalline WHERE entry_id = %s", entry.pk)
    sql("DELETE FROM budgets_journalentry WHERE id = %s", entry.pk)


def remove_first() -> None:
    entry = JournalEntry.objects.get(sequence=1)
    sql("DELETE FROM budgets_journalline WHERE entry_id = %s", entry.pk)
    sql("DELETE FROM budgets_journalentry WHERE id = %s", entry.pk)


def remove_line() -> None:
    sql("DELETE FROM budgets_journalline WHERE id = %s", first_line().pk)


def remove_newest_line() -> None:
    line = last_entry().lines.order_by("-position")[0]
    sql("DELETE FROM budgets_journalline WHERE id = %s", line.pk)


def swap_entries() -> None:
    sql("UPDATE budgets_journalentry SET sequence = 99 WHERE sequence = 1")
    sql("UPDATE budgets_journalentry SET sequence = 1 WHERE sequence = 2")
    sql("UPDATE budgets_journalentry SET sequence = 2 WHERE sequence = 99")


def swap_lines() -> None:
    entry = JournalEntry.objects.get(sequence=1)
    sql("UPDATE budgets_journalline SET position = 99 WHERE entry_id = %s AND position = 1", entry.pk)
    sql("UPDATE budgets_journalline SET position = 1 WHERE entry_id = %s AND position = 2", entry.pk)
    sql("UPDATE budgets_journalline SET position = 2 WHERE entry_id = %s AND position = 99", entry.pk)


def move_line_to_other_account() -> None:
    other = LedgerAccount.objects.exclude(pk=first_line().account_id).order_by("pk")[0]
    sql("UPDATE budgets_journalline SET account_id = %s WHERE id = %s", other.pk, first_line().pk)


def rename_account() -> None:
    sql("UPDATE budgets_ledgeraccount SET kind = 'settled' WHERE id = %s", first_line().account_id)


def alter_head() -> None:
    sql("UPDATE budgets_ledgerhead SET sequence = 0, hash = ''")


def remove_head() -> None:
    sql("DELETE FROM budgets_ledgerhead")


def remove_all() -> None:
    for table in ("journalline", "journalentry", "ledgerhead"):
        sql(f"DELETE FROM budgets_{table}")  # noqa: S608 - the names stand one line above


def forget_contribution() -> None:
    sql("UPDATE budgets_contribution SET agreed_pence = agreed_pence + 1 WHERE number = 1")


def unapprove_contribution() -> None:
    sql("UPDATE budgets_contribution SET state = 'agreed' WHERE number = 1")


DAMAGES = [
    alter_amounts, alter_description, alter_who, remove_newest, remove_first, remove_line, remove_newest_line,
    swap_entries, swap_lines, move_line_to_other_account, rename_account, alter_head, remove_head, remove_all,
    forget_contribution, unapprove_contribution,
]  # fmt: skip


def test_a_whole_ledger_passes_with_a_count(pot: PooledFund) -> None:
    out = StringIO()
    call_command("ledger_check", stdout=out)
    assert out.getvalue().startswith("5 entries verified")


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_damage_is_found(pot: PooledFund, damage: Callable[[], None]) -> None:
    with lifted():
        damage()
    err = StringIO()
    with pytest.raises(CommandError, match="broken in"):
        call_command("ledger_check", stderr=err)
    assert pot.ref in err.getvalue()


def test_a_line_on_an_account_that_is_gone_is_said_and_stops_no_other_check(pot: PooledFund) -> None:
    with lifted(), transaction.atomic():
        sql("UPDATE budgets_journalline SET account_id = 90001 WHERE id = %s", first_line().pk)
        found = list(verify_all())
        transaction.set_rollback(True)
    assert [line for line in found if line.startswith(f"{pot.ref}: a row that the ledger stands on is gone")]


@pytest.mark.parametrize("table", ["journalentry", "journalline", "ledgeraccount"])
def test_the_database_refuses_to_change_or_remove(pot: PooledFund, table: str) -> None:
    for statement in (f"DELETE FROM budgets_{table}", f"UPDATE budgets_{table} SET id = id"):  # noqa: S608
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(statement)
    assert list(verify_all()) == []


def test_two_funds_do_not_mix(cast: Cast, pot: PooledFund) -> None:
    other = fund(cast, name="Other pot")
    assert list(verify_all()) == []
    account = LedgerAccount.objects.filter(fund=other).order_by("pk")[0]
    with lifted():
        sql("UPDATE budgets_journalline SET account_id = %s WHERE id = %s", account.pk, first_line().pk)
    assert any("another fund" in problem for problem in verify_all())
