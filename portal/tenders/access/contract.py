"""Getting a contract at the door: public once in force, before that for its parties and the buyer's team."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.common.rows import only_one
from portal.organisations.models import Organisation
from portal.tenders.models import Award, Contract, ContractParty
from portal.tenders.permissions.contract import can_see_contract, parties_to_sign


def access_contract(user: Any, ref: str, policy: Callable[[Any, Contract], Decision] | None = None) -> Contract:
    """The contract of that reference; 403 with a reason for what one may not do with it."""
    parties = ContractParty.objects.select_related("organisation", "alliance", "signed_by").order_by("pk")
    rows = Contract.objects.select_related("buyer", "entered_by").prefetch_related(Prefetch("parties", parties))
    contract = only_one(rows.filter(ref=ref))
    if contract is not None and contract.award_id:
        contract.award = _award(contract.award_id)
    if contract is None or not can_see_contract(user, contract):
        raise Http404
    if policy and not (decision := policy(user, contract)):
        raise NotAllowed(decision.reason, subject=contract, who_can=decision.who_can)
    return contract


def _award(pk: int) -> Award:
    """The award with what it stands on: a query of its own, because contracts from elsewhere have none of it."""
    return Award.objects.select_related(
        "bid__alliance",
        "bid__organisation",
        "lot__procurement__buyer",
        "lot__procurement__specification__project__need",
        "lot__procurement__specification__framework",
    ).get(pk=pk)


def access_signing_organisation(user: Any, contract: Contract, ref: str) -> Organisation:
    """The party in whose name the person signs."""
    for party in parties_to_sign(user, contract):
        if party.organisation.ref == ref:
            return party.organisation
    raise Http404
