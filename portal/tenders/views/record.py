"""The record of one tender, for those who run it and for auditors."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.tenders.access.procurement import access_procurement
from portal.tenders.permissions.procurement import can_read_procurement_record
from portal.tenders.selectors.procurement import phase_tag
from portal.tenders.selectors.procurement_record import days_of, kinds, record_of

PER_PAGE = 25


@require_safe
@login_required
def procurement_record_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Who did what when, newest first."""
    procurement = access_procurement(request.user, ref, can_read_procurement_record)
    kind = request.GET.get("kind", "all")
    page = Paginator(record_of(procurement, kind=kind), PER_PAGE).get_page(request.GET.get("page"))
    label, tag = phase_tag(procurement, now())
    context = {
        "section": "tenders",
        "procurement": procurement,
        "phase_label": label,
        "phase_kind": tag,
        "page": page,
        "days": list(days_of(page.object_list)),
        "kinds": [(value, name, value == kind) for value, name in kinds()],
    }
    return render(request, "tenders/procurement_record.html", context)
