"""The request as views see it."""

from typing import Any

from django.http import HttpRequest


class PortalRequest(HttpRequest):
    """For annotations only: the user is somebody or nobody, and a policy says what either may do."""

    user: Any


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: what was sent by POST, however little, and nothing otherwise."""
    return request.POST if request.method == "POST" else None
