"""How a measured figure is said: "54%", "6.6 out of 10"."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.outcomes.enums import Direction, Instrument, Statistic

if TYPE_CHECKING:
    from portal.outcomes.models import Indicator

PERCENTS = frozenset({Statistic.PERCENT_AT_OR_ABOVE, Statistic.PERCENT_IMPROVED})
OUT_OF_TEN = frozenset({Instrument.GBO, Instrument.ONS4})
AVERAGES = frozenset({Statistic.MEAN, Statistic.MEDIAN})


def plain_number(value: Decimal | int) -> str:
    """Without noughts at the end: 54, 6.6, 1,204."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_of(indicator: "Indicator") -> str:
    """What stands after the figure on a small picture: "%" or nothing."""
    return "%" if indicator.statistic in PERCENTS else ""


def measured(indicator: "Indicator", value: Decimal | int | None) -> str:
    """The figure with its unit; nothing is "not set yet"."""
    if value is None:
        return _("not set yet")
    figure = plain_number(value)
    if indicator.statistic in PERCENTS:
        return f"{figure}%"
    if indicator.statistic in AVERAGES and indicator.instrument in OUT_OF_TEN:
        return _("%(figure)s out of 10") % {"figure": figure}
    if indicator.statistic in AVERAGES and indicator.instrument == Instrument.UCLA3:
        return _("%(figure)s on the scale from 3 to 9") % {"figure": figure}
    return figure


def counted_as(indicator: "Indicator") -> str:
    """How answers become one figure, in a sentence."""
    better = _("higher is better") if indicator.direction == Direction.HIGHER else _("lower is better")
    return f"{indicator.get_statistic_display()}, {better}"


def share(weight: Decimal) -> str:
    """The weight in words: "60% of the money paid for outcomes"."""
    if not weight:
        return _("No payment depends on it: for learning only")
    return _("%(figure)s%% of the money paid for outcomes") % {"figure": plain_number(weight)}
