"""Whatever somebody types, or writes into the address, is no error."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.services import reindex
from search.spelling import gaps, mistakes
from search.stem import stem
from search.text import CLOSE, OPEN, clean, words
from search.understanding import understand
from tests.characters import Cast
from tests.search.test_finding import titles
from tests.search.world import help_page

PIECES = "AND OR NOT NEAR(a|b) title: \\ % _ :* ^a a* ~2 <-> -- {{ {% <b> : ; & | ! / + - * ' ( ) [ ] { }"
OPERATORS = [*PIECES.split(), "NEAR(a b)", '"', "\x00", OPEN, CLOSE]
typed = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.one_of(st.sampled_from([*OPERATORS, "pain", "BS5", "near", "the"]), st.text(max_size=8)), max_size=12
    ).map(" ".join),
)
QUIET = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def client_of(cast: Cast, settings: object) -> Client:
    """With something to find."""
    help_page("Help with pain", "A page <b>about</b> pain, \\ and 100% _honest_.")
    reindex()
    return cast.client("officer")


@pytest.mark.django_db
@QUIET
@given(
    q=typed,
    near=st.one_of(st.just(""), st.just("bs5"), st.text(max_size=12)),
    page=st.one_of(st.text(max_size=6), st.integers().map(str)),
    more=st.dictionaries(
        st.sampled_from(["miles", "kind", "topic", "area", "offer", "open", "order", "format"]),
        st.one_of(st.text(max_size=12), st.sampled_from(["5", "need", "yes", "nearest", "newest", "json"])),
    ),
)
def test_no_question_is_an_error(client_of: Client, q: str, near: str, page: str, more: dict[str, str]) -> None:
    found = client_of.get("/search/", {"q": q, "near": near, "page": page, **more})
    assert found.status_code == 200
    assert OPEN not in found.content.decode()
    suggested = client_of.get("/search/suggest", {"q": q}, headers={"accept": "application/json"})
    assert suggested.status_code == 200
    assert set(json.loads(suggested.content)) == {"q", "suggestions"}
    assert client_of.get("/search/suggest", {"q": q}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("operator", OPERATORS)
def test_what_an_engine_takes_for_an_operator_is_text(cast: Cast, operator: str) -> None:
    help_page("Help with pain", "A title near b, 2, not a.")
    reindex()
    assert "Help with pain" in titles(cast.client(), f"pain {operator}")
    assert "Help with pain" in titles(cast.client(), f"{operator} pain")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/search/?q=%ff%fe", "/search/?q=%00", "/search/suggest?q=%ed%a0%80", "/search/?q=a&q=b"]
)
def test_broken_addresses_are_no_error(cast: Cast, address: str) -> None:
    assert cast.client().get(address).status_code == 200


@given(st.text(max_size=200))
def test_texts_are_cleaned_once_for_all(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert OPEN not in kept
    assert all(word.isascii() for word in words(text))


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_is_no_longer_than_its_word_and_has_its_beginning(word: str) -> None:
    assert len(stem(word)) <= len(word) + 1
    assert stem(word)[:2] == word[:2]


@given(st.from_regex(r"[a-z]{4,14}", fullmatch=True), st.from_regex(r"[a-z]{4,14}", fullmatch=True))
def test_mistakes_are_a_distance_and_a_neighbour_shares_a_gap(one: str, other: str) -> None:
    assert mistakes(one, other) == mistakes(other, one)
    assert (mistakes(one, other) == 0) == (one == other)
    if mistakes(one, other) == 1:
        assert gaps(one) & gaps(other)


@pytest.mark.django_db
@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_every_question_has_few_terms_and_needs_no_more_than_it_has(text: str) -> None:
    understood = understand(text)
    assert len(understood.terms) <= 12
    assert understood.need <= len(understood.terms)
