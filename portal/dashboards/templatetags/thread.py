"""The journey line on every page of the journey: `{% load thread %}{% journey_line project=project now="award" %}`."""

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from portal.dashboards.selectors.thread import thread_of

if TYPE_CHECKING:
    from portal.codesign.models import Project

register = template.Library()


@register.inclusion_tag("dashboards/journey_line.html")
def journey_line(project: "Project | None" = None, now: str = "") -> dict[str, Any]:
    """From need to outcomes. `now` is the stage of the page it stands on; without a project nothing is shown."""
    stages = thread_of(project, now) if project else []
    return {"stages": stages, "label": _("From the need to what changed for people")}
