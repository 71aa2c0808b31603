"""When a part of a bid is ready. Pure: texts, limits and figures come in, words for people come out elsewhere."""

from dataclasses import dataclass

from portal.common.fields import count_words
from portal.tenders.enums import QuestionKind

READY, EMPTY, TOO_LONG, WRONG = "ready", "empty", "too_long", "wrong"
DECLARATIONS = ("registered", "exclusion", "alone", "interests", "true")
"""What every bidder confirms: see `DECLARATION_TEXTS` in the form for the words."""


@dataclass(frozen=True)
class AnswerState:
    """An answer measured against its question."""

    state: str
    words: int
    limit: int

    @property
    def over(self) -> int:
        """Words too many."""
        return max(0, self.words - self.limit)

    @property
    def is_ready(self) -> bool:
        """Nothing to do."""
        return self.state == READY


def answer_state(text: str, limit: int, kind: str) -> AnswerState:
    """Empty, too long, or ready. What is asked for information only may stay empty."""
    words = count_words(text)
    if words > limit:
        return AnswerState(TOO_LONG, words, limit)
    if not words and kind != QuestionKind.INFORMATION:
        return AnswerState(EMPTY, words, limit)
    return AnswerState(READY, words, limit)


def price_state(pence: int | None, typed: str) -> str:
    """A price counts when it is a whole number of pence above nothing."""
    if pence is not None and pence > 0:
        return READY
    return WRONG if typed.strip() else EMPTY


def declarations_missing(confirmed: list[str]) -> list[str]:
    """Which declarations are not confirmed."""
    return [name for name in DECLARATIONS if name not in confirmed]
