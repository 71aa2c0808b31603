"""What somebody typed, as an engine is asked: phrases, each with what means the same and what may have been meant."""

from dataclasses import dataclass, field

from django.db.models import Q

from search.models import Word, WordGap
from search.spelling import Known, allowed, gaps, nearest
from search.stem import stem
from search.synonyms import LONGEST, Phrase, stems, synonyms
from search.text import STOP, references, words

MOST_TERMS = 12
MOST_LETTERS = 200
MOST_FORMS, MOST_NEAR = 500, 2000
"""Rows that are read, whatever is asked."""


@dataclass(frozen=True)
class Term:
    """A word or phrase of the question. `same` and `meant` count less than what was typed.

    `forms` are other forms of a single word ("cared" of "caring"), for an engine that knows no stems.
    """

    said: Phrase
    same: tuple[Phrase, ...] = ()
    meant: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """As a text."""
        return " ".join(self.said)

    @property
    def is_exact(self) -> bool:
        """Whether it is a reference: its parts count only together."""
        return len(self.said) > 1 and any(word.isdigit() for word in self.said)


@dataclass(frozen=True)
class Understood:
    """The whole question. `need` terms must be found in a hit."""

    typed: str = ""
    terms: tuple[Term, ...] = ()
    mended: dict[str, str] = field(default_factory=dict)

    @property
    def need(self) -> int:
        """Both of two; of more, three quarters."""
        count = len(self.terms)
        return count if count <= 2 else max(2, count * 3 // 4)


@dataclass(frozen=True)
class _Lexicon:
    """What is known of single words: their other forms, and of strange ones what may have been meant."""

    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meant: dict[str, tuple[str, ...]] = field(default_factory=dict)


def understand(typed: str) -> Understood:
    """Read a question; at most two queries, for words that nobody has written."""
    typed = typed[:MOST_LETTERS]
    phrases = _phrases(words(typed), references(typed))
    lexicon = _read(sorted({phrase[0] for phrase in phrases if len(phrase) == 1}))
    terms = tuple(_term(phrase, lexicon) for phrase in phrases)
    mended = {term.typed: term.meant[0] for term in terms if term.meant}
    return Understood(" ".join(typed.split()), terms, mended)


def _term(phrase: Phrase, lexicon: _Lexicon) -> Term:
    same = synonyms().get(stems(phrase), ())
    if len(phrase) > 1:
        return Term(phrase, same)
    meant = lexicon.meant.get(phrase[0], ())
    if meant and not same:
        same = synonyms().get((stem(meant[0]),), ())
    return Term(phrase, same, meant, lexicon.forms.get(phrase[0], ()))


def _phrases(every: list[str], refs: list[Phrase]) -> list[Phrase]:
    """References and known phrases stay together; words of every question are left out, unless there are no others."""
    known = {*synonyms(), *(stems(ref) for ref in refs)}
    found, at = [], 0
    while at < len(every):
        longest = next(
            (n for n in range(min(LONGEST, len(every) - at), 1, -1) if stems(tuple(every[at : at + n])) in known), 1
        )
        phrase = tuple(every[at : at + longest])
        if longest > 1 or phrase[0] not in STOP:
            found.append(phrase)
        at += longest
    found = found or [(word,) for word in every]
    return list({stems(phrase): phrase for phrase in reversed(found)}.values())[::-1][:MOST_TERMS]


def _read(typed: list[str]) -> _Lexicon:
    if not typed:
        return _Lexicon()
    by_stem = {stem(word): word for word in typed}
    live = Word.objects.filter(generation__is_live=True)
    rows = live.filter(Q(word__in=typed) | Q(stem__in=by_stem)).order_by("-count", "word")
    found: dict[str, list[str]] = {}
    for word, root in rows.values_list("word", "stem")[:MOST_FORMS]:
        found.setdefault(root, []).append(word)
    forms = {word: tuple(each for each in found.get(root, ()) if each != word) for root, word in by_stem.items()}
    strange = [word for word in typed if stem(word) not in found and allowed(word)]
    return _Lexicon(forms, _meant(strange) if strange else {})


def _meant(strange: list[str]) -> dict[str, tuple[str, ...]]:
    """For words that are nowhere to be found: those that are, and are a mistake or two away."""
    wanted = {word: gaps(word) for word in strange}
    rows = WordGap.objects.filter(word__generation__is_live=True, gap__in=sorted(set().union(*wanted.values())))
    by_gap: dict[str, set[Known]] = {}
    for gap, word, count in rows.order_by("-word__count", "pk").values_list("gap", "word__word", "word__count")[
        :MOST_NEAR
    ]:
        by_gap.setdefault(gap, set()).add(Known(word, count))
    found = {}
    for word, its_gaps in wanted.items():
        near: set[Known] = set().union(*(by_gap.get(gap, set()) for gap in its_gaps))
        if close := nearest(word, near):
            found[word] = tuple(close)
    return found
