"""Noticing a need, and letting everybody see it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.references import next_reference
from portal.marketplace.enums import NeedState
from portal.marketplace.models import GapReport, NeedEvidence, UnmetNeed
from portal.marketplace.permissions import can_record_need
from portal.marketplace.workflow import NEED

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation


@dataclass(frozen=True)
class Evidence:
    """A published source that shows the need."""

    title: str
    publisher: str
    licence: str
    url: str = ""
    excerpt: str = ""


@transaction.atomic
def unmet_need_record(
    *,
    actor: "User",
    organisation: "Organisation",
    title: str,
    description: str,
    source: str,
    category: str,
    area: str,
    people_count: int,
    period_from_on: date,
    period_to_on: date,
    suggested_response: str = "",
    evidence: tuple[Evidence, ...] = (),
    gaps: tuple[int, ...] = (),
) -> UnmetNeed:
    """Write down a gap that was noticed; it stays inside the commissioner until a project opens from it.

    `gaps`: what people told us, by its rows' keys, that this need answers.
    """
    if not (decision := can_record_need(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation)
    if period_to_on < period_from_on:
        raise DomainError("The period ends before it begins.")
    need = UnmetNeed(
        ref=next_reference(UnmetNeed, "UN"),
        organisation=organisation,
        title=title,
        description=description,
        source=source,
        category=category,
        area=area,
        people_count=people_count,
        period_from_on=period_from_on,
        period_to_on=period_to_on,
        suggested_response=suggested_response,
        recorded_by=actor,
        recorded_at=now(),
    )
    need.full_clean()
    need.save()
    NeedEvidence.objects.bulk_create([NeedEvidence(need=need, **each.__dict__) for each in evidence])
    GapReport.objects.filter(pk__in=gaps, need=None).update(need=need)
    audit_record(actor=actor, verb="marketplace.need.record", subject=need)
    return need


@transaction.atomic
def need_evidence_add(*, actor: "User", need: UnmetNeed, evidence: Evidence) -> NeedEvidence:
    """A further source; also after the need is public, since evidence grows."""
    if not (decision := can_record_need(actor, need.organisation)):
        raise NotAllowed(decision.reason, subject=need)
    row = NeedEvidence.objects.create(need=need, **evidence.__dict__)
    audit_record(actor=actor, verb="marketplace.need.evidence", subject=need, data={"title": evidence.title})
    return row


def unmet_need_publish(*, actor: "User", need: UnmetNeed) -> UnmetNeed:
    """Let everybody see it; harmless when it is public already."""
    if need.state == NeedState.PUBLIC:
        return need
    published: UnmetNeed = transition(NEED, need, "publish", actor=actor)
    return published
