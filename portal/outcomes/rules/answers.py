"""The questions that the portal asks itself, word for word, and what their answers come to (domain 3.2).

ONS4: harmonised standard of the Government Statistical Service; each question stands on its own, there is no sum.
UCLA3: three items of 1 to 3, summed to 3 to 9 when all three are answered; the direct question of the Office for
National Statistics stands beside it and is not part of the sum.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ONS4, UCLA3 = "ONS4", "UCLA3"


@dataclass(frozen=True)
class Item:
    """A question. `choices` are its answers with their figures; without them it runs from 0 to 10 between anchors."""

    code: str
    text: str
    lowest: str = ""
    highest: str = ""
    choices: tuple[tuple[int, str], ...] = ()
    lower_is_better: bool = False

    @property
    def values(self) -> range:
        """The whole numbers that are answers."""
        return range(min(v for v, _ in self.choices), max(v for v, _ in self.choices) + 1) if self.choices else TEN


TEN = range(11)
HOW_OFTEN = ((1, "Hardly ever or never"), (2, "Some of the time"), (3, "Often"))
LONELY = ((1, "Never"), (2, "Hardly ever"), (3, "Occasionally"), (4, "Some of the time"), (5, "Often or always"))
ITEMS: dict[str, tuple[Item, ...]] = {
    ONS4: (
        Item(
            "satisfied",
            "Overall, how satisfied are you with your life nowadays?",
            "not at all satisfied",
            "completely satisfied",
        ),
        Item(
            "worthwhile",
            "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
            "not at all worthwhile",
            "completely worthwhile",
        ),
        Item("happy", "Overall, how happy did you feel yesterday?", "not at all happy", "completely happy"),
        Item(
            "anxious",
            "On a scale where nought is ‘not at all anxious’ and 10 is ‘completely anxious’, overall, how anxious did "
            "you feel yesterday?",
            "not at all anxious",
            "completely anxious",
            lower_is_better=True,
        ),
    ),
    UCLA3: (
        Item("companionship", "How often do you feel that you lack companionship?", choices=HOW_OFTEN),
        Item("left_out", "How often do you feel left out?", choices=HOW_OFTEN),
        Item("isolated", "How often do you feel isolated from others?", choices=HOW_OFTEN),
        Item("lonely", "How often do you feel lonely?", choices=LONELY, lower_is_better=True),
    ),
}
SUMMED = ("companionship", "left_out", "isolated")
WELL = ((4, "low"), (6, "medium"), (8, "high"), (10, "very high"))
ANXIETY = ((1, "very low"), (3, "low"), (5, "medium"), (10, "high"))


@dataclass(frozen=True)
class Measure:
    """A figure that an instrument gives: one question of ONS4, the sum of UCLA3, the direct question."""

    code: str
    name: str
    lowest: int
    highest: int
    lower_is_better: bool = False


MEASURES: dict[str, tuple[Measure, ...]] = {
    ONS4: (
        Measure("satisfied", "Satisfied with life", 0, 10),
        Measure("worthwhile", "Things are worthwhile", 0, 10),
        Measure("happy", "Happy yesterday", 0, 10),
        Measure("anxious", "Anxious yesterday", 0, 10, lower_is_better=True),
    ),
    UCLA3: (
        Measure("sum", "Loneliness, three questions together", 3, 9, lower_is_better=True),
        Measure("lonely", "How often lonely", 1, 5, lower_is_better=True),
    ),
}


def figure(measure: str, answers: Mapping[str, int | None]) -> int | None:
    """The figure of a measure from answers by item; None when an answer that it needs was declined."""
    if measure != "sum":
        return answers.get(measure)
    values = [answers.get(item) for item in SUMMED]
    given = [value for value in values if value is not None]
    return sum(given) if len(given) == len(SUMMED) else None


def band(item: str, value: int) -> str:
    """The band of an ONS4 answer: 0-4, 5-6, 7-8, 9-10; for anxiety 0-1, 2-3, 4-5, 6-10."""
    edges = ANXIETY if item == "anxious" else WELL
    return next(name for highest, name in edges if value <= highest)
