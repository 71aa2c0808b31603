"""What the answers to the regime picker and the process questions come to (domain 1.1, 1.2)."""

from typing import Any

from django.utils.translation import gettext as _

from portal.common.clock import today
from portal.organisations.enums import LegalForm
from portal.tenders.enums import Regime
from portal.tenders.models import Procurement
from portal.tenders.rules.psr_process import PROCESS_NAMES, ProcessFacts, ProcessPath, PsrProcess, process_path
from portal.tenders.rules.regime import RegimeChoice, RegimeFacts, pick_regime
from portal.tenders.rules.thresholds import BuyerKind

_BUYERS = {
    LegalForm.ICB: BuyerKind.ICB,
    LegalForm.COUNCIL: BuyerKind.LOCAL_AUTHORITY,
    LegalForm.NHS_TRUST: BuyerKind.NHS_TRUST,
}
HEALTH, MIXED, OTHER, GRANT = "health", "mixed", "other", "grant"


def regime_choice(procurement: Procurement) -> RegimeChoice | None:
    """Which rules the recorded facts lead to, with reasons; None before they are answered."""
    facts: dict[str, Any] = procurement.regime_facts
    if "kind" not in facts:
        return None
    return pick_regime(
        RegimeFacts(
            buyer=_BUYERS.get(LegalForm(procurement.buyer.legal_form), BuyerKind.OTHER),
            starts_on=today(),
            is_grant=facts["kind"] == GRANT,
            is_health_service=facts["kind"] in (HEALTH, MIXED),
            is_in_psr_list=bool(facts.get("is_in_psr_list")),
            main_cpv=procurement.main_cpv,
            is_delivered_to_individuals=bool(facts.get("is_delivered_to_individuals")),
            health_value_pence=int(facts.get("health_value_pence") or 0),
            other_value_pence=int(facts.get("other_value_pence") or 0) if facts["kind"] == MIXED else 0,
            would_separation_harm=bool(facts.get("would_separation_harm")),
            is_on_light_touch_list=bool(facts.get("is_on_light_touch_list")),
            estimated_value_pence=procurement.estimated_value_pence,
        )
    )


def path_of(procurement: Procurement) -> ProcessPath | None:
    """Which processes the Provider Selection Regime allows; None outside it or before the answers."""
    facts: dict[str, Any] = procurement.regime_facts
    if procurement.regime != Regime.PSR or "has_existing_provider" not in facts:
        return None
    return process_path(
        ProcessFacts(
            has_existing_provider=bool(facts["has_existing_provider"]),
            only_that_provider_can=bool(facts.get("only_that_provider_can")),
            is_unrestricted_choice=bool(facts.get("is_unrestricted_choice")),
            is_expiring_and_replaced=bool(facts.get("is_expiring_and_replaced")),
            is_provider_satisfying=bool(facts.get("is_provider_satisfying")),
            is_likely_to_satisfy_next=bool(facts.get("is_likely_to_satisfy_next")),
            is_considerable_change=bool(facts.get("is_considerable_change")),
            can_identify_most_suitable=bool(facts.get("can_identify_most_suitable")),
        )
    )


def allows_competition(path: ProcessPath) -> bool:
    """Whether the competitive process, the one that runs through the portal, may be followed."""
    return PsrProcess.COMPETITIVE in path.allowed


def process_names(path: ProcessPath) -> list[str]:
    """The processes that may be followed, in words."""
    return [_(PROCESS_NAMES[process]) for process in path.allowed]
