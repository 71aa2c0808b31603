"""Opportunities as a feed and as dates."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.tenders.access.procurement import access_dates
from portal.tenders.selectors.procurement_feeds import atom_feed, dates_calendar
from portal.tenders.selectors.procurement_list import latest_procurements, open_procurements

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def procurement_feed_view(request: HttpRequest) -> HttpResponse:
    """What was published last, as Atom."""
    body = atom_feed(latest_procurements(), request.build_absolute_uri, _("Opportunities"), now())
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@require_safe
def procurement_calendar_view(request: HttpRequest) -> HttpResponse:
    """The dates of everything that is open for bids."""
    body = dates_calendar(open_procurements(now()), request.build_absolute_uri, _("Opportunities"), now())
    return HttpResponse(body, content_type=CALENDAR)


@require_safe
def procurement_dates_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The dates of one tender."""
    procurement = access_dates(request.user, ref)
    body = dates_calendar([procurement], request.build_absolute_uri, procurement.title, now())
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{procurement.ref}.ics"'
    return response
