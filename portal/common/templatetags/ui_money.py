"""Money and time as pictures: each £100, what was earned, the pay-out curve, sums, ledger, the days of a standstill."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zlib import crc32

from django.utils.translation import gettext as _

from portal.common.templatetags.registry import library, shaped
from portal.common.templatetags.ui_charts import tenth
from portal.common.templatetags.ui_text import pounds, to_the_penny

Number = int | Decimal | Fraction
# The drawing of the pay-out curve: where its axes lie.
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 470, 50, 250
_LETTER, _WORD_GAP, _ROW = 11, 8, 50  # how wide a letter is on a phone, what keeps two words apart, how high a label is


@library.inclusion_tag("components/coins.html")
def coins(label: str, rows: Iterable[Any], said: str = "", note: str = "") -> dict[str, Any]:
    """Each £100 as a hundred coins. Rows: (name, paid, promised, open, small, href), whole pounds that make 100."""
    items = shaped(rows, "name", "paid", "promised", "open", "small", "href")
    for item in items:
        states = [kind for kind in ("paid", "promised", "open") for _coin in range(item[kind])]
        item["pounds"] = len(states)
        item["tens"] = [_ten(states[start : start + 10]) for start in range(0, len(states), 10)]
    sums = {kind: sum(item[kind] for item in items) for kind in ("paid", "promised", "open")}
    return {"label": label, "rows": items, "said": said, "note": note, "total": sum(sums.values()), **sums}


def _ten(states: Sequence[str]) -> dict[str, Any]:
    return {
        "width": len(states) * 10,
        "coins": [{"x": place * 10 + 5, "kind": kind} for place, kind in enumerate(states)],
    }


@library.inclusion_tag("components/split.html")
def split(title: str, rows: Iterable[Any]) -> dict[str, Any]:
    """One bar of parts that differ in texture. Rows: (label, value, shown, kind, small); kind full, stripe or none."""
    items = shaped(rows, "label", "value", "shown", "kind", "small")
    total = sum(Fraction(item["value"]) for item in items)
    left = Fraction(0)
    for item in items:
        width = Fraction(item["value"]) / total * 100 if total else Fraction(0)
        item |= {"left": tenth(left), "width": tenth(width)}
        left += width
    return {"title": title, "rows": items, "id": f"split-{crc32(title.encode()):08x}"}


@library.inclusion_tag("components/curve.html")
def curve(
    title: str,
    points: Sequence[tuple[Number, int]],
    found: Number,
    earned_pence: int,
    marks: Iterable[Any] = (),
    unit: str = "%",
    note: str = "",
) -> dict[str, Any]:
    """How a payment grows with a result, and where this result lies.

    Points: (result, pence), rising. Marks: (result, word), such as (40, "start"). The sum is said beside it in text.
    """
    placed = shaped(marks, "value", "word")
    across = [Fraction(value) for value, _pence in points] + [Fraction(mark["value"]) for mark in placed]
    across.append(Fraction(found))
    low, high = min(across), max(across)
    most = max(pence for _value, pence in points)
    room = (high - low) / 8 or Fraction(1)
    low, high = low - room, high + room

    def x(value: Number) -> Fraction:
        return _LEFT + (Fraction(value) - low) / (high - low) * (_RIGHT - _LEFT)

    def y(pence: int) -> Fraction:
        return _BOTTOM - Fraction(pence, most or 1) * (_BOTTOM - _TOP)

    line = [
        (Fraction(_LEFT), y(points[0][1])),
        *((x(v), y(p)) for v, p in points),
        (Fraction(_RIGHT), y(points[-1][1])),
    ]
    shown = [{"value": found, "word": _("found"), "is_found": True}, *placed]
    labels = [(x(m["value"]), f"{m['value']}{unit}", m["word"], bool(m.get("is_found"))) for m in shown]
    rows, deepest = _label_rows(labels)
    return {
        "title": title,
        "id": f"curve-{crc32(title.encode()):08x}",
        "labels": rows,
        "height": 284 + deepest * _ROW,
        "line": " ".join(f"{tenth(a)},{tenth(b)}" for a, b in line),
        "found_x": tenth(x(found)),
        "found_y": tenth(y(earned_pence)),
        "text_y": tenth(y(earned_pence) + 5),
        "earned": pounds(earned_pence),
        "most": pounds(most),
        "missed": pounds(most - earned_pence) if earned_pence < most else "",
        "is_some": earned_pence > 0,
        "is_apart": most > earned_pence > 0,
        "note": note,
    }


def _label_rows(labels: Sequence[tuple[Fraction, str, str, bool]]) -> tuple[list[dict[str, Any]], int]:
    """The labels below the axis, each in the first row where it touches no other, and the number of the last row."""
    rows: list[list[tuple[Fraction, Fraction]]] = []
    drawn = []
    for place, label, word, is_found in labels:
        half = Fraction(max(len(label), len(word)) * _LETTER + _WORD_GAP, 2)
        row = next(
            (n for n, taken in enumerate(rows) if all(abs(place - at) >= half + h for at, h in taken)), len(rows)
        )
        if row == len(rows):
            rows.append([])
        rows[row].append((place, half))
        top = _BOTTOM + 25 + row * _ROW
        drawn.append(
            {"x": tenth(place), "y": top, "word_y": top + 23, "label": label, "word": word, "is_found": is_found}
        )
    return drawn, max(len(rows) - 1, 0)


@library.inclusion_tag("components/sums.html")
def sums(rows: Iterable[Any]) -> dict[str, Any]:
    """Arithmetic in words, one step a line: (label, shown, small, is_result)."""
    return {"rows": shaped(rows, "label", "shown", "small", "is_result")}


@library.inclusion_tag("components/variance.html")
def variance(kind: str, text: str, small: str = "") -> dict[str, Any]:
    """Over or under, in words first. `kind`: near (circle), watch (triangle), act (square)."""
    return {"kind": kind, "text": text, "small": small}


@library.inclusion_tag("components/ledger.html")
def ledger(caption: str, rows: Iterable[Any], small: str = "") -> dict[str, Any]:
    """An entry of the ledger to the penny: (account, debit pence, credit pence); one of the two is empty or 0."""
    items = shaped(rows, "account", "debit", "credit")
    for item in items:
        item |= {"debit": item["debit"] or 0, "credit": item["credit"] or 0}
        item |= {"debit_text": _amount(item["debit"]), "credit_text": _amount(item["credit"])}
    debit, credit = (to_the_penny(sum(item[side] for item in items)) for side in ("debit", "credit"))
    return {"caption": caption, "small": small, "rows": items, "debit": debit, "credit": credit}


def _amount(pence: int) -> str:
    return to_the_penny(pence) if pence else ""


@library.inclusion_tag("components/days.html")
def days(label: str, items: Iterable[Any]) -> dict[str, Any]:
    """Days that are counted one after another: (date, text, kind); kind "", off (not counted), notice or end."""
    return {"label": label, "items": shaped(items, "date", "text", "kind")}
