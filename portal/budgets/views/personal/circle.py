"""My circle: who sees what until when, who looked, and taking it back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.selectors import verified_user
from portal.budgets.access.personal import access_authority, access_budget, access_grant, access_invitation
from portal.budgets.enums import AuthorityKind, GrantAct, GrantState, PlanPart
from portal.budgets.forms.personal import AuthorityForm, CircleForm, NoteForm
from portal.budgets.permissions import personal as may
from portal.budgets.selectors.personal import (
    authorities_of,
    circle_of,
    grant_parts,
    last_looks,
    looks_of,
    notes_of,
    past_circle,
    people_of,
    shown_look,
)
from portal.budgets.services.circle import (
    authority_end,
    authority_verify,
    circle_answer,
    circle_change,
    circle_invite,
    circle_leave,
    circle_stop,
    latest_end,
    note_leave,
    notes_seen,
)
from portal.budgets.views.personal.parts import ask, confirm, url, whom
from portal.common.clock import today
from portal.common.exceptions import DomainError
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import day, when

LOOKS = 25


def shown_person(held_parts: Any, called: str, small: str, last: Any = None, **more: Any) -> dict[str, Any]:
    """Somebody, what they see and what they do not, in words."""
    return {
        "called": called,
        "sees": [str(part.label) for part in PlanPart if part in held_parts],
        "not": [str(part.label) for part in PlanPart if part not in held_parts],
        "small": small,
        "last": when(last) if last else "",
        "href": "",
        "grant": None,
        **more,
    }


def shown_circle(budget: Any, people: list[Any]) -> list[dict[str, Any]]:
    """Everybody who can see something: invited, by law, by their work."""
    last = last_looks(budget)
    rows = [
        shown_person(
            row.parts,
            row.called,
            _until(row),
            last.get(row.user_id or 0),
            grant=row,
            acts=[str(act.label) for act in GrantAct if act in row.acts and act != GrantAct.VIEW],
        )
        for row in circle_of(budget)
    ]
    for law in authorities_of(budget):
        parts = may.Standing(authority=law).parts
        small = _("%(kind)s, seen by %(who)s on %(day)s. Until %(end)s.") % {
            "kind": law.get_kind_display(),
            "who": law.verified_by.display_name,
            "day": day(law.verified_at),
            "end": day(law.expires_on),
        }
        rows.append(shown_person(parts, law.user.display_name, small, last.get(law.user_id), acts=[], authority=law))
    for person in people:
        parts = may.PARTS_OF_ROLE[person.role]
        small = person.reason or _("It is part of their work.")
        called = f"{person.user.display_name}, {person.get_role_display()[:1].lower()}{person.get_role_display()[1:]}"
        rows.append(shown_person(parts, called, small, last.get(person.user_id), acts=[]))
    return rows


def _until(grant: Any) -> str:
    if grant.state == GrantState.INVITED:
        return _("Invited, no answer yet. Until %(day)s.") % {"day": day(grant.ends_on)}
    return _("Until %(day)s.") % {"day": day(grant.ends_on)}


@login_required
def circle_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Who can see what, and the notes they left."""
    budget = access_budget(request.user, ref, may.can_manage_circle)
    notes = notes_of(budget)
    context = whom(request.user, budget) | {
        "people": shown_circle(budget, people_of(budget)),
        "past": past_circle(budget),
        "notes": notes,
        "new_notes": [note for note in notes if note.read_at is None],
    }
    return render(request, "budgets/personal/circle.html", context)


@login_required
def circle_looks_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Everybody who looked."""
    budget = access_budget(request.user, ref, may.can_see_looks)
    page = Paginator(looks_of(budget), LOOKS).get_page(request.GET.get("page"))
    context = whom(request.user, budget) | {
        "page": page,
        "entries": [("read", look.who, look.what, when(look.at)) for look in map(shown_look, page)],
    }
    return render(request, "budgets/personal/looks.html", context)


def _chosen(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "parts": [PlanPart(part) for part in data["parts"]],
        "acts": [GrantAct(act) for act in data["acts"]],
        "ends_on": data["ends_on"],
    }


@login_required
def circle_invite_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Let somebody in to parts of the plan."""
    budget = access_budget(request.user, ref, may.can_manage_circle)
    return ask(
        request,
        CircleForm(posted(request), latest=latest_end(today())),
        lambda data: circle_invite(
            actor=request.user, budget=budget, email=data["email"], called=data["called"], **_chosen(data)
        ),
        budget=budget,
        heading=_("Add somebody to my circle"),
        intro=_("You choose what they see. You can take it back at any time, and it works at once."),
        button=_("Invite them"),
        to=url("circle", ref),
        said=_("They get an e-mail. You see here when they say yes."),
        field="email",
    )


@login_required
def circle_change_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Change what somebody sees and does."""
    grant = access_grant(request.user, ref, number, may.can_stop_grant)
    initial = {
        "parts": [part.value for part in grant.parts],
        "acts": [act.value for act in grant.acts],
        "ends_on": grant.ends_on,
    }
    return ask(
        request,
        CircleForm(posted(request), is_known=True, latest=latest_end(today()), initial=initial),
        lambda data: circle_change(actor=request.user, grant=grant, **_chosen(data)),
        budget=grant.budget,
        heading=_("What can they see? %(who)s") % {"who": grant.called},
        button=_("Save"),
        to=url("circle", ref),
        said=_("It is changed. It works at once."),
    )


@login_required
def circle_stop_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Take it back."""
    grant = access_grant(request.user, ref, number, may.can_stop_grant)
    return confirm(
        request,
        lambda: circle_stop(actor=request.user, grant=grant),
        budget=grant.budget,
        heading=_("Stop: %(who)s") % {"who": grant.called},
        rows=[(_("They see now"), [str(part.label) for part in PlanPart if part in grant.parts])],
        explain=_("From their next click on they see nothing of your plan, and no file of it."),
        button=_("Stop it now"),
        danger=True,
        to=url("circle", ref),
        said=_("They see nothing any more."),
    )


@login_required
def circle_leave_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Stop seeing somebody's plan."""
    grant = access_grant(request.user, ref, number, may.can_leave_circle)
    return confirm(
        request,
        lambda: circle_leave(actor=request.user, grant=grant),
        budget=grant.budget,
        heading=_("Stop seeing this plan"),
        explain=_("You see nothing of it any more. To see it again you must be invited again."),
        button=_("Stop seeing it"),
        danger=True,
        to=url("personal_list"),
        back=url("personal_detail", ref),
        said=_("You have left the circle."),
    )


@login_required
def circle_answer_view(request: PortalRequest, token: str) -> HttpResponse:
    """Say yes or no to an invitation."""
    grant = access_invitation(request.user, token)
    problem = ""
    if request.method == "POST":
        is_yes = request.POST.get("answer") == "yes"
        try:
            circle_answer(actor=request.user, grant=grant, is_yes=is_yes)
        except DomainError as error:
            problem = str(error)
        else:
            return redirect(url("personal_detail", grant.budget.ref) if is_yes else url("personal_list"))
    name = grant.budget.holder.display_name
    sees, cannot_see, acts = grant_parts(grant, name)
    context = {
        "grant": grant,
        "name": name,
        "is_open": grant.state == GrantState.INVITED,
        "sees": sees,
        "cannot": cannot_see,
        "acts": acts,
        "problem": problem,
        "section": "my-budget",
    }
    return render(request, "budgets/personal/invitation.html", context)


@login_required
def note_leave_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Leave a note that only the person reads."""
    budget = access_budget(request.user, ref, may.can_leave_note)
    return ask(
        request,
        NoteForm(posted(request)),
        lambda data: note_leave(actor=request.user, budget=budget, text=data["text"]),
        budget=budget,
        heading=_("Leave a note for %(name)s") % {"name": budget.holder.display_name},
        button=_("Send the note"),
        to=url("personal_detail", ref),
        said=_("The note is sent. Only %(name)s reads it.") % {"name": budget.holder.display_name},
    )


@login_required
def notes_seen_view(request: PortalRequest, ref: str) -> HttpResponse:
    """I have read the notes."""
    budget = access_budget(request.user, ref, may.can_manage_circle)
    if request.method == "POST":
        notes_seen(actor=request.user, budget=budget)
    return redirect(url("circle", ref))


@login_required
def authority_verify_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The co-ordinator has seen a document by which somebody acts for the person."""
    budget = access_budget(request.user, ref, may.can_coordinate)

    def verify(data: dict[str, Any]) -> Any:
        user = verified_user(data["email"])
        if user is None:
            raise DomainError(_("Nobody with this address has an account here."))
        return authority_verify(
            actor=request.user,
            budget=budget,
            user=user,
            kind=AuthorityKind(data["kind"]),
            document=data["document"],
            scope=data["scope"],
            expires_on=data["expires_on"],
        )

    return ask(
        request,
        AuthorityForm(posted(request)),
        verify,
        budget=budget,
        heading=_("Somebody acts for the person by law"),
        intro=_("Being family gives no right. A document does: say which one you have seen."),
        button=_("I have seen it"),
        to=url("personal_detail", ref),
        said=_("It is recorded. Whatever they do is shown with both names."),
        field="email",
    )


@login_required
def authority_end_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """It does not count any more."""
    row = access_authority(request.user, ref, number)
    is_own = row.user_id == request.user.pk
    return confirm(
        request,
        lambda: authority_end(actor=request.user, authority=row),
        budget=row.budget,
        heading=_("Give this up") if is_own else _("End this authority"),
        rows=[(_("Who"), row.user.display_name), (_("By"), row.get_kind_display()), (_("Covers"), row.scope)],
        explain=_("From the next click on nothing can be done for the person by it."),
        button=_("End it"),
        danger=True,
        to=url("personal_list") if is_own else url("personal_detail", ref),
        back=url("personal_detail", ref),
        said=_("It does not count any more."),
    )
