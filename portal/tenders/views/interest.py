"""Registering interest in a tender, and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.tenders.access.procurement import access_bidder, access_procurement
from portal.tenders.forms.procurement import OrganisationForm
from portal.tenders.permissions.procurement import (
    bid_lead_organisations,
    can_register_interest,
    can_withdraw_interest,
    interested_organisations,
)
from portal.tenders.services.interest import interest_register, interest_withdraw


@login_required
def interest_register_view(request: HttpRequest, ref: str) -> HttpResponse:
    """In whose name, what follows, and who learns of it."""
    procurement = access_procurement(request.user, ref, can_register_interest)
    own = bid_lead_organisations(request.user)
    form = OrganisationForm(request.POST or None, organisations=[(org.ref, org.name) for org in own])
    if form.is_valid():
        organisation = access_bidder(own, form.cleaned_data["organisation"])
        interest_register(actor=request.user, procurement=procurement, organisation=organisation)
        messages.success(request, _("Interest registered for %(name)s.") % {"name": organisation.name})
        return redirect("tenders:procurement_detail", ref=ref)
    context = {"section": "tenders", "procurement": procurement, "form": form, "heading": _("Register interest")}
    return render(request, "tenders/interest_register.html", context)


@login_required
def interest_withdraw_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it back, after asking."""
    procurement = access_procurement(request.user, ref, can_withdraw_interest)
    own = interested_organisations(request.user, procurement)
    form = OrganisationForm(request.POST or None, organisations=[(org.ref, org.name) for org in own])
    if form.is_valid():
        organisation = access_bidder(own, form.cleaned_data["organisation"])
        interest_withdraw(actor=request.user, procurement=procurement, organisation=organisation)
        messages.success(request, _("%(name)s is not registered any more.") % {"name": organisation.name})
        return redirect("tenders:procurement_detail", ref=ref)
    context = {"section": "tenders", "procurement": procurement, "form": form, "heading": _("Withdraw interest")}
    return render(request, "tenders/interest_withdraw.html", context)
