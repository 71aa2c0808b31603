"""Word for word, and what the answers come to (domain 3.2)."""

import pytest

from portal.outcomes.instruments import READY
from portal.outcomes.rules.answers import ITEMS, MEASURES, ONS4, UCLA3, band, figure


def test_the_wording_of_ons4_is_the_standard_one() -> None:
    assert [item.text for item in ITEMS[ONS4]] == [
        "Overall, how satisfied are you with your life nowadays?",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "Overall, how happy did you feel yesterday?",
        "On a scale where nought is ‘not at all anxious’ and 10 is ‘completely anxious’, overall, how anxious did you "
        "feel yesterday?",
    ]
    assert all(list(item.values) == list(range(11)) for item in ITEMS[ONS4])


def test_the_catalogue_says_the_same_words() -> None:
    for code in (ONS4, UCLA3):
        plain = [text.replace("'", "‘").replace("’", "‘") for text in READY[code].questions]
        assert plain == [item.text.replace("’", "‘") for item in ITEMS[code]]


def test_ons4_has_no_sum_and_the_direct_question_stands_beside_ucla3() -> None:
    assert [measure.code for measure in MEASURES[ONS4]] == ["satisfied", "worthwhile", "happy", "anxious"]
    assert [measure.code for measure in MEASURES[UCLA3]] == ["sum", "lonely"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [((1, 1, 1), 3), ((3, 3, 3), 9), ((1, 2, 3), 6), ((None, 2, 3), None), ((None, None, None), None)],
)
def test_the_sum_of_ucla3_needs_all_three(answers: tuple[int | None, ...], expected: int | None) -> None:
    given = dict(zip(("companionship", "left_out", "isolated"), answers, strict=True))
    assert figure("sum", given | {"lonely": 5}) == expected


@pytest.mark.parametrize(
    ("item", "value", "name"),
    [
        *(("satisfied", 0, "low"), ("happy", 4, "low"), ("worthwhile", 5, "medium"), ("happy", 6, "medium")),
        *(("happy", 7, "high"), ("happy", 8, "high"), ("satisfied", 9, "very high"), ("satisfied", 10, "very high")),
        *(("anxious", 0, "very low"), ("anxious", 1, "very low"), ("anxious", 2, "low"), ("anxious", 3, "low")),
        *(("anxious", 4, "medium"), ("anxious", 5, "medium"), ("anxious", 6, "high"), ("anxious", 10, "high")),
    ],
)
def test_bands(item: str, value: int, name: str) -> None:
    assert band(item, value) == name
