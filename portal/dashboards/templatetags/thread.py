"""The journey line on every page of the journey: `{% load thread %}{% journey_line project=project now="award" %}`."""

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from portal.dashboards.selectors.thread import project_of_need, thread_of

if TYPE_CHECKING:
    from portal.codesign.models import Project
    from portal.marketplace.models import UnmetNeed

register = template.Library()


@register.inclusion_tag("dashboards/journey_line.html")
def journey_line(project: "Project | None" = None, now: str = "") -> dict[str, Any]:
    """From need to outcomes. `now` is the stage of the page it stands on; without a project nothing is shown."""
    stages = thread_of(project, now) if project else []
    return {"stages": stages, "label": _("From the need to what changed for people")}


@register.inclusion_tag("dashboards/journey_line.html")
def journey_line_of_need(need: "UnmetNeed") -> dict[str, Any]:
    """The same on the page of a need, once a project that everybody may see has begun with it."""
    return journey_line(project_of_need(need), "need")
