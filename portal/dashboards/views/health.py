"""For machines: alive, and able to serve. Nothing about the people or the data."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.dashboards.selectors.health import readiness, search_readiness


@require_safe
@never_cache
def healthz_view(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz_view(request: HttpRequest) -> JsonResponse:
    """503 when a part that the portal needs does not work; the answer names it."""
    checks = readiness()
    is_ready = all(checks.values())
    said = {"status": "ready" if is_ready else "not ready", **checks, "search": search_readiness()}
    return JsonResponse(said, status=200 if is_ready else 503)
