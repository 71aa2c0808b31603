"""Where REQUIRE_MFA is on, nobody whose work needs a second step goes on without one, by whatever door they came."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.second_step import has_second_step, used_second_step, why_demanded

# Whole names: a page of ours such as "people:account_data" is not one of the library's.
OPEN = ("account_", "mfa_", "dashboards:healthz", "dashboards:readyz", "openid_connect_", "socialaccount_")
READS = ("GET", "HEAD", "OPTIONS")


class SecondStepMiddleware:
    """Sends to the page where a second step is set up or asked for. What signs a person in or out stays open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_rest: object) -> HttpResponse | None:
        """Before any view: is the second step owed?"""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not settings.REQUIRE_MFA or not request.user.is_authenticated or name.startswith(OPEN):
            return None
        if used_second_step(request) or not why_demanded(request.user):
            return None
        page = "mfa_reauthenticate" if has_second_step(request.user) else "mfa_index"
        if request.method not in READS:
            messages.warning(request, _("Nothing was saved: your work here needs a second step when you sign in."))
            return redirect(page)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse(page)}?{query}")
