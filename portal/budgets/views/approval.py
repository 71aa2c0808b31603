"""What pages about prepared and approved money share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.views.shown import who_did_what
from portal.common.http import PortalRequest

KINDS = {"prepared": "waiting", "approved": "done", "refused": "refused", "withdrawn": "stopped"}


def approval_context(row: Any, fund: Any, heading: str, rows: list[tuple[str, Any]]) -> dict[str, Any]:
    """The summary, the state and who did what."""
    return {
        "heading": heading,
        "rows": rows,
        "ref": row.ref,
        "state": row.get_state_display(),
        "kind": KINDS[row.state],
        "steps": who_did_what(row, _("Prepared by")),
        "back_url": reverse("budgets:fund_manage", args=[fund.ref]),
        "back_label": fund.name,
    }


def withdraw(
    request: PortalRequest, *, act: Callable[[], Any], detail_url: str, context: dict[str, Any]
) -> HttpResponse:
    """Ask once, then take it back."""
    if request.method == "POST":
        act()
        messages.success(request, _("Taken back. Nothing was decided."))
        return redirect(detail_url)
    page = context | {
        "heading": _("Take this back?"),
        "explain": _("The board is no longer asked. You can prepare it again."),
        "button": _("Take it back"),
        "back_url": detail_url,
        "back_label": context["heading"],
        "danger": True,
        "section": "budgets",
    }
    return render(request, "budgets/confirm.html", page)
