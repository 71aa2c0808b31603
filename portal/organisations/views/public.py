"""What everybody sees of organisations."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.http import PortalRequest
from portal.common.permissions import Decision
from portal.organisations.access import access_organisation
from portal.organisations.enums import OrganisationKind
from portal.organisations.parts import parts_of
from portal.organisations.permissions import (
    belongs,
    can_ask_to_join,
    can_change_name,
    can_claim_organisation,
    can_manage_organisation,
    can_record_seen,
    can_register_organisation,
    can_remove_member,
    can_suspend_organisation,
    can_verify_organisation,
)
from portal.organisations.selectors.claims import changed_since_published, own_claim
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
        "may_claim": can_claim_organisation(user, organisation) if organisation.is_sourced else None,
        "claim": own_claim(user, organisation) if organisation.is_sourced else None,
        "may_edit": bool(can_manage_organisation(user, organisation)),
        "may_see": bool(can_record_seen(user, organisation)),
        "admin_acts": _admin_acts(user, organisation),
        "parts": parts_of(organisation),
        "published": changed_since_published(organisation) if organisation.source_name else [],
        "phone_link": "".join(sign for sign in organisation.contact_phone if sign in "+0123456789"),
    }
    return render(request, "organisations/organisation_detail.html", context)


def _admin_acts(user: Any, organisation: Any) -> list[tuple[str, str, Decision]]:
    """What a portal administrator can do with it now; each off with its reason."""
    if not has_role(user, PortalRole.ADMINISTRATOR) or organisation.is_sourced:
        return []
    acts = []
    if organisation.state == "registered":
        acts.append(("organisation_verify", _("Check and verify it"), can_verify_organisation(user, organisation)))
    may_suspend = can_suspend_organisation(user, organisation)
    if organisation.is_suspended:
        acts.append(("suspension_lift", _("Lift the suspension"), may_suspend))
    else:
        acts.append(("organisation_suspend", _("Suspend it"), may_suspend))
    if organisation.verified_at is not None:
        acts.append(("name_change", _("Change its name"), can_change_name(user, organisation)))
    return [(label, reverse(f"organisations:{name}", args=[organisation.ref]), may) for name, label, may in acts]
