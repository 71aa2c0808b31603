"""What was measured. Who may say so is known to later stages; they pass their answer."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now, today
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.filetypes import CSV, DOCX, JPEG, PDF, PNG, XLSX, checked_type
from portal.common.permissions import Decision
from portal.common.references import random_reference
from portal.outcomes.enums import FrameworkState
from portal.outcomes.models import Indicator, Observation

if TYPE_CHECKING:
    from portal.accounts.models import User

EVIDENCE_TYPES = (CSV, DOCX, JPEG, PDF, PNG, XLSX)


@dataclass(frozen=True)
class Evidence:
    """A file as it was sent: its name is only ever shown, its type is told by its content."""

    name: str
    content: bytes


@transaction.atomic
def observation_record(
    *,
    actor: "User",
    may: Decision,
    indicator: Indicator,
    context_ref: str,
    period_from_on: date,
    period_to_on: date,
    value: Decimal,
    people_measured: int,
    people_started: int,
    evidence: str,
    evidence_file: Evidence | None = None,
    replaces: Observation | None = None,
) -> Observation:
    """Record one result of an indicator for the contract `context_ref`. `may`: whether the actor reports on it.

    `people_measured` of the `people_started` gave both readings. Raises DomainError for figures that cannot be.
    """
    if not may:
        raise NotAllowed(may.reason, subject=indicator)
    _check(indicator, period_from_on, period_to_on, people_measured, people_started)
    _check_replaced(indicator, context_ref, replaces)
    observation = Observation(
        ref=random_reference("OB"),
        indicator=indicator,
        context_ref=context_ref,
        period_from_on=period_from_on,
        period_to_on=period_to_on,
        value=value,
        people_measured=people_measured,
        people_started=people_started,
        evidence=evidence,
        replaces=replaces,
        recorded_by=actor,
        recorded_at=now(),
    )
    if evidence_file is not None:
        _attach(observation, evidence_file)
    observation.clean_fields()
    _save_once(observation)
    audit_record(
        actor=actor,
        verb="outcomes.observation.record",
        subject=observation,
        data={
            "indicator": indicator.title,
            "context": context_ref,
            "value": str(value),
            "file": observation.evidence_sha256,
        },
    )
    return observation


def _check(indicator: Indicator, first: date, last: date, measured: int, started: int) -> None:
    if indicator.outcome.framework.state != FrameworkState.FIXED:
        raise DomainError(_("Results are recorded once the outcomes are fixed."))
    if last < first:
        raise DomainError(_("The period ends before it begins."))
    if last > today():
        raise DomainError(_("The period has not ended yet."))
    if started < 1 or measured > started:
        raise DomainError(_("At most as many people can have answered both times as began."))


def _check_replaced(indicator: Indicator, context_ref: str, replaces: Observation | None) -> None:
    if replaces is None:
        return
    if (replaces.indicator_id, replaces.context_ref) != (indicator.pk, context_ref):
        raise DomainError(_("A correction must be about the same measure and contract."))
    if Observation.objects.filter(replaces=replaces).exists():
        raise DomainError(_("This result was corrected already."))


def _attach(observation: Observation, sent: Evidence) -> None:
    kind = checked_type(sent.content, *EVIDENCE_TYPES)
    observation.evidence_name = sent.name[:150]
    observation.evidence_type = kind.media_type
    observation.evidence_sha256 = hashlib.sha256(sent.content).hexdigest()
    name = f"{random_reference('EV')}{random_reference('')}.{kind.ending}".lower()
    observation.evidence_file.save(name, ContentFile(sent.content), save=False)


def _save_once(observation: Observation) -> None:
    try:
        with transaction.atomic():
            observation.save(force_insert=True)
    except IntegrityError as error:
        if observation.evidence_file:
            observation.evidence_file.storage.delete(str(observation.evidence_file.name))
        raise DomainError(_("A result for this measure and period is recorded already.")) from error
