"""Releasing figures about personal budgets: once for each quarter, through the one disclosure filter (SOD-25)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.budgets.enums import BudgetMode, Measure
from portal.budgets.models import PersonalBudget, PublishedStatistic, StatisticRelease
from portal.budgets.permissions.personal import can_release_statistics
from portal.budgets.rules.quarter import quarter_end, quarter_start, year_start
from portal.budgets.selectors.personal import mode_of
from portal.budgets.selectors.plan import parts_of
from portal.budgets.services.personal import check
from portal.common.calendars import end_of_day_instant, start_of_day_instant
from portal.common.clock import now, today
from portal.common.disclosure import (
    Figure,
    PeopleMoney,
    Rows,
    SdcProfile,
    disclose_counts,
    disclose_money_rows,
)
from portal.common.exceptions import DomainError

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation

Amounts = dict[str, dict[int, int]]


@transaction.atomic
def statistics_release(*, actor: "User", organisation: "Organisation", quarter_starts_on: date) -> StatisticRelease:
    """Release a quarter that is over. DomainError: it is not, or it was released: what is out never changes."""
    check(can_release_statistics(actor, organisation), organisation)
    ends_on = quarter_end(quarter_starts_on)
    if quarter_starts_on != quarter_start(quarter_starts_on) or ends_on >= today():
        raise DomainError(_("Figures are released for a quarter that is over."))
    release, made = StatisticRelease.objects.get_or_create(
        quarter_starts_on=quarter_starts_on,
        defaults={"released_by": actor, "released_at": now(), "profile": SdcProfile.NHS7.value},
    )
    if not made:
        raise DomainError(_("This quarter is released already, and what is out never changes."))
    PublishedStatistic.objects.bulk_create(_figures(release, ends_on))
    audit_record(actor=actor, verb="budgets.statistics.release", subject=release)
    return release


def _figures(release: StatisticRelease, ends_on: date) -> list[PublishedStatistic]:
    live, in_year = _by_mode(_live(ends_on)), _by_mode(_in_year(ends_on))
    found = _rows(release, Measure.LIVE, disclose_counts({mode: len(people) for mode, people in live.items()}))
    found += _rows(release, Measure.IN_YEAR, disclose_counts({mode: len(people) for mode, people in in_year.items()}))
    money = {mode: PeopleMoney.of(people.values()) for mode, people in live.items()}
    return found + _rows(release, Measure.AMOUNT, disclose_money_rows(money))


def _rows(release: StatisticRelease, measure: Measure, disclosed: Rows) -> list[PublishedStatistic]:
    figures: list[tuple[str, Figure]] = [*disclosed.rows.items(), ("", disclosed.total)]
    return [
        PublishedStatistic(
            release=release,
            measure=measure,
            mode=mode,
            value=None if figure.value is None else int(figure.value),
            is_suppressed=figure.is_suppressed,
        )
        for mode, figure in figures
    ]


def _live(ends_on: date) -> Iterable[PersonalBudget]:
    """Budgets that ran at the end of the quarter's last day."""
    end = end_of_day_instant(ends_on)
    return _budgets(Q(started_at__lt=end) & (Q(closed_at=None) | Q(closed_at__gte=end)))


def _in_year(ends_on: date) -> Iterable[PersonalBudget]:
    """Budgets that ran at any time from 1 April to the quarter's last day."""
    begin = start_of_day_instant(year_start(ends_on))
    return _budgets(Q(started_at__lt=end_of_day_instant(ends_on)) & (Q(closed_at=None) | Q(closed_at__gte=begin)))


def _budgets(which: Q) -> Iterable[PersonalBudget]:
    return PersonalBudget.objects.filter(which).order_by("pk").prefetch_related("funding__holdings")


def _by_mode(budgets: Iterable[PersonalBudget]) -> Amounts:
    """For each way of holding: each person once, with the pence agreed for them. A person with several is counted
    where most of their money is."""
    of_person: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for budget in budgets:
        budget.__dict__["_parts"] = list(budget.funding.all())
        mode = mode_of(budget)
        if mode is not None:
            of_person[budget.holder_id][mode.value] += sum(part.amount_pence for part in parts_of(budget))
    found: Amounts = {mode.value: {} for mode in BudgetMode}
    for person, sums in of_person.items():
        most = max(sums, key=lambda mode: (sums[mode], mode))
        found[most][person] = sum(sums.values())
    return found
