"""Pictures made on the server. Each is hidden from screen readers; its numbers stand beside it in text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from portal.common.templatetags.registry import library, shaped


@library.inclusion_tag("components/bars.html")
def bars(caption: str, rows: Iterable[Any]) -> dict[str, Any]:
    """Bars with their table. Rows: (name, value, label); the longest bar is the largest value."""
    items = shaped(rows, "name", "value", "label", "href")
    largest = max([Fraction(item["value"] or 0) for item in items] or [Fraction(0)])
    for item in items:
        share = Fraction(item["value"] or 0) / largest * 100 if largest else Fraction(0)
        item["width"] = tenth(max(share, Fraction(0)))
    return {"caption": caption, "rows": items}


def tenth(value: Fraction) -> str:
    """To one decimal, with a point, for the coordinates of a drawing."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


@library.inclusion_tag("components/tally.html")
def tally(heading: str, rows: Iterable[Any]) -> dict[str, Any]:
    """One bar of up to four parts that add up, and its list. Rows: (count, label, href)."""
    items = shaped(rows, "count", "label", "href")[:4]
    left = 0
    for item, letter in zip(items, "abcd", strict=False):
        item |= {"letter": letter, "left": left, "width": item["count"]}
        left += item["count"]
    return {"heading": heading, "rows": items, "total": left}


@library.inclusion_tag("components/words.html")
def words(count: int, limit: int) -> dict[str, Any]:
    """An answer's length against its limit."""
    full = 72
    return {
        "count": count,
        "limit": limit,
        "over": max(0, count - limit),
        "width": min(full, round(Fraction(full * count, limit))) if limit else full,
    }


@library.inclusion_tag("components/ticks.html")
def ticks(done: int, total: int) -> dict[str, Any]:
    """One square for each thing that is needed, filled when it is there. Say "3 of 5" beside it."""
    squares = [{"x": place * 16 + 1, "is_done": place < done} for place in range(total)]
    return {"squares": squares, "width": total * 16}


@library.inclusion_tag("components/dots.html")
def dots(
    scores: Sequence[int], lived: Iterable[int] = (), agreed: int | None = None, is_large: bool = False, top: int = 5
) -> dict[str, Any]:
    """Scores of a panel on one scale. `lived`: the numbers (from 1) of those with lived experience, as diamonds."""
    width, height, radius = (340, 104, 13) if is_large else (150, 66, 6)
    pad, base = radius + 6, height - radius - 19
    steps = [Fraction(pad) + Fraction(width - 2 * pad, top) * tick for tick in range(top + 1)]
    diamonds, seen, marks = set(lived), Counter[int](), []
    for place, score in enumerate(scores, start=1):
        x, y = steps[score], Fraction(base - seen[score] * (2 * radius + 1) - 1)
        seen[score] += 1
        side = Fraction(88, 100) * radius
        marks.append(
            {
                "number": place,
                "is_lived": place in diamonds,
                "x": tenth(x),
                "y": tenth(y),
                "left": tenth(x - side),
                "up": tenth(y - side),
                "side": tenth(2 * side),
                "text_y": tenth(y + 5),
            }
        )
    low, high = min(scores, default=0), max(scores, default=0)
    return {
        "marks": marks,
        "ticks": [{"x": tenth(x), "label": label} for label, x in enumerate(steps)],
        "width": width,
        "height": height,
        "radius": radius,
        "line_y": base + radius + 3,
        "left": pad,
        "right": width - pad,
        "low": tenth(steps[low]) if high > low else "",
        "high": tenth(steps[high]),
        "is_wide": high - low >= 2,
        "is_large": is_large,
        "agreed_x": "" if agreed is None else tenth(steps[agreed] - radius - 4),
        "agreed_width": 2 * radius + 8,
        "agreed_height": height - 4,
    }


@library.inclusion_tag("components/dots_key.html")
def dots_key() -> dict[str, Any]:
    """What the circle and the diamond stand for."""
    return {}
