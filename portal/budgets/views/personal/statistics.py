"""Releasing figures about personal budgets."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal.budgets.access.personal import access_release
from portal.budgets.forms.personal import ReleaseFiguresForm
from portal.budgets.rules.quarter import last_ended, quarter_end
from portal.budgets.services.statistics import statistics_release
from portal.budgets.views.personal.parts import ask, url
from portal.common.clock import today
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import day


@login_required
def statistics_release_view(request: PortalRequest) -> HttpResponse:
    """Release the newest quarter that is over, with what that means before."""
    bodies = {body.ref: body for body in access_release(request.user)}
    start = last_ended(today())

    def release(data: dict[str, Any]) -> Any:
        return statistics_release(
            actor=request.user, organisation=bodies[data["organisation"]], quarter_starts_on=start
        )

    return ask(
        request,
        ReleaseFiguresForm(posted(request), organisations=[(ref, body.name) for ref, body in bodies.items()]),
        release,
        budget=None,
        heading=_("Release figures about personal budgets"),
        intro=_(
            "Numbers below 8 are hidden and others rounded, by one rule for the whole portal. "
            "What is released never changes."
        ),
        rows=[(_("Quarter"), f"{day(start)} – {day(quarter_end(start))}")],
        button=_("Release them"),
        to=url("statistics"),
        said=_("The figures are released."),
        section="budgets",
    )
