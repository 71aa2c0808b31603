"""An organisation comes to the portal, and is verified."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest
from portal.organisations.access import access_organisation, check
from portal.organisations.forms import CommissionerForm, OrganisationForm
from portal.organisations.permissions import (
    can_create_commissioner,
    can_register_organisation,
    can_verify_organisation,
)
from portal.organisations.selectors.listing import organisations_waiting
from portal.organisations.selectors.page import organisation_facts, public_rows
from portal.organisations.services.organisation import (
    Profile,
    commissioner_create,
    organisation_register,
    organisation_verify,
)


@login_required
def organisation_register_view(request: PortalRequest) -> HttpResponse:
    """Register a provider; one begins as its administrator, bid lead and signatory."""
    check(can_register_organisation(request.user))
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = organisation_register(actor=request.user, profile=Profile(**form.profile()))
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("It is registered. A portal administrator checks it; you can start meanwhile."))
            return redirect("organisations:organisation_detail", ref=organisation.ref)
    context = {"form": form, "heading": _("Register an organisation")}
    return render(request, "organisations/organisation_register.html", context)


@login_required
def commissioner_create_view(request: PortalRequest) -> HttpResponse:
    """A portal administrator adds a body that buys."""
    check(can_create_commissioner(request.user))
    form = CommissionerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            organisation = commissioner_create(actor=request.user, profile=Profile(**form.profile()), email=email)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("It is added, and the invitation is sent. Another administrator verifies it."))
            return redirect("organisations:organisation_detail", ref=organisation.ref)
    return render(request, "organisations/commissioner_create.html", {"form": form, "heading": _("Add a commissioner")})


@login_required
def organisation_waiting_view(request: PortalRequest) -> HttpResponse:
    """The queue of organisations to verify."""
    check(can_create_commissioner(request.user))
    page = Paginator(organisations_waiting(), 20).get_page(request.GET.get("page"))
    return render(request, "organisations/organisation_waiting.html", {"page": page})


@login_required
def organisation_verify_view(request: PortalRequest, ref: str) -> HttpResponse:
    """See what it says of itself, then verify it."""
    organisation = access_organisation(request.user, ref, can_verify_organisation)
    if request.method == "POST":
        organisation_verify(actor=request.user, organisation=organisation)
        messages.success(request, _("%(name)s is verified.") % {"name": organisation.name})
        return redirect("organisations:organisation_waiting")
    facts = [(label, value) for label, value, _small in organisation_facts(organisation)]
    context = {
        "organisation": organisation,
        "rows": [(_("What it does"), organisation.summary or _("Nothing said")), *facts, *public_rows(organisation)],
        "is_open": organisation.state == "registered",
        "heading": _("Verify %(name)s") % {"name": organisation.name},
    }
    return render(request, "organisations/organisation_verify.html", context)
