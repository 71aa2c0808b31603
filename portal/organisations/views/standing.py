"""Verified or not, suspended and back. Each no has a reason that its people read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.forms import PortalForm
from portal.common.http import PortalRequest, posted
from portal.organisations.access import access_organisation, check
from portal.organisations.forms import DeclineForm, LiftForm, SuspendForm
from portal.organisations.permissions import (
    can_ask_verification,
    can_create_commissioner,
    can_suspend_organisation,
    can_verify_organisation,
)
from portal.organisations.selectors.claims import claims_waiting
from portal.organisations.selectors.listing import organisations_suspended, organisations_waiting
from portal.organisations.selectors.page import organisation_facts, profile_rows, public_rows
from portal.organisations.services.organisation import organisation_verify
from portal.organisations.services.standing import (
    organisation_suspend,
    suspension_lift,
    verification_ask,
    verification_decline,
)


@login_required
def organisation_waiting_view(request: PortalRequest) -> HttpResponse:
    """What portal administrators look after: organisations to verify, claims to check, those that are suspended."""
    check(can_create_commissioner(request.user))
    context = {
        "page": Paginator(organisations_waiting(), 20).get_page(request.GET.get("page")),
        "claims": Paginator(claims_waiting(), 20).get_page(request.GET.get("claims")),
        "suspended": organisations_suspended(),
    }
    return render(request, "organisations/organisation_waiting.html", context)


@login_required
def organisation_verify_view(request: PortalRequest, ref: str) -> HttpResponse:
    """See what it says of itself, then verify it."""
    organisation = access_organisation(request.user, ref, can_verify_organisation)
    if request.method == "POST":
        organisation_verify(actor=request.user, organisation=organisation)
        messages.success(request, _("%(name)s is verified.") % {"name": organisation.name})
        return redirect("organisations:organisation_waiting")
    facts = [(label, value) for label, value, _small in organisation_facts(organisation)]
    asked = [(_("Registered by"), str(organisation.registered_by))] if organisation.registered_by else []
    context = {
        "organisation": organisation,
        "rows": [
            (_("What it does"), organisation.summary or _("Nothing said")),
            *facts,
            *public_rows(organisation),
            *asked,
        ],
        "is_open": organisation.state == "registered",
        "heading": _("Verify %(name)s") % {"name": organisation.name},
    }
    return render(request, "organisations/organisation_verify.html", context)


def _reasoned(
    request: PortalRequest,
    form_class: type[PortalForm],
    act: Callable[[str], Any],
    done: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A page with what happens and one question: why. Then back to the administrators' list."""
    form = form_class(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("organisations:organisation_waiting")
    return render(request, "organisations/reasoned.html", context | {"form": form})


@login_required
def verification_decline_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Say why it is not verified; its people can put it right and ask again."""
    organisation = access_organisation(request.user, ref, can_verify_organisation)
    return _reasoned(
        request,
        DeclineForm,
        lambda reason: verification_decline(actor=request.user, organisation=organisation, reason=reason),
        _("They are told why, and how to ask again."),
        {
            "organisation": organisation,
            "heading": _("Do not verify %(name)s") % {"name": organisation.name},
            "lines": [
                _("It stays on the portal as “Not verified”. Its administrators read your reason and can ask again."),
                _("If it pretends to be somebody else, suspend it instead: then nobody bids or signs in its name."),
            ],
            "button": _("Do not verify it"),
            "is_danger": False,
            "seen": _("Its administrators and portal administrators read the reason. The public does not."),
        },
    )


@login_required
def verification_ask_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Look at what everybody reads, then ask again."""
    organisation = access_organisation(request.user, ref, can_ask_verification)
    if request.method == "POST":
        verification_ask(actor=request.user, organisation=organisation)
        messages.success(request, _("You have asked again. You get an e-mail when it is checked."))
        return redirect("organisations:organisation_detail", ref=ref)
    context = {
        "organisation": organisation,
        "rows": profile_rows(organisation),
        "is_open": organisation.state == "declined",
        "heading": _("Ask again to be verified"),
    }
    return render(request, "organisations/verification_ask.html", context)


@login_required
def organisation_suspend_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Stop bids and signatures in its name, with the reason."""
    organisation = access_organisation(request.user, ref, can_suspend_organisation)
    return _reasoned(
        request,
        SuspendForm,
        lambda reason: organisation_suspend(actor=request.user, organisation=organisation, reason=reason),
        _("%(name)s is suspended. Its administrators are told.") % {"name": organisation.name},
        {
            "organisation": organisation,
            "heading": _("Suspend %(name)s") % {"name": organisation.name},
            "lines": [
                _("From this moment nobody can start, send or sign a bid or an agreement in its name."),
                _("The public no longer sees its page. Its people see it, with your reason."),
                _("Bids that were sent and contracts that are signed stay as they are. You can lift it at any time."),
            ],
            "button": _("Suspend it now"),
            "is_danger": True,
            "seen": _("Its people and portal administrators read the reason. It is in the record."),
        },
    )


@login_required
def suspension_lift_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Let it act again, with the reason."""
    organisation = access_organisation(request.user, ref, can_suspend_organisation)
    back = (
        _("It is verified as before.")
        if organisation.verified_at
        else _("It had not been verified, so it waits to be verified again.")
    )
    return _reasoned(
        request,
        LiftForm,
        lambda reason: suspension_lift(actor=request.user, organisation=organisation, reason=reason),
        _("The suspension of %(name)s is lifted. Its administrators are told.") % {"name": organisation.name},
        {
            "organisation": organisation,
            "heading": _("Lift the suspension of %(name)s") % {"name": organisation.name},
            "lines": [
                _("It was suspended because: %(reason)s") % {"reason": organisation.state_reason},
                _("Everybody sees its page again, and its people can bid and sign. %(back)s") % {"back": back},
            ],
            "button": _("Lift the suspension"),
            "is_danger": False,
            "seen": _("Portal administrators and auditors read the reason in the record."),
        },
    )
