"""What everybody sees of organisations."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from portal.common.http import PortalRequest
from portal.organisations.access import access_organisation
from portal.organisations.enums import OrganisationKind
from portal.organisations.permissions import (
    belongs,
    can_ask_to_join,
    can_register_organisation,
    can_remove_member,
    can_verify_organisation,
)
from portal.organisations.selectors.listing import filters_from, organisation_list
from portal.organisations.selectors.page import badges, organisation_facts, public_rows, verified_text
from portal.organisations.selectors.people import own_membership, own_request


def organisation_list_view(request: PortalRequest) -> HttpResponse:
    """Find an organisation by name, number or place."""
    filters = filters_from(request.GET.get("words", ""), request.GET.get("kind", ""))
    context = {
        "page": Paginator(organisation_list(filters), 20).get_page(request.GET.get("page")),
        "filters": filters,
        "kinds": OrganisationKind.choices,
        "may_register": can_register_organisation(request.user),
    }
    return render(request, "organisations/organisation_list.html", context)


def organisation_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The public page of one organisation; its people find the way to what is theirs."""
    user = request.user
    organisation = access_organisation(user, ref)
    is_inside = belongs(user, organisation)
    membership = own_membership(user, organisation) if is_inside else None
    context = {
        "organisation": organisation,
        "facts": organisation_facts(organisation),
        "rows": public_rows(organisation),
        "badges": badges(organisation),
        "checked": verified_text(organisation),
        "is_inside": is_inside,
        "membership": membership,
        "may_leave": can_remove_member(user, membership) if membership else None,
        "asked": own_request(user, organisation),
        "may_join": can_ask_to_join(user, organisation),
        "may_verify": bool(can_verify_organisation(user, organisation)) and organisation.state == "registered",
    }
    return render(request, "organisations/organisation_detail.html", context)
