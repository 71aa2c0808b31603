"""Invitations, answers, leaving, and who sees a member's readiness."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.alliances.access import access_invitable, access_member, access_space
from portal.alliances.forms.alliance import AnswerForm, InviteForm, ReasonForm
from portal.alliances.permissions.alliance import (
    can_answer_invitation,
    can_invite_member,
    can_leave_alliance,
    can_send_again,
    can_share_readiness,
    can_withdraw_invitation,
    why_not_a_member,
)
from portal.alliances.selectors.space import members_of, newest_principles, organisations_named
from portal.alliances.services.member import (
    invitation_accept,
    invitation_decline,
    invitation_send_again,
    invitation_withdraw,
    member_invite,
    member_leave,
    readiness_share,
)
from portal.alliances.views.pages import alliance_url, confirm_page, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import when_in


@login_required
def member_find_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Find the organisation to invite, by name or reference."""
    alliance = access_space(request.user, ref, can_invite_member)
    words = request.GET.get("words", "").strip()[:100]
    found = [(org, why_not_a_member(alliance, org)) for org in organisations_named(alliance, words)]
    context = {"alliance": alliance, "words": words, "found": found, "section": "alliances"}
    return render(request, "alliances/member_find.html", context)


@login_required
def member_invite_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """Ask this organisation to join."""
    alliance = access_space(request.user, ref, can_invite_member)
    organisation = access_invitable(organisation_ref)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: member_invite(
                actor=request.user, alliance=alliance, organisation=organisation, **form.cleaned_data
            ),
        )
        if made:
            sent = _("%(name)s is invited. Its administrators have 14 days to answer.") % {"name": organisation.name}
            messages.success(request, sent)
            return redirect(alliance_url(alliance, "members"))
    return form_page(
        request,
        form,
        _("Invite %(name)s") % {"name": organisation.name},
        _("Send the invitation"),
        alliance,
        intro=[_("An e-mail goes to its administrators and signatories. An administrator answers for it.")],
    )


@login_required
def invitation_answer_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """What one is invited to, and the answer."""
    member = access_member(request.user, ref, organisation_ref, can_answer_invitation)
    alliance = member.alliance
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _answered(request, member, form)):
        return redirect(alliance_url(alliance))
    principles = newest_principles(alliance)
    context = {
        "member": member,
        "alliance": alliance,
        "form": form,
        "heading": _("Does %(name)s join %(alliance)s?")
        % {"name": member.organisation.name, "alliance": alliance.name},
        "rows": [
            (_("What it wants to do"), alliance.purpose),
            (_("Who belongs to it"), [row.organisation.name for row in members_of(alliance)] or _("Nobody yet")),
            (_("How they work together"), alliance.get_model_display()),
            (_("Your part"), member.role),
            (_("Answer by"), when_in(member.expires_at)),
        ],
        "principles": principles.text.splitlines() if principles else [],
        "section": "alliances",
    }
    return render(request, "alliances/invitation_answer.html", context)


def _answered(request: PortalRequest, member: Any, form: AnswerForm) -> Any:
    names = {"name": member.organisation.name, "alliance": member.alliance.name}
    if form.cleaned_data["answer"] == "decline":
        done = invitation_decline(actor=request.user, member=member)
        messages.success(request, _("%(name)s does not join. The alliance has been told.") % names)
        return done
    is_shared = form.cleaned_data["readiness"] == "yes"
    done = invitation_accept(actor=request.user, member=member, shares_readiness=is_shared)
    messages.success(request, _("%(name)s is a member of %(alliance)s.") % names)
    return done


@login_required
def invitation_send_again_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """Ask once more."""
    member = access_member(request.user, ref, organisation_ref, can_send_again)
    if request.method == "POST":
        invitation_send_again(actor=request.user, member=member)
        messages.success(request, _("The invitation is sent again, for another 14 days."))
        return redirect(alliance_url(member.alliance, "members"))
    return confirm_page(
        request,
        _("Invite %(name)s again?") % {"name": member.organisation.name},
        _("Send it again"),
        member.alliance,
        rows=[(_("Its part"), member.role), (_("What happened before"), member.get_state_display())],
        lines=[_("Its administrators and signatories get an e-mail and have 14 days to answer.")],
    )


@login_required
def invitation_withdraw_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """Take an unanswered invitation back."""
    member = access_member(request.user, ref, organisation_ref, can_withdraw_invitation)
    if request.method == "POST":
        invitation_withdraw(actor=request.user, member=member)
        messages.success(request, _("The invitation is taken back."))
        return redirect(alliance_url(member.alliance, "members"))
    return confirm_page(
        request,
        _("Take the invitation of %(name)s back?") % {"name": member.organisation.name},
        _("Take it back"),
        member.alliance,
        rows=[(_("Its part"), member.role)],
        lines=[_("It can be invited again later.")],
        danger=True,
    )


@login_required
def member_leave_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """Take one's organisation out."""
    member = access_member(request.user, ref, organisation_ref, can_leave_alliance)
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: member_leave(actor=request.user, member=member, **form.cleaned_data))
    ):
        messages.success(request, _("%(name)s has left the alliance.") % {"name": member.organisation.name})
        return redirect("alliances:alliance_list")
    return form_page(
        request,
        form,
        _("Take %(name)s out of %(alliance)s?") % {"name": member.organisation.name, "alliance": member.alliance.name},
        _("Leave the alliance"),
        member.alliance,
        intro=[
            _("Your people cannot enter its space any more. The others split the work again and sign a new agreement.")
        ],
        danger=True,
    )


@login_required
def readiness_share_view(request: PortalRequest, ref: str, organisation_ref: str) -> HttpResponse:
    """Let the other members see what the organisation has in order, or stop it."""
    member = access_member(request.user, ref, organisation_ref, can_share_readiness)
    alliance = member.alliance
    if request.method == "POST":
        readiness_share(actor=request.user, member=member, is_shared=not member.shares_readiness)
        return redirect(alliance_url(alliance, "members"))
    if member.shares_readiness:
        heading, button = _("Stop showing what your organisation has in order?"), _("Stop showing it")
        lines = [_("The other members then see only that you belong.")]
    else:
        heading, button = _("Show the others what your organisation has in order?"), _("Show it to the members")
        lines = [_("The other members then see what you have in order, what is missing, and when it runs out.")]
    return confirm_page(request, heading, button, alliance, rows=[(_("Member"), member.organisation.name)], lines=lines)
