"""Found words as people see them, and why a hit is shown. Whatever is shown is escaped here."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from search.stem import stem
from search.synonyms import stems
from search.text import CLOSE, OPEN, words
from search.understanding import Term, Understood

_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_SAME_BEGINNING = 5
MOST_REASONS = 3


def marked(text: str) -> SafeString:
    """The text, escaped, with the found words marked."""
    if OPEN not in text:
        return conditional_escape(text)
    parts = re.split(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}", text)
    plain = [part.replace(OPEN, "").replace(CLOSE, "") for part in parts]
    pieces = [format_html("<mark>{}</mark>", each) if at % 2 else each for at, each in enumerate(plain)]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def reasons(understood: Understood, marks: dict[str, str]) -> list[str]:
    """In words: where the words are, which other words were taken for them."""
    found = {name: _found_words(text) for name, text in marks.items() if OPEN in text}
    places: dict[str, list[str]] = {}
    others: list[str] = []
    for term in understood.terms:
        where = _where(term, found)
        if where:
            places.setdefault(where, []).append(f"“{term.typed}”")
        elif other := _instead(term, found):
            others.append(other)
    said = [_place_words(name) % {"words": get_text_list(typed, _("and"))} for name, typed in places.items()]
    return [*said, *others][:MOST_REASONS]


def _place_words(name: str) -> str:
    return {
        "title": _("%(words)s in the title"),
        "tags": _("%(words)s in its topics or places"),
        "byline": _("%(words)s in the name of who is behind it"),
        "ref": _("%(words)s in its reference"),
    }.get(name, _("%(words)s in the text"))


def _found_words(text: str) -> list[str]:
    return [word for part in _MARKED.findall(text) for word in words(part)]


def _where(term: Term, found: dict[str, list[str]]) -> str:
    """The first field, from the title on, that has the term itself."""
    for name in ("title", "ref", "tags", "byline", "text"):
        is_same = _is_stem if term.meant else _is_form
        if all(any(is_same(each, word) for each in found.get(name, ())) for word in term.said):
            return name
    return ""


def _instead(term: Term, found: dict[str, list[str]]) -> str:
    """The words that were taken for the term."""
    every = [word for marks in found.values() for word in marks]
    meant = next((word for word in every if _is_any(word, [(each,) for each in term.meant])), "")
    if meant:
        return _("“%(typed)s” taken for “%(word)s”") % {"typed": term.typed, "word": meant}
    for phrase in term.same:
        if all(any(stem(each) == part for each in every) for part in stems(phrase)):
            return _("“%(word)s” means the same as “%(typed)s”") % {"word": " ".join(phrase), "typed": term.typed}
    return ""


def _is_any(word: str, phrases: Iterable[Any]) -> bool:
    return any(_is_form(word, each) for phrase in phrases for each in phrase)


def _is_form(word: str, typed: str) -> bool:
    """Whether an engine may have taken the two for one word; stemmers differ a little."""
    return _is_stem(word, typed) or _has_beginning(word, typed)


def _is_stem(word: str, typed: str) -> bool:
    return stem(word) == stem(typed)


def _has_beginning(word: str, typed: str) -> bool:
    return len(typed) > _SAME_BEGINNING and word[:_SAME_BEGINNING] == typed[:_SAME_BEGINNING]
