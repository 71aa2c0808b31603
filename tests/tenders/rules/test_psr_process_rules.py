from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tenders.rules.psr_process import PROCESS_NAMES, PSR_STEPS, ProcessFacts, PsrProcess, process_path

A, B, C = PsrProcess.DIRECT_A, PsrProcess.DIRECT_B, PsrProcess.DIRECT_C
MSP, COMPETITIVE = PsrProcess.MOST_SUITABLE, PsrProcess.COMPETITIVE
NEW = ProcessFacts(can_identify_most_suitable=True)
CONTENT = ProcessFacts(
    has_existing_provider=True,
    is_expiring_and_replaced=True,
    is_provider_satisfying=True,
    is_likely_to_satisfy_next=True,
    can_identify_most_suitable=True,
)
facts_of_any_service = st.builds(ProcessFacts, *[st.booleans()] * 9)


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        (replace(CONTENT, is_framework=True, only_that_provider_can=True), (COMPETITIVE,)),
        (NEW, (MSP, COMPETITIVE)),
        (replace(NEW, can_identify_most_suitable=False), (COMPETITIVE,)),
        (replace(NEW, is_unrestricted_choice=True), (B,)),
        (replace(NEW, only_that_provider_can=True), (MSP, COMPETITIVE)),
        (replace(CONTENT, only_that_provider_can=True), (A,)),
        (replace(CONTENT, only_that_provider_can=True, is_unrestricted_choice=True), (A,)),
        (replace(CONTENT, is_unrestricted_choice=True), (B,)),
        (CONTENT, (C, MSP, COMPETITIVE)),
        (replace(CONTENT, can_identify_most_suitable=False), (C, COMPETITIVE)),
        (replace(CONTENT, is_expiring_and_replaced=False), (MSP, COMPETITIVE)),
        (replace(CONTENT, is_provider_satisfying=False), (MSP, COMPETITIVE)),
        (replace(CONTENT, is_likely_to_satisfy_next=False), (MSP, COMPETITIVE)),
        (replace(CONTENT, is_considerable_change=True), (MSP, COMPETITIVE)),
        (replace(CONTENT, is_considerable_change=True, can_identify_most_suitable=False), (COMPETITIVE,)),
    ],
)
def test_the_path_through_the_five_processes(facts: ProcessFacts, allowed: tuple[PsrProcess, ...]) -> None:
    assert process_path(facts).allowed == allowed


def test_a_single_process_is_mandatory() -> None:
    assert process_path(replace(CONTENT, only_that_provider_can=True)).mandatory == A
    assert process_path(CONTENT).mandatory is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (NEW, "The service is new"),
        (replace(CONTENT, is_considerable_change=True), "considerable change"),
        (replace(CONTENT, is_provider_satisfying=False), "does not satisfy"),
        (replace(CONTENT, is_likely_to_satisfy_next=False), "unlikely to satisfy"),
        (replace(CONTENT, is_expiring_and_replaced=False), "not about to expire"),
        (ProcessFacts(is_framework=True), "framework"),
    ],
)
def test_the_path_says_why(facts: ProcessFacts, words: str) -> None:
    assert words in process_path(facts).reasons[0]


def test_it_says_what_the_most_suitable_provider_process_lacks() -> None:
    assert "recorded view" in process_path(replace(NEW, can_identify_most_suitable=False)).reasons[1]


@given(facts_of_any_service)
def test_what_the_regulations_bar_is_never_offered(facts: ProcessFacts) -> None:
    path = process_path(facts)
    assert path.allowed
    assert path.reasons
    if facts.is_framework:
        assert path.mandatory == COMPETITIVE
    if not facts.has_existing_provider:
        assert not {A, C} & set(path.allowed)
    if facts.is_considerable_change:
        assert C not in path.allowed
    if not facts.can_identify_most_suitable:
        assert MSP not in path.allowed
    assert COMPETITIVE in path.allowed or path.mandatory in {A, B}


def test_going_back_takes_the_step_numbers_of_the_law() -> None:
    assert [len(PSR_STEPS[process]) for process in (C, MSP, COMPETITIVE)] == [6, 8, 10]
    assert set(PROCESS_NAMES) == set(PsrProcess) == set(PSR_STEPS)
    for process, standstill in ((C, 3), (MSP, 5), (COMPETITIVE, 7)):
        assert PSR_STEPS[process][standstill - 1] == "Standstill begins"
