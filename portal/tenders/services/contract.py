"""The contract: written from the award, signed by every party and last by the buyer, in force when all have signed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.services.alliance import alliance_awarded, alliance_delivering
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.organisations.models import Organisation
from portal.tenders.enums import AwardState, ContractState, ProcurementState
from portal.tenders.events.award import ContractSigned
from portal.tenders.models import Award, Contract, ContractParty, Lot, Procurement
from portal.tenders.permissions.contract import (
    can_enter_contract,
    can_sign_contract,
    parties_to_sign,
    wanted_grants,
)
from portal.tenders.selectors.award_notice import price_of
from portal.tenders.selectors.contract_text import contract_text, parties_of, text_hash
from portal.tenders.workflow.contract import CONTRACT
from portal.tenders.workflow.procurement import PROCUREMENT


def contract_create(*, actor: Any, award: Award) -> Contract:
    """Write the contract of an award. Called within the act that makes the award; value in pence is the bid's price."""
    procurement = award.lot.procurement
    lots = procurement.lots.count()
    contract = Contract(
        ref=next_reference(Contract, "CT"),
        award=award,
        buyer=procurement.buyer,
        title=procurement.title if lots == 1 else f"{procurement.title}: {award.lot.title}"[:300],
        description=procurement.summary,
        value_pence=price_of(award),
        outcome_share_percent=procurement.outcome_share_percent,
        starts_on=procurement.starts_on,
        ends_on=procurement.ends_on,
        created_at=now(),
    )
    parties = parties_of(award)
    contract.text = contract_text(contract, award, parties)
    contract.text_hash = text_hash(contract.text)
    contract.save()
    alliance = award.bid.alliance if award.bid else None
    ContractParty.objects.bulk_create(
        ContractParty(contract=contract, organisation=body, role=role, alliance=alliance) for body, role in parties
    )
    if alliance is not None:
        alliance_awarded(actor=actor, alliance=alliance)
    grants_sync(contract, wanted_grants(contract))
    audit_record(
        actor=actor,
        verb="tenders.contract.create",
        subject=contract,
        data={"award": award.pk, "sha256": contract.text_hash, "parties": len(parties)},
    )
    return contract


def _locked(contract: Contract) -> Contract:
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    return Contract.objects.select_related("buyer", "award__lot__procurement").get(pk=contract.pk)


def _same_text(contract: Contract, hash_read: str) -> None:
    if hash_read != contract.text_hash or text_hash(contract.text) != contract.text_hash:
        raise DomainError(_("This is not the text that you read. Open it again before you sign."))


@transaction.atomic
def contract_sign(*, actor: Any, contract: Contract, organisation: Organisation, hash_read: str) -> ContractParty:
    """A party's authorised signatory signs exactly this text. Refused while the standstill is open (SOD-12)."""
    fresh = _locked(contract)
    if not (decision := can_sign_contract(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.contract.sign", who_can=decision.who_can)
    party = next((row for row in parties_to_sign(actor, fresh) if row.organisation_id == organisation.pk), None)
    if party is None:
        reason = _("Only an authorised signatory of %(name)s signs for it.") % {"name": organisation.name}
        raise NotAllowed(reason, subject=fresh, verb="tenders.contract.sign")
    if party.signed_at is not None:
        return party
    _same_text(fresh, hash_read)
    party.signed_by, party.signed_at, party.signed_hash = actor, now(), hash_read
    party.save(update_fields=["signed_by", "signed_at", "signed_hash"])
    audit_record(
        actor=actor,
        verb="tenders.contract.sign",
        subject=fresh,
        data={"organisation": organisation.ref, "sha256": hash_read},
    )
    publish(ContractSigned(party.pk))
    return party


@transaction.atomic
def contract_enter(*, actor: Any, contract: Contract, hash_read: str) -> Contract:
    """The buyer signs last, and the contract is in force. With the last lot settled the procurement is complete."""
    fresh = _locked(contract)
    if not (decision := can_enter_contract(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.contract.enter", who_can=decision.who_can)
    _same_text(fresh, hash_read)
    if any(party.signed_hash != fresh.text_hash for party in fresh.parties.order_by("pk")):
        raise DomainError(_("Not everybody signed the same text."))
    changes = {"entered_by": actor, "entered_at": now()}
    entered: Contract = transition(CONTRACT, fresh, "enter", actor=actor, changes=changes, sha256=hash_read)
    if fresh.award is not None:
        if fresh.award.bid is not None and fresh.award.bid.alliance is not None:
            alliance_delivering(actor=actor, alliance=fresh.award.bid.alliance)
        _complete(actor, fresh.award.lot.procurement)
    return entered


def _complete(actor: Any, procurement: Procurement) -> None:
    """Nothing is left to decide once every lot has a contract in force or was given up."""
    settled = Lot.objects.filter(procurement=procurement, awards__contract__state=ContractState.ACTIVE)
    given_up = Lot.objects.filter(procurement=procurement, awards__state=AwardState.ABANDONED)
    lots = set(procurement.lots.values_list("pk", flat=True))
    if lots <= {*settled.values_list("pk", flat=True), *given_up.values_list("pk", flat=True)}:
        fresh = Procurement.objects.get(pk=procurement.pk)
        if fresh.state == ProcurementState.OPENED:
            transition(PROCUREMENT, fresh, "complete", actor=actor)
