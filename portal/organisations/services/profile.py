"""What an organisation says of itself, kept by its administrators. Its name is fixed once others rely on it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.permissions import Decision
from portal.organisations.models import Organisation
from portal.organisations.permissions import can_change_name, can_manage_organisation

if TYPE_CHECKING:
    from portal.accounts.models import User

FIELDS = frozenset({"summary", "areas_served", "locality", "postcode", "website", "contact_email", "contact_phone"})


@transaction.atomic
def profile_change(*, actor: "User", organisation: Organisation, **values: str) -> Organisation:
    """Change some of what everybody reads on its page. `values`: column of `FIELDS` -> new text."""
    organisation = _locked(actor, organisation, can_manage_organisation(actor, organisation))
    if unknown := values.keys() - FIELDS:
        raise DomainError(_("This cannot be changed here: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    changed = sorted(name for name, value in values.items() if getattr(organisation, name) != value)
    if not changed:
        return organisation
    for name in changed:
        setattr(organisation, name, values[name])
    organisation.clean_fields()
    organisation.save(update_fields=changed)
    audit_record(actor=actor, verb="organisations.organisation.change", subject=organisation, data={"changed": changed})
    return organisation


@transaction.atomic
def name_change(*, actor: "User", organisation: Organisation, name: str, reason: str = "") -> Organisation:
    """Change the name. Once verified a portal administrator does it, with the reason; earlier names stay recorded."""
    organisation = _locked(actor, organisation, can_change_name(actor, organisation))
    if organisation.verified_at is not None and not reason.strip():
        raise DomainError(_("Say why the name changes. It is in the record."))
    before = organisation.name
    if name.strip() == before:
        raise DomainError(_("This is its name already."))
    organisation.name = name.strip()
    organisation.clean_fields()
    organisation.save(update_fields=["name"])
    audit_record(
        actor=actor,
        verb="organisations.organisation.rename",
        subject=organisation,
        data={"from": before, "to": organisation.name, "reason": reason.strip()},
    )
    return organisation


def _locked(actor: "User", organisation: Organisation, decision: Decision) -> Organisation:
    if not decision:
        raise NotAllowed(decision.reason, subject=organisation, who_can=decision.who_can)
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
