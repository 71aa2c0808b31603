"""Published opportunities, announced decisions and public contracts. Nothing of a draft, a bid or an evaluation."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.tenders.enums import ContractState, ProcurementState
from portal.tenders.models import Award, Contract, Procurement
from portal.tenders.selectors.contract_page import provider_name, public_contracts
from search.documents import Document
from search.enums import Kind
from search.sources.base import Pair, Source, lines, pairs

OPEN = (ProcurementState.PUBLISHED, ProcurementState.SOURCED)


def _opportunities(rows: QuerySet[Any]) -> Iterator[Document]:
    for tender in rows.select_related("buyer").prefetch_related("lots"):
        lots = [part for lot in tender.lots.all() for part in (lot.title, lot.description)]
        yield Document(
            source="opportunity",
            key=str(tender.pk),
            kind=Kind.OPPORTUNITY,
            url=reverse("tenders:procurement_detail", args=[tender.ref]),
            title=tender.title,
            text=lines(tender.summary, *lots),
            summary=tender.summary,
            byline=tender.buyer.name,
            ref=tender.ref,
            fresh_on=(tender.published_at or tender.created_at).date(),
            open_until=tender.deadline_at if tender.state in OPEN else None,
        )


def announced_awards() -> QuerySet[Award]:
    """Of each lot the last decision that was announced: what its public page shows."""
    announced = Award.objects.filter(standstill__isnull=False)
    last = announced.filter(lot=OuterRef("lot")).order_by("-recommended_at", "-pk")
    return announced.filter(pk=Subquery(last.values("pk")[:1]))


def _awards(rows: QuerySet[Any]) -> Iterator[Document]:
    for award in rows.select_related("lot__procurement__buyer", "bid__organisation", "bid__alliance", "standstill"):
        tender = award.lot.procurement
        winner = award.bid.bidder_name if award.bid else ""
        yield Document(
            source="award",
            key=str(award.pk),
            kind=Kind.AWARD,
            url=reverse("tenders:award_lot", args=[tender.ref, award.lot.number]),
            title=_("Decision on %(title)s") % {"title": tender.title},
            text=lines(winner, str(award.lot), award.reasons, award.conflicts_summary),
            summary=award.reasons,
            byline=tender.buyer.name,
            ref=tender.ref,
            fresh_on=award.standstill.published_on,
            weight=85,
        )


def _contracts(rows: QuerySet[Any]) -> Iterator[Document]:
    for contract in rows.select_related("buyer").prefetch_related("parties__organisation", "parties__alliance"):
        names = ", ".join(party.organisation.name for party in contract.parties.all())
        yield Document(
            source="contract",
            key=str(contract.pk),
            kind=Kind.CONTRACT,
            url=reverse("contracts:contract_detail", args=[contract.ref]),
            title=contract.title,
            text=lines(contract.description, provider_name(contract), names),
            summary=contract.description or provider_name(contract),
            byline=contract.buyer.name,
            ref=contract.ref,
            fresh_on=(contract.entered_at or contract.created_at).date(),
            weight=80,
        )


def _public_contracts() -> QuerySet[Contract]:
    return Contract.objects.exclude(state=ContractState.SIGNING)


def _of_procurement(pk: int) -> set[Pair]:
    awards = pairs("award", Award.objects.filter(lot__procurement=pk))
    return {("opportunity", str(pk))} | awards


def _of_award(pk: int) -> set[Pair]:
    same_lot = Award.objects.filter(lot__awards=pk)
    return (
        {("award", str(pk))}
        | pairs("award", same_lot)
        | pairs("opportunity", same_lot, "lot__procurement")
        | pairs("contract", Contract.objects.filter(award=pk))
    )


OPPORTUNITIES = Source(
    name="opportunity",
    rows=Procurement.objects.public,
    documents=_opportunities,
    seen_by=lambda user: Procurement.objects.public(),
    touched={"tenders.procurement": _of_procurement},
)
AWARDS = Source(
    name="award",
    rows=announced_awards,
    documents=_awards,
    seen_by=lambda user: announced_awards(),
    touched={"tenders.award": _of_award},
)
CONTRACTS = Source(
    name="contract",
    rows=_public_contracts,
    documents=_contracts,
    seen_by=lambda user: public_contracts(),
    touched={"tenders.contract": lambda pk: {("contract", str(pk))}},
)
