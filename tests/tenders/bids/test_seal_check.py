"""`seal_check` holds on untouched rows, and finds every altered and every removed one, the newest included."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from itertools import count
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from portal.audit.triggers import lifted
from portal.common import clock
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
from portal.tenders.selectors.seal_check import seal_problems
from portal.tenders.services.bid_answers import bid_answer_save
from portal.tenders.services.bid_files import bid_file_add
from portal.tenders.services.bid_submission import bid_withdraw
from tests.characters import Cast
from tests.tenders.factories import published
from tests.tenders.factories_bids import alliance_bid, draft_bid, filled_bid, sign_all, submitted_bid

GUARDED: tuple[type[models.Model], ...] = (
    Bid,
    BidMember,
    BidVersion,
    SealedPart,
    SealedFile,
    BidSignature,
    BidReceipt,
    ProcurementKey,
)


class _Undo(Exception):
    pass


@pytest.fixture
def sealed(cast: Cast) -> Bid:
    """One bid sent and then changed, with a file; one of an alliance; one withdrawn; one draft."""
    tender = published(cast, lots=2)
    bid = filled_bid(cast, tender, "meridian")
    bid_file_add(actor=cast.rival, bid=bid, name="plan.pdf", content=b"%PDF-1.7 a plan")
    sign_all(cast, bid)
    bid_answer_save(actor=cast.rival, bid=bid, number=1, text="Changed after the signature.")
    sign_all(cast, bid)
    alliance_bid(cast, tender)
    gone = submitted_bid(cast, tender, "garden")
    bid_withdraw(actor=cast.micro, bid=gone)
    draft_bid(cast, tender, "meridian", lot=tender.lots.get(number=2))
    return bid


def test_holds_and_counts(sealed: Bid) -> None:
    out = StringIO()
    call_command("seal_check", stdout=out)
    assert "The seal holds. bids: 4" in out.getvalue()
    assert "files: 1" in out.getvalue()


def test_holds_when_the_clock_ticks_while_signatures_are_voided(
    cast: Cast, sealed: Bid, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and record say the same instant, however many signatures an edit takes away."""
    start, ticks = clock.now(), count(1)
    monkeypatch.setattr("portal.tenders.services.bid_versions.now", lambda: start + timedelta(milliseconds=next(ticks)))
    bid_answer_save(actor=cast.rival, bid=sealed, number=1, text="Changed once more.")
    assert sealed.versions.filter(signatures__voided_at__gt=start).exists()
    assert list(seal_problems()) == []


def test_holds_after_the_deadline_for_the_procurement_too(sealed: Bid) -> None:
    assert sealed.procurement.deadline_at is not None
    with clock.at(sealed.procurement.deadline_at + (sealed.procurement.deadline_at - clock.now())):
        assert list(seal_problems()) == []


def _found_after(damage: Callable[[Any], None]) -> list[str]:
    """The problems that the check names after the damage, which is then undone."""
    found: list[str] = []
    try:
        with lifted(), transaction.atomic(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
            damage(cursor)
            found = list(seal_problems())
            raise _Undo
    except _Undo:
        pass
    return found


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_finds_a_removed_row_the_oldest_and_the_newest(model: type[models.Model], sealed: Bid) -> None:
    table = model._meta.db_table
    for edge in ("min", "max"):
        sql = f"DELETE FROM {table} WHERE id = (SELECT {edge}(id) FROM {table})"  # noqa: S608
        assert _found_after(lambda cursor, sql=sql: cursor.execute(sql)), f"{table}, {edge}"
    assert list(seal_problems()) == []


def _other_value(field: models.Field[Any, Any], old: Any) -> Any:
    if isinstance(field, models.BinaryField):
        return bytes(old[:-1]) + bytes([old[-1] ^ 1])
    if isinstance(field, models.BooleanField):
        return not old
    if isinstance(field, models.DateTimeField):
        return "2026-01-01 00:00:00"
    if isinstance(field, models.ForeignKey | models.PositiveSmallIntegerField):
        return (old or 0) + 90_001 if isinstance(field, models.ForeignKey) else old + 7
    if field.choices:
        return next(value for value, _label in field.choices if value != old)
    return f"{old[:-1]}{'1' if old.endswith('0') else '0'}" if old else "x"


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_finds_every_altered_column_of_the_newest_row(model: type[models.Model], sealed: Bid) -> None:
    row = model._default_manager.order_by("-pk")[0]
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        value = _other_value(field, getattr(row, field.attname))
        sql = f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s"  # noqa: S608
        assert _found_after(lambda cursor, sql=sql, value=value: cursor.execute(sql, [value, row.pk])), field.name


def test_finds_parts_that_changed_places(sealed: Bid) -> None:
    one, two = sealed.versions.order_by("-number")[0].parts.filter(kind="answer").order_by("slot")[:2]
    table = SealedPart._meta.db_table

    def swap(cursor: Any) -> None:
        for slot, pk in (("swap", one.pk), (one.slot, two.pk), (two.slot, one.pk)):
            cursor.execute(f"UPDATE {table} SET slot = %s WHERE id = %s", [slot, pk])  # noqa: S608

    assert _found_after(swap)


def test_finds_a_row_that_the_portal_did_not_write(sealed: Bid) -> None:
    sent = BidReceipt.objects.first()
    assert sent is not None

    def add(cursor: Any) -> None:
        sent.pk, sent.number = None, sent.number + 1
        sent.save(force_insert=True)

    assert _found_after(add)


def test_exits_with_one_and_prints_no_content(sealed: Bid) -> None:
    errors = StringIO()
    with lifted(), transaction.atomic():
        SealedPart.objects.filter(version__bid=sealed, slot="answer-1").update(nonce=bytes(12))
        with pytest.raises(CommandError, match="The seal is broken in"):
            call_command("seal_check", stderr=errors)
    assert sealed.ref in errors.getvalue()
    assert "Changed after" not in errors.getvalue()
