"""Words of a text: folded to small letters without accents, the same for what is kept and for what is asked."""

import re
import unicodedata
from pathlib import Path

OPEN, CLOSE = "\ue000", "\ue001"
"""Around words that were found; taken out of every text that is kept, so that nobody else can write them."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")
_WORD = re.compile(r"[0-9a-z]+(?:'[a-z]+)?")
_REFERENCE = re.compile(r"\b[A-Za-z]{2,4}-(?:[0-9]{4}-[0-9]{3,6}|[0-9A-Za-z]{6,8})\b")
_SPACE = re.compile(r"\s+")

STOP = frozenset(
    word
    for word in (Path(__file__).parent / "data" / "stop.txt").read_text(encoding="utf-8").splitlines()
    if not word.startswith("#")
)
"""Words that nearly every question has; left out of a question that has others."""


def clean(text: str) -> str:
    """One line, without characters that no page can show."""
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Small letters without accents, with plain apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def words(text: str) -> list[str]:
    """The words of a text in their order; "carer's" is "carer"."""
    return [word.partition("'")[0] for word in _WORD.findall(fold(text))]


def references(text: str) -> list[tuple[str, ...]]:
    """References such as PR-2026-0042, each as its parts: they belong together and have no other forms."""
    return [tuple(words(found)) for found in _REFERENCE.findall(text)]


def shortened(text: str, limit: int) -> str:
    """The beginning, cut between words."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
