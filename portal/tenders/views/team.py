"""The team of a procurement: who has which part, with the rule that keeps parts apart where it is felt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.tenders.access.procurement import access_procurement
from portal.tenders.enums import TeamRole
from portal.tenders.forms.procurement import TeamForm
from portal.tenders.permissions.procurement import can_manage_team, can_read_team
from portal.tenders.selectors.procurement_pages import team_rows, verified_person
from portal.tenders.services.team import team_assign, team_end


@login_required
def team_list_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Who has which part."""
    procurement = access_procurement(request.user, ref, can_read_team)
    present, past = team_rows(procurement, now())
    context = {
        "section": "tenders",
        "procurement": procurement,
        "present": present,
        "past": past,
        "may_manage": can_manage_team(request.user, procurement),
    }
    return render(request, "tenders/team_list.html", context)


@login_required
def team_assign_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a person a part."""
    procurement = access_procurement(request.user, ref, can_manage_team)
    form = TeamForm(request.POST or None, initial={"role": request.GET.get("role", "")})
    if form.is_valid():
        person = verified_person(form.cleaned_data["email"])
        if person is None:
            form.refuse(DomainError(_("Nobody with this confirmed e-mail address has an account")), "email")
        else:
            try:
                role, supporter = TeamRole(form.cleaned_data["role"]), form.cleaned_data["supporter"]
                team_assign(actor=request.user, procurement=procurement, person=person, role=role, supporter=supporter)
                messages.success(request, _("%(name)s: %(role)s") % {"name": person, "role": role.label})
                return redirect("tenders:team_list", ref=ref)
            except DomainError as error:
                form.refuse(error, "role")
    context = {"section": "tenders", "procurement": procurement, "form": form, "heading": _("Give a person a part")}
    return render(request, "tenders/team_assign.html", context)


@login_required
def team_end_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """End a part, after asking."""
    procurement = access_procurement(request.user, ref, can_manage_team)
    row = next((row for row in team_rows(procurement, now())[0] if row.assignment.number == number), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            team_end(actor=request.user, procurement=procurement, number=number)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("tenders:team_list", ref=ref)
    context = {"section": "tenders", "procurement": procurement, "row": row, "heading": _("End this part?")}
    return render(request, "tenders/team_end.html", context)
