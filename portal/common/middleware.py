"""The Content-Security-Policy: strict for everybody, looser only inside the page editor."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp, with the editor's own policy under /cms/."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header."""
        if request.path.startswith("/cms/"):
            response._csp_replace = settings.CONTENT_SECURITY_POLICY_CMS  # type: ignore[attr-defined]
        return super().process_response(request, response)
