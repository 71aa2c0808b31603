"""Pictures made on the server: right proportions, numbers in text, hidden from screen readers."""

from fractions import Fraction

import pytest

from portal.common.templatetags.ui_charts import bars, dots, tally, ticks, words
from tests.common.drawing import draw


def test_the_longest_bar_is_the_largest_value() -> None:
    rows = bars("x", [("a", 40, "40%"), ("b", 30, "30%"), ("c", 0, "none"), ("d", None, "not said")])["rows"]
    assert [row["width"] for row in rows] == ["100.0", "75.0", "0.0", "0.0"]


def test_bars_take_fractions_and_survive_nothing() -> None:
    rows = bars("x", [("a", Fraction(1, 3), ""), ("b", Fraction(1, 9), "")])["rows"]
    assert [row["width"] for row in rows] == ["100.0", "33.3"]
    assert bars("x", [])["rows"] == []
    assert bars("x", [("a", 0, "")])["rows"][0]["width"] == "0.0"


def test_a_bar_never_runs_backwards() -> None:
    assert bars("x", [("a", -5, ""), ("b", 5, "")])["rows"][0]["width"] == "0.0"


def test_the_picture_is_its_table() -> None:
    html = draw('{% bars "Shares" rows %}', rows=[("Less alone", 30, "30%")])
    assert '<th scope="row">Less alone</th>' in html
    assert "<td>30%</td>" in html
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_a_tally_adds_up() -> None:
    found = tally("What became", [(72, "changed", ""), (31, "in part", ""), (26, "not", ""), (14, "questions", "")])
    assert found["total"] == 143
    assert [row["left"] for row in found["rows"]] == [0, 72, 103, 129]
    assert [row["letter"] for row in found["rows"]] == ["a", "b", "c", "d"]


def test_an_empty_tally_draws_no_picture() -> None:
    assert "<svg" not in draw('{% tally "Nothing yet" rows %}', rows=[(0, "changed", "")])


@pytest.mark.parametrize(
    ("count", "limit", "width", "over"), [(0, 750, 0, 0), (375, 750, 36, 0), (750, 750, 72, 0), (800, 750, 72, 50)]
)
def test_words_against_their_limit(count: int, limit: int, width: int, over: int) -> None:
    found = words(count, limit)
    assert (found["width"], found["over"]) == (width, over)


def test_words_over_the_limit_are_said() -> None:
    assert "1,050 of 1,000 words" in draw("{% words 1050 1000 %}")
    assert "50 over" in draw("{% words 1050 1000 %}")
    assert "over" not in draw("{% words 999 1000 %}").split("<span>")[1]


def test_one_square_for_each_thing() -> None:
    squares = ticks(3, 5)["squares"]
    assert [square["is_done"] for square in squares] == [True, True, True, False, False]


def test_lived_experience_is_a_shape_and_equal_scores_stand_above_each_other() -> None:
    found = dots([3, 3, 5], lived=[2])
    assert [mark["is_lived"] for mark in found["marks"]] == [False, True, False]
    first, second, third = found["marks"]
    assert first["x"] == second["x"] != third["x"]
    assert first["y"] != second["y"]
    assert first["y"] == third["y"]


def test_scores_far_apart_are_marked() -> None:
    assert dots([3, 5])["is_wide"] is True
    assert dots([4, 5])["is_wide"] is False
    assert dots([4, 4])["low"] == ""
    assert dots([])["marks"] == []


def test_the_agreed_score_is_framed_only_when_there_is_one() -> None:
    assert "dots__agreed" in draw("{% dots scores agreed=3 %}", scores=[2, 4])
    assert "dots__agreed" in draw("{% dots scores agreed=0 %}", scores=[0, 1])
    assert "dots__agreed" not in draw("{% dots scores %}", scores=[2, 4])
