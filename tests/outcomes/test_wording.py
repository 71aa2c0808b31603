from decimal import Decimal

import pytest

from portal.outcomes.enums import Direction, Instrument, Statistic
from portal.outcomes.models import Indicator
from portal.outcomes.wording import counted_as, measured, plain_number, share, unit_of


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("54.00"), "54"),
        (Decimal("6.60"), "6.6"),
        (Decimal("1204"), "1,204"),
        (Decimal("100"), "100"),
        (Decimal("0.00"), "0"),
        (Decimal("1234567.89"), "1,234,567.89"),
        (30, "30"),
    ],
)
def test_figures_without_noughts_at_the_end(value: Decimal, shown: str) -> None:
    assert plain_number(value) == shown


@pytest.mark.parametrize(
    ("instrument", "statistic", "shown"),
    [
        (Instrument.LOCAL, Statistic.PERCENT_AT_OR_ABOVE, "6.6%"),
        (Instrument.GBO, Statistic.PERCENT_IMPROVED, "6.6%"),
        (Instrument.GBO, Statistic.MEAN, "6.6 out of 10"),
        (Instrument.ONS4, Statistic.MEDIAN, "6.6 out of 10"),
        (Instrument.UCLA3, Statistic.MEAN, "6.6 on the scale from 3 to 9"),
        (Instrument.LOCAL, Statistic.MEAN, "6.6"),
        (Instrument.LOCAL, Statistic.COUNT, "6.6"),
        (Instrument.LOCAL, Statistic.RATE, "6.6"),
    ],
)
def test_figures_with_their_unit(instrument: str, statistic: str, shown: str) -> None:
    indicator = Indicator(instrument=instrument, statistic=statistic)
    assert measured(indicator, Decimal("6.60")) == shown
    assert measured(indicator, None) == "not set yet"
    assert unit_of(indicator) == ("%" if shown.endswith("%") else "")


def test_direction_and_share_in_words() -> None:
    lower = Indicator(statistic=Statistic.MEAN, direction=Direction.LOWER)
    assert counted_as(lower) == "Mean, lower is better"
    assert counted_as(Indicator(statistic=Statistic.COUNT, direction=Direction.HIGHER)) == "Count, higher is better"
    assert share(Decimal("12.50")) == "12.5% of the money paid for outcomes"
    assert share(Decimal(0)) == "No payment depends on it: for learning only"
