"""The standstill, computed once when the notice is published, and stored."""

from datetime import date

from portal.tenders.models import Award, Standstill
from portal.tenders.selectors.award_standstill import days_for_store, planned_standstill, strip_of


def standstill_start(award: Award, published_on: date) -> Standstill:
    """Store its days. Called within the act that publishes the notice; nothing moves them afterwards."""
    procurement = award.lot.procurement
    rule = planned_standstill(procurement, published_on)
    return Standstill.objects.create(
        award=award,
        regime=procurement.regime,
        published_on=rule.published_on,
        begins_on=rule.begins_on,
        last_day_on=rule.last_on,
        ends_at=rule.ends_at,
        days=days_for_store(strip_of(procurement, rule)),
    )
