"""What an organisation says of itself, changed by its administrators: one or two questions a page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest, posted
from portal.organisations.access import access_organisation
from portal.organisations.forms import PROFILE_STEPS, STEPS, RenameForm
from portal.organisations.permissions import can_ask_verification, can_change_name, can_manage_organisation
from portal.organisations.selectors.page import profile_rows
from portal.organisations.selectors.registering import step_names
from portal.organisations.services.profile import name_change, profile_change


@login_required
def profile_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """All that everybody reads, each with its way to change it."""
    organisation = access_organisation(request.user, ref, can_manage_organisation)
    context = {
        "organisation": organisation,
        "rows": profile_rows(organisation),
        "may_rename": can_change_name(request.user, organisation),
        "may_ask": can_ask_verification(request.user, organisation) if organisation.state == "declined" else None,
    }
    return render(request, "organisations/profile_detail.html", context)


@login_required
def profile_change_view(request: PortalRequest, ref: str, step: str) -> HttpResponse:
    """One part of it."""
    organisation = access_organisation(request.user, ref, can_manage_organisation)
    if step not in PROFILE_STEPS:
        raise Http404
    form_class = STEPS[step]
    initial = {name: getattr(organisation, name) for name in form_class.base_fields}
    form = form_class(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        profile_change(actor=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("Saved. Everybody reads it from now on."))
        return redirect("organisations:profile_detail", ref=ref)
    context = {"form": form, "organisation": organisation, "heading": step_names()[step]}
    return render(request, "organisations/profile_change.html", context)


@login_required
def name_change_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Change the name: its administrators before it is verified, a portal administrator afterwards."""
    organisation = access_organisation(request.user, ref, can_change_name)
    is_reasoned = organisation.verified_at is not None
    form = RenameForm(
        posted(request),
        initial={"name": organisation.name},
        is_reasoned=is_reasoned,
    )
    if request.method == "POST" and form.is_valid():
        try:
            name_change(actor=request.user, organisation=organisation, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "name")
        else:
            messages.success(request, _("The name is changed. The record keeps the earlier one."))
            return redirect("organisations:organisation_detail", ref=ref)
    context = {
        "form": form,
        "organisation": organisation,
        "is_reasoned": is_reasoned,
        "heading": _("Change the name of %(name)s") % {"name": organisation.name},
    }
    return render(request, "organisations/name_change.html", context)
