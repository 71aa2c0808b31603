"""Results of a contract, reported by those who deliver under it."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.budgets.enums import ApprovalState
from portal.budgets.events import OutcomeReported
from portal.budgets.links import framework_of
from portal.budgets.models import Payment
from portal.budgets.permissions import can_report_outcome
from portal.common.events import publish
from portal.common.exceptions import DomainError
from portal.outcomes.services import Evidence, observation_record
from portal.tenders.enums import ContractState

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.outcomes.models import Indicator, Observation
    from portal.tenders.models import Contract


@transaction.atomic
def outcome_report(
    *,
    actor: "User",
    contract: "Contract",
    indicator: "Indicator",
    period_from_on: date,
    period_to_on: date,
    value: Decimal,
    people_measured: int,
    people_started: int,
    evidence: str,
    evidence_file: Evidence | None = None,
    replaces: "Observation | None" = None,
) -> "Observation":
    """Report what was measured. A result is put right only while no payment stands on it."""
    _check_contract(contract, indicator, period_from_on)
    if (
        replaces is not None
        and Payment.objects.filter(
            observation=replaces, state__in=[ApprovalState.PREPARED, ApprovalState.APPROVED]
        ).exists()
    ):
        raise DomainError(_("A payment stands on this result, so it cannot be changed now."))
    observation = observation_record(
        actor=actor,
        may=can_report_outcome(actor, contract),
        indicator=indicator,
        context_ref=contract.ref,
        period_from_on=period_from_on,
        period_to_on=period_to_on,
        value=value,
        people_measured=people_measured,
        people_started=people_started,
        evidence=evidence,
        evidence_file=evidence_file,
        replaces=replaces,
    )
    publish(OutcomeReported(observation.pk, contract.pk))
    return observation


def _check_contract(contract: "Contract", indicator: "Indicator", period_from_on: date) -> None:
    framework = framework_of(contract)
    if framework is None or indicator.outcome.framework_id != framework.pk:
        raise DomainError(_("This measure belongs to another contract."))
    if contract.state not in (ContractState.ACTIVE, ContractState.ENDED):
        raise DomainError(_("Results are reported once the contract is in force."))
    if contract.starts_on and period_from_on < contract.starts_on:
        raise DomainError(_("The period begins before the contract does."))
