"""The words of a search and those of a service meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.marketplace.rules.words import searchable, stem, stems_of, words_of


@pytest.mark.parametrize("word", ["swim", "swims", "swimming", "swimmer", "swimmers"])
def test_forms_of_a_word_share_their_stem(word: str) -> None:
    assert f" {stem(word)}" in searchable("Swimming with someone")


def test_common_words_say_nothing_unless_there_are_no_others() -> None:
    assert words_of("help with my swimming") == ["swimming"]
    assert stems_of("help for me") == ["help", "for", "me"]
    assert stems_of("") == []
    assert stems_of("!!") == []


@given(st.text(max_size=60))
def test_what_a_service_says_finds_it(text: str) -> None:
    kept = searchable(text)
    for found in stems_of(text) if words_of(text) else []:
        assert f" {found}" in kept
