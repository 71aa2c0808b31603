"""Needs for tests."""

from datetime import date
from typing import Any

from portal.marketplace.models import UnmetNeed
from portal.marketplace.services import Evidence, unmet_need_record
from tests.characters import Cast
from tests.remembered import remembered


@remembered
def need(cast: Cast, **changes: Any) -> UnmetNeed:
    """A recorded need of the integrated care board."""
    values: dict[str, Any] = {
        "actor": cast.officer,
        "organisation": cast.org("icb"),
        "title": "Evening support for people in pain",
        "description": "Helplines close at five. Pain is worst at night.",
        "source": "survey",
        "category": "Peer support",
        "area": "Riverside",
        "people_count": 43,
        "period_from_on": date(2026, 1, 1),
        "period_to_on": date(2026, 6, 30),
        "evidence": (Evidence("Pain survey 2026", "Riverside Council", "Open Government Licence v3.0"),),
    }
    return unmet_need_record(**values | changes)
