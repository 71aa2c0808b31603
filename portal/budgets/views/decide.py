"""One way to decide: a summary, yes or no with its reason, and back to the page that says what was done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.budgets.forms import DecisionForm
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest


def decide(
    request: PortalRequest,
    *,
    yes: Callable[[str], Any],
    no: Callable[[str], Any],
    yes_label: str,
    no_label: str,
    detail_url: str,
    context: dict[str, Any],
    template: str = "budgets/decide.html",
) -> HttpResponse:
    """GET shows the summary and the question; POST decides. What the domain refuses is said at the form."""
    form = DecisionForm(request.POST or None, yes=yes_label, no=no_label)
    if request.method == "POST" and form.is_valid():
        is_yes = form.cleaned_data["decision"] == "yes"
        try:
            (yes if is_yes else no)(form.cleaned_data["reason"])
            messages.success(request, _("Your decision is recorded."))
            return redirect(detail_url)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
    return render(request, template, context | {"form": form, "detail_url": detail_url, "section": "budgets"})
