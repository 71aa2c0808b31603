"""Contracts and notices known from a published source: kept as published, with attribution, no act offered.

Importers call these again and again: the same identifier meets the same row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.models import Alliance
from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.common.references import next_reference
from portal.organisations.models import Organisation
from portal.tenders.enums import ContractState, PartyRole, Process, ProcurementState, Regime
from portal.tenders.models import Contract, ContractParty, Lot, Procurement

Row = TypeVar("Row", Contract, Procurement)


@dataclass(frozen=True)
class Source:
    """Where it was published. `data` keeps everything the publication says, fields of ours or not."""

    name: str
    url: str = ""
    licence: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """As the models keep it."""
        return {
            "source_name": self.name[:200],
            "source_url": self.url[:500],
            "source_licence": self.licence[:100],
            "source_data": self.data,
        }


@dataclass(frozen=True)
class ContractFacts:
    """What a published contract says. Money in pence; None where it is not published."""

    title: str
    description: str = ""
    value_pence: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class ProcurementFacts:
    """What a published notice says. Money in pence including VAT; None where it is not published."""

    title: str
    summary: str = ""
    main_cpv: str = ""
    cpv_codes: tuple[str, ...] = ()
    estimated_value_pence: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    deadline_at: datetime | None = None
    published_at: datetime | None = None
    lots: tuple[tuple[str, int | None], ...] = ()

    def columns(self) -> dict[str, Any]:
        """As the model keeps them."""
        found = {name: value for name, value in vars(self).items() if name != "lots"}
        return found | {"title": self.title[:300], "cpv_codes": list(self.cpv_codes), "main_cpv": self.main_cpv[:12]}


@transaction.atomic
def contract_source(
    *,
    actor: Any,
    source_ref: str,
    source: Source,
    buyer: Organisation,
    facts: ContractFacts,
    parties: Sequence[tuple[Organisation, PartyRole]] = (),
    alliance: Alliance | None = None,
) -> tuple[Contract, bool]:
    """Keep a published contract; True when it is new. `source_ref` tells it apart from every other one."""
    if not source_ref.strip() or not source.name.strip():
        raise DomainError(_("A published contract needs the name of its source and its reference there."))
    found = Contract.objects.select_for_update(of=("self",)).filter(source_ref=source_ref).first()
    if found is not None and not found.is_sourced:
        raise DomainError(_("%(ref)s is a contract made here.") % {"ref": source_ref})
    columns = vars(facts) | source.columns() | {"title": facts.title[:300], "buyer": buyer}
    if found is None:
        contract = Contract.objects.create(
            ref=next_reference(Contract, "CT"),
            source_ref=source_ref,
            state=ContractState.SOURCED,
            created_at=now(),
            **columns,
        )
    else:
        contract = _refreshed(found, columns)
    _set_parties(contract, parties, alliance)
    verb = "tenders.contract.source" if found is None else "tenders.contract.source_again"
    audit_record(actor=actor, verb=verb, subject=contract, data={"source_ref": source_ref})
    return contract, found is None


def _set_parties(
    contract: Contract, parties: Sequence[tuple[Organisation, PartyRole]], alliance: Alliance | None
) -> None:
    named = {body.pk: role for body, role in parties}
    contract.parties.exclude(organisation__in=named).delete()
    for body, role in parties:
        ContractParty.objects.update_or_create(
            contract=contract, organisation=body, defaults={"role": role, "alliance": alliance}
        )


@transaction.atomic
def procurement_source(
    *, actor: Any, ocid: str, source: Source, buyer: Organisation, facts: ProcurementFacts
) -> tuple[Procurement, bool]:
    """Keep a published notice; True when it is new. `ocid` tells it apart from every other one."""
    if not ocid.strip() or not source.name.strip():
        raise DomainError(_("A published notice needs the name of its source and its open contracting id."))
    found = Procurement.objects.select_for_update(of=("self",)).filter(ocid=ocid).first()
    if found is not None and not found.is_sourced:
        raise DomainError(_("%(ocid)s is a tender made here.") % {"ocid": ocid})
    columns = facts.columns() | source.columns() | {"buyer": buyer}
    if found is None:
        procurement = Procurement.objects.create(
            ref=next_reference(Procurement, "PR"),
            ocid=ocid,
            regime=Regime.SOURCED,
            process=Process.SOURCED,
            state=ProcurementState.SOURCED,
            created_at=now(),
            **columns,
        )
    else:
        procurement = _refreshed(found, columns)
    _set_lots(procurement, facts)
    verb = "tenders.procurement.source" if found is None else "tenders.procurement.source_again"
    audit_record(actor=actor, verb=verb, subject=procurement, data={"ocid": ocid})
    return procurement, found is None


def _set_lots(procurement: Procurement, facts: ProcurementFacts) -> None:
    wanted = facts.lots or ((facts.title, facts.estimated_value_pence),)
    procurement.lots.filter(number__gt=len(wanted)).delete()
    for number, (title, value_pence) in enumerate(wanted, start=1):
        Lot.objects.update_or_create(
            procurement=procurement, number=number, defaults={"title": title[:200], "value_pence": value_pence}
        )


def _refreshed(row: Row, columns: dict[str, Any]) -> Row:
    """The source is the authority: what it says now replaces what it said before."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    return row
