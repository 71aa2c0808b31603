"""An organisation comes to the portal: registered by its people, or made by an administrator, then verified."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.organisations.enums import MemberRole, OrganisationKind
from portal.organisations.events import OrganisationRegistered
from portal.organisations.models import Identifier, Organisation, RegistrationDraft
from portal.organisations.permissions import can_create_commissioner, can_register_organisation, wanted_grants
from portal.organisations.services.people import admit, invitation_write
from portal.organisations.workflow import ORGANISATION

if TYPE_CHECKING:
    from portal.accounts.models import User

FIRST_ROLES = (MemberRole.ADMINISTRATOR, MemberRole.BID_LEAD, MemberRole.SIGNATORY)


@dataclass(frozen=True)
class Profile:
    """What an organisation says of itself. `identifiers`: register code -> number; numbers are not required."""

    name: str
    kind: str
    legal_form: str
    summary: str = ""
    website: str = ""
    postcode: str = ""
    locality: str = ""
    areas_served: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def organisation_register(*, actor: "User", profile: Profile) -> Organisation:
    """Register a provider; the actor becomes administrator, bid lead and signatory. DomainError: number known here."""
    if not (decision := can_register_organisation(actor)):
        raise NotAllowed(decision.reason)
    if profile.kind not in (OrganisationKind.PROVIDER, OrganisationKind.USER_LED):
        raise DomainError(_("Commissioners and oversight bodies are added by a portal administrator."))
    organisation = _write(actor, profile)
    admit(organisation=organisation, user=actor, roles=FIRST_ROLES)
    RegistrationDraft.objects.filter(user=actor).delete()
    audit_record(actor=actor, verb="organisations.organisation.register", subject=organisation)
    publish(OrganisationRegistered(organisation.pk))
    return organisation


@transaction.atomic
def commissioner_create(*, actor: "User", profile: Profile, email: str) -> Organisation:
    """Add a commissioner and invite its first administrator; another portal administrator verifies it."""
    if not (decision := can_create_commissioner(actor)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)
    if profile.kind != OrganisationKind.COMMISSIONER:
        raise DomainError(_("Only commissioners are added here."))
    organisation = _write(actor, profile)
    audit_record(actor=actor, verb="organisations.commissioner.create", subject=organisation)
    invitation_write(actor=actor, organisation=organisation, email=email, roles=(MemberRole.ADMINISTRATOR,))
    publish(OrganisationRegistered(organisation.pk))
    return organisation


@transaction.atomic
def organisation_verify(*, actor: "User", organisation: Organisation) -> Organisation:
    """A portal administrator from outside has checked that it exists and that its people speak for it."""
    done: Organisation = transition(
        ORGANISATION, organisation, "verify", actor=actor, changes={"verified_at": now(), "verified_by": actor}
    )
    return done


@transaction.atomic
def registration_save(*, actor: "User", answers: dict[str, Any]) -> RegistrationDraft:
    """Keep what was written so far; `answers` replace those of the same questions. Only the person sees it."""
    if not (decision := can_register_organisation(actor)):
        raise NotAllowed(decision.reason)
    draft = RegistrationDraft.objects.select_for_update(of=("self",)).filter(user=actor).first()
    draft = draft or RegistrationDraft(user=actor, answers={})
    draft.answers, draft.saved_at = draft.answers | answers, now()
    draft.save()
    audit_record(
        actor=actor, verb="organisations.registration.write", subject=draft, data={"questions": sorted(answers)}
    )
    return draft


@transaction.atomic
def registration_discard(*, actor: "User") -> None:
    """Throw away what was written and not sent."""
    draft = RegistrationDraft.objects.filter(user=actor).first()
    if draft is not None:
        audit_record(actor=actor, verb="organisations.registration.discard", subject=draft)
        draft.delete()


def _write(actor: "User", profile: Profile) -> Organisation:
    numbers = {scheme: value for scheme, value in profile.identifiers.items() if value}
    for scheme, value in numbers.items():
        known = Identifier.objects.filter(scheme=scheme, value=value).select_related("organisation").first()
        if known:
            raise DomainError(
                _("%(name)s is on the portal already with this number. Find it in the list and ask to join.")
                % {"name": known.organisation.name}
            )
    organisation = Organisation(
        ref=next_reference(Organisation, "ORG"),
        name=profile.name,
        kind=profile.kind,
        legal_form=profile.legal_form,
        summary=profile.summary,
        website=profile.website,
        postcode=profile.postcode,
        locality=profile.locality,
        areas_served=profile.areas_served,
        contact_email=profile.contact_email,
        contact_phone=profile.contact_phone,
        created_at=now(),
        registered_by=actor,
    )
    organisation.full_clean()
    organisation.save()
    Identifier.objects.bulk_create(
        Identifier(organisation=organisation, scheme=scheme, value=value) for scheme, value in numbers.items()
    )
    grants_sync(organisation, wanted_grants(organisation))
    return organisation
