"""Organisations with a public page, by name, number and place."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from portal.alliances.models import Alliance, PartnerPost
from portal.codesign.models import Project
from portal.marketplace.models import Service, UnmetNeed
from portal.organisations.models import Organisation
from portal.tenders.models import Contract, Procurement
from search.documents import Document
from search.enums import Kind
from search.models import Entry
from search.sources.base import Pair, Source, facets, lines, pairs
from search.sources.places import places_of


def _documents(rows: QuerySet[Any]) -> Iterator[Document]:
    for organisation in rows.prefetch_related("identifiers"):
        numbers = " ".join(each.value for each in organisation.identifiers.all())
        yield Document(
            source="organisation",
            key=str(organisation.pk),
            kind=Kind.ORGANISATION,
            url=reverse("organisations:organisation_detail", args=[organisation.ref]),
            title=organisation.name,
            text=lines(organisation.summary, organisation.areas_served, organisation.locality, numbers),
            summary=organisation.summary or organisation.areas_served,
            byline=organisation.get_kind_display(),
            ref=organisation.ref,
            facets=facets(area=organisation.locality),
            places=places_of(organisation.postcode),
            fresh_on=organisation.created_at.date(),
            weight=90,
        )


def _touched(pk: int) -> set[Pair]:
    """Itself; and when it has another name than it is found by, everything that names it."""
    own = {("organisation", str(pk))}
    name = Organisation.objects.filter(pk=pk).values_list("name", flat=True).first()
    kept = Entry.objects.filter(generation__is_live=True, source="organisation", key=str(pk))
    before = kept.values_list("title", flat=True).first()
    if before is None or before == name:
        return own
    return own | _naming(pk)


def _naming(pk: int) -> set[Pair]:
    of = Q(organisation=pk)
    return (
        pairs("service", Service.objects.filter(of))
        | pairs("need", UnmetNeed.objects.filter(of))
        | pairs("project", Project.objects.filter(of))
        | pairs("text", Project.objects.filter(of))
        | pairs("alliance", Alliance.objects.filter(Q(lead=pk) | Q(members__organisation=pk)))
        | pairs("post", PartnerPost.objects.filter(of))
        | pairs("opportunity", Procurement.objects.filter(buyer=pk))
        | pairs("contract", Contract.objects.filter(Q(buyer=pk) | Q(parties__organisation=pk)))
    )


ORGANISATIONS = Source(
    name="organisation",
    rows=Organisation.objects.listed,
    documents=_documents,
    seen_by=lambda user: Organisation.objects.listed(),
    touched={"organisations.organisation": _touched},
)
