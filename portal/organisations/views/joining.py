"""Asking to join, and being asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest, posted
from portal.organisations.access import (
    access_invitation,
    access_join_request,
    access_organisation,
    access_own_request,
    access_sent_invitation,
)
from portal.organisations.enums import InvitationState, RequestState
from portal.organisations.forms import InvitationForm, JoinForm, RolesForm
from portal.organisations.permissions import can_ask_to_join, can_manage_organisation
from portal.organisations.services.people import (
    invitation_accept,
    invitation_decline,
    invitation_send,
    invitation_withdraw,
    join_approve,
    join_ask,
    join_decline,
    join_withdraw,
)
from portal.organisations.views.words import role_names


@login_required
def join_ask_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask to belong."""
    organisation = access_organisation(request.user, ref, can_ask_to_join)
    form = JoinForm(posted(request))
    if request.method == "POST" and form.is_valid():
        join_ask(actor=request.user, organisation=organisation, message=form.cleaned_data["message"])
        messages.success(request, _("You have asked. You get an e-mail when they answer."))
        return redirect("organisations:organisation_detail", ref=ref)
    heading = _("Join %(name)s") % {"name": organisation.name}
    return render(
        request, "organisations/join_ask.html", {"form": form, "organisation": organisation, "heading": heading}
    )


@login_required
@require_POST
def join_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take one's question back."""
    join_withdraw(actor=request.user, request=access_own_request(request.user, ref))
    messages.success(request, _("You no longer ask to join."))
    return redirect("organisations:organisation_detail", ref=ref)


@login_required
def join_answer_view(request: PortalRequest, ref: str, request_ref: str) -> HttpResponse:
    """An administrator says yes, with roles, or no."""
    asked = access_join_request(request.user, ref, request_ref)
    form = RolesForm(posted(request))
    if request.method == "POST" and request.POST.get("answer") == "no":
        join_decline(actor=request.user, request=asked)
        messages.success(request, _("You said no. They are told."))
        return redirect("organisations:member_list", ref=ref)
    if request.method == "POST" and form.is_valid():
        membership = join_approve(actor=request.user, request=asked, roles=form.cleaned_data["roles"])
        messages.success(request, _("%(person)s belongs now.") % {"person": str(membership.user)})
        return redirect("organisations:member_list", ref=ref)
    context = {
        "form": form,
        "asked": asked,
        "organisation": asked.organisation,
        "is_open": asked.state == RequestState.PENDING,
        "heading": _("%(person)s asks to join") % {"person": str(asked.user)},
    }
    return render(request, "organisations/join_answer.html", context)


@login_required
def invitation_send_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Invite somebody by e-mail."""
    organisation = access_organisation(request.user, ref, can_manage_organisation)
    form = InvitationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            invitation_send(actor=request.user, organisation=organisation, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error, "email")
        else:
            messages.success(request, _("The invitation is sent. It holds for 14 days."))
            return redirect("organisations:member_list", ref=ref)
    context = {"form": form, "organisation": organisation, "heading": _("Invite somebody")}
    return render(request, "organisations/invitation_send.html", context)


@login_required
def invitation_answer_view(request: PortalRequest, token: str) -> HttpResponse:
    """Accept or decline an invitation."""
    invitation = access_invitation(request.user, token)
    ref = invitation.organisation.ref
    if request.method == "POST":
        if request.POST.get("answer") == "no":
            invitation_decline(actor=request.user, invitation=invitation)
            messages.success(request, _("You said no."))
        else:
            invitation_accept(actor=request.user, invitation=invitation)
            messages.success(request, _("You belong to %(name)s now.") % {"name": invitation.organisation.name})
        return redirect("organisations:organisation_detail", ref=ref)
    context = {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "is_open": invitation.state == InvitationState.SENT,
        "roles": role_names(invitation.roles),
        "heading": _("Join %(name)s") % {"name": invitation.organisation.name},
    }
    return render(request, "organisations/invitation_answer.html", context)


@login_required
@require_POST
def invitation_withdraw_view(request: PortalRequest, ref: str, token: str) -> HttpResponse:
    """Take an invitation back."""
    invitation_withdraw(actor=request.user, invitation=access_sent_invitation(request.user, ref, token))
    messages.success(request, _("The invitation is taken back. Its link no longer works."))
    return redirect("organisations:member_list", ref=ref)
