"""Six months: check before you go. Twelve: comes last."""

from datetime import date

import pytest

from portal.marketplace.rules.freshness import Freshness, ages_before, freshness, sinks_before

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("assured_on", "expected"),
    [
        (None, Freshness.NEVER),
        (TODAY, Freshness.FRESH),
        (date(2026, 5, 24), Freshness.FRESH),
        (date(2026, 5, 23), Freshness.AGEING),
        (date(2025, 11, 24), Freshness.AGEING),
        (date(2025, 11, 23), Freshness.OLD),
    ],
)
def test_the_day_itself_is_still_within(assured_on: date | None, expected: Freshness) -> None:
    assert freshness(assured_on, TODAY) == expected


def test_months_of_different_lengths_end_on_their_last_day() -> None:
    assert ages_before(date(2026, 8, 31)) == date(2026, 2, 28)
    assert sinks_before(date(2024, 2, 29)) == date(2023, 2, 28)
