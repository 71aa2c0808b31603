"""Licences of instruments that belong to somebody: with one an organisation may name the instrument in its outcomes."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.models import Organisation
from portal.outcomes.enums import LICENSED
from portal.outcomes.models import InstrumentLicence
from portal.outcomes.permissions import can_record_licence

if TYPE_CHECKING:
    from portal.accounts.models import User


def _allowed(actor: "User", organisation: Organisation) -> None:
    if not (decision := can_record_licence(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation, who_can=decision.who_can)


@transaction.atomic
def licence_record(
    *,
    actor: "User",
    organisation: Organisation,
    instrument: str,
    reference: str,
    valid_from_on: date,
    valid_to_on: date | None = None,
) -> InstrumentLicence:
    """Write down a licence that the organisation holds. The last day may be open."""
    _allowed(actor, organisation)
    if instrument not in LICENSED:
        raise DomainError(_("This instrument needs no licence."))
    if valid_to_on and valid_to_on < valid_from_on:
        raise DomainError(_("The last day comes before the first."))
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    last = InstrumentLicence.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
    licence = InstrumentLicence(
        organisation=organisation,
        instrument=instrument,
        number=last + 1,
        reference=reference.strip(),
        valid_from_on=valid_from_on,
        valid_to_on=valid_to_on,
        recorded_by=actor,
        recorded_at=now(),
    )
    licence.full_clean()
    licence.save()
    audit_record(actor=actor, verb="outcomes.licence.record", subject=organisation, data={"instrument": instrument})
    return licence


@transaction.atomic
def licence_end(*, actor: "User", licence: InstrumentLicence) -> InstrumentLicence:
    """The licence is over or was written down by mistake; new outcomes cannot use the instrument."""
    locked = InstrumentLicence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    _allowed(actor, locked.organisation)
    if locked.ended_at:
        raise DomainError(_("This licence has ended already."))
    locked.ended_at, locked.ended_by = now(), actor
    locked.save(update_fields=["ended_at", "ended_by"])
    audit_record(
        actor=actor, verb="outcomes.licence.end", subject=locked.organisation, data={"instrument": locked.instrument}
    )
    return locked
