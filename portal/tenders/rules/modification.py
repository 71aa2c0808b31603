"""When a contract may be changed without a new procurement (domain 1.2; SI 2023/1348 reg 6, 13; PA23 s74 to 77).

Money in pence. A change of value above zero raises the lifetime value; one below zero is never barred for its size.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.common.rounding import Exact, exact
from portal.tenders.rules.psr_process import PsrProcess

CONSIDERABLE_PENCE = 500_000_00
CONSIDERABLE_PERCENT = 25
UK10_FREE_PERCENT = 10


def is_considerable_sum(original_pence: int, cumulative_change_pence: int) -> bool:
    """The money limb: £500,000 or more AND 25% or more of the value when the contract was entered into."""
    return (
        cumulative_change_pence >= CONSIDERABLE_PENCE
        and 100 * cumulative_change_pence >= CONSIDERABLE_PERCENT * original_pence
    )


def is_considerable_change(
    *,
    original_pence: int,
    change_pence: int,
    is_attributable_to_authority: bool = True,
    is_character_changed: bool = False,
    is_only_succession: bool = False,
) -> bool:
    """Whether direct award C is barred (reg 6(10) to (12)).

    Not met where the only change of character is that one provider follows another, nor where the sum is reached
    through external factors (volume of patients, price formula) and the character is unchanged.
    """
    if is_character_changed and not is_only_succession:
        return True
    return is_attributable_to_authority and is_considerable_sum(original_pence, change_pence)


@dataclass(frozen=True)
class PsrModification:
    """A change of a health services contract. `cumulative_change_pence`: with all earlier ones since signature."""

    original_pence: int
    cumulative_change_pence: int
    is_attributable_to_authority: bool = True
    is_character_changed: bool = False
    is_provided_for: bool = False
    is_succession: bool = False
    original_process: PsrProcess = PsrProcess.COMPETITIVE


@dataclass(frozen=True)
class ModificationAnswer:
    """Whether it may be made, on what ground or why not, and whether a notice (Sch 12 or UK10) is needed."""

    is_allowed: bool
    reason: str
    needs_notice: bool = False


def psr_modification(change: PsrModification) -> ModificationAnswer:
    """One satisfied ground of reg 13 is enough. Sch 12 notice: due to the authority, and £500,000 or more in all."""
    ground = _psr_ground(change)
    if not ground:
        return ModificationAnswer(False, _psr_bar(change))
    is_large = change.cumulative_change_pence >= CONSIDERABLE_PENCE
    return ModificationAnswer(True, ground, needs_notice=change.is_attributable_to_authority and is_large)


def _psr_ground(change: PsrModification) -> str:
    if change.is_provided_for:
        return _("The contract clearly provides for it.")
    if change.is_succession:
        return _("One provider follows another after a corporate change, and meets the basic selection criteria.")
    if change.is_character_changed:
        return ""
    if change.original_process in {PsrProcess.DIRECT_A, PsrProcess.DIRECT_B}:
        return _("The contract was awarded by direct award A or B, and its character is unchanged.")
    if not change.is_attributable_to_authority:
        return _("It comes from outside: the volume of patients or the price formula.")
    if not is_considerable_sum(change.original_pence, change.cumulative_change_pence):
        return _("All changes together are under £500,000 or under 25% of the original value.")
    return ""


def _psr_bar(change: PsrModification) -> str:
    if change.is_character_changed:
        return _("The contract would be different in character: follow a process anew.")
    return _("All changes together reach £500,000 and 25% of the original value: follow a process anew.")


@dataclass(frozen=True)
class Pa23Change:
    """A change of a contract under the Procurement Act, in percent of the value and term at award."""

    is_light_touch: bool
    value_change_percent: Exact = 0
    term_change_percent: Exact = 0
    is_supplier_changed: bool = False
    is_corporate_restructuring: bool = False


def pa23_supplier_problem(change: Pa23Change) -> str:
    """The supplier may change only on corporate restructuring, light touch included (s74(9)); empty when it may."""
    if change.is_supplier_changed and not change.is_corporate_restructuring:
        return _("The supplier can only change because of a corporate restructuring.")
    return ""


def needs_change_notice(change: Pa23Change) -> bool:
    """UK10 before modifying: not for light touch, nor where neither value nor term moves by more than 10% (s75)."""
    moves = (abs(exact(change.value_change_percent)), abs(exact(change.term_change_percent)))
    return not change.is_light_touch and max(moves) > UK10_FREE_PERCENT
