"""What an organisation has in order, kept by its administrators."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import NotAllowed
from portal.organisations.models import Organisation, ReadinessItem
from portal.organisations.permissions import can_manage_organisation

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
