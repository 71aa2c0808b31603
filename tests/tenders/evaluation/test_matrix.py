"""The part of the address table that belongs to evaluations: each named address is in it."""

from portal.tenders.urls.evaluation import urlpatterns
from tests.tenders.matrix_evaluation import MATRIX


def test_every_address_of_an_evaluation_has_its_row() -> None:
    assert {f"tenders:{pattern.name}" for pattern in urlpatterns} == set(MATRIX)
