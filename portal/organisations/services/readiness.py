"""What an organisation has in order, kept by its administrators."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now, today
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.enums import ReadinessStatus
from portal.organisations.models import Organisation, ReadinessItem
from portal.organisations.permissions import can_manage_organisation, can_record_seen

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def readiness_change(
    *,
    actor: "User",
    organisation: Organisation,
    kind: str,
    status: str,
    evidence: str = "",
    expires_on: date | None = None,
    is_public: bool = False,
) -> ReadinessItem:
    """Say how one item of the checklist stands. A change of what is claimed ends an earlier verification."""
    if not (decision := can_manage_organisation(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation, who_can=decision.who_can)
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    item = ReadinessItem.objects.filter(organisation=organisation, kind=kind).first()
    item = item or ReadinessItem(organisation=organisation, kind=kind)
    if (item.status, item.evidence, item.expires_on) != (status, evidence, expires_on):
        item.verified_by, item.verified_at = None, None
    item.status, item.evidence, item.expires_on, item.is_public = status, evidence, expires_on, is_public
    item.updated_at = now()
    item.full_clean()
    item.save()
    audit_record(
        actor=actor,
        verb="organisations.readiness.change",
        subject=organisation,
        data={"kind": kind, "status": status, "expires_on": expires_on, "is_public": is_public},
    )
    return item


@transaction.atomic
def readiness_seen(*, actor: "User", organisation: Organisation, kind: str) -> ReadinessItem:
    """Record that one looked at the paper itself. A later change of what is claimed ends it. DomainError: not shown."""
    if not (decision := can_record_seen(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation, who_can=decision.who_can)
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    item = ReadinessItem.objects.filter(organisation=organisation, kind=kind, is_public=True).first()
    if item is None or item.status_on(today()) not in (ReadinessStatus.COMPLETE, ReadinessStatus.PARTIAL):
        raise DomainError(_("There is nothing here now that could be looked at."))
    item.verified_by, item.verified_at = actor, now()
    item.save(update_fields=["verified_by", "verified_at"])
    audit_record(
        actor=actor,
        verb="organisations.readiness.seen",
        subject=organisation,
        data={"kind": kind, "what": item.evidence},
    )
    return item
