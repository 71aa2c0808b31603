"""The way back to the specification, kept in the address: `?next=/co-design/…`."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal.common.http import PortalRequest


def way_back(request: PortalRequest) -> str:
    """The path to return to, when it lies on this site; else an empty text."""
    path = request.GET.get("next", "")
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return ""


def kept(request: PortalRequest) -> str:
    """The query that keeps the way back: "?next=…" or an empty text."""
    path = way_back(request)
    return f"?{urlencode({'next': path})}" if path else ""


def framework_url(request: PortalRequest, ref: str) -> str:
    """The page of the framework, with the way back."""
    return reverse("outcomes:framework_detail", args=[ref]) + kept(request)


def indicator_url(request: PortalRequest, ref: str, number: int, position: int) -> str:
    """The page of a measure, with the way back."""
    return reverse("outcomes:indicator_detail", args=[ref, number, position]) + kept(request)
