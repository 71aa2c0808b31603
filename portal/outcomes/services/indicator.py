"""What would show an outcome, from which figure to which, and what hangs on it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.exceptions import DomainError
from portal.outcomes.enums import LICENSED, Direction
from portal.outcomes.instruments import READY
from portal.outcomes.models import Indicator, Outcome
from portal.outcomes.rules.payout import curve_problem
from portal.outcomes.selectors.answers import is_licensed
from portal.outcomes.services.framework import locked_for_edit

if TYPE_CHECKING:
    from portal.accounts.models import User

MEASURE_FIELDS = frozenset(
    {
        *("title", "kind", "instrument", "statistic", "direction", "reporter"),
        *("population", "collection_points", "min_n"),
        *("baseline", "baseline_source", "floor", "target", "payment_weight"),
    }
)


@transaction.atomic
def indicator_start(*, actor: "User", outcome: Outcome, instrument: str) -> Indicator:
    """Add an indicator filled in by the choice of an instrument; figures and weight come later.

    DomainError for an instrument that belongs to somebody, when the organisation has no licence of it today.
    """
    if instrument in LICENSED and not is_licensed(outcome.framework.organisation, instrument):
        raise DomainError(_("This instrument needs a licence. Write down the licence of your organisation first."))
    start = {name: str(value) if name == "title" else value for name, value in READY[instrument].start.items()}
    start["collection_points"] = str(start["collection_points"])
    return indicator_add(actor=actor, outcome=outcome, instrument=instrument, **start)


@transaction.atomic
def indicator_add(*, actor: "User", outcome: Outcome, title: str, **measure: Any) -> Indicator:
    """Add an indicator; `measure` holds any of MEASURE_FIELDS. Values in the measure's own unit, weight in percent."""
    locked = locked_for_edit(actor, outcome.framework)
    last = outcome.indicators.aggregate(last=Max("position"))["last"] or 0
    indicator = Indicator(outcome=outcome, position=last + 1, title=title)
    _fill(indicator, measure)
    indicator.save()
    audit_record(
        actor=actor,
        verb="outcomes.indicator.add",
        subject=locked,
        data={"indicator": title, **{name: str(value) for name, value in measure.items()}},
    )
    return indicator


@transaction.atomic
def indicator_edit(*, actor: "User", indicator: Indicator, **measure: Any) -> Indicator:
    """Change any of MEASURE_FIELDS of an indicator in a draft."""
    locked = locked_for_edit(actor, indicator.outcome.framework)
    before = {name: str(getattr(indicator, name)) for name in measure}
    _fill(indicator, measure)
    indicator.save()
    audit_record(
        actor=actor,
        verb="outcomes.indicator.edit",
        subject=locked,
        data={"indicator": indicator.title, "before": before, "after": {n: str(v) for n, v in measure.items()}},
    )
    return indicator


@transaction.atomic
def indicator_remove(*, actor: "User", indicator: Indicator) -> None:
    """Take a measure out of a draft."""
    locked = locked_for_edit(actor, indicator.outcome.framework)
    audit_record(actor=actor, verb="outcomes.indicator.remove", subject=locked, data={"indicator": indicator.title})
    indicator.delete()


def _fill(indicator: Indicator, measure: dict[str, Any]) -> None:
    if unknown := measure.keys() - MEASURE_FIELDS:
        raise TypeError(f"An indicator has no {', '.join(sorted(unknown))}.")
    for name, value in measure.items():
        setattr(indicator, name, value)
    indicator.clean_fields()
    _check_figures(indicator)


def _check_figures(indicator: Indicator) -> None:
    """Baseline, floor and target follow each other in the good direction (domain 3.3). Raises DomainError."""
    floor, target = indicator.floor, indicator.target
    if floor is None or target is None:
        return
    if problem := curve_problem(floor, target, indicator.baseline):
        raise DomainError(problem)
    if (target > floor) != (indicator.direction == Direction.HIGHER):
        raise DomainError(_("The floor must come before the target in the direction that is better."))
