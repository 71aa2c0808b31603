"""An alliance does not close for good while a contract of it runs."""

import pytest

from portal.common.guards import objections
from portal.tenders.models import Contract
from tests.characters import Cast
from tests.tenders.factories_awards import sourced_contract
from tests.tenders.factories_bids import signed_alliance


@pytest.mark.parametrize(("state", "is_kept"), [("signing", True), ("active", True), ("ended", False)])
def test_a_running_contract_keeps_the_alliance_open(cast: Cast, state: str, is_kept: bool) -> None:
    alliance, contract = signed_alliance(cast), sourced_contract(cast)
    assert objections("alliances.alliance.close", alliance) == []
    contract.parties.update(alliance=alliance)
    Contract.objects.filter(pk=contract.pk).update(state=state)
    reasons = [f"A contract still runs: {contract.ref}. It has to end first."] if is_kept else []
    assert objections("alliances.alliance.close", alliance) == reasons
