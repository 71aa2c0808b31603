"""Goal-based outcomes: up to three goals in a person's own words, each scored 0 to 10 (domain 3.2).

The mean of a person's goals first, then the mean over people: somebody with three goals counts no more than somebody
with one.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError

MAX_GOALS = 3
LOWEST, HIGHEST = 0, 10


def goals_problem(scores: Sequence[int]) -> str:
    """Why a person's goal scores cannot be taken; empty when they can."""
    if not 1 <= len(scores) <= MAX_GOALS:
        return _("Score one, two or three goals.")
    if not all(LOWEST <= score <= HIGHEST for score in scores):
        return _("A goal is scored from 0 to 10.")
    return ""


def person_mean(scores: Sequence[int]) -> Fraction:
    """Exact mean of one person's goals; DomainError when the scores cannot be taken."""
    if problem := goals_problem(scores):
        raise DomainError(problem)
    return Fraction(sum(scores), len(scores))


def goals_mean(people: Iterable[Sequence[int]]) -> Fraction | None:
    """Exact mean over people of their own means; None for nobody."""
    means = [person_mean(scores) for scores in people]
    return sum(means, start=Fraction(0)) / len(means) if means else None
