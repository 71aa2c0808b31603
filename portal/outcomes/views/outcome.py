from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.http import PortalRequest
from portal.outcomes.access import access_framework, access_outcome
from portal.outcomes.forms import OutcomeForm
from portal.outcomes.permissions import can_edit_framework
from portal.outcomes.services import outcome_add, outcome_edit, outcome_remove
from portal.outcomes.views.way import framework_url


def outcome_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Say what should change."""
    framework = access_framework(request.user, ref, can_edit_framework)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome_add(actor=request.user, framework=framework, **form.cleaned_data)
        return redirect(framework_url(request, ref))
    context = {"form": form, "heading": _("What should change"), "framework": framework}
    return render(request, "outcomes/outcome_form.html", context | _common(request, ref))


def outcome_edit_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Say it in other words."""
    outcome = access_outcome(request.user, ref, number, can_edit_framework)
    start = {"statement": outcome.statement, "description": outcome.description}
    form = OutcomeForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        outcome_edit(actor=request.user, outcome=outcome, **form.cleaned_data)
        return redirect(framework_url(request, ref))
    context = {"form": form, "heading": _("Change the wording"), "framework": outcome.framework}
    return render(request, "outcomes/outcome_form.html", context | _common(request, ref))


def outcome_remove_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Take an outcome out, after a look at what goes with it."""
    outcome = access_outcome(request.user, ref, number, can_edit_framework)
    if request.method == "POST":
        outcome_remove(actor=request.user, outcome=outcome)
        return redirect(framework_url(request, ref))
    context = {
        "heading": _("Take this outcome out?"),
        "framework": outcome.framework,
        "rows": [
            (_("Outcome"), outcome.statement),
            (_("Measures that go with it"), [each.title for each in outcome.indicators.all()] or _("No measure")),
        ],
        "button": _("Take it out"),
    }
    return render(request, "outcomes/remove.html", context | _common(request, ref))


def _common(request: PortalRequest, ref: str) -> dict[str, str]:
    return {"back_url": framework_url(request, ref), "section": "codesign"}
