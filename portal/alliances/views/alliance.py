"""An alliance: its page, its beginning, what it says of itself, its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_alliance, access_own, access_space, space_read
from portal.alliances.forms.alliance import AboutForm, ModelForm, ReasonForm, SharesForm, StartForm
from portal.alliances.permissions.alliance import (
    administered_organisations,
    can_enter_space,
    can_form_alliance,
    can_manage_alliance,
    can_set_shares,
    can_start_alliance,
    can_withdraw_alliance,
)
from portal.alliances.selectors.page import public_context, space_context
from portal.alliances.selectors.space import member_views, members_of
from portal.alliances.services.alliance import (
    alliance_edit,
    alliance_form,
    alliance_start,
    alliance_withdraw,
    shares_set,
)
from portal.alliances.views.pages import alliance_url, form_page
from portal.common.clock import today
from portal.common.exceptions import NotAllowed
from portal.common.forms import attempt
from portal.common.http import PortalRequest


@require_safe
def alliance_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What everybody may read; below it, for members, their space."""
    alliance = access_alliance(request.user, ref)
    context = public_context(request.user, alliance) | {"section": "alliances"}
    if may_enter := can_enter_space(request.user, alliance):
        space_read(actor=request.user, alliance=alliance)
        return render(request, "alliances/alliance_space.html", context | space_context(request.user, alliance))
    return render(request, "alliances/alliance_detail.html", context | {"may_enter": may_enter})


@login_required
def alliance_start_view(request: PortalRequest) -> HttpResponse:
    """Begin an alliance."""
    if not (decision := can_start_alliance(request.user)):
        raise NotAllowed(decision.reason)
    own = administered_organisations(request.user)
    form = StartForm(request.POST or None, leads=[(org.ref, org.name) for org in own])
    if request.method == "POST" and form.is_valid():
        lead = access_own(own, form.only("lead"))
        made = attempt(
            form,
            lambda: alliance_start(actor=request.user, lead=lead, model=form.cleaned_data["model"], **form.values),
        )
        if made:
            messages.success(
                request, _("The alliance exists. Now invite the organisations that you want to work with.")
            )
            return redirect(alliance_url(made))
    return form_page(
        request,
        form,
        _("Start an alliance"),
        _("Start the alliance"),
        intro=[_("Your organisation convenes it. It has one vote, like every member that joins.")],
        who=_("You decide above whether everybody can find it. Votes, drafts and readiness are for members only."),
    )


@login_required
def alliance_edit_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Change what it says of itself."""
    alliance = access_space(request.user, ref, can_manage_alliance)
    start = {name: getattr(alliance, name) for name in ("name", "purpose", "area", "seeking")}
    form = AboutForm(request.POST or None, initial=start | {"listed": "yes" if alliance.is_listed else "no"})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: alliance_edit(actor=request.user, alliance=alliance, **form.values))
    ):
        messages.success(request, _("What the alliance says of itself is changed."))
        return redirect(alliance_url(alliance))
    return form_page(request, form, _("What the alliance says of itself"), _("Save"), alliance)


@login_required
def alliance_form_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The first members are there: settle the model and begin to form."""
    alliance = access_space(request.user, ref, can_form_alliance)
    form = ModelForm(request.POST or None, initial={"model": alliance.model})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: alliance_form(actor=request.user, alliance=alliance, model=form.cleaned_data["model"]),
            "model",
        )
    ):
        messages.success(request, _("The alliance is forming. Write down what you hold to, and then the agreement."))
        return redirect(alliance_url(alliance))
    members = ", ".join(member.organisation.name for member in members_of(alliance))
    return form_page(
        request,
        form,
        _("How will you work together?"),
        _("Settle it and begin to form"),
        alliance,
        intro=[_("Members now: %(names)s.") % {"names": members}],
    )


@login_required
def alliance_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """End it, with a reason."""
    alliance = access_space(request.user, ref, can_withdraw_alliance)
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: alliance_withdraw(actor=request.user, alliance=alliance, reason=form.cleaned_data["reason"]),
        )
    ):
        messages.success(request, _("The alliance has ended. Its members can still read what was decided."))
        return redirect(alliance_url(alliance))
    return form_page(
        request,
        form,
        _("End %(name)s?") % {"name": alliance.name},
        _("End the alliance"),
        alliance,
        intro=[_("It disappears from the public list. Nothing can be decided or signed in it any more.")],
        danger=True,
    )


@login_required
def shares_edit_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Each member's share in percent."""
    alliance = access_space(request.user, ref, can_set_shares)
    members = members_of(alliance)
    rows = [(row.organisation.ref, row.organisation.name, row.share_percent) for row in members]
    form = SharesForm(request.POST or None, members=rows)
    if request.method == "POST" and form.is_valid():
        shares = {row.pk: form.share(row.organisation.ref) for row in members}
        if attempt(form, lambda: shares_set(actor=request.user, alliance=alliance, shares=shares) or True):
            messages.success(request, _("The shares are set."))
            return redirect(alliance_url(alliance, "members"))
    return form_page(
        request,
        form,
        _("Which share has each member, in percent?"),
        _("Save the shares"),
        alliance,
        intro=[_("They sum to 100. When a member joins or leaves, they are agreed anew.")],
        who=_("Members see the shares. Nobody else does."),
    )


@require_safe
def readiness_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Everything that each member has in order, with dates, as far as it lets the others see it."""
    alliance = access_space(request.user, ref)
    views = member_views(alliance, members_of(alliance), today())
    context: dict[str, Any] = {"alliance": alliance, "members": views, "section": "alliances"}
    return render(request, "alliances/readiness_list.html", context)
