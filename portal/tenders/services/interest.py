"""Registering interest: known to the organisation itself; the buyer sees a count."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.models import Organisation
from portal.organisations.permissions import can_bid_for
from portal.tenders.events.procurement import InterestRegistered
from portal.tenders.models import Interest, Procurement
from portal.tenders.permissions.procurement import can_register_interest


@transaction.atomic
def interest_register(*, actor: Any, procurement: Procurement, organisation: Organisation) -> Interest:
    """Register interest in the name of `organisation`; for an alliance, of its lead. Repeating it changes nothing."""
    if not (decision := can_register_interest(actor, procurement) and can_bid_for(actor, organisation)):
        raise NotAllowed(decision.reason)  # no subject: the procurement's record is read by the buyer
    Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    known = Interest.objects.filter(procurement=procurement, organisation=organisation, withdrawn_at=None).first()
    if known:
        return known
    interest = Interest.objects.create(
        procurement=procurement, organisation=organisation, registered_by=actor, registered_at=now()
    )
    # About the interest, not about the procurement: its record is read by the buyer's people, who see only a count.
    audit_record(actor=actor, verb="tenders.interest.register", subject=interest)
    publish(InterestRegistered(interest.pk))
    return interest


@transaction.atomic
def interest_withdraw(*, actor: Any, procurement: Procurement, organisation: Organisation) -> Interest:
    """Take it back; mails stop."""
    if not (decision := can_bid_for(actor, organisation)):
        raise NotAllowed(decision.reason)
    interest = (
        Interest.objects.select_for_update(of=("self",))
        .filter(procurement=procurement, organisation=organisation, withdrawn_at=None)
        .first()
    )
    if interest is None:
        raise DomainError(_("%(name)s has no interest registered here.") % {"name": organisation.name})
    interest.withdrawn_at = now()
    interest.save(update_fields=["withdrawn_at"])
    audit_record(actor=actor, verb="tenders.interest.withdraw", subject=interest)
    return interest
