"""Points for price by the published formula, with the working, and the flag for abnormally low prices.

Domain 2.3 and 2.4. Prices in pence, points in exact fractions. A bid that failed is out before the lowest price
or the mean is looked for, so that its price sets nothing. A price that is missing or not above zero is invalid; it does
not earn zero points.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.money import POUND, format_pounds
from portal.common.rounding import digits, exact, round_places
from portal.tenders.enums import PriceFormula

MIN_BIDS_FOR_MEAN = 3
ABNORMALLY_LOW_PERCENT = Decimal(15)
BELOW_LOWEST_PERCENT = Decimal(1)


@dataclass(frozen=True)
class PriceTerms:
    """As published. `reference_pence`: the benchmark (`benchmark`) or the price that is set (`fixed_price`)."""

    formula: PriceFormula
    weight: Decimal
    reference_pence: int | None = None


@dataclass(frozen=True)
class PriceScore:
    """One bid's points. `points` is None when it earns none to be ranked on; `reason` then says why.

    Under `price_per_quality_point` `points` are pounds for each quality point, and the lowest wins.
    """

    price_pence: int | None
    points: Fraction | None
    working: str = ""
    reason: str = ""

    @property
    def is_valid(self) -> bool:
        return self.points is not None

    @property
    def shown(self) -> Decimal | None:
        """Two decimals, for display; the total is rounded from the exact points."""
        return None if self.points is None else round_places(self.points)


def terms_problem(terms: PriceTerms) -> str:
    """Why these terms cannot be published; empty when they can."""
    if terms.formula in {PriceFormula.FIXED_PRICE, PriceFormula.PRICE_PER_QUALITY_POINT}:
        if terms.weight:
            return _("With this way of judging price, quality carries all 100 points: set the price weight to 0.")
    elif not 0 < terms.weight <= 100:
        return _("Give price a weight above 0 and at most 100.")
    if terms.formula in {PriceFormula.FIXED_PRICE, PriceFormula.BENCHMARK} and (terms.reference_pence or 0) <= 0:
        return _("Say the amount that prices are held against.")
    return ""


def price_scores(
    terms: PriceTerms,
    prices: Mapping[str, int | None],
    *,
    failed: Collection[str] = (),
    quality: Mapping[str, Decimal] | None = None,
) -> dict[str, PriceScore]:
    """Points of every bid by reference. `failed`: bids already out; `quality`: totals, for price per quality point.

    DomainError when the terms are wrong or the mean would stand on fewer than three valid bids.
    """
    if problem := terms_problem(terms):
        raise DomainError(problem)
    reasons = {reference: _invalid(terms, price) for reference, price in prices.items()}
    reasons |= {
        reference: _("Not ranked: taken out before prices were looked at.")
        for reference in prices
        if reference in failed
    }
    valid = {reference: price for reference, price in prices.items() if price is not None and not reasons[reference]}
    scored = _scored(terms, valid, quality or {}) if valid else {}
    return {
        reference: scored.get(reference) or PriceScore(price, None, reason=reasons[reference])
        for reference, price in prices.items()
    }


def _invalid(terms: PriceTerms, price: int | None) -> str:
    if price is None:
        return _("No price was given.")
    if price <= 0:
        return _("The price is not above zero.")
    if terms.formula == PriceFormula.FIXED_PRICE and price > (terms.reference_pence or 0):
        return _("The price is above the price that is set, %(set)s.") % {
            "set": format_pounds(terms.reference_pence or 0)
        }
    return ""


def _scored(terms: PriceTerms, valid: Mapping[str, int], quality: Mapping[str, Decimal]) -> dict[str, PriceScore]:
    match terms.formula:
        case PriceFormula.RELATIVE_LOWEST:
            lowest = min(valid.values())
            return {ref: _relative(terms.weight, lowest, price) for ref, price in valid.items()}
        case PriceFormula.BENCHMARK:
            return {ref: _benchmark(terms.weight, terms.reference_pence or 0, price) for ref, price in valid.items()}
        case PriceFormula.DEVIATION_FROM_MEAN:
            mean = _mean_of_three(valid)
            return {ref: _deviation(terms.weight, mean, price) for ref, price in valid.items()}
        case PriceFormula.PRICE_PER_QUALITY_POINT:
            return {ref: _per_point(price, quality.get(ref, Decimal(0))) for ref, price in valid.items()}
        case _:
            return {ref: PriceScore(price, Fraction(0), _within(terms, price)) for ref, price in valid.items()}


def _relative(weight: Decimal, lowest: int, price: int) -> PriceScore:
    points = exact(weight) * lowest / price
    return PriceScore(
        price, points, f"{digits(weight)} × {format_pounds(lowest)} ÷ {format_pounds(price)}{_equals(points)}"
    )


def _benchmark(weight: Decimal, benchmark: int, price: int) -> PriceScore:
    points = exact(weight) * min(Fraction(1), Fraction(benchmark, price))
    sum_shown = f"{digits(weight)} × {format_pounds(benchmark)} ÷ {format_pounds(price)}"
    if price < benchmark:
        return PriceScore(
            price, points, _("%(sum)s, at most %(weight)s") % {"sum": sum_shown, "weight": digits(weight)}
        )
    return PriceScore(price, points, f"{sum_shown}{_equals(points)}")


def _deviation(weight: Decimal, mean: Fraction, price: int) -> PriceScore:
    share = Fraction(1, 2) - (price - mean) / mean
    points = exact(weight) * min(max(share, Fraction(0)), Fraction(1))
    mean_shown = f"£{digits(mean / POUND)}"
    sum_shown = f"{digits(weight)} × (0.5 − ({format_pounds(price)} − {mean_shown}) ÷ {mean_shown})"
    if not 0 <= share <= 1:
        return PriceScore(
            price, points, _("%(sum)s, kept between 0 and %(weight)s") % {"sum": sum_shown, "weight": digits(weight)}
        )
    return PriceScore(price, points, f"{sum_shown}{_equals(points)}")


def _mean_of_three(valid: Mapping[str, int]) -> Fraction:
    if len(valid) < MIN_BIDS_FOR_MEAN:
        raise DomainError(_("Distance from the mean needs at least three valid bids."))
    return mean_price(valid.values())


def _per_point(price: int, quality: Decimal) -> PriceScore:
    if quality <= 0:
        return PriceScore(price, None, reason=_("It has no quality points to divide the price by."))
    pounds = Fraction(price, POUND) / exact(quality)
    return PriceScore(price, pounds, f"{format_pounds(price)} ÷ {quality} = £{digits(pounds)}")


def _within(terms: PriceTerms, price: int) -> str:
    words = {"price": format_pounds(price), "set": format_pounds(terms.reference_pence or 0)}
    return _("%(price)s is within the price that is set, %(set)s") % words


def _equals(points: Fraction) -> str:
    """The points, cut and not rounded, where they have more decimals than the column beside them shows."""
    return "" if (points * 100).denominator == 1 else f" = {digits(points)}"


def rule_in_words(terms: PriceTerms) -> str:
    """The formula as one line, for the pack and above the working."""
    words = {"weight": digits(terms.weight), "amount": format_pounds(terms.reference_pence or 0)}
    rules = {
        PriceFormula.RELATIVE_LOWEST: _("%(weight)s × lowest ranked price ÷ this price"),
        PriceFormula.FIXED_PRICE: _("The price is set at %(amount)s; a bid above it is out; quality decides"),
        PriceFormula.DEVIATION_FROM_MEAN: _(
            "%(weight)s × (0.5 − (this price − mean price) ÷ mean price), between 0 and %(weight)s"
        ),
        PriceFormula.PRICE_PER_QUALITY_POINT: _("This price ÷ quality points; the lowest wins"),
        PriceFormula.BENCHMARK: _("%(weight)s × benchmark of %(amount)s ÷ this price, at most %(weight)s"),
    }
    return rules[terms.formula] % words


def mean_price(prices: Collection[int]) -> Fraction:
    """Exact mean in pence; ValueError for no prices."""
    if not prices:
        raise ValueError("There is no mean of no prices.")
    return Fraction(sum(prices), len(prices))


@dataclass(frozen=True)
class LowPriceTest:
    """Which prices have to be explained. A flag never rejects: ask, record the answer, decide with reasons.

    `limit_pence` (exact) is the figure below which a price was flagged.
    """

    limit_pence: Fraction
    flagged: Mapping[str, tuple[str, ...]]

    @property
    def limit_shown(self) -> str:
        return f"£{round_places(self.limit_pence / POUND):,}"


def abnormally_low(
    prices: Mapping[str, int], *, percent: Decimal = ABNORMALLY_LOW_PERCENT, should_cost_pence: int | None = None
) -> LowPriceTest:
    """Default test: more than `percent` below the mean of the valid bids, or below the should-cost."""
    limit = mean_price(prices.values()) * (100 - exact(percent)) / 100
    words = {"percent": digits(percent), "cost": format_pounds(should_cost_pence or 0)}
    tests = (
        (limit, _("More than %(percent)s%% below the mean of the ranked bids.") % words),
        (exact(should_cost_pence or 0), _("Below what it should cost, %(cost)s.") % words),
    )
    flagged = {ref: tuple(reason for below, reason in tests if price < below) for ref, price in prices.items()}
    return LowPriceTest(limit, {ref: reasons for ref, reasons in flagged.items() if reasons})


def abnormally_low_without_highest(prices: Mapping[str, int]) -> LowPriceTest:
    """A published public test: more than 15% below the average without the highest price, AND more than 1% below
    the lowest price of the other bids. Two bids or fewer: nothing is flagged."""
    in_order = sorted(prices.values())
    if len(in_order) < MIN_BIDS_FOR_MEAN:
        return LowPriceTest(Fraction(0), {})
    average = mean_price(in_order[:-1]) * (100 - exact(ABNORMALLY_LOW_PERCENT)) / 100
    next_lowest = Fraction(in_order[1]) * (100 - exact(BELOW_LOWEST_PERCENT)) / 100
    limit = min(average, next_lowest)
    reason = _("More than 15% below the average without the highest price, and more than 1% below the next lowest.")
    return LowPriceTest(limit, {ref: (reason,) for ref, price in prices.items() if price < limit})
