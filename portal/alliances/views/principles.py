"""Principles: read, write the next version, answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.alliances.access import access_own, access_principles, access_space
from portal.alliances.forms.deciding import AdherenceForm, PrinciplesForm
from portal.alliances.permissions.alliance import can_enter_space
from portal.alliances.permissions.decision import can_answer_principles, can_write_principles, members_to_answer
from portal.alliances.selectors.space import members_of, newest_principles, previous_principles, principles_view
from portal.alliances.services.principles import adherence_record, principles_write
from portal.alliances.views.pages import alliance_url, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest

FIRST = """Best for the people we work for comes before best for our organisation.
We decide together. Size does not count.
We fix what goes wrong and do not look for someone to blame.
We show each other what things really cost.
We share the risk and the reward.
People who use the services sit at the table, with the same papers, paid for their time."""
"""Where alliances usually begin (domain 4.2); every word of it can be changed."""


@require_safe
def principles_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One version, what it changed, and for members who holds to it."""
    version = access_principles(request.user, ref, number)
    alliance = version.alliance
    is_member = bool(can_enter_space(request.user, alliance))
    newest = newest_principles(alliance)
    context = {
        "alliance": alliance,
        "version": version,
        "view": principles_view(version, members_of(alliance) if is_member else []),
        "previous": previous_principles(version),
        "is_newest": newest is not None and newest.pk == version.pk,
        "newest": newest,
        "is_member": is_member,
        "section": "alliances",
    }
    return render(request, "alliances/principles_detail.html", context)


@login_required
def principles_write_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Write the next version."""
    alliance = access_space(request.user, ref, can_write_principles)
    newest = newest_principles(alliance)
    form = PrinciplesForm(request.POST or None, initial={"text": newest.text if newest else FIRST})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"].replace("\r\n", "\n").strip()
        if attempt(form, lambda: principles_write(actor=request.user, alliance=alliance, text=text), "text"):
            messages.success(request, _("The new version is there. Each member is asked to answer it."))
            return redirect(alliance_url(alliance, "principles"))
    return form_page(
        request,
        form,
        _("What you hold to"),
        _("Save as a new version"),
        alliance,
        who=_("Whoever may see the alliance reads its principles. Only members see who holds to them."),
    )


@login_required
def principles_answer_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Say whether one's organisation holds to this version."""
    version = access_principles(request.user, ref, number, can_answer_principles)
    members = members_to_answer(request.user, version)
    form = AdherenceForm(
        request.POST or None, members=[(row.organisation.ref, row.organisation.name) for row in members]
    )
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _answered(request, version, form)):
        messages.success(request, _("The answer is recorded with version %(n)d.") % {"n": version.number})
        return redirect(alliance_url(version.alliance, "principles"))
    context: dict[str, Any] = {
        "alliance": version.alliance,
        "version": version,
        "lines": [line for line in version.text.splitlines() if line.strip()],
        "speaks_for": " and ".join(row.organisation.name for row in members),
        "form": form,
        "heading": _("Does your organisation hold to these principles?"),
        "section": "alliances",
    }
    return render(request, "alliances/principles_answer.html", context)


def _answered(request: PortalRequest, version: Any, form: AdherenceForm) -> Any:
    return adherence_record(
        actor=request.user,
        version=version,
        member=access_own(members_to_answer(request.user, version), form.only("member")),
        kind=form.cleaned_data["kind"],
        reservation=form.cleaned_data["reservation"],
    )
