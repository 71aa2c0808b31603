"""Keeping a published release as a procurement: once for each ocid, the newest on top, nothing thrown away."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from portal.organisations.enums import IdentifierScheme, OrganisationKind
from portal.organisations.models import Organisation
from portal.organisations.services.imported import Publication
from portal.organisations.services.published import Named, organisation_source
from portal.tenders.models import Procurement
from portal.tenders.rules.ocds import Party, Release, release_read
from portal.tenders.services.sourced import ProcurementFacts, Source, procurement_source

EARLIER = "earlier_releases"


@transaction.atomic
def release_import(*, actor: Any, release: Release, source: Publication) -> str:
    """Keep one release. Returns "in", "updated" or "unchanged" (known already).

    An older release than the one we know does not replace it, but is kept with it. Raises DomainError when the ocid
    is that of a tender made here.
    """
    known = Procurement.objects.select_for_update(of=("self",)).filter(ocid=release.ocid).first()
    said = known.source_data if known else {}
    earlier = list(said.get(EARLIER, []))
    newest = {name: value for name, value in said.items() if name != EARLIER}
    if known and known.is_sourced and release.data in [newest, *earlier]:
        return "unchanged"
    if newest and release.at < _at(newest):
        return _keep_earlier(actor, known, release, source)
    if newest and newest.get("id") != release.id:
        earlier = [newest, *earlier]
    data = release.data | ({EARLIER: earlier} if earlier else {})
    _row, is_new = procurement_source(
        actor=actor,
        ocid=release.ocid,
        source=Source(source.name, release.url or source.url, source.licence, data),
        buyer=buyer_of(actor, release.buyer, source),
        facts=_facts(release),
    )
    return "in" if is_new else "updated"


def _at(data: dict[str, Any]) -> Any:
    return release_read(data).at


def _keep_earlier(actor: Any, known: Any, release: Release, source: Publication) -> str:
    """What we know stays on top; the older words go underneath."""
    newest = {name: value for name, value in known.source_data.items() if name != EARLIER}
    rows = [row for row in known.source_data.get(EARLIER, []) if row.get("id") != release.id]
    top = replace(release_read(newest), data=newest | {EARLIER: [*rows, release.data]})
    procurement_source(
        actor=actor,
        ocid=top.ocid,
        source=Source(known.source_name, known.source_url, known.source_licence, top.data),
        buyer=known.buyer,
        facts=_facts(top),
    )
    return "updated"


def buyer_of(actor: Any, party: Party, source: Publication) -> Organisation:
    """The commissioner named: found by its identifiers, by its name among the imported ones, or made."""
    named = Named(
        name=party.name,
        identifiers=[_identifier(scheme, value) for scheme, value in party.identifiers],
        locality=party.locality,
        postcode=party.postcode,
        website=party.website,
        data=party.data,
    )
    return organisation_source(actor=actor, named=named, kind=OrganisationKind.COMMISSIONER, source=source)


def _identifier(scheme: str, value: str) -> tuple[str, str]:
    """Registers that we do not list are kept with their code before the number."""
    if scheme in IdentifierScheme.values:
        return scheme, value
    return IdentifierScheme.OTHER, f"{scheme}-{value}"[:60] if scheme else value


def _facts(release: Release) -> ProcurementFacts:
    return ProcurementFacts(
        title=release.title,
        summary=release.summary,
        main_cpv=release.main_cpv,
        cpv_codes=release.cpv_codes,
        estimated_value_pence=release.value_pence,
        starts_on=release.starts_on,
        ends_on=release.ends_on,
        deadline_at=release.deadline_at,
        published_at=release.published_at,
        lots=release.lots,
    )
