"""The whole record, for auditors and portal administrators."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.accounts.permissions import can_read_record
from portal.common.exceptions import NotAllowed
from portal.dashboards.selectors.record import areas, by_day, kinds, read_wanted, record_rows

PER_PAGE = 25


@require_safe
@login_required
def record_list_view(request: HttpRequest) -> HttpResponse:
    """Who did what when, newest first; never what was written or bid."""
    user: Any = request.user
    if not (decision := can_read_record(user)):
        raise NotAllowed(decision.reason, verb="dashboards.record.read", who_can=decision.who_can)
    wanted = read_wanted(request.GET)
    page = Paginator(record_rows(wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "page": page,
        "days": list(by_day(page.object_list)),
        "kinds": [(key, name, key == wanted.kind) for key, name in kinds()],
        "areas": [(key, name, key == wanted.area) for key, name in areas()],
    }
    return render(request, "dashboards/record_list.html", context)
