"""The closed months of the pooled fund. Played last: nothing can be booked into a closed month afterwards."""

from datetime import UTC, date, datetime, time, timedelta

from portal.budgets.models import PeriodClosing, PooledFund
from portal.budgets.rules.period import month_end, month_start
from portal.budgets.selectors.period import next_month
from portal.budgets.services.period import period_approve, period_prepare
from portal.common import clock
from portal.common.clock import LONDON
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.fund import NAME
from portal.dashboards.demo.scenes.stage import who


def load(noon: datetime) -> None:
    """Every month is closed on the third of the next one; the last that is over waits for the fund manager."""
    fund = PooledFund.objects.get(name=NAME)
    waits = month_start(month_start(noon.date()) - timedelta(days=1))
    while (starts_on := next_month(fund)) < waits:
        with clock.at(_third_of_next(starts_on)):
            closing = period_prepare(actor=who("fund"), fund=fund, starts_on=starts_on, reason="Agrees with the bank.")
            period_approve(actor=who("board"), closing=closing)


def _third_of_next(starts_on: date) -> datetime:
    return datetime.combine(month_end(starts_on) + timedelta(days=3), time(12), tzinfo=LONDON).astimezone(UTC)


SCENE = Scene("The closed months of the fund", lambda: PeriodClosing.objects.filter(fund__name=NAME).exists(), load)
