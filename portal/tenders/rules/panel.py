"""Who scores which question, and how many must (domain 2.1, 2.7). The window of the two officers who open bids."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.tenders.enums import EvaluatorGroup, TeamRole

MIN_EVALUATORS = 3
MIN_LIVED = 1
OPENING_WINDOW = timedelta(minutes=15)
PAST_LINK_YEARS = 3
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def scores_question(role: str, group: str) -> bool:
    """Whether an evaluator of this kind scores a question of this group.

    Professionals score everything. Evaluators with lived experience score all but what is for professionals; a
    question for lived experience needs at least one of them beside the others.
    """
    if role == TeamRole.LIVED_EVALUATOR:
        return group != EvaluatorGroup.PROFESSIONAL
    return role == TeamRole.EVALUATOR


def shortfalls(groups: Mapping[int, str], roles: Iterable[str]) -> list[str]:
    """Which questions (number -> group) have too few evaluators among `roles`; empty when all have enough."""
    panel, found = list(roles), []
    for number, group in sorted(groups.items()):
        scoring = [role for role in panel if scores_question(role, group)]
        missing = MIN_EVALUATORS - len(scoring)
        if missing > 0:
            found.append(
                ngettext(
                    "Question %(number)d needs %(n)d more evaluator.",
                    "Question %(number)d needs %(n)d more evaluators.",
                    missing,
                )
                % {"number": number, "n": missing}
            )
        if group == EvaluatorGroup.LIVED_EXPERIENCE and scoring.count(TeamRole.LIVED_EVALUATOR) < MIN_LIVED:
            found.append(_("Question %(number)d needs an evaluator with lived experience.") % {"number": number})
    return found


def shuffled_labels(keys: Sequence[int], shuffler: random.Random) -> dict[str, str]:
    """A letter for each bid in an order that says nothing about the bidder: key as text -> "A", "B", … "AA"."""
    mixed = list(keys)
    shuffler.shuffle(mixed)
    return {str(key): letters(place) for place, key in enumerate(mixed)}


def letters(place: int) -> str:
    """0 -> "A", 25 -> "Z", 26 -> "AA"."""
    before, last = divmod(place, len(ALPHABET))
    return (letters(before - 1) if before else "") + ALPHABET[last]


def past_links_since(now: datetime) -> datetime:
    """From when on a place in an organisation that has ended still counts (SOD-03: three years)."""
    try:
        return now.replace(year=now.year - PAST_LINK_YEARS)
    except ValueError:  # 29 February
        return now.replace(year=now.year - PAST_LINK_YEARS, day=28)


@dataclass(frozen=True)
class Piece:
    """A run of text, or a name that is not shown."""

    text: str
    is_hidden: bool = False


def hide_names(text: str, names: Iterable[str]) -> list[Piece]:
    """Cut the names out of a text, whole words and whatever their case, longest first (C25)."""
    pieces = [Piece(text)]
    for name in sorted({name.strip() for name in names if len(name.strip()) > 2}, key=len, reverse=True):
        pieces = [part for piece in pieces for part in ([piece] if piece.is_hidden else _cut(piece.text, name))]
    return [piece for piece in pieces if piece.text or piece.is_hidden]


def _cut(text: str, name: str) -> list[Piece]:
    low, wanted, found, start = text.casefold(), name.casefold(), [], 0
    if len(low) != len(text):  # a letter whose folded form is longer: compare as it stands
        low, wanted = text, name
    place = low.find(wanted)
    while place != -1:
        end = place + len(wanted)
        if not (_is_letter(text, place - 1) or _is_letter(text, end)):
            found += [Piece(text[start:place]), Piece("", is_hidden=True)]
            start = end
        place = low.find(wanted, end)
    return [*found, Piece(text[start:])]


def _is_letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()
