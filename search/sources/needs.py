"""Needs: public ones for everybody, recorded ones for the people of the commissioner that noticed them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from portal.marketplace.enums import NeedState
from portal.marketplace.models import UnmetNeed
from portal.marketplace.selectors.needs import need_list
from portal.organisations.enums import MemberRole
from portal.organisations.groups import group_name
from search.documents import PUBLIC, Document
from search.enums import Kind
from search.sources.base import Source, facets, lines, one


def _documents(rows: QuerySet[Any]) -> Iterator[Document]:
    for need in rows.select_related("organisation").prefetch_related("evidence"):
        inside = group_name(need.organisation, MemberRole.MEMBER)
        sources = [part for each in need.evidence.all() for part in (each.title, each.publisher, each.excerpt)]
        yield Document(
            source="need",
            key=str(need.pk),
            kind=Kind.NEED,
            url=reverse("marketplace:need_detail", args=[need.ref]),
            title=need.title,
            text=lines(need.description, need.suggested_response, *sources),
            byline=need.organisation.name,
            ref=need.ref,
            facets=facets(topic=need.category, area=need.area),
            audience=(PUBLIC,) if need.state == NeedState.PUBLIC else (inside,),
            fresh_on=need.recorded_at.date(),
        )


NEEDS = Source(
    name="need",
    rows=UnmetNeed.objects.all,
    documents=_documents,
    seen_by=need_list,
    touched={"marketplace.unmetneed": one("need")},
)
