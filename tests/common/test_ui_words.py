"""Two wordings compared: nothing lost, nothing invented, the change said in words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from portal.common.templatetags.ui_words import pieces, wording_diff, wording_new, wording_old

OLD = "The helpline opens 9:00 to 17:00 on weekdays."
NEW = "The helpline opens 18:00 to midnight, every day."


def _only(kinds: set[str], old: str, new: str) -> str:
    return "".join(words for kind, words in pieces(old, new) if kind in kinds)


@given(st.text(), st.text())
def test_each_wording_can_be_read_whole_from_the_pieces(old: str, new: str) -> None:
    assert _only({"same", "was"}, old, new) == old
    assert _only({"same", "now"}, old, new) == new


def test_a_changed_phrase_is_one_change() -> None:
    changed = [(kind, words.strip()) for kind, words in pieces(OLD, NEW) if kind != "same"]
    assert changed == [("was", "9:00 to 17:00 on weekdays"), ("now", "18:00 to midnight, every day")]


def test_a_time_is_never_cut_in_two() -> None:
    assert ("same", ":00") not in pieces("at 9:00", "at 18:00")


def test_equal_wordings_have_no_marks() -> None:
    assert wording_diff(OLD, OLD) == OLD


def test_changes_are_said_to_people_who_hear_the_page() -> None:
    html = wording_diff("Groups meet.", "Groups meet weekly.")
    assert '<ins class="now"><span class="nhsuk-u-visually-hidden">[put in: </span>weekly' in html
    assert "[taken out: " in wording_diff("Groups meet weekly.", "Groups meet.")


def test_each_side_shows_only_its_own_marks() -> None:
    assert "<ins" not in wording_old(OLD, NEW)
    assert "<del" not in wording_new(OLD, NEW)
    assert "midnight" not in wording_old(OLD, NEW)
    assert "weekdays" not in wording_new(OLD, NEW)


def test_markup_in_a_wording_is_shown_not_obeyed() -> None:
    html = wording_diff("<b>one</b>", "<script>two</script>")
    assert not re.search(r"<(?!/?(?:del|ins|span|br)\b)", html)
    assert "&lt;" in html


def test_lines_stay_lines_and_nothing_is_something() -> None:
    assert wording_diff("one\r\ntwo", "one\r\ntwo") == "one<br>two"
    assert "new words" in wording_diff("", "new words")
