"""What the pages of a personal budget share: a page with questions, a page before an act, names of things."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.permissions import personal as may
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest

SECTION = "my-budget"


def url(name: str, *args: Any) -> str:
    """An address of this part."""
    return reverse(f"budgets:{name}", args=args)


def title_of(user: Any, budget: Any) -> str:
    """ "My plan" for the person, "Maya's plan" for others."""
    if budget.holder_id == user.pk:
        return _("My plan")
    return _("The plan of %(name)s") % {"name": budget.holder.display_name}


def whom(user: Any, budget: Any) -> dict[str, Any]:
    """What every page needs: whose budget it is, whether it is one's own, and on whose behalf one acts."""
    held = may.standing(user, budget)
    return {
        "budget": budget,
        "title": title_of(user, budget),
        "held": held,
        "is_own": held.is_holder,
        "name": budget.holder.display_name,
        "acting_for": budget.holder.display_name if held.acts_for_holder else "",
        "section": SECTION,
    }


def ask(
    request: PortalRequest,
    form: Any,
    act: Callable[[dict[str, Any]], Any],
    *,
    budget: Any,
    heading: str,
    to: str | Callable[[Any], str],
    back: str = "",
    said: str = "",
    field: str | None = None,
    **page: Any,
) -> HttpResponse:
    """A page with one or two questions; what the domain refuses is said at the form, and what was typed stays."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, field) if field else form.refuse(error)
        else:
            if said:
                messages.success(request, said)
            return redirect(to(made) if callable(to) else to)
    context = {
        "form": form,
        "heading": heading,
        "button": _("Save and continue"),
        "intro": "",
        "rows": [],
        "danger": False,
        "note": "",
        "later": False,
        "caption": "",
        "is_heading_inside": False,
        "links": [],
        "extra": [],
        "problems": [],
        "problems_heading": "",
        "listed": [],
        "title": "",
        "back_url": back or (to if isinstance(to, str) else ""),
        "section": SECTION,
        **(whom(request.user, budget) if budget else {"budget": None, "acting_for": ""}),
        **page,
    }
    return render(request, "budgets/personal/form.html", context)


def confirm(
    request: PortalRequest,
    act: Callable[[], Any],
    *,
    budget: Any,
    heading: str,
    button: str,
    to: str,
    back: str = "",
    said: str = "",
    rows: Sequence[Any] = (),
    explain: str = "",
    danger: bool = False,
) -> HttpResponse:
    """The summary before an act; POST does it."""
    problem = ""
    if request.method == "POST":
        try:
            act()
        except NotAllowed:
            raise
        except DomainError as error:
            problem = str(error)
        else:
            if said:
                messages.success(request, said)
            return redirect(to)
    context = whom(request.user, budget) | {
        "heading": heading,
        "button": button,
        "rows": rows,
        "explain": explain,
        "danger": danger,
        "back_url": back or to,
        "problem": problem,
    }
    return render(request, "budgets/personal/confirm.html", context)
