"""A person's own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.forms import NameForm, NeedsForm, ResetSecondStepForm
from portal.accounts.permissions import can_administer_portal
from portal.accounts.selectors import data_of, needs_of, reasons_to_stay, verified_addresses
from portal.accounts.services import account_close, name_change, needs_change, second_step_reset
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest


def _page(
    request: PortalRequest, name_form: NameForm | None = None, needs_form: NeedsForm | None = None
) -> HttpResponse:
    """The page with both forms; the one with errors names them in the title."""
    user = request.user
    context: dict[str, Any] = {
        "name_form": name_form or NameForm(initial=_name_of(user), person=user),
        "needs_form": needs_form or NeedsForm(initial=NeedsForm.initial_from(needs_of(user))),
        "addresses": verified_addresses(user),
        "form": name_form or needs_form,
    }
    return render(request, "accounts/account.html", context)


def _name_of(user: Any) -> dict[str, str]:
    return {name: getattr(user, name) for name in ("first_name", "last_name", "name_shown", "pseudonym")}


@login_required
def account_view(request: PortalRequest) -> HttpResponse:
    """The name others see, what one needs, where one belongs, how one signs in."""
    return _page(request)


@login_required
@require_POST
def name_change_view(request: PortalRequest) -> HttpResponse:
    """Save the name."""
    form = NameForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, name_form=form)
    try:
        name_change(actor=request.user, **form.cleaned_data)
    except DomainError as error:
        form.refuse(error, "pseudonym")
        return _page(request, name_form=form)
    messages.success(request, _("Your name is saved."))
    return redirect("people:account")


@login_required
@require_POST
def needs_change_view(request: PortalRequest) -> HttpResponse:
    """Save what one needs."""
    form = NeedsForm(request.POST)
    if not form.is_valid():
        return _page(request, needs_form=form)
    needs_change(actor=request.user, needs=form.as_needs())
    messages.success(request, _("What suits you is saved."))
    return redirect("people:account")


@login_required
def account_data_view(request: PortalRequest) -> HttpResponse:
    """Everything held about the person, as a file."""
    response = JsonResponse(data_of(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@login_required
def account_close_view(request: PortalRequest) -> HttpResponse:
    """What ends and what stays, or why not yet; then the act."""
    if request.method == "POST":
        account_close(actor=request.user)
        logout(request)
        messages.success(request, _("Your account is closed. Thank you for what you did here."))
        return redirect("/")
    context = {"heading": _("Close your account"), "reasons": reasons_to_stay(request.user)}
    return render(request, "accounts/account_close.html", context)


@login_required
def second_step_reset_view(request: PortalRequest) -> HttpResponse:
    """An administrator helps somebody who lost phone and spare codes."""
    if not (decision := can_administer_portal(request.user)):
        raise NotAllowed(decision.reason)
    form = ResetSecondStepForm(request.POST or None)
    if form.is_valid():
        person = form.cleaned_data["email"]
        try:
            second_step_reset(actor=request.user, person=person, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.refuse(error, "email")
        else:
            messages.success(request, _("Done. %(name)s was told by e-mail.") % {"name": person.display_name})
            return redirect("people:second_step_reset")
    return render(request, "accounts/second_step_reset.html", {"form": form})
