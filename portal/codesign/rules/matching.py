"""Which paragraph of a new text is which of the old: comments follow the passage, so a file must not cut them off."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

ALIKE = Fraction(1, 2)
ALIKE_IN_PLACE = Fraction(1, 4)
BONUS_IN_PLACE = Fraction(1, 10)


@dataclass(frozen=True)
class Known:
    """A wording that exists: its passage, its text and where it stands ("Heading", 2)."""

    passage: int
    text: str
    place: tuple[str, int]


def likeness(one: str, other: str) -> Fraction:
    """How many words two texts share, from 0 to 1 (Dice's coefficient over words with their counts)."""
    first, second = Counter(one.lower().split()), Counter(other.lower().split())
    total = first.total() + second.total()
    return Fraction(2 * (first & second).total(), total) if total else Fraction(0)


def matches(known: list[Known], texts: list[tuple[str, tuple[str, int]]]) -> list[int | None]:
    """For each new text the passage it goes on, or None when it is new. The same words first, then the most alike.

    Half of the words must be shared, or a quarter when the paragraph stands where it stood.
    """
    found: list[int | None] = [None] * len(texts)
    free = {row.passage: row for row in known}
    by_text: dict[str, list[int]] = {}
    for row in known:
        by_text.setdefault(row.text, []).append(row.passage)
    for index, (text, _place) in enumerate(texts):
        if by_text.get(text):
            found[index] = by_text[text].pop(0)
            free.pop(found[index] or 0, None)
    for _score, index, passage in _ranked(free, texts, found):
        if found[index] is None and passage in free:
            found[index] = passage
            del free[passage]
    return found


def _ranked(
    free: dict[int, Known], texts: list[tuple[str, tuple[str, int]]], found: list[int | None]
) -> list[tuple[Fraction, int, int]]:
    pairs = []
    for index, (text, place) in enumerate(texts):
        if found[index] is not None:
            continue
        for row in free.values():
            score = likeness(row.text, text)
            is_there = row.place == place
            if score >= (ALIKE_IN_PLACE if is_there else ALIKE):
                pairs.append((score + is_there * BONUS_IN_PLACE, index, row.passage))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))
