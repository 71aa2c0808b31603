"""The demo's own pages. Without DEMO they do not exist."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.permissions import can_administer_portal
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.templatetags.ui_text import when
from portal.dashboards.selectors.demo import AFTER, coming_instants, message_at, outbox_rows
from portal.dashboards.services import clock_move

PER_PAGE = 25


def _in_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hide the page unless this is a demo; asked at each request, so that nothing is decided at import."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@_in_demo
@require_safe
def demo_outbox_view(request: HttpRequest) -> HttpResponse:
    """Every message of the demo, newest first: nobody has a mailbox here."""
    address = request.GET.get("to", "").strip()[:100]
    page = Paginator(outbox_rows(address), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dashboards/demo_outbox.html", {"page": page, "address": address})


@_in_demo
@require_safe
def demo_message_view(request: HttpRequest, number: int) -> HttpResponse:
    """One message as its reader gets it."""
    message = message_at(number)
    if message is None:
        raise Http404
    return render(request, "dashboards/demo_message.html", {"message": message})


@_in_demo
@login_required
def demo_clock_view(request: HttpRequest) -> HttpResponse:
    """What comes next; POST moves the clock just past the chosen instant."""
    user: Any = request.user
    if not (decision := can_administer_portal(user)):
        raise NotAllowed(decision.reason, verb="dashboards.clock.move", who_can=decision.who_can)
    instants = coming_instants()
    refusal = ""
    if request.method == "POST":
        chosen = request.POST.get("to", "")
        target = next((each.at for each in instants if each.at.isoformat() == chosen), None)
        refusal = _moved(request, target)
        if not refusal:
            return redirect("dashboards:demo_clock")
    context = {"instants": instants, "present": now(), "refusal": refusal}
    return render(request, "dashboards/demo_clock.html", context, status=409 if refusal else 200)


def _moved(request: HttpRequest, target: datetime | None) -> str:
    """Why it could not be moved, or nothing."""
    if target is None:
        return _("Choose one of the instants below. This one has passed or changed.")
    try:
        present = clock_move(actor=request.user, to=target + AFTER)
    except NotAllowed:
        raise
    except DomainError as error:
        return str(error)
    messages.success(request, _("It is now %(at)s.") % {"at": when(present)})
    return ""
