"""Asking to join, the convener's answer, taking the question back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.alliances.access import access_alliance, access_member, access_own
from portal.alliances.forms.alliance import JoinAnswerForm, JoinForm
from portal.alliances.permissions.joining import (
    can_answer_join,
    can_ask_to_join,
    can_take_back_join,
    joinable_organisations,
)
from portal.alliances.services.joining import join_admit, join_ask, join_take_back, join_turn_down
from portal.alliances.views.pages import alliance_url, confirm_page, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import when


@login_required
def join_ask_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask in the name of one's organisation to join."""
    alliance = access_alliance(request.user, ref, can_ask_to_join)
    own = joinable_organisations(request.user, alliance)
    form = JoinForm(request.POST or None, organisations=[(row.ref, row.name) for row in own])
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _asked(request, alliance, own, form)):
        messages.success(request, _("The convener has your question, and you get an e-mail with the answer."))
        return redirect(alliance_url(alliance))
    return form_page(
        request,
        form,
        _("Ask to join %(name)s") % {"name": alliance.name},
        _("Ask to join"),
        alliance,
        intro=[
            _("%(lead)s convenes the alliance and answers. To join binds your organisation to nothing yet.")
            % {"lead": alliance.lead.name},
            _("Organisations that compete for the same contract must not talk about prices before they bid together."),
        ],
        who=_("The convener reads what you write."),
    )


def _asked(request: PortalRequest, alliance: Any, own: list[Any], form: JoinForm) -> Any:
    data = form.cleaned_data
    return join_ask(
        actor=request.user,
        alliance=alliance,
        organisation=access_own(own, form.only("organisation")),
        role=data["role"],
        message=data["message"],
        shares_readiness=data["readiness"] == "yes",
    )


@login_required
def join_answer_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """The convener reads who asks, and answers."""
    member = access_member(request.user, ref, organisation_ref, can_answer_join)
    form = JoinAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _answered(request, member, form)):
        return redirect(alliance_url(member.alliance, "members"))
    return form_page(
        request,
        form,
        _("Does %(name)s join?") % {"name": member.organisation.name},
        _("Send the answer"),
        member.alliance,
        intro=[_("If it joins, all members sign the agreement anew, because it names them.")],
        rows=[
            (_("What it would do"), member.role),
            (_("What it says"), member.invitation_message or _("Nothing more")),
            (_("About it"), member.organisation.summary or _("Nothing said")),
            (_("Asked"), when(member.invited_at)),
        ],
        who=_("The organisation reads your answer. The other members are told who joins."),
    )


def _answered(request: PortalRequest, member: Any, form: JoinAnswerForm) -> Any:
    names = {"name": member.organisation.name}
    message = form.cleaned_data["message"]
    if form.cleaned_data["answer"] == "admit":
        done = join_admit(actor=request.user, member=member, message=message)
        messages.success(request, _("%(name)s is a member now.") % names)
    else:
        done = join_turn_down(actor=request.user, member=member, message=message)
        messages.success(request, _("%(name)s does not join, and has been told.") % names)
    return done


@login_required
def join_take_back_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """The organisation takes its question back."""
    member = access_member(request.user, ref, organisation_ref, can_take_back_join)
    if request.method == "POST":
        join_take_back(actor=request.user, member=member)
        messages.success(request, _("Your question is taken back."))
        return redirect(alliance_url(member.alliance))
    return confirm_page(
        request,
        _("Take your question back?"),
        _("Take it back"),
        member.alliance,
        rows=[(_("Alliance"), member.alliance.name), (_("For"), member.organisation.name)],
        lines=[_("You can ask again at any time.")],
        danger=True,
    )
