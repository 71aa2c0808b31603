"""Pooled funds as everybody reads them: what they are for. Nothing of a person's budget or plan."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from portal.budgets.models import PooledFund, Scheme
from search.documents import Document
from search.enums import Kind
from search.sources.base import Source, lines, one, pairs


def _documents(rows: QuerySet[Any]) -> Iterator[Document]:
    for fund in rows.select_related("host").prefetch_related("schemes"):
        schemes = [part for each in fund.schemes.all() for part in (each.name, each.area_of_spend, each.description)]
        yield Document(
            source="fund",
            key=str(fund.pk),
            kind=Kind.FUND,
            url=reverse("budgets:fund_detail", args=[fund.ref]),
            title=fund.name,
            text=lines(fund.aims, fund.get_fund_type_display(), *schemes),
            summary=fund.aims,
            byline=fund.host.name,
            ref=fund.ref,
            fresh_on=fund.starts_on,
        )


FUNDS = Source(
    name="fund",
    rows=PooledFund.objects.all,
    documents=_documents,
    seen_by=lambda user: PooledFund.objects.all(),
    touched={
        "budgets.pooledfund": one("fund"),
        "budgets.scheme": lambda pk: pairs("fund", Scheme.objects.filter(pk=pk), "fund"),
    },
)
