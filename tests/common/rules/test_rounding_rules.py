from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.common.rounding import digits, exact, round_half_up, round_places, round_to_multiple


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (Fraction(5, 2), 3),
        (Fraction(3, 2), 2),
        (Fraction(-5, 2), -3),
        (Fraction(1, 2), 1),
        (Fraction(49, 100), 0),
        (Decimal("2.4999999999999999999999"), 2),
        (7, 7),
        (0, 0),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction | Decimal | int, whole: int) -> None:
    assert round_half_up(value) == whole


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="never float"):
        exact(0.1)  # type: ignore[arg-type]


def test_two_places_where_a_chain_of_decimals_would_go_down() -> None:
    parts = [Fraction("34.52") / 6, Fraction("6.45") / 6, Fraction("59.03") * 2 / 6]
    assert sum(parts) == Fraction("26.505")
    assert round_places(sum(parts)) == Decimal("26.51")


def test_rounded_figures_keep_their_zeros() -> None:
    assert str(round_places(Fraction(15))) == "15.00"
    assert str(round_places(Fraction(1, 3), 1)) == "0.3"
    assert str(round_places(Fraction(5, 2), 0)) == "3"


@pytest.mark.parametrize(("value", "multiple", "rounded"), [(12, 5, 10), (13, 5, 15), (150_000, 100_000, 200_000)])
def test_multiples(value: int, multiple: int, rounded: int) -> None:
    assert round_to_multiple(value, multiple) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(15 * 1_391_000, 1_438_600), "14.5036…"),
        (Fraction(15 * 1_391_000, 1_472_500), "14.1697…"),
        (Fraction(15), "15"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 3), "−0.3333…"),
        (Fraction(1_391_000), "1,391,000"),
    ],
)
def test_worked_digits_are_cut_and_never_rounded_up(value: Fraction, text: str) -> None:
    assert digits(value) == text


@given(st.fractions())
def test_rounding_is_never_more_than_half_away(value: Fraction) -> None:
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -round_half_up(value)


@given(st.fractions(max_denominator=10**6), st.integers(0, 4))
@example(Fraction(10**28 + 1), 0)
@example(Fraction(-(10**28) - 1), 2)
def test_more_places_never_take_us_further_away(value: Fraction, places: int) -> None:
    assert abs(Fraction(round_places(value, places)) - value) <= Fraction(1, 2 * 10**places)
