"""The vocabulary of a generation: the words of what everybody can find, and how many entries have each."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from search.models import Generation, Word, WordGap
from search.spelling import LONGEST, SHORTEST, gaps
from search.stem import stem
from search.text import words

CHUNK = 2000


def words_of(entry: Any) -> set[str]:
    """What an entry adds to the vocabulary: nothing, when it is not for everybody."""
    if entry is None or not entry.is_public:
        return set()
    text = f"{entry.title} {entry.tags} {entry.byline} {entry.text}"
    return {word for word in words(text) if 2 < len(word) <= LONGEST and word.isalpha()}


def count(generation: Generation, changes: Counter[str]) -> None:
    """Add (and take away) so many entries for each word; a word that no entry has is forgotten."""
    moved = {word: number for word, number in changes.items() if number}
    for some in _chunks(sorted(moved)):
        known = {row.word: row for row in Word.objects.filter(generation=generation, word__in=some).order_by("pk")}
        for row in known.values():
            row.count += moved[row.word]
        kept = [row for row in known.values() if row.count > 0]
        gone = [row.pk for row in known.values() if row.count <= 0]
        Word.objects.bulk_update(kept, ["count"], batch_size=500)
        Word.objects.filter(pk__in=gone).delete()
        _add(generation, {word: moved[word] for word in some if word not in known and moved[word] > 0})


def _add(generation: Generation, new: dict[str, int]) -> None:
    rows = [Word(generation=generation, word=word, stem=stem(word)[:40], count=number) for word, number in new.items()]
    made = Word.objects.bulk_create(rows, batch_size=1000)
    kept = [WordGap(word=row, gap=gap) for row in made if len(row.word) >= SHORTEST for gap in sorted(gaps(row.word))]
    WordGap.objects.bulk_create(kept, batch_size=2000)


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, CHUNK)):
        yield some
