"""Worked sums and thresholds that no other test names. The ids are those of docs/vectors.md."""

from datetime import date

import pytest

from portal.tenders.rules.thresholds import BuyerKind, is_above_threshold

TRUST, ICB, COUNCIL = BuyerKind.NHS_TRUST, BuyerKind.ICB, BuyerKind.LOCAL_AUTHORITY
NEW_YEAR, BEFORE = date(2026, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("buyer", "starts_on", "threshold_pence"),
    [
        pytest.param(TRUST, NEW_YEAR, 135_018_00, id="1.6-9 central from 2026"),
        pytest.param(ICB, NEW_YEAR, 207_720_00, id="1.6-9 board from 2026"),
        pytest.param(COUNCIL, NEW_YEAR, 207_720_00, id="1.6-9 council from 2026"),
        pytest.param(TRUST, BEFORE, 139_688_00, id="1.6-9 central before"),
        pytest.param(COUNCIL, BEFORE, 214_904_00, id="1.6-9 council before"),
    ],
)
def test_the_threshold_of_a_buyer_at_the_start_of_its_procurement(
    buyer: BuyerKind, starts_on: date, threshold_pence: int
) -> None:
    above = [
        is_above_threshold(buyer=buyer, estimated_value_pence=pence, starts_on=starts_on, is_light_touch=False)
        for pence in (threshold_pence - 1, threshold_pence)
    ]
    assert above == [False, True]


@pytest.mark.parametrize("starts_on", [BEFORE, NEW_YEAR])
def test_the_threshold_of_light_touch_services_did_not_change(starts_on: date) -> None:
    above = [
        is_above_threshold(buyer=COUNCIL, estimated_value_pence=pence, starts_on=starts_on, is_light_touch=True)
        for pence in (663_539_99, 663_540_00)
    ]
    assert above == [False, True]
