"""The public API may be asked by a page of any site: it holds nothing but what is public, and knows no sign-in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

OPEN = "/api/"


class OpenToEverySite:
    """Answers what browsers ask before, and says "any site" on each answer of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers; nobody's cookies are asked for."""
        if not request.path.startswith(OPEN):
            return self.get_response(request)
        response = HttpResponse(status=204) if request.method == "OPTIONS" else self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        response["Access-Control-Max-Age"] = "86400"
        return response
