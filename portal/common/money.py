"""Money is integer pence. Reading it, writing it, and splitting it so that no penny is lost."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.rounding import Exact, exact, round_half_up

POUND = 100
_POUNDS = re.compile(r"(?P<minus>[-−]?)£?(?P<pounds>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<pence>\d{1,2}))?")


class MoneyError(DomainError, ValueError):
    """An amount that cannot be read or split; the message is written for the person who typed it."""


def parse_pounds(text: str, *, allow_negative: bool = False) -> int:
    """Pence from what a person typed ("£1,391,000.50"); MoneyError says how to write it."""
    cleaned = re.sub(r"\s+", "", text)
    if not cleaned:
        raise MoneyError(_("Enter an amount in pounds, such as 1,250 or 1,250.50"))
    if re.fullmatch(r"[-−]?£?[\d,]*\.\d{3,}", cleaned):
        raise MoneyError(_("Enter pounds and pence: at most two digits after the point"))
    match = _POUNDS.fullmatch(cleaned)
    if match is None:
        raise MoneyError(_("Enter an amount in pounds using numbers only, such as 1,250 or 1,250.50"))
    if match["minus"] and not allow_negative:
        raise MoneyError(_("Enter an amount that is not below zero"))
    pence = int(match["pounds"].replace(",", "")) * POUND + int((match["pence"] or "0").ljust(2, "0"))
    return -pence if match["minus"] else pence


def format_pounds(pence: int, *, always_pence: bool = False) -> str:
    """ "£1,391,000", "£12.50", "−£3"; pence appear when there are any, or always if asked."""
    pounds, rest = divmod(abs(pence), POUND)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{pounds:,}.{rest:02d}" if rest or always_pence else f"{sign}£{pounds:,}"


def to_pence(value: Exact) -> int:
    """An exact number of pence, rounded half up to the penny."""
    return round_half_up(value)


def largest_remainder(total: int, shares: Mapping[str, Exact]) -> dict[str, int]:
    """Split `total` in proportion to `shares`, exactly: the parts sum to `total`.

    Units are those of `total` (pence, pounds). The units left over go to the largest remainders; a tie goes to the
    larger share, then by reference. Order of the answer is that of `shares`. MoneyError: no share above zero, or one
    below it.
    """
    weights = {reference: exact(share) for reference, share in shares.items()}
    if any(weight < 0 for weight in weights.values()):
        raise MoneyError(_("A share cannot be below zero"))
    whole = sum(weights.values(), start=exact(0))
    if not whole:
        if total:
            raise MoneyError(_("There is nobody to share this between"))
        return dict.fromkeys(weights, 0)
    sign, size = (-1, -total) if total < 0 else (1, total)
    quotas = {reference: size * weight / whole for reference, weight in weights.items()}
    parts = {reference: quota.numerator // quota.denominator for reference, quota in quotas.items()}
    by_claim = sorted(weights, key=lambda ref: (parts[ref] - quotas[ref], -weights[ref], ref))
    for reference in by_claim[: size - sum(parts.values())]:
        parts[reference] += 1
    return {reference: sign * part for reference, part in parts.items()}


def each_hundred(amounts: Mapping[str, int]) -> dict[str, int]:
    """ "Each £100 in this pot" in whole pounds: exactly 100 together. Empty when the pot holds nothing (domain 6.5)."""
    if not sum(amounts.values()):
        return {}
    return largest_remainder(100, amounts)
