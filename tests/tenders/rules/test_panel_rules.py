"""Who scores what, how many must, letters, hidden names, the three years."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tenders.enums import EvaluatorGroup, TeamRole
from portal.tenders.rules.panel import (
    hide_names,
    letters,
    past_links_since,
    scores_question,
    shortfalls,
    shuffled_labels,
)

PRO, LIVED = TeamRole.EVALUATOR, TeamRole.LIVED_EVALUATOR
ALL, FOR_PRO, FOR_LIVED = EvaluatorGroup.ALL, EvaluatorGroup.PROFESSIONAL, EvaluatorGroup.LIVED_EXPERIENCE


@pytest.mark.parametrize(
    ("role", "group", "expected"),
    [
        (PRO, ALL, True),
        (PRO, FOR_PRO, True),
        (PRO, FOR_LIVED, True),
        (LIVED, ALL, True),
        (LIVED, FOR_PRO, False),
        (LIVED, FOR_LIVED, True),
        (TeamRole.LEAD, ALL, False),
        (TeamRole.FACILITATOR, ALL, False),
    ],
)
def test_who_scores_what(role: str, group: str, expected: bool) -> None:
    assert scores_question(role, group) is expected


def test_three_on_each_question_and_one_with_lived_experience_where_it_says_so() -> None:
    groups = {1: FOR_LIVED, 2: ALL, 3: FOR_PRO}
    assert shortfalls(groups, [PRO, PRO, PRO, LIVED]) == []
    assert shortfalls(groups, [PRO, PRO, LIVED]) == ["Question 3 needs 1 more evaluator."]
    assert shortfalls(groups, [PRO, PRO, PRO]) == ["Question 1 needs an evaluator with lived experience."]
    assert shortfalls({2: ALL}, [PRO]) == ["Question 2 needs 2 more evaluators."]


def test_letters_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@given(st.lists(st.integers(1, 10_000), unique=True, max_size=60), st.integers())
def test_each_bid_has_a_letter_of_its_own(keys: list[int], seed: int) -> None:
    labels = shuffled_labels(keys, random.Random(seed))
    assert set(labels) == {str(key) for key in keys}
    assert sorted(labels.values()) == sorted(letters(place) for place in range(len(keys)))


def test_letters_do_not_follow_the_order_in_which_bids_came() -> None:
    orders = {tuple(shuffled_labels([1, 2, 3], random.Random(seed))) for seed in range(50)}
    assert len(orders) == 6


def test_names_are_cut_out_whatever_their_case_and_only_as_whole_words() -> None:
    pieces = hide_names("HARBOUR carers and Harbour Carerswork with Ann.", ["Harbour Carers", "Harbour", "An", "Ann"])
    assert "".join("[…]" if piece.is_hidden else piece.text for piece in pieces) == "[…] and […] Carerswork with […]."


def test_a_text_without_names_stays_as_it_is() -> None:
    pieces = hide_names("Nobody is named here.", ["Harbour Carers", ""])
    assert [(piece.text, piece.is_hidden) for piece in pieces] == [("Nobody is named here.", False)]


@given(st.text(max_size=80), st.lists(st.text(min_size=3, max_size=12), max_size=4))
def test_cutting_names_loses_no_other_letter(text: str, names: list[str]) -> None:
    kept = "".join(piece.text for piece in hide_names(text, names) if not piece.is_hidden)
    rest = iter(text)
    assert all(letter in rest for letter in kept)


def test_three_years_back_also_from_a_leap_day() -> None:
    assert past_links_since(datetime(2026, 11, 24, 12, tzinfo=UTC)) == datetime(2023, 11, 24, 12, tzinfo=UTC)
    assert past_links_since(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2025, 2, 28, tzinfo=UTC)
