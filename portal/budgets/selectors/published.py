"""What the public is told of personal budgets. This file knows released rows and nothing of any person (SOD-24, 25)."""

from dataclasses import dataclass
from datetime import date

from portal.budgets.enums import BudgetMode, Measure
from portal.budgets.models.statistics import PublishedStatistic, StatisticRelease
from portal.budgets.rules.quarter import quarter_end
from portal.common.disclosure import SUPPRESSED_MARK


@dataclass(frozen=True)
class Published:
    """One quarter's figures; a suppressed one is None with the mark."""

    release: StatisticRelease
    figures: dict[tuple[str, str], PublishedStatistic]

    @property
    def ends_on(self) -> date:
        return quarter_end(self.release.quarter_starts_on)

    def value(self, measure: Measure, mode: str = "") -> int | None:
        """The figure; None when it is suppressed or was not counted."""
        found = self.figures.get((measure, mode))
        return found.value if found else None

    def shown(self, measure: Measure, mode: str = "") -> str:
        """As it is printed."""
        found = self.figures.get((measure, mode))
        if found is not None and found.is_suppressed:
            return SUPPRESSED_MARK
        if found is None or found.value is None:
            return "–"
        return f"£{found.value // 100:,}" if measure == Measure.AMOUNT else f"{found.value:,}"

    def rows(self) -> list[list[str]]:
        """Mode by mode, then all together."""
        modes: list[tuple[str, str]] = [(str(mode.label), mode.value) for mode in BudgetMode]
        return [[label, *(self.shown(measure, mode) for measure in Measure)] for label, mode in modes]

    def totals(self) -> list[str]:
        """All modes together. Rounded on its own, so it need not be the sum of the rows."""
        return [self.shown(measure) for measure in Measure]


def releases() -> list[StatisticRelease]:
    """All quarters that were released, the newest first."""
    return list(StatisticRelease.objects.order_by("-quarter_starts_on"))


def published_of(release: StatisticRelease) -> Published:
    """The figures of one quarter."""
    rows = release.figures.order_by("measure", "mode")
    return Published(release, {(row.measure, row.mode): row for row in rows})
