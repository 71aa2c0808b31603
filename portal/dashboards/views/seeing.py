"""Who can see this, and why: one page for every protected thing, answered by its policies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.common.seeing import kind_of
from portal.dashboards.selectors.seeing import answer


@require_safe
def who_sees_view(request: HttpRequest, kind: str, **place: Any) -> HttpResponse:
    """The door is the thing's own: who may not know of it gets 404 here too."""
    found = kind_of(kind)
    obj = found.door(request.user, **place)
    context = {
        "answer": answer(request.user, found, obj),
        "title": _(found.title),
        "heading": _(found.heading),
        "called": found.called(obj),
        "back": found.back(obj),
        "section": found.section,
        "asked_at": now(),
    }
    return render(request, "dashboards/who_sees.html", context)
