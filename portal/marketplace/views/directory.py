"""The directory, a service, side by side."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common import clock
from portal.common.http import PortalRequest
from portal.marketplace.access import access_service
from portal.marketplace.permissions import (
    can_change_service,
    can_confirm_service,
    can_edit_directory,
    can_read_gaps,
)
from portal.marketplace.selectors.compare import MOST, compare
from portal.marketplace.selectors.finder import PER_PAGE, count_facets, found_ids, read_query
from portal.marketplace.selectors.finder_page import finder_page
from portal.marketplace.selectors.hits import hits, page_rows
from portal.marketplace.selectors.service import service_page
from portal.marketplace.selectors.shortlist import services_named
from portal.marketplace.views.kept import kept_ids, place_asked


@require_safe
def service_list_view(request: PortalRequest) -> HttpResponse:
    """Search and filters in the address; nothing is kept of what was asked."""
    query, today = read_query(request.GET), clock.today()
    page = Paginator(found_ids(query, today), PER_PAGE).get_page(request.GET.get("page"))
    kept = kept_ids(request)
    context = {
        "query": query,
        "page": page,
        "hits": hits(page_rows(page.object_list), query, today, set(kept)),
        "kept_count": len(kept),
        "finder": finder_page(query, count_facets(query, today), today, page.paginator.count),
        "may_record": not page.paginator.count and bool(can_read_gaps(request.user)),
        "may_edit": can_edit_directory(request.user),
        "section": "marketplace",
    }
    return render(request, "marketplace/service_list.html", context)


@require_safe
def service_detail_view(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Everything that is known of a service."""
    service, place = access_service(uuid), place_asked(request)
    context = {
        "service": service,
        "place": place,
        "shown": service_page(service, clock.now().astimezone(clock.LONDON), place),
        "is_kept": str(service.uuid) in kept_ids(request),
        "may_change": can_change_service(request.user, service),
        "may_confirm": can_confirm_service(request.user, service),
        "section": "marketplace",
    }
    return render(request, "marketplace/service_detail.html", context)


@require_safe
def shortlist_view(request: PortalRequest) -> HttpResponse:
    """What one keeps, to compare and to print."""
    kept, query = kept_ids(request), read_query(request.GET)
    services = services_named(kept)
    context = {
        "hits": hits(services, query, clock.today(), set(kept)),
        "most": MOST,
        "query": query,
        "section": "marketplace",
    }
    return render(request, "marketplace/shortlist.html", context)


@require_safe
def compare_view(request: PortalRequest) -> HttpResponse:
    """Up to three services side by side: those ticked, else the first of the shortlist."""
    asked = [uuid for uuid in request.GET.getlist("service") if _is_uuid(uuid)]
    services = services_named(asked or kept_ids(request))
    place = place_asked(request)
    context = {
        "comparison": compare(services[:MOST], clock.today(), place) if len(services) > 1 else None,
        "count": min(len(services), MOST),
        "left_out": [service.name for service in services[MOST:]] if asked else [],
        "place": place,
        "at": clock.now(),
        "section": "marketplace",
        "nothing": _("Tick two or three services in the list, or keep some on your shortlist first."),
    }
    return render(request, "marketplace/compare.html", context)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
