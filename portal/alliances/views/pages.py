"""What the pages of an alliance share: the act that a form tries, the frame of a form and of a confirmation."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.common.http import PortalRequest


def alliance_url(alliance: Any, fragment: str = "") -> str:
    """The alliance's page, or a part of it."""
    return reverse("alliances:alliance_detail", args=[alliance.ref]) + (f"#{fragment}" if fragment else "")


def agreement_url(agreement: Any) -> str:
    """The page of that version."""
    return reverse("alliances:agreement_detail", args=[agreement.alliance.ref, agreement.number])


def variation_url(variation: Any) -> str:
    """The page of that variation."""
    return reverse("alliances:variation_detail", args=[variation.alliance.ref, variation.number])


def form_page(
    request: PortalRequest, form: Any, heading: str, button: str, alliance: Any = None, **extra: Any
) -> HttpResponse:
    """One form on a page."""
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "alliance": alliance,
        "back_url": alliance_url(alliance) if alliance else reverse("alliances:alliance_list"),
        "intro": [],
        "danger": False,
        "rows": [],
        "who": "",
        "section": "alliances",
        **extra,
    }
    return render(request, "alliances/form.html", context)


def confirm_page(request: PortalRequest, heading: str, button: str, alliance: Any = None, **extra: Any) -> HttpResponse:
    """A summary, and the button that does it."""
    context = {
        "heading": heading,
        "button": button,
        "alliance": alliance,
        "back_url": alliance_url(alliance) if alliance else reverse("alliances:alliance_list"),
        "rows": [],
        "lines": [],
        "danger": False,
        "section": "alliances",
        **extra,
    }
    return render(request, "alliances/confirm.html", context)
