"""Seats of people with lived experience: give one, end one, vote with one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.selectors import verified_user
from portal.alliances.access import access_decision, access_seat, access_space
from portal.alliances.forms.seat import SeatForm, SeatVoteForm
from portal.alliances.permissions.seat import can_end_seat, can_give_seat, can_vote_seat
from portal.alliances.selectors.space import decision_view
from portal.alliances.services.seat import seat_end, seat_give, seat_vote
from portal.alliances.views.pages import alliance_url, confirm_page, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest


@login_required
def seat_give_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Give a person with lived experience a seat."""
    alliance = access_space(request.user, ref, can_give_seat)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = verified_user(form.cleaned_data["email"])
        if person is None:
            form.add_error("email", _("Nobody has an account with this address that they have confirmed"))
        elif attempt(form, lambda: _given(request, alliance, person, form), "email"):
            messages.success(request, _("%(name)s has a seat and has been told.") % {"name": person})
            return redirect(alliance_url(alliance, "seats"))
    return form_page(
        request,
        form,
        _("Give a seat to a person with lived experience"),
        _("Give the seat"),
        alliance,
        intro=[
            _("They get the same papers as the members: decisions, votes, the agreement and what members share."),
            _("They speak for themselves and not for an organisation. Pay for their time is agreed with them."),
        ],
        who=_("The members see who has a seat. The public does not."),
    )


def _given(request: PortalRequest, alliance: Any, person: Any, form: SeatForm) -> Any:
    is_voting = form.cleaned_data["voting"] == "yes"
    return seat_give(actor=request.user, alliance=alliance, person=person, is_voting=is_voting)


@login_required
def seat_end_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """End a seat, after asking."""
    seat = access_seat(request.user, ref, number, can_end_seat)
    if request.method == "POST":
        seat_end(actor=request.user, seat=seat)
        messages.success(request, _("The seat has ended. What was voted stays."))
        return redirect(alliance_url(seat.alliance))
    return confirm_page(
        request,
        _("End this seat?"),
        _("End the seat"),
        seat.alliance,
        rows=[(_("Who"), str(seat.user)), (_("Alliance"), seat.alliance.name)],
        lines=[_("They see nothing of the members' space any more. What they voted stays in the register.")],
        danger=True,
    )


@login_required
def seat_vote_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Vote with one's seat, once."""
    decision = access_decision(request.user, ref, number, can_vote_seat)
    form = SeatVoteForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: seat_vote(actor=request.user, decision=decision, **form.cleaned_data))
    ):
        messages.success(request, _("Your vote is cast."))
        return redirect("alliances:decision_detail", ref=ref, number=number)
    context = {
        "alliance": decision.alliance,
        "decision": decision,
        "view": decision_view(decision),
        "votes_for": _("lived experience"),
        "form": form,
        "heading": decision.title,
        "section": "alliances",
    }
    return render(request, "alliances/decision_vote.html", context)
