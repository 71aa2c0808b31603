"""Which law a procurement falls under: the first screen as a pure function (domain 1.1).

The answer is what the facts say; a person confirms it and writes the rationale.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.tenders.enums import Regime
from portal.tenders.rules.thresholds import BuyerKind, Parameter, is_above_threshold, is_reached

PSR_BUYERS = frozenset(set(BuyerKind) - {BuyerKind.OTHER})
INDIVIDUALS_ONLY_CPV = frozenset({"85312500-4", "85312330-1", "85323000-9"})
"""PSR Sch 1 counts these only so far as they are delivered to individuals."""


@dataclass(frozen=True)
class RegimeFacts:
    """What the picker asks. Values are pence; the estimated value includes VAT and options (None: unknown).

    `is_in_psr_list`: the main CPV code is in PSR Sch 1, to the extent described there. For a mixed procurement,
    `health_value_pence` and `other_value_pence` are the estimated lifetime values of the two parts.
    """

    buyer: BuyerKind
    starts_on: date
    is_grant: bool = False
    is_health_service: bool = False
    is_in_psr_list: bool = False
    main_cpv: str = ""
    is_delivered_to_individuals: bool = True
    health_value_pence: int = 0
    other_value_pence: int = 0
    would_separation_harm: bool = False
    is_on_light_touch_list: bool = False
    estimated_value_pence: int | None = None


@dataclass(frozen=True)
class RegimeChoice:
    regime: Regime
    reasons: tuple[str, ...]


def pick_regime(facts: RegimeFacts) -> RegimeChoice:
    """The tests of domain 1.1 in their order: grant, health services, mixed, then the Procurement Act by value."""
    if facts.is_grant:
        reason = _("It is a grant: nothing is supplied in return for payment. Publish it and keep the reasons.")
        return RegimeChoice(Regime.GRANT, (reason,))
    why_not = _why_not_psr(facts)
    if not why_not:
        return RegimeChoice(Regime.PSR, (_psr_reason(facts),))
    return _procurement_act(facts, why_not)


def _why_not_psr(facts: RegimeFacts) -> str:
    if facts.buyer not in PSR_BUYERS:
        return _("The buyer is not a relevant authority under the Provider Selection Regime.")
    if not (facts.is_health_service and facts.is_in_psr_list):
        return _("It is not a health care service on the list of the Provider Selection Regime.")
    if facts.main_cpv in INDIVIDUALS_ONLY_CPV and not facts.is_delivered_to_individuals:
        return _("This kind of service counts as health care only so far as it is delivered to individuals.")
    return _why_not_mixed(facts) if facts.other_value_pence else ""


def _why_not_mixed(facts: RegimeFacts) -> str:
    if facts.health_value_pence <= facts.other_value_pence:
        return _("The health part does not have the higher estimated lifetime value.")
    if not facts.would_separation_harm:
        return _("The parts could be bought by separate contracts without a material adverse impact.")
    return ""


def _psr_reason(facts: RegimeFacts) -> str:
    if facts.other_value_pence:
        return _(
            "The health part has the higher estimated lifetime value, and separate contracts would have, or be likely "
            "to have, a material adverse impact: the Provider Selection Regime covers the whole."
        )
    return _("It is a health care service on the list, bought by a relevant authority. There is no threshold of value.")


def _procurement_act(facts: RegimeFacts, why_not_psr: str) -> RegimeChoice:
    is_above = is_above_threshold(
        buyer=facts.buyer,
        estimated_value_pence=facts.estimated_value_pence,
        starts_on=facts.starts_on,
        is_light_touch=facts.is_on_light_touch_list,
    )
    if not is_above:
        reason = _("The estimated value is below the threshold of the Procurement Act: your own procedure rules apply.")
        return RegimeChoice(Regime.BELOW_THRESHOLD, (why_not_psr, reason))
    if facts.is_on_light_touch_list:
        return RegimeChoice(Regime.PA23_LIGHT_TOUCH, (why_not_psr, _("The service is on the light touch list.")))
    return RegimeChoice(Regime.PA23_STANDARD, (why_not_psr, _("The service is not on the light touch list.")))


def below_threshold_duties(buyer: BuyerKind, estimated_value_pence: int, starts_on: date) -> list[str]:
    """What the Procurement Act asks below its threshold (s84 to 88), as sentences."""
    if estimated_value_pence < 0:
        raise DomainError(_("An estimated value cannot be below zero."))
    always = [
        _("Do not screen suppliers for suitability before tenders."),
        _("Consider barriers that small and medium-sized enterprises may face."),
        _("Pay valid invoices within 30 days."),
    ]
    if not is_reached(Parameter.BELOW_THRESHOLD_NOTICE, estimated_value_pence, starts_on, buyer):
        return always
    return [
        _("Publish a below-threshold tender notice before any open advertising."),
        _("Publish a contract details notice as soon as reasonably practicable after entering into the contract."),
        *always,
    ]
