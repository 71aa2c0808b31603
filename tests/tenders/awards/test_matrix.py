"""The part of the address table that belongs to decisions and contracts: each named address is in it."""

from portal.tenders.urls.awards import urlpatterns as awards
from portal.tenders.urls.contracts import urlpatterns as contracts
from tests.tenders.matrix_awards import MATRIX


def test_every_address_of_decisions_and_contracts_has_its_row() -> None:
    named = {f"tenders:{pattern.name}" for pattern in awards} | {f"contracts:{pattern.name}" for pattern in contracts}
    assert named == set(MATRIX)
