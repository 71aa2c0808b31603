"""Figures about personal budgets for everybody. Reads released rows and nothing else (SOD-24, SOD-25)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.budgets.enums import BudgetMode, Measure
from portal.budgets.selectors.published import published_of, releases
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import day


def statistics_view(request: PortalRequest) -> HttpResponse:
    """The newest quarter, or the one that was chosen."""
    known = releases()
    chosen = request.GET.get("quarter", "")
    release = next((row for row in known if f"{row.quarter_starts_on:%Y-%m}" == chosen), None)
    if chosen and release is None:
        raise Http404
    release = release or (known[0] if known else None)
    found = published_of(release) if release else None
    context = {
        "published": found,
        "heads": [_("How the money is held"), *(str(measure.label) for measure in Measure)],
        "rows": [*found.rows(), [_("All together"), *found.totals()]] if found else [],
        "bars": [
            (
                str(mode.label),
                found.value(Measure.LIVE, mode) or 0,
                found.shown(Measure.LIVE, mode),
            )
            for mode in BudgetMode
        ]
        if found
        else [],
        "others": [
            (f"?quarter={row.quarter_starts_on:%Y-%m}", day(row.quarter_starts_on)) for row in known if row != release
        ],
        "section": "budgets",
    }
    return render(request, "budgets/personal/statistics.html", context)
