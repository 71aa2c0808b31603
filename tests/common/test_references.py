"""References count on in numbers, not in letters."""

import pytest

from portal.common import clock
from portal.common.references import next_reference
from portal.organisations.models import Organisation


def _organisation(ref: str) -> None:
    Organisation.objects.create(ref=ref, name=ref, kind="provider", legal_form="charity", created_at=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("there", "following"),
    [
        ((), "ZZ-2026-0001"),
        (("ZZ-2026-0009", "ZZ-2026-0010"), "ZZ-2026-0011"),
        (("ZZ-2026-9998", "ZZ-2026-9999"), "ZZ-2026-10000"),
        (("ZZ-2026-10000", "ZZ-2026-9999"), "ZZ-2026-10001"),
        (("ZZ-2026-100000", "ZZ-2026-99999"), "ZZ-2026-100001"),
        (("ZZ-2025-0412", "PR-2026-0007"), "ZZ-2026-0001"),
    ],
)
def test_the_next_reference_follows_the_highest_of_its_year(there: tuple[str, ...], following: str) -> None:
    for ref in there:
        _organisation(ref)
    assert next_reference(Organisation, "ZZ") == following
