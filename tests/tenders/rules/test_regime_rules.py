from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.common.exceptions import DomainError
from portal.tenders.enums import Regime
from portal.tenders.rules.regime import INDIVIDUALS_ONLY_CPV, RegimeFacts, below_threshold_duties, pick_regime
from portal.tenders.rules.thresholds import BuyerKind

START = date(2026, 6, 1)
HEALTH = RegimeFacts(BuyerKind.ICB, START, is_health_service=True, is_in_psr_list=True, estimated_value_pence=1_00)
CARE = RegimeFacts(BuyerKind.LOCAL_AUTHORITY, START, is_on_light_touch_list=True, estimated_value_pence=900_000_00)
MIXED = replace(HEALTH, health_value_pence=60, other_value_pence=40, would_separation_harm=True)


@pytest.mark.parametrize(
    ("facts", "regime"),
    [
        (HEALTH, Regime.PSR),
        (replace(HEALTH, buyer=BuyerKind.NHS_TRUST), Regime.PSR),
        (replace(HEALTH, buyer=BuyerKind.LOCAL_AUTHORITY), Regime.PSR),
        (replace(HEALTH, buyer=BuyerKind.OTHER, estimated_value_pence=None), Regime.PA23_STANDARD),
        (replace(HEALTH, is_in_psr_list=False, estimated_value_pence=None), Regime.PA23_STANDARD),
        (replace(HEALTH, is_health_service=False, estimated_value_pence=None), Regime.PA23_STANDARD),
        (MIXED, Regime.PSR),
        (replace(MIXED, health_value_pence=40, estimated_value_pence=None), Regime.PA23_STANDARD),
        (replace(MIXED, would_separation_harm=False, estimated_value_pence=None), Regime.PA23_STANDARD),
        (CARE, Regime.PA23_LIGHT_TOUCH),
        (replace(CARE, is_on_light_touch_list=False), Regime.PA23_STANDARD),
        (replace(CARE, estimated_value_pence=663_539_99), Regime.BELOW_THRESHOLD),
        (replace(CARE, estimated_value_pence=663_540_00), Regime.PA23_LIGHT_TOUCH),
        (replace(CARE, estimated_value_pence=None), Regime.PA23_LIGHT_TOUCH),
        (replace(CARE, is_grant=True), Regime.GRANT),
        (replace(HEALTH, is_grant=True), Regime.GRANT),
    ],
)
def test_the_regime_picker(facts: RegimeFacts, regime: Regime) -> None:
    choice = pick_regime(facts)
    assert choice.regime == regime
    assert all(choice.reasons)


@pytest.mark.parametrize("cpv", sorted(INDIVIDUALS_ONLY_CPV))
def test_some_services_count_only_as_delivered_to_individuals(cpv: str) -> None:
    council = replace(HEALTH, buyer=BuyerKind.LOCAL_AUTHORITY, main_cpv=cpv)
    assert pick_regime(council).regime == Regime.PSR
    training = pick_regime(replace(council, is_delivered_to_individuals=False))
    assert training.regime == Regime.BELOW_THRESHOLD
    assert "delivered to individuals" in training.reasons[0]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(HEALTH, buyer=BuyerKind.OTHER), "not a relevant authority"),
        (replace(MIXED, health_value_pence=40), "higher estimated lifetime value"),
        (replace(MIXED, would_separation_harm=False), "separate contracts"),
        (CARE, "not a health care service"),
    ],
)
def test_it_says_why_the_provider_selection_regime_does_not_apply(facts: RegimeFacts, words: str) -> None:
    assert words in pick_regime(facts).reasons[0]


@given(st.one_of(st.none(), st.integers(0, 10**12)))
def test_value_plays_no_part_for_health_services(value: int | None) -> None:
    assert pick_regime(replace(HEALTH, estimated_value_pence=value)).regime == Regime.PSR


@pytest.mark.parametrize(
    ("buyer", "pence", "count"),
    [
        (BuyerKind.LOCAL_AUTHORITY, 30_000_00, 5),
        (BuyerKind.LOCAL_AUTHORITY, 29_999_99, 3),
        (BuyerKind.NHS_TRUST, 12_000_00, 5),
        (BuyerKind.NHS_TRUST, 11_999_99, 3),
    ],
)
def test_duties_below_the_threshold(buyer: BuyerKind, pence: int, count: int) -> None:
    assert len(below_threshold_duties(buyer, pence, START)) == count


def test_a_value_below_zero() -> None:
    with pytest.raises(DomainError, match="below zero"):
        below_threshold_duties(BuyerKind.ICB, -1, START)
