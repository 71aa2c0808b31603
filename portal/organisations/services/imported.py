"""Organisations known from a published source: facts only, no people, no act until somebody claims them."""

from dataclasses import dataclass

from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.references import next_reference
from portal.organisations.enums import IdentifierScheme, LegalForm, OrganisationKind, OrganisationState
from portal.organisations.models import Identifier, Organisation
from portal.organisations.rules.charities import CharityFacts


@dataclass(frozen=True)
class Publication:
    """Where the facts were published, and under which licence."""

    name: str
    url: str
    licence: str


@transaction.atomic
def charity_import(*, facts: CharityFacts, source: Publication) -> str:
    """Keep one published charity, matched by its GB-CHC number. Returns "in", "updated" or "unchanged".

    An organisation that has people of its own here keeps what they say about it.
    """
    known = (
        Organisation.objects.filter(identifiers__scheme=IdentifierScheme.GB_CHC, identifiers__value=facts.number)
        .order_by("pk")
        .first()
    )
    if known is None:
        _create(facts, source)
        return "in"
    if known.state != OrganisationState.IMPORTED:
        return "unchanged"
    return _update(known, facts, source)


def _columns(facts: CharityFacts, source: Publication) -> dict[str, object]:
    return {
        "name": facts.name[:200],
        "locality": facts.locality[:100],
        "postcode": facts.postcode,
        "website": facts.website,
        "source_name": source.name,
        "source_url": source.url,
        "source_licence": source.licence,
        "source_data": facts.data,
    }


def _create(facts: CharityFacts, source: Publication) -> None:
    organisation = Organisation(
        ref=next_reference(Organisation, "ORG"),
        kind=OrganisationKind.PROVIDER,
        legal_form=LegalForm.CHARITY,
        state=OrganisationState.IMPORTED,
        created_at=now(),
        **_columns(facts, source),
    )
    organisation.full_clean(validate_constraints=False)
    organisation.save()
    Identifier.objects.create(organisation=organisation, scheme=IdentifierScheme.GB_CHC, value=facts.number)
    company = facts.company_number
    if company and not Identifier.objects.filter(scheme=IdentifierScheme.GB_COH, value=company).exists():
        Identifier.objects.create(organisation=organisation, scheme=IdentifierScheme.GB_COH, value=company)
    audit_record(actor=None, verb="organisations.organisation.import", subject=organisation)


def _update(known: Organisation, facts: CharityFacts, source: Publication) -> str:
    changed = [name for name, value in _columns(facts, source).items() if getattr(known, name) != value]
    if not changed:
        return "unchanged"
    for name in changed:
        setattr(known, name, _columns(facts, source)[name])
    known.save(update_fields=changed)
    audit_record(actor=None, verb="organisations.organisation.import", subject=known, data={"changed": sorted(changed)})
    return "updated"
