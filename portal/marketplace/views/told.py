"""Keeping services for later, and telling us what is wrong or missing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest, posted
from portal.marketplace.access import access_answer, access_service
from portal.marketplace.forms.told import GapForm, ReportForm
from portal.marketplace.permissions import can_read_gaps
from portal.marketplace.selectors.needs import gap_list
from portal.marketplace.services.reports import gap_tell, service_report
from portal.marketplace.services.shortlist import shortlist_drop, shortlist_keep
from portal.marketplace.views.kept import visitor_drops, visitor_keeps

MOST_AN_HOUR = 10


def _back(request: PortalRequest, otherwise: str) -> HttpResponse:
    """To where the button stood."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if is_ours else otherwise)


@require_POST
def shortlist_keep_view(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Keep a service: a visitor's browser remembers, a person's account does."""
    service = access_service(uuid)
    if request.user.is_authenticated:
        try:
            shortlist_keep(actor=request.user, service=service)
        except DomainError as error:
            messages.error(request, str(error))
            return _back(request, reverse("marketplace:shortlist"))
    else:
        visitor_keeps(request, str(service.uuid))
    messages.success(request, _("“%(name)s” is on your shortlist.") % {"name": service.name})
    return _back(request, reverse("marketplace:service_detail", args=[uuid]))


@require_POST
def shortlist_drop_view(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Take a service off the shortlist."""
    service = access_service(uuid)
    if request.user.is_authenticated:
        shortlist_drop(actor=request.user, service=service)
    else:
        visitor_drops(request, str(service.uuid))
    messages.success(request, _("“%(name)s” is off your shortlist.") % {"name": service.name})
    return _back(request, reverse("marketplace:shortlist"))


def _is_too_much(request: PortalRequest, what: str) -> bool:
    """More than a few an hour from one address or account is no person who looked for something."""
    who = request.user.pk if request.user.is_authenticated else request.META.get("REMOTE_ADDR", "")
    key = f"marketplace:{what}:{who}"
    cache.add(key, 0, 3600)
    return cache.incr(key) > MOST_AN_HOUR


@require_http_methods(["GET", "HEAD", "POST"])
def report_make_view(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Something is wrong on a service's page."""
    service = access_service(uuid)
    form = ReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if _is_too_much(request, "report"):
            form.refuse(DomainError(_("That is a lot within an hour. Please try again later.")))
        else:
            service_report(actor=request.user, service=service, **form.cleaned_data)
            return render(request, "marketplace/report_made.html", {"service": service, "section": "marketplace"})
    context = {"form": form, "service": service, "heading": _("Is something wrong here?"), "section": "marketplace"}
    return render(request, "marketplace/report_make.html", context)


@require_safe
def report_answer_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What an editor found, for whoever asked; not what they wrote."""
    return render(request, "marketplace/report_answer.html", {"report": access_answer(ref), "section": "marketplace"})


@require_http_methods(["GET", "HEAD", "POST"])
def gap_tell_view(request: PortalRequest) -> HttpResponse:
    """What somebody looked for is not there."""
    initial = {"what": request.GET.get("what", "")[:200], "area": request.GET.get("area", "")[:100]}
    form = GapForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        if _is_too_much(request, "gap"):
            form.refuse(DomainError(_("That is a lot within an hour. Please try again later.")))
        else:
            gap_tell(**form.cleaned_data)
            return render(request, "marketplace/gap_told.html", {"section": "marketplace"})
    context = {"form": form, "heading": _("Tell us what is missing"), "section": "marketplace"}
    return render(request, "marketplace/gap_tell.html", context)


@login_required
@require_safe
def gap_list_view(request: PortalRequest) -> HttpResponse:
    """What people looked for and did not find, for commissioners."""
    if not (decision := can_read_gaps(request.user)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)
    page = Paginator(gap_list(), 25).get_page(request.GET.get("page"))
    return render(request, "marketplace/gap_list.html", {"page": page, "section": "codesign"})
