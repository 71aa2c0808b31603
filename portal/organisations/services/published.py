"""Organisations that a published notice or contract names: found again, or kept as imported. No people, no act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.references import next_reference
from portal.organisations.enums import IdentifierScheme, OrganisationKind, OrganisationState
from portal.organisations.models import Identifier, Organisation
from portal.organisations.services.imported import Publication


@dataclass(frozen=True)
class Named:
    """What a source says of an organisation. `identifiers` are (scheme, value) of `IdentifierScheme`."""

    name: str
    identifiers: Sequence[tuple[str, str]] = ()
    locality: str = ""
    postcode: str = ""
    website: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def organisation_source(*, actor: Any, named: Named, kind: OrganisationKind, source: Publication) -> Organisation:
    """The organisation of that identifier, else the imported one of that name and kind, else a new imported one.

    What is here already is not overwritten: a notice names an organisation in passing.
    """
    found = _by_identifier(named) or _by_name(named, kind)
    if found is None:
        found = Organisation.objects.create(
            ref=next_reference(Organisation, "ORG"),
            name=named.name[:200],
            kind=kind,
            state=OrganisationState.IMPORTED,
            locality=named.locality[:100],
            postcode=named.postcode[:10],
            website=named.website,
            source_name=source.name[:200],
            source_url=source.url[:500],
            source_licence=source.licence[:100],
            source_data=dict(named.data),
            created_at=now(),
        )
        audit_record(actor=actor, verb="organisations.organisation.import", subject=found)
    if found.is_sourced:
        _add_identifiers(found, named)
    return found


def _by_identifier(named: Named) -> Organisation | None:
    for scheme, value in named.identifiers:
        found = Organisation.objects.filter(identifiers__scheme=scheme, identifiers__value=value).first()
        if found is not None:
            return found
    return None


def _by_name(named: Named, kind: OrganisationKind) -> Organisation | None:
    """Only imported ones, and never one that the same register calls something else."""
    schemes = [scheme for scheme, _value in named.identifiers if scheme != IdentifierScheme.OTHER]
    rows = Organisation.objects.filter(state=OrganisationState.IMPORTED, kind=kind, name__iexact=named.name[:200])
    return rows.exclude(identifiers__scheme__in=schemes).order_by("pk").first()


def _add_identifiers(organisation: Organisation, named: Named) -> None:
    known = set(organisation.identifiers.values_list("scheme", "value"))
    for scheme, value in named.identifiers:
        if (scheme, value) not in known and not Identifier.objects.filter(scheme=scheme, value=value).exists():
            Identifier.objects.create(organisation=organisation, scheme=scheme, value=value)
