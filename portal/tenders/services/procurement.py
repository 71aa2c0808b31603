"""Beginning and ending a procurement."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.models import SpecificationVersion
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.tenders.enums import TeamRole
from portal.tenders.models import Lot, Procurement, ProcurementAssignment
from portal.tenders.permissions.procurement import can_draft_procurement, can_hold_role, wanted_grants
from portal.tenders.rules.pack import DEFAULT_SCALE, DEFAULT_TIE_RULE
from portal.tenders.services.bid_release import bids_released
from portal.tenders.workflow.procurement import PROCUREMENT


@transaction.atomic
def procurement_draft(*, actor: Any, specification: SpecificationVersion, title: str = "") -> Procurement:
    """Draft a tender from an agreed specification version; the actor becomes its lead and pack author."""
    if not (decision := can_draft_procurement(actor, specification)):
        raise NotAllowed(decision.reason, subject=specification, verb="tenders.procurement.draft")
    project = specification.project
    procurement = Procurement.objects.create(
        ref=next_reference(Procurement, "PR"),
        buyer=project.organisation,
        specification=specification,
        title=title or specification.title,
        summary=project.summary,
        scale=DEFAULT_SCALE,
        tie_rule=DEFAULT_TIE_RULE,
        created_by=actor,
        created_at=now(),
    )
    Lot.objects.create(procurement=procurement, number=1, title=procurement.title[:200])
    for number, role in enumerate((TeamRole.LEAD, TeamRole.PACK_AUTHOR), start=1):
        if number == 1 and not (may := can_hold_role(actor, procurement, role)):
            raise NotAllowed(may.reason, subject=specification, verb="tenders.procurement.draft")
        ProcurementAssignment.objects.create(
            procurement=procurement, user=actor, number=number, role=role, assigned_by=actor, assigned_at=now()
        )
    grants_sync(procurement, wanted_grants(procurement))
    audit_record(
        actor=actor,
        verb="tenders.procurement.draft",
        subject=procurement,
        data={"specification": specification.pk, "version": specification.number},
    )
    return procurement


@transaction.atomic
def procurement_abandon(*, actor: Any, procurement: Procurement, reason: str) -> Procurement:
    """End it without an award, with a reason that everybody reads."""
    if not reason.strip():
        raise DomainError(_("Say why it is abandoned: everybody reads the reason."))
    result: Procurement = transition(PROCUREMENT, procurement, "abandon", actor=actor, reason=reason)
    bids_released(actor=actor, procurement=result)
    return result


@transaction.atomic
def procurement_complete(*, actor: Any, procurement: Procurement) -> Procurement:
    """All its contracts are signed."""
    result: Procurement = transition(PROCUREMENT, procurement, "complete", actor=actor)
    return result
