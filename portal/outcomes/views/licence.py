"""Licences that an organisation holds for instruments of others."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.organisations.access import access_organisation
from portal.outcomes.answer_forms import LicenceForm
from portal.outcomes.permissions import can_record_licence
from portal.outcomes.selectors.answers import licences_of, licensed_for
from portal.outcomes.services.licence import licence_end, licence_record


@login_required
def licence_list_view(request: PortalRequest, org_ref: str) -> HttpResponse:
    """All that were written down, and a form for one more."""
    organisation = access_organisation(request.user, org_ref, can_record_licence)
    form = LicenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record = partial(licence_record, actor=request.user, organisation=organisation, **form.cleaned_data)
        if attempt(form, record, "valid_to_on"):
            messages.success(request, _("The licence is written down. The instrument can be chosen in outcomes now."))
            return redirect("outcomes:licence_list", org_ref=org_ref)
    context = {
        "form": form,
        "organisation": organisation,
        "rows": list(licences_of(organisation)),
        "valid": licensed_for(organisation),
        "heading": _("Licences for instruments"),
    }
    return render(request, "outcomes/licence_list.html", context)


@login_required
def licence_end_view(request: PortalRequest, org_ref: str, number: int) -> HttpResponse:
    """End one, after one question."""
    organisation = access_organisation(request.user, org_ref, can_record_licence)
    licence = licences_of(organisation).filter(number=number, ended_at=None).first()
    if licence is None:
        raise Http404
    if request.method == "POST":
        licence_end(actor=request.user, licence=licence)
        messages.success(request, _("The licence has ended. Outcomes that use the instrument already stay."))
        return redirect("outcomes:licence_list", org_ref=org_ref)
    context = {"licence": licence, "organisation": organisation, "heading": _("End this licence")}
    return render(request, "outcomes/licence_end.html", context)
