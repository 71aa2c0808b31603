"""Which of the five PSR processes may be followed: the path of reg 6 as a pure function (domain 1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop


class PsrProcess(StrEnum):
    DIRECT_A = "direct_a"
    DIRECT_B = "direct_b"
    DIRECT_C = "direct_c"
    MOST_SUITABLE = "most_suitable"
    COMPETITIVE = "competitive"


PROCESS_NAMES: Mapping[PsrProcess, str] = {
    PsrProcess.DIRECT_A: _noop("Direct award A"),
    PsrProcess.DIRECT_B: _noop("Direct award B"),
    PsrProcess.DIRECT_C: _noop("Direct award C"),
    PsrProcess.MOST_SUITABLE: _noop("Most suitable provider"),
    PsrProcess.COMPETITIVE: _noop("Competitive process"),
}

PSR_STEPS: Mapping[PsrProcess, tuple[str, ...]] = {
    PsrProcess.DIRECT_A: (_noop("Award without competition"), _noop("Submit the award notice")),
    PsrProcess.DIRECT_B: (_noop("Award without competition"), _noop("Submit the award notice")),
    PsrProcess.DIRECT_C: (
        _noop("Decide whether content with the existing provider"),
        _noop("Submit the notice of intention"),
        _noop("Standstill begins"),
        _noop("Representations"),
        _noop("Enter into the contract"),
        _noop("Submit the award notice"),
    ),
    PsrProcess.MOST_SUITABLE: (
        _noop("Submit the notice of intention to follow the process"),
        _noop("Identify potential providers"),
        _noop("Assess them and choose the most suitable"),
        _noop("Submit the notice of intention"),
        _noop("Standstill begins"),
        _noop("Representations"),
        _noop("Enter into the contract"),
        _noop("Submit the award notice"),
    ),
    PsrProcess.COMPETITIVE: (
        _noop("Set the award criteria"),
        _noop("Submit the notice inviting offers"),
        _noop("Assess offers"),
        _noop("Decide the successful provider"),
        _noop("Tell the winner and the others"),
        _noop("Submit the notice of intention"),
        _noop("Standstill begins"),
        _noop("Representations"),
        _noop("Enter into the contract"),
        _noop("Submit the award notice"),
    ),
}
"""The steps as the law numbers them, from 1 on: "back to step n" takes exactly these (reg 12(11), 15(8))."""


@dataclass(frozen=True)
class ProcessFacts:
    """What the path asks. Without an existing provider the service is new, and the questions on it do not matter."""

    is_framework: bool = False
    has_existing_provider: bool = False
    only_that_provider_can: bool = False
    is_unrestricted_choice: bool = False
    is_expiring_and_replaced: bool = False
    is_provider_satisfying: bool = False
    is_likely_to_satisfy_next: bool = False
    is_considerable_change: bool = False
    can_identify_most_suitable: bool = False


@dataclass(frozen=True)
class ProcessPath:
    """The processes that may be followed (one: it is mandatory) and why, as sentences in the order of the steps."""

    allowed: tuple[PsrProcess, ...]
    reasons: tuple[str, ...]

    @property
    def mandatory(self) -> PsrProcess | None:
        return self.allowed[0] if len(self.allowed) == 1 else None


def process_path(facts: ProcessFacts) -> ProcessPath:
    """Walk the steps of reg 6 in their order, framework first."""
    if facts.is_framework:
        reason = _("A framework can only be set up, or joined by a provider, through the competitive process.")
        return ProcessPath((PsrProcess.COMPETITIVE,), (reason,))
    if facts.has_existing_provider and facts.only_that_provider_can:
        reason = _("By the nature of the services only the existing provider can provide them: direct award A.")
        return ProcessPath((PsrProcess.DIRECT_A,), (reason,))
    if facts.is_unrestricted_choice:
        reason = _("People choose among all providers that meet the requirements, without a limit: direct award B.")
        return ProcessPath((PsrProcess.DIRECT_B,), (reason,))
    barred = _why_not_c(facts)
    if not barred:
        reason = _(
            "The existing provider satisfies and is likely to, and the change is not considerable: C may be used."
        )
        return _with_msp(facts, (PsrProcess.DIRECT_C,), reason)
    return _with_msp(facts, (), barred)


def _why_not_c(facts: ProcessFacts) -> str:
    if not facts.has_existing_provider:
        return _("The service is new, so direct awards A and C cannot start it.")
    if not facts.is_expiring_and_replaced:
        return _("The existing contract is not about to expire and be replaced, so direct award C is barred.")
    if not facts.is_provider_satisfying:
        return _("The existing provider does not satisfy the contract, so direct award C is barred.")
    if not facts.is_likely_to_satisfy_next:
        return _("The existing provider is unlikely to satisfy the next contract, so direct award C is barred.")
    if facts.is_considerable_change:
        return _("The considerable change threshold is met, so direct award C is barred.")
    return ""


def _with_msp(facts: ProcessFacts, first: tuple[PsrProcess, ...], reason: str) -> ProcessPath:
    """MSP needs a recorded view that such a provider can likely be identified; competitive is always open."""
    if facts.can_identify_most_suitable:
        return ProcessPath((*first, PsrProcess.MOST_SUITABLE, PsrProcess.COMPETITIVE), (reason,))
    no_view = _("The most suitable provider process needs a recorded view that such a provider can be identified.")
    return ProcessPath((*first, PsrProcess.COMPETITIVE), (reason, no_view))
