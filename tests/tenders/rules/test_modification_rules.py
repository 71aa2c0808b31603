from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tenders.rules.modification import (
    Pa23Change,
    PsrModification,
    is_considerable_change,
    is_considerable_sum,
    needs_change_notice,
    pa23_supplier_problem,
    psr_modification,
)
from portal.tenders.rules.psr_process import PsrProcess


@pytest.mark.parametrize(
    ("original", "cumulative", "is_barred", "needs_notice"),
    [
        (2_000_000_00, 499_999_99, False, False),
        (2_000_000_00, 500_000_00, True, False),
        (2_400_000_00, 500_000_00, False, True),
        (2_400_000_00, 599_999_99, False, True),
        (2_400_000_00, 600_000_00, True, False),
        (1_000_000_00, 400_000_00, False, False),
        (2_000_000_00, 300_000_00, False, False),
        (2_000_000_00, 550_000_00, True, False),
    ],
)
def test_half_a_million_and_a_quarter(original: int, cumulative: int, is_barred: bool, needs_notice: bool) -> None:
    assert is_considerable_change(original_pence=original, change_pence=cumulative) is is_barred
    answer = psr_modification(PsrModification(original, cumulative))
    assert (answer.is_allowed, answer.needs_notice) == (not is_barred, needs_notice)


@pytest.mark.parametrize("process", [PsrProcess.DIRECT_A, PsrProcess.DIRECT_B])
def test_awarded_by_a_or_b_any_value_while_the_character_is_unchanged(process: PsrProcess) -> None:
    change = PsrModification(1_000_000_00, 900_000_00, original_process=process)
    answer = psr_modification(change)
    assert (answer.is_allowed, answer.needs_notice) == (True, True)
    assert not psr_modification(replace(change, is_character_changed=True)).is_allowed


BARRED = PsrModification(1_000_000_00, 900_000_00)


@pytest.mark.parametrize(
    ("change", "is_allowed", "needs_notice", "words"),
    [
        (BARRED, False, False, "reach £500,000 and 25%"),
        (replace(BARRED, is_provided_for=True), True, True, "clearly provides"),
        (replace(BARRED, is_succession=True, is_attributable_to_authority=False), True, False, "One provider follows"),
        (replace(BARRED, is_attributable_to_authority=False), True, False, "comes from outside"),
        (replace(BARRED, is_attributable_to_authority=False, is_character_changed=True), False, False, "character"),
        (replace(BARRED, cumulative_change_pence=0, is_character_changed=True), False, False, "character"),
        (replace(BARRED, cumulative_change_pence=-900_000_00), True, False, "under £500,000"),
    ],
)
def test_the_grounds_of_a_modification(
    change: PsrModification, is_allowed: bool, needs_notice: bool, words: str
) -> None:
    answer = psr_modification(change)
    assert (answer.is_allowed, answer.needs_notice) == (is_allowed, needs_notice)
    assert words in answer.reason


def test_a_considerable_change_of_character() -> None:
    assert is_considerable_change(original_pence=1, change_pence=0, is_character_changed=True)
    assert not is_considerable_change(
        original_pence=1, change_pence=0, is_character_changed=True, is_only_succession=True
    )


def test_a_sum_reached_through_outside_factors_is_no_considerable_change() -> None:
    assert not is_considerable_change(
        original_pence=1_000_000_00, change_pence=900_000_00, is_attributable_to_authority=False
    )


@given(st.integers(1, 10**12), st.integers(-(10**12), 10**12))
def test_both_limbs_must_hold(original: int, change: int) -> None:
    barred = is_considerable_sum(original, change)
    assert barred == (change >= 50_000_000 and Decimal(change) / original >= Decimal("0.25"))


@pytest.mark.parametrize(
    ("change", "is_due"),
    [
        (Pa23Change(False, 10, 10), False),
        (Pa23Change(False, Decimal("10.01"), 0), True),
        (Pa23Change(False, 0, 11), True),
        (Pa23Change(False, -11, 0), True),
        (Pa23Change(True, 50, 50), False),
    ],
)
def test_the_change_notice_of_the_procurement_act(change: Pa23Change, is_due: bool) -> None:
    assert needs_change_notice(change) is is_due


def test_the_supplier_stays_even_under_light_touch() -> None:
    change = Pa23Change(is_light_touch=True, is_supplier_changed=True)
    assert "corporate restructuring" in pa23_supplier_problem(change)
    assert pa23_supplier_problem(replace(change, is_corporate_restructuring=True)) == ""
    assert pa23_supplier_problem(Pa23Change(is_light_touch=True)) == ""
