"""Getting a contract at the door: public once in force, before that for its parties and the buyer's team."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.organisations.models import Organisation
from portal.tenders.models import Contract
from portal.tenders.permissions.contract import can_see_contract, parties_to_sign


def access_contract(user: Any, ref: str, policy: Callable[[Any, Contract], Decision] | None = None) -> Contract:
    """The contract of that reference; 403 with a reason for what one may not do with it."""
    rows = Contract.objects.select_related(
        "buyer",
        "entered_by",
        "award__bid__alliance",
        "award__bid__organisation",
        "award__lot__procurement__buyer",
        "award__lot__procurement__specification__project__need",
        "award__lot__procurement__specification__framework",
    )
    contract = rows.filter(ref=ref).first()
    if contract is None or not can_see_contract(user, contract):
        raise Http404
    if policy and not (decision := policy(user, contract)):
        raise NotAllowed(decision.reason, subject=contract, who_can=decision.who_can)
    return contract


def access_signing_organisation(user: Any, contract: Contract, ref: str) -> Organisation:
    """The party in whose name the person signs."""
    for party in parties_to_sign(user, contract):
        if party.organisation.ref == ref:
            return party.organisation
    raise Http404
