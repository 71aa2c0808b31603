"""The people of an organisation: who belongs, with which roles, and how one leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest, posted
from portal.organisations.access import access_member, access_organisation
from portal.organisations.forms import RolesForm
from portal.organisations.permissions import (
    can_change_roles,
    can_manage_organisation,
    can_remove_member,
    can_see_people,
)
from portal.organisations.selectors.people import invitations_from, members_of, requests_to
from portal.organisations.services.people import member_remove, roles_change
from portal.organisations.views.words import role_names


@login_required
def member_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Who belongs; administrators also see who asked and who was invited."""
    organisation = access_organisation(request.user, ref, can_see_people)
    may_manage = can_manage_organisation(request.user, organisation)
    members = members_of(organisation)
    administrators = [row for row in members if row.is_administrator]
    context = {
        "organisation": organisation,
        "members": [(row, ", ".join(role_names(row.roles))) for row in members],
        "only_administrator": administrators[0] if len(administrators) == 1 else None,
        "asked": requests_to(organisation) if may_manage else [],
        "invited": [(row, row.has_expired(now())) for row in invitations_from(organisation)] if may_manage else [],
        "may_manage": may_manage,
    }
    return render(request, "organisations/member_list.html", context)


@login_required
def roles_change_view(request: PortalRequest, ref: str, member_ref: str) -> HttpResponse:
    """Give and take roles."""
    membership = access_member(request.user, ref, member_ref, can_change_roles)
    form = RolesForm(posted(request), initial={"roles": [role.value for role in membership.roles]})
    if request.method == "POST" and form.is_valid():
        try:
            roles_change(actor=request.user, membership=membership, roles=form.cleaned_data["roles"])
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "roles")
        else:
            messages.success(request, _("The roles of %(person)s are changed.") % {"person": str(membership.user)})
            return redirect("organisations:member_list", ref=ref)
    context = {
        "form": form,
        "organisation": membership.organisation,
        "heading": _("Roles of %(person)s") % {"person": str(membership.user)},
    }
    return render(request, "organisations/roles_change.html", context)


@login_required
def member_remove_view(request: PortalRequest, ref: str, member_ref: str) -> HttpResponse:
    """Leave, or take somebody out: a page that says what ends, then the act."""
    membership = access_member(request.user, ref, member_ref, can_remove_member)
    is_self = membership.user_id == request.user.pk
    names = {"person": str(membership.user), "name": membership.organisation.name}
    if request.method == "POST":
        member_remove(actor=request.user, membership=membership)
        said = _("You no longer belong to %(name)s.") if is_self else _("%(person)s no longer belongs to %(name)s.")
        messages.success(request, said % names)
        return redirect("organisations:organisation_detail" if is_self else "organisations:member_list", ref=ref)
    context = {
        "membership": membership,
        "organisation": membership.organisation,
        "roles": role_names(membership.roles),
        "is_self": is_self,
        "heading": (_("Leave %(name)s") if is_self else _("Remove %(person)s from %(name)s")) % names,
    }
    return render(request, "organisations/member_remove.html", context)
