"""Which known words a mistyped one may have been: one mistake in short words, two in long ones."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST, LONGEST = 4, 40
"""Letters of the words that are mended; shorter ones have too many neighbours."""
LONG = 8


def gaps(word: str) -> set[str]:
    """The word itself, and with each letter left out once: words that share one are at most two mistakes apart."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def mistakes(one: str, other: str) -> int:
    """Letters left out, added, changed or swapped with their neighbour (Damerau, each place once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def allowed(word: str) -> int:
    """How many mistakes are forgiven in a word of this length."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= LONG else 1


@dataclass(frozen=True)
class Known:
    """A word that is found somewhere, and how often."""

    word: str
    count: int


def nearest(word: str, known: Iterable[Known], limit: int = 3) -> list[str]:
    """The known words that it may have been, the likeliest first; those with the fewest mistakes only."""
    most = allowed(word)
    measured = [(mistakes(word, each.word), -each.count, each.word) for each in known]
    close = sorted(row for row in measured if 0 < row[0] <= most)
    best = [row for row in close if row[0] == close[0][0]]
    return [each for _mistakes, _count, each in best[:limit]]
