from datetime import date

import pytest

from portal.common.exceptions import DomainError
from portal.tenders.rules.thresholds import (
    REGIME_PARAMETERS,
    BuyerClass,
    BuyerKind,
    Parameter,
    buyer_class,
    is_above_threshold,
    is_reached,
    parameter_on,
)

TRUST, ICB, COUNCIL = BuyerKind.NHS_TRUST, BuyerKind.ICB, BuyerKind.LOCAL_AUTHORITY
JANUARY, DECEMBER = date(2026, 1, 2), date(2025, 12, 31)
LATER = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("buyer", "starts_on", "is_above"),
    [
        (TRUST, JANUARY, True),
        (ICB, JANUARY, False),
        (COUNCIL, JANUARY, False),
        (TRUST, DECEMBER, False),
        (TRUST, date(2026, 1, 1), True),
    ],
)
def test_the_same_amount_by_buyer_and_start(buyer: BuyerKind, starts_on: date, is_above: bool) -> None:
    assert (
        is_above_threshold(buyer=buyer, estimated_value_pence=137_000_00, starts_on=starts_on, is_light_touch=False)
        is is_above
    )


@pytest.mark.parametrize(("pence", "is_above"), [(663_540_00, True), (663_539_99, False)])
def test_light_touch_at_the_figure_itself_is_above(pence: int, is_above: bool) -> None:
    for buyer in BuyerKind:
        assert (
            is_above_threshold(buyer=buyer, estimated_value_pence=pence, starts_on=LATER, is_light_touch=True)
            is is_above
        )


def test_a_value_that_is_unknown_counts_as_above() -> None:
    assert is_above_threshold(buyer=ICB, estimated_value_pence=None, starts_on=LATER, is_light_touch=True)


@pytest.mark.parametrize(
    ("parameter", "pence", "buyer", "is_due"),
    [
        (Parameter.KPI_DUTY, 5_000_000_00, None, False),
        (Parameter.KPI_DUTY, 5_000_000_01, None, True),
        (Parameter.CONTRACT_COPY, 5_000_000_00, None, False),
        (Parameter.CONTRACT_COPY, 5_000_000_01, None, True),
        (Parameter.LOSERS_NAMED, 5_000_000_00, None, False),
        (Parameter.PAYMENT_NOTICE, 30_000_00, None, False),
        (Parameter.PAYMENT_NOTICE, 30_000_01, None, True),
        (Parameter.BELOW_THRESHOLD_NOTICE, 30_000_00, COUNCIL, True),
        (Parameter.BELOW_THRESHOLD_NOTICE, 29_999_99, COUNCIL, False),
        (Parameter.BELOW_THRESHOLD_NOTICE, 12_000_00, TRUST, True),
        (Parameter.PIPELINE_SPEND, 100_000_000_00, None, False),
        (Parameter.PIPELINE_CONTRACT, 2_000_000_01, None, True),
        (Parameter.CONSIDERABLE_CHANGE, 500_000_00, None, True),
    ],
)
def test_at_the_figure_itself_the_statutes_differ(
    parameter: Parameter, pence: int, buyer: BuyerKind | None, is_due: bool
) -> None:
    assert is_reached(parameter, pence, LATER, buyer) is is_due


def test_who_is_central_government() -> None:
    central = {kind for kind in BuyerKind if buyer_class(kind) == BuyerClass.CENTRAL}
    assert central == {BuyerKind.NATIONAL_HEALTH_BODY, BuyerKind.NHS_TRUST}


def test_a_duty_that_had_not_begun() -> None:
    with pytest.raises(DomainError, match="No payment notice was in force"):
        parameter_on(Parameter.PAYMENT_NOTICE, date(2026, 3, 31))


def test_a_value_that_depends_on_the_buyer_needs_one() -> None:
    with pytest.raises(DomainError, match="for this buyer"):
        parameter_on(Parameter.SERVICES_THRESHOLD, LATER)


def test_every_value_has_its_source_and_no_two_are_in_force_at_once() -> None:
    assert all(
        each.source_url.startswith("https://www.legislation.gov.uk/") and each.source for each in REGIME_PARAMETERS
    )
    for day in (ACT_FIRST_DAY, DECEMBER, JANUARY, LATER):
        keys = [(each.parameter, each.buyer) for each in REGIME_PARAMETERS if each.is_in_force(day)]
        assert len(keys) == len(set(keys))


ACT_FIRST_DAY = date(2025, 2, 24)


def test_the_source_of_a_value_is_the_one_of_its_day() -> None:
    assert parameter_on(Parameter.SERVICES_THRESHOLD, DECEMBER, ICB).source == "SI 2025/163 reg 3"
    assert parameter_on(Parameter.SERVICES_THRESHOLD, JANUARY, ICB).source == "SI 2025/1200 reg 2"
