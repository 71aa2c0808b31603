from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.common.money import MoneyError, each_hundred, format_pounds, largest_remainder, parse_pounds, to_pence

references = st.text("ABCDEFGHJK", min_size=1, max_size=4)
pots = st.dictionaries(references, st.integers(0, 10**11), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£1,391,000.50", 139_100_050),
        ("1391000", 139_100_000),
        (" £ 12 ", 1_200),
        ("0.5", 50),
        ("12.05", 1_205),
        ("0", 0),
    ],
)
def test_what_people_type_becomes_pence(text: str, pence: int) -> None:
    assert parse_pounds(text) == pence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Enter an amount in pounds"),
        ("   ", "Enter an amount in pounds"),
        ("12.345", "at most two digits"),
        ("1,50", "numbers only"),
        ("1,39,000", "numbers only"),
        ("twelve", "numbers only"),
        ("£", "numbers only"),
        ("12.", "numbers only"),
        ("1e6", "numbers only"),
        ("$12", "numbers only"),
        ("-12", "not below zero"),
        ("−£12", "not below zero"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_to_write_it(text: str, reason: str) -> None:
    with pytest.raises(MoneyError, match=reason):
        parse_pounds(text)


def test_a_refusal_is_one_of_the_domain_so_its_words_may_be_shown() -> None:
    assert issubclass(MoneyError, DomainError)


def test_negative_amounts_where_they_make_sense() -> None:
    assert parse_pounds("-£12.50", allow_negative=True) == -1_250


@pytest.mark.parametrize(
    ("pence", "text"),
    [(139_100_000, "£1,391,000"), (1_250, "£12.50"), (-300, "−£3"), (5, "£0.05"), (0, "£0"), (-1, "−£0.01")],
)
def test_pounds_in_words_of_the_page(pence: int, text: str) -> None:
    assert format_pounds(pence) == text


def test_a_column_of_money_always_shows_its_pence() -> None:
    assert format_pounds(1_500_000, always_pence=True) == "£15,000.00"


@given(st.integers(-(10**12), 10**12), st.booleans())
def test_what_is_shown_can_be_typed_again(pence: int, always_pence: bool) -> None:
    assert parse_pounds(format_pounds(pence, always_pence=always_pence), allow_negative=True) == pence


def test_half_a_penny_goes_up() -> None:
    assert to_pence(Fraction(1, 2)) == 1


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        (2_000_000, {"a": 50, "b": 30, "c": 20}, {"a": 1_000_000, "b": 600_000, "c": 400_000}),
        (100, {"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        (100, {"c": 1, "b": 1, "a": 1}, {"c": 33, "b": 33, "a": 34}),
        (1, {"b": 1, "a": 1}, {"b": 0, "a": 1}),
        (-100, {"a": 1, "b": 1, "c": 1}, {"a": -34, "b": -33, "c": -33}),
        (0, {"a": 0, "b": 0}, {"a": 0, "b": 0}),
        (5, {"a": 0, "b": 3}, {"a": 0, "b": 5}),
    ],
)
def test_splits(total: int, shares: dict[str, int], parts: dict[str, int]) -> None:
    assert largest_remainder(total, shares) == parts
    assert list(largest_remainder(total, shares)) == list(shares)


def test_a_tie_of_remainders_goes_to_the_larger_share() -> None:
    # 2 split 1:3 gives quotas 0.5 and 1.5; both remainders are a half, and one unit is left.
    assert largest_remainder(2, {"a": 1, "b": 3}) == {"a": 0, "b": 2}


def test_nobody_to_share_between() -> None:
    with pytest.raises(MoneyError, match="nobody"):
        largest_remainder(100, {"a": 0})
    with pytest.raises(MoneyError, match="nobody"):
        largest_remainder(100, {})


def test_a_share_below_zero_is_refused() -> None:
    with pytest.raises(MoneyError, match="below zero"):
        largest_remainder(100, {"a": -1, "b": 2})


@given(st.integers(-(10**12), 10**12), pots)
def test_no_penny_is_lost_and_nobody_is_a_whole_unit_off(total: int, shares: dict[str, int]) -> None:
    whole = sum(shares.values())
    if not whole:
        return
    parts = largest_remainder(total, shares)
    assert sum(parts.values()) == total
    assert all(abs(parts[ref] - Fraction(total * shares[ref], whole)) < 1 for ref in shares)
    assert all(parts[ref] == 0 for ref in shares if shares[ref] == 0)


@given(st.integers(0, 10**9), pots)
def test_the_order_of_the_rows_decides_nothing(total: int, shares: dict[str, int]) -> None:
    if sum(shares.values()):
        backwards = dict(reversed(shares.items()))
        assert largest_remainder(total, shares) == largest_remainder(total, backwards)


def test_each_hundred_pounds() -> None:
    assert each_hundred({"Home care": 333, "Peer support": 333, "Other": 334}) == {
        "Home care": 33,
        "Peer support": 33,
        "Other": 34,
    }


def test_an_empty_pot_has_no_hundred_pounds() -> None:
    assert each_hundred({"Home care": 0}) == {}
    assert each_hundred({}) == {}


@given(pots)
def test_each_hundred_is_exactly_a_hundred(amounts: dict[str, int]) -> None:
    assert sum(each_hundred(amounts).values()) == (100 if sum(amounts.values()) else 0)
