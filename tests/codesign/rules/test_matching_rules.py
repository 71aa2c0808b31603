"""Which paragraph of a new text is which of the old."""

import pytest

from portal.codesign.rules.matching import Known, likeness, matches

HELPLINE = "A helpline answers from 9:00 to 17:00 on weekdays."
GROUPS = "Groups meet every week in each of the five neighbourhoods."
KNOWN = [Known(11, HELPLINE, ("What it does", 1)), Known(12, GROUPS, ("What it does", 2))]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("a b c", "a b c", 1.0), ("a b", "c d", 0.0), ("a b", "A c", 0.5), ("", "", 0.0), ("a a", "a", 2 / 3)],
)
def test_likeness_is_the_share_of_words_in_common(one: str, other: str, share: float) -> None:
    assert likeness(one, other) == pytest.approx(share)


def test_the_same_words_go_on_the_same_passage_wherever_they_stand() -> None:
    assert matches(KNOWN, [(GROUPS, ("Elsewhere", 1)), (HELPLINE, ("Elsewhere", 2))]) == [12, 11]


def test_changed_words_are_recognised() -> None:
    new = "A helpline answers from 18:00 to midnight on weekdays."
    assert matches(KNOWN, [(new, ("Another heading", 4))]) == [11]


def test_something_else_is_new() -> None:
    assert matches(KNOWN, [("Taxis are paid for.", ("What it does", 3))]) == [None]


def test_where_it_stood_fewer_words_need_to_be_shared() -> None:
    new = "Trained peers answer the helpline from 18:00 to midnight, every day."
    assert likeness(HELPLINE, new) < 0.5
    assert matches(KNOWN, [(new, ("What it does", 1))]) == [11]
    assert matches(KNOWN, [(new, ("Far away", 9))]) == [None]


def test_one_passage_is_given_once_and_to_the_most_alike() -> None:
    near = HELPLINE.replace("weekdays", "Sundays")
    far = HELPLINE.replace("from 9:00 to 17:00 on weekdays", "at night and also at weekends")
    assert matches(KNOWN, [(far, ("What it does", 1)), (near, ("What it does", 3))]) == [None, 11]


def test_a_text_that_stands_twice_keeps_both_passages() -> None:
    twice = [Known(1, "Free of charge.", ("A", 1)), Known(2, "Free of charge.", ("B", 1))]
    assert matches(twice, [("Free of charge.", ("A", 1)), ("Free of charge.", ("B", 1))]) == [1, 2]


def test_nothing_known_means_all_is_new() -> None:
    assert matches([], [("One.", ("A", 1)), ("Two.", ("A", 2))]) == [None, None]
