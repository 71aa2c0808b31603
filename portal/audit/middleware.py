"""Every refusal is answered by a page with its reason, and recorded outside the transaction that it rolled back."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.audit.context import RequestContext, current
from portal.audit.services import refusal_record
from portal.common.exceptions import DomainError, NotAllowed


class RefusalMiddleware:
    """Turns NotAllowed and PermissionDenied into 403 and other domain errors into 409, with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request with its audit context set."""
        token = current.set(RequestContext(address_hash=_address_hash(request)))
        try:
            return self.get_response(request)
        finally:
            current.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what the domain refused."""
        if isinstance(exception, NotAllowed | PermissionDenied):
            reason = str(exception)
            subject = getattr(exception, "subject", None) or f"path:{request.path}"[:100]
            verb = getattr(exception, "verb", "") or f"{request.method} {_name(request)}"
            refusal_record(actor=request.user, verb=verb[:90], subject=subject, reason=reason)
            on_text, on_href = getattr(exception, "way_on", ("", ""))
            who_can = getattr(exception, "who_can", "")
            context = {"reason": reason, "who_can": who_can, "on_text": on_text, "on_href": on_href}
            return render(request, "403.html", context, status=403)
        if isinstance(exception, DomainError):
            return render(request, "409.html", {"reason": str(exception)}, status=409)
        return None


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else request.path


def _address_hash(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()[:16] if address else ""
