"""Words that mean the same, from a file that everybody may edit (`data/synonyms.txt`)."""

from functools import cache
from pathlib import Path

from search.stem import stem
from search.text import words

FILE = Path(__file__).parent / "data" / "synonyms.txt"
LONGEST = 4
"""Words of the longest phrase that is looked for in a question."""

Phrase = tuple[str, ...]


def parse(text: str) -> dict[Phrase, tuple[Phrase, ...]]:
    """Stems of each phrase -> the phrases that are found with it, without itself."""
    found: dict[Phrase, list[Phrase]] = {}
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if not line:
            continue
        left, arrow, right = line.partition("=>")
        typed = [tuple(words(each)) for each in left.split(",")]
        others = [tuple(words(each)) for each in (right if arrow else left).split(",")]
        for phrase in typed:
            known = found.setdefault(stems(phrase), [])
            known += [each for each in others if each and stems(each) != stems(phrase) and each not in known]
    return {phrase: tuple(others) for phrase, others in found.items() if phrase}


def stems(phrase: Phrase) -> Phrase:
    """The phrase as it is compared."""
    return tuple(stem(word) for word in phrase)


@cache
def synonyms() -> dict[Phrase, tuple[Phrase, ...]]:
    """The file, read once."""
    return parse(FILE.read_text(encoding="utf-8"))
