"""Saying that the details of a service are still right."""

from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import NotAllowed
from portal.marketplace.enums import AssuredHow
from portal.marketplace.events import ServiceChanged
from portal.marketplace.models import Service
from portal.marketplace.permissions import can_change_service, can_confirm_service

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def service_confirm(*, actor: "User", service: Service) -> Service:
    """The details are right today, says whoever runs it or an editor; the page shows who and when."""
    row = Service.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=service.pk)
    if not (decision := can_confirm_service(actor, row)):
        raise NotAllowed(decision.reason, subject=row, verb="marketplace.service.confirm")
    runs_it = bool(can_change_service(actor, row))
    row.assured_on, row.assured_by = today(), actor
    row.assured_how = AssuredHow.PROVIDER if runs_it else AssuredHow.EDITOR
    row.modified_at = now()
    row.save(update_fields=["assured_on", "assured_by", "assured_how", "modified_at"])
    audit_record(actor=actor, verb="marketplace.service.confirm", subject=row, data={"how": row.assured_how})
    publish(ServiceChanged(row.pk))
    return row
