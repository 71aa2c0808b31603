"""Services from a feed of Open Referral UK: matched by their published id, facts only, never shown as checked by us."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.references import next_reference
from portal.marketplace.enums import AssuredHow, ProposalState
from portal.marketplace.events import ServiceChanged
from portal.marketplace.models import FeedPosition, ListedOrganisation, Service
from portal.marketplace.rules.facts import OrganisationFacts, PublishedService
from portal.marketplace.services.writing import listed_ensure, service_write
from portal.organisations.enums import IdentifierScheme, LegalForm, OrganisationKind, OrganisationState
from portal.organisations.models import Identifier, Organisation
from portal.organisations.services.imported import Publication


@transaction.atomic
def service_import(*, actor: Any, published: PublishedService, source: Publication) -> str:
    """Keep one published service. Returns "in", "updated", "unchanged", or "kept" when its people changed it here.

    ValueError: what of it cannot be kept.
    """
    digest = hashlib.sha256(json.dumps(published.row, sort_keys=True, default=str).encode()).hexdigest()
    known = Service.objects.select_for_update(of=("self",)).filter(uuid=published.uuid).first()
    if known and known.source_name != source.name:
        raise ValueError(f"id {published.uuid} belongs to a service here that came from {_origin(known)}")
    if known and known.source_digest == digest:
        return "unchanged"
    if known and known.proposals.filter(state=ProposalState.APPROVED).exists():
        return "kept"
    service = known or Service(uuid=published.uuid)
    service.organisation = _organisation(published.organisation, source)
    service.source_name, service.source_url, service.source_licence = source.name, source.url, source.licence
    service.source_digest = digest
    if published.facts.columns.get("assured_on"):
        service.assured_how = AssuredHow.SOURCE
    try:
        service_write(service, published.facts)
    except ValidationError as error:
        raise ValueError(_complaint(error)) from error
    audit_record(actor=actor, verb="marketplace.service.import", subject=service, data={"source": source.name})
    publish(ServiceChanged(service.pk))
    return "updated" if known else "in"


def feed_position(url: str) -> int:
    """The page of that feed to begin with: 1, or where the last import was cut short."""
    known = FeedPosition.objects.filter(url=url).first()
    return known.next_page if known else 1


def feed_position_keep(url: str, next_page: int | None) -> None:
    """Note how far the feed was read; None when it was read to its end."""
    if next_page is None:
        FeedPosition.objects.filter(url=url).delete()
    else:
        FeedPosition.objects.update_or_create(url=url, defaults={"next_page": next_page, "saved_at": now()})


def _origin(service: Service) -> str:
    return f"“{service.source_name}”" if service.source_name else "its own people"


def _complaint(error: ValidationError) -> str:
    if hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
    return "; ".join(error.messages)


def _organisation(facts: OrganisationFacts, source: Publication) -> Organisation:
    """Who runs it: by the published id, else by a register's number, else new. One with people here keeps its words."""
    entry = ListedOrganisation.objects.select_related("organisation").filter(uuid=facts.uuid).first()
    known = entry.organisation if entry else _by_register(facts)
    if known is None:
        known = _create(facts, source)
    elif known.state == OrganisationState.IMPORTED and known.source_name == source.name:
        _update(known, facts)
    row = listed_ensure(known, facts.uuid, facts.description)
    if row.description != facts.description and known.state == OrganisationState.IMPORTED:
        row.description = facts.description
        row.save(update_fields=["description"])
    return known


def _by_register(facts: OrganisationFacts) -> Organisation | None:
    for scheme, number in facts.registers:
        found = Identifier.objects.select_related("organisation").filter(scheme=scheme, value=number).first()
        if scheme in IdentifierScheme.values and scheme != IdentifierScheme.OTHER and found:
            return found.organisation
    return None


def _columns(facts: OrganisationFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "summary": facts.description[:300],
        "website": facts.website[:200],
        "contact_email": facts.email,
    }


def _create(facts: OrganisationFacts, source: Publication) -> Organisation:
    organisation = Organisation(
        ref=next_reference(Organisation, "ORG"),
        kind=OrganisationKind.PROVIDER,
        legal_form=LegalForm.UNKNOWN,
        state=OrganisationState.IMPORTED,
        created_at=now(),
        source_name=source.name,
        source_url=source.url,
        source_licence=source.licence,
        **_columns(facts),
    )
    organisation.full_clean()
    organisation.save()
    for scheme, number in facts.registers:
        if scheme in IdentifierScheme.values and scheme != IdentifierScheme.OTHER:
            Identifier.objects.get_or_create(scheme=scheme, value=number, defaults={"organisation": organisation})
    audit_record(actor=None, verb="organisations.organisation.import", subject=organisation)
    return organisation


def _update(known: Organisation, facts: OrganisationFacts) -> None:
    changed = [name for name, value in _columns(facts).items() if getattr(known, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(known, name, _columns(facts)[name])
    known.full_clean(validate_unique=False, validate_constraints=False)
    known.save(update_fields=changed)
    audit_record(actor=None, verb="organisations.organisation.import", subject=known, data={"changed": sorted(changed)})
