"""The public API's frame: one description, one way to answer, open to every site, without a key."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.throttling import AnonRateThrottle

from portal.common.http import PortalRequest
from portal.marketplace.api import router as oruk_router

RATE = "300/m"


class PublicAPI(NinjaAPI):
    """Answers carry an ETag; who has them already gets 304 and no body."""

    def create_response(self, request: HttpRequest, data: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer, or that nothing changed."""
        response = super().create_response(request, data, *args, **kwargs)
        if response.status_code != 200:
            return response
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["Cache-Control"] = "public, max-age=60"
        patch_vary_headers(response, ["Accept-Encoding"])
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        answer = get_conditional_response(request, response["ETag"], changed, response)
        return answer if isinstance(answer, HttpResponse) else response


api = PublicAPI(
    title="Open data of the portal",
    version="1.0.0",
    description="What is public, for other systems: read only, without a key.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    throttle=[AnonRateThrottle(RATE)],
)
api.add_router("/oruk", oruk_router)


@require_safe
def docs_view(request: PortalRequest) -> HttpResponse:
    """What there is to ask for, as a page: made from the description itself, without a script."""
    description = api.get_openapi_schema()
    return render(request, "api/docs.html", {"api": description, "rows": _rows(description), "rate": RATE})


def _rows(description: Any) -> list[dict[str, Any]]:
    """Each address with what it answers and takes."""
    rows = []
    for address, methods in description["paths"].items():
        for method, operation in methods.items():
            parameters = [
                [each["name"], each.get("description", ""), _default(each.get("schema", {}))]
                for each in operation.get("parameters", [])
                if each["in"] == "query"
            ]
            rows.append(
                {
                    "address": address,
                    "method": method.upper(),
                    "summary": operation["summary"],
                    "description": operation.get("description", ""),
                    "parameters": parameters,
                    "is_plain": "{" not in address,
                }
            )
    return rows


def _default(schema: dict[str, Any]) -> str:
    value = schema.get("default")
    return "" if value is None or value == "" or value is False else str(value)


urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", docs_view, name="api_docs"),
    path("", api.urls),
]
