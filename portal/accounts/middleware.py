"""Where REQUIRE_MFA is on, nobody whose work needs a second step goes on without one, by whatever door they came."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from portal.accounts.second_step import has_second_step, used_second_step, why_demanded

OPEN = ("account_", "mfa_", "healthz", "readyz", "openid_connect_", "socialaccount_")
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
        if not settings.REQUIRE_MFA or not request.user.is_authenticated or _is_open(request):
            return None
        if used_second_step(request) or not why_demanded(request.user):
            return None
        page = "mfa_reauthenticate" if has_second_step(request.user) else "mfa_index"
        if request.method not in READS:
            messages.warning(request, _("Nothing was saved: your work here needs a second step when you sign in."))
            return redirect(page)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse(page)}?{query}")


def _is_open(request: HttpRequest) -> bool:
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return True
    return (match.url_name or "").startswith(OPEN)
