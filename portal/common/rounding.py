"""The one rounding of the portal: half up, away from zero, from exact fractions. Floats are refused."""

from decimal import Decimal
from fractions import Fraction

NO_FLOATS = "Exact numbers only: int, Decimal or Fraction, never float."

Exact = int | Decimal | Fraction


def exact(value: Exact) -> Fraction:
    """`value` as a Fraction; TypeError for a float, whose digits are not what was typed."""
    if isinstance(value, float):
        raise TypeError(NO_FLOATS)
    return Fraction(value)


def round_half_up(value: Exact) -> int:
    """To the nearest whole number; a half goes away from zero (2.5 to 3, -2.5 to -3)."""
    fraction = exact(value)
    whole = (2 * abs(fraction.numerator) + fraction.denominator) // (2 * fraction.denominator)
    return whole if fraction >= 0 else -whole


def round_places(value: Exact, places: int = 2) -> Decimal:
    """To `places` decimals, half up, with exactly that many digits shown (26.505 to 26.51)."""
    whole = round_half_up(exact(value) * 10**places)
    # Built from its digits: arithmetic of Decimal would round once more, to 28 digits.
    return Decimal((int(whole < 0), tuple(int(digit) for digit in str(abs(whole))), -places))


def round_to_multiple(value: Exact, multiple: int) -> int:
    """To the nearest multiple (12 and 5 give 10), half up."""
    return round_half_up(exact(value) / multiple) * multiple


def digits(value: Exact, places: int = 4) -> str:
    """For worked lines: all digits if they end within `places`, else cut there, with an ellipsis (14.5036…)."""
    fraction = exact(value)
    scaled = abs(fraction) * 10**places
    cut = scaled.numerator // scaled.denominator
    whole, rest = divmod(cut, 10**places)
    sign = "−" if fraction < 0 else ""
    if scaled.denominator != 1:
        return f"{sign}{whole:,}.{rest:0{places}d}…"
    decimals = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole:,}.{decimals}" if decimals else f"{sign}{whole:,}"
