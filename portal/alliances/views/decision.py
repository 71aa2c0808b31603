"""Decisions: the register, a proposal, a vote, a look back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_decision, access_own, access_space
from portal.alliances.enums import DecisionKind
from portal.alliances.forms.deciding import ProposeForm, ReviewForm, VoteForm
from portal.alliances.permissions.decision import (
    can_propose_decision,
    can_review_decision,
    can_vote_decision,
    members_to_vote,
    spoken_for,
)
from portal.alliances.permissions.seat import can_vote_seat, seat_of
from portal.alliances.selectors.space import decision_view, decision_views, draft_agreement
from portal.alliances.services.decision import decision_propose, decision_review, decision_vote
from portal.alliances.views.pages import alliance_url, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest

PER_PAGE = 20


@require_safe
def decision_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The register: every decision with its votes and the day it is looked at again."""
    alliance = access_space(request.user, ref)
    mine = [row.pk for row in spoken_for(request.user, alliance)]
    page = Paginator(decision_views(alliance, mine=mine), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "alliance": alliance,
        "page": page,
        "may_propose": can_propose_decision(request.user, alliance),
        "section": "alliances",
    }
    return render(request, "alliances/decision_list.html", context)


@require_safe
def decision_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One decision, whole."""
    decision = access_decision(request.user, ref, number)
    alliance = decision.alliance
    mine = [row.pk for row in spoken_for(request.user, alliance)]
    view = decision_view(decision, mine)
    context = {
        "alliance": alliance,
        "decision": decision,
        "view": view,
        "may_vote": can_vote_decision(request.user, decision),
        "has_seat": seat_of(request.user, alliance) is not None,
        "may_vote_seat": can_vote_seat(request.user, decision),
        "may_review": can_review_decision(request.user, decision),
        "section": "alliances",
    }
    return render(request, "alliances/decision_detail.html", context)


@login_required
def decision_propose_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Put a question to the members."""
    alliance = access_space(request.user, ref, can_propose_decision)
    draft = draft_agreement(alliance)
    start: dict[str, Any] = {"kind": DecisionKind.UNANIMOUS.value}
    if draft is not None and request.GET.get("about") == "agreement":
        start |= {
            "about": "agreement",
            "title": _("Agree version %(n)d of our agreement and sign it") % {"n": draft.number},
            "proposal": _("We agree to the text of version %(n)d as it is written now.") % {"n": draft.number},
        }
    form = ProposeForm(request.POST or None, draft_number=draft.number if draft else None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["is_about_members"] = data.pop("about_members") == "yes"
        named = draft if data.pop("about", "no") == "agreement" else None
        made = attempt(form, lambda: decision_propose(actor=request.user, alliance=alliance, agreement=named, **data))
        if made:
            messages.success(request, _("The members are asked to vote."))
            return redirect("alliances:decision_detail", ref=ref, number=made.number)
    return form_page(
        request,
        form,
        _("Propose a decision"),
        _("Put it to the members"),
        alliance,
        who=_("Only people of the members see decisions and votes."),
    )


@login_required
def decision_vote_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Vote, once."""
    decision = access_decision(request.user, ref, number, can_vote_decision)
    members = members_to_vote(request.user, decision)
    form = VoteForm(request.POST or None, members=[(row.organisation.ref, row.organisation.name) for row in members])
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _voted(request, decision, form)):
        messages.success(request, _("The vote is cast."))
        return redirect("alliances:decision_detail", ref=ref, number=number)
    context = {
        "alliance": decision.alliance,
        "decision": decision,
        "view": decision_view(decision),
        "votes_for": _(" and ").join(row.organisation.name for row in members),
        "form": form,
        "heading": decision.title,
        "section": "alliances",
    }
    return render(request, "alliances/decision_vote.html", context)


def _voted(request: PortalRequest, decision: Any, form: VoteForm) -> Any:
    return decision_vote(
        actor=request.user,
        decision=decision,
        member=access_own(members_to_vote(request.user, decision), form.only("member")),
        choice=form.cleaned_data["choice"],
        reason=form.cleaned_data["reason"],
    )


@login_required
def decision_review_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Look at a decision again."""
    decision = access_decision(request.user, ref, number, can_review_decision)
    form = ReviewForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: decision_review(actor=request.user, decision=decision, **form.cleaned_data))
    ):
        messages.success(request, _("What you found is kept with the decision."))
        return redirect("alliances:decision_detail", ref=ref, number=number)
    return form_page(
        request,
        form,
        _("Look again: %(title)s") % {"title": decision.title},
        _("Save what you found"),
        decision.alliance,
        rows=[(_("What was decided"), decision.proposal), (_("Result"), decision.outcome)],
        back_url=alliance_url(decision.alliance, "decisions"),
    )
