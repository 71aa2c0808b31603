"""The one row that there can be."""

import pytest

from portal.common.rows import only_one
from portal.organisations.models import Organisation
from tests.characters import Cast


def test_the_one_row_or_none(cast: Cast) -> None:
    icb = cast.org("icb")
    assert only_one(Organisation.objects.filter(ref=icb.ref)) == icb
    assert only_one(Organisation.objects.filter(ref="ORG-0000-0000")) is None


def test_two_rows_are_a_mistake_of_the_caller(cast: Cast) -> None:
    with pytest.raises(Organisation.MultipleObjectsReturned):
        only_one(Organisation.objects.all())


def test_nothing_is_sorted(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1) as asked:  # type: ignore[operator]
        only_one(Organisation.objects.filter(ref=cast.org("icb").ref))
    assert "ORDER BY" not in asked.captured_queries[0]["sql"]
