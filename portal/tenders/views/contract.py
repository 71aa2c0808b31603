"""Contracts for everybody, and their signatures."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.contract import access_contract, access_signing_organisation
from portal.tenders.permissions.contract import can_enter_contract, can_put_name
from portal.tenders.selectors.contract_page import contract_list_page, contract_page
from portal.tenders.services.contract import contract_enter, contract_sign


@require_safe
def contract_list_view(request: HttpRequest) -> HttpResponse:
    """Every public contract, with a search by words."""
    page = contract_list_page(request.GET.get("words", "")[:100], request.GET.get("page", ""))
    return render(request, "tenders/contract_list.html", {"section": "tenders", **page})


@require_safe
def contract_detail_view(request: HttpRequest, ref: str) -> HttpResponse:
    """One contract: outcomes, parties, value, and how it came about."""
    contract = access_contract(request.user, ref)
    return render(
        request, "tenders/contract_detail.html", {"section": "tenders", **contract_page(request.user, contract)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def contract_sign_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The text; a party's signatory signs it, and last of all the buyer."""
    contract = access_contract(request.user, ref, can_put_name)
    refusal = ""
    if request.method == "POST":
        try:
            return _signed(request, contract)
        except NotAllowed:
            raise
        except DomainError as error:
            refusal = str(error)
    page = contract_page(request.user, contract) | {"refusal": refusal, "heading": _("Sign the contract")}
    status = 409 if refusal else 200
    return render(request, "tenders/contract_sign.html", {"section": "tenders", **page}, status=status)


def _signed(request: HttpRequest, contract: Any) -> HttpResponse:
    """For the buyer when nobody is named, else for the named party."""
    read, named = request.POST.get("read", ""), request.POST.get("organisation", "")
    if not named and can_enter_contract(request.user, contract):
        entered = contract_enter(actor=request.user, contract=contract, hash_read=read)
        messages.success(request, _("Signed. The contract is in force."))
        return redirect("contracts:contract_detail", ref=entered.ref)
    organisation = access_signing_organisation(request.user, contract, named)
    party = contract_sign(
        actor=request.user,
        contract=contract,
        organisation=organisation,
        hash_read=read,
    )
    messages.success(request, _("Signed for %(name)s.") % {"name": organisation.name})
    return redirect("contracts:contract_detail", ref=party.contract.ref)
