"""The journey line on every page of the journey: `{% load thread %}{% journey_line project=project now="award" %}`."""

from typing import TYPE_CHECKING, Any

from django import template
from django.core.cache import cache
from django.utils.translation import gettext as _

from portal.audit.marks import KEEP_SECONDS, moment
from portal.dashboards.selectors.thread import project_of_need, thread_of

if TYPE_CHECKING:
    from portal.codesign.models import Project
    from portal.common.work import Stage
    from portal.marketplace.models import UnmetNeed

register = template.Library()


@register.inclusion_tag("dashboards/journey_line.html")
def journey_line(project: "Project | None" = None, now: str = "") -> dict[str, Any]:
    """From need to outcomes. `now` is the stage of the page it stands on; without a project nothing is shown."""
    stages = _stages(project, now) if project else []
    return {"stages": stages, "label": _("From the need to what changed for people")}


def _stages(project: "Project", now: str) -> "list[Stage]":
    """Everybody sees the same line, on every page of the journey: it is read once while nothing happens."""
    key = f"journey:{project.pk}:{now}:{moment()}"
    known: list[Stage] | None = cache.get(key)
    if known is None:
        known = thread_of(project, now)
        cache.set(key, known, KEEP_SECONDS)
    return known


@register.inclusion_tag("dashboards/journey_line.html")
def journey_line_of_need(need: "UnmetNeed") -> dict[str, Any]:
    """The same on the page of a need, once a project that everybody may see has begun with it."""
    return journey_line(project_of_need(need), "need")
