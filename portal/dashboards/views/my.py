"""My work: what waits for me in each of my roles."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.common.templatetags.ui_text import day
from portal.common.work import Waiting
from portal.dashboards.selectors.person import done_lately, person_of, steps_for
from portal.dashboards.selectors.work import grouped, of_role, roles_in, waiting_of, work_of


@require_safe
@login_required
def my_work_view(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person, or what they can begin."""
    user: Any = request.user
    items = work_of(user)
    role = request.GET.get("role", "")
    shown = of_role(items, role)
    at = now()
    person = person_of(user)
    context = {
        "total": len(items),
        "said": said(len(items), sum(1 for item in items if item.due_at and item.due_at < at)),
        "groups": grouped(shown, at),
        "roles": roles_in(items),
        "role": role if len(shown) < len(items) or any(key == role for key, _n, _c in roles_in(items)) else "",
        "waiting_heads": [_("What"), _("From whom"), _("Expected")],
        "waiting": [_waiting(row) for row in waiting_of(user)],
        "done": done_lately(user),
        "person": person,
        "steps": steps_for(user, person),
        "name": user.first_name or user.display_name,
        "shown_as": user.display_name,
    }
    return render(request, "dashboards/my_work.html", context)


def said(total: int, late: int) -> str:
    """The sentence under the heading: how many things wait, and how many of them are late."""
    waiting = ngettext("%(n)d thing waits for you.", "%(n)d things wait for you.", total) % {"n": total}
    if not late:
        return waiting
    if total == 1:
        return f"{waiting} " + _("It is late.")
    return f"{waiting} " + ngettext("%(n)d of them is late.", "%(n)d of them are late.", late) % {"n": late}


def _waiting(row: Waiting) -> list[Any]:
    expected = day(row.expected_at) if row.expected_at else _("No date set")
    return [
        {"text": row.title, "href": row.url, "small": row.about},
        row.from_whom,
        {"text": expected, "small": row.note},
    ]
