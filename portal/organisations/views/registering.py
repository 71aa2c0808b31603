"""An organisation comes to the portal: one question a page, a summary, then it is sent."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest, posted
from portal.organisations.access import check
from portal.organisations.forms import STEPS, CommissionerForm, profile_from
from portal.organisations.permissions import can_create_commissioner, can_register_organisation
from portal.organisations.selectors.registering import (
    alike,
    answer_rows,
    answers_of,
    first_open_step,
    is_answered,
    known_numbers,
    step_names,
    tasks_of,
)
from portal.organisations.services.organisation import (
    Profile,
    commissioner_create,
    organisation_register,
    registration_discard,
    registration_save,
)


@login_required
def organisation_register_view(request: PortalRequest) -> HttpResponse:
    """The questions and how far one is; what was written is kept."""
    check(can_register_organisation(request.user))
    answers = answers_of(request.user)
    context = {
        "tasks": tasks_of(answers),
        "name": answers.get("name", ""),
        "next_step": first_open_step(answers),
        "is_begun": bool(answers),
    }
    return render(request, "organisations/organisation_register.html", context)


@login_required
def registration_step_view(request: PortalRequest, step: str) -> HttpResponse:
    """One or two questions. `later` keeps what was typed, checked or not."""
    check(can_register_organisation(request.user))
    if step not in STEPS:
        raise Http404
    answers = answers_of(request.user)
    kept = answers if request.GET.get("again") else None
    form = STEPS[step](request.POST if request.method == "POST" else kept, initial=answers)
    if request.method == "POST" and request.POST.get("act") == "later":
        registration_save(actor=request.user, answers=form.typed())
        messages.success(request, _("What you wrote is kept. It waits in My work."))
        return redirect("dashboards:my_work")
    known = []
    if request.method == "POST" and form.is_valid():
        known = known_numbers(form.cleaned_data) if step == "numbers" else []
        if not known:
            return _kept(request, step, form.cleaned_data)
        field = "charity_number" if form.cleaned_data["charity_number"] else "company_number"
        form.add_error(field, _("An organisation with this number is on the portal already."))
    is_heading = bool(getattr(form, "is_page_heading", False))
    context = {
        "form": form,
        # The only question of a page is its h1, so the title says it too.
        "heading": next(iter(form.fields.values())).label if is_heading else step_names()[step],
        "place": list(STEPS).index(step) + 1,
        "count": len(STEPS),
        "known": known,
        "is_heading": is_heading,
    }
    return render(request, "organisations/registration_step.html", context)


def _kept(request: PortalRequest, step: str, clean: dict[str, Any]) -> HttpResponse:
    """Save the answers and go to what comes next: the likes of the name, an open question, or the summary."""
    draft = registration_save(actor=request.user, answers=clean)
    if step == "name" and alike(clean["name"]):
        return redirect("organisations:registration_alike")
    return redirect(next_address(draft.answers))


def next_address(answers: dict[str, Any]) -> str:
    """Where to go on."""
    step = first_open_step(answers)
    return (
        reverse("organisations:registration_step", args=[step]) if step else reverse("organisations:registration_check")
    )


@login_required
def registration_alike_view(request: PortalRequest) -> HttpResponse:
    """Organisations of a similar name: perhaps it is here already."""
    check(can_register_organisation(request.user))
    answers = answers_of(request.user)
    if not answers.get("name"):
        return redirect("organisations:registration_step", step="name")
    context = {"found": alike(answers["name"]), "name": answers["name"], "next_url": next_address(answers)}
    return render(request, "organisations/registration_alike.html", context)


@login_required
def registration_check_view(request: PortalRequest) -> HttpResponse:
    """All answers on one page, each with its way back; POST registers it."""
    check(can_register_organisation(request.user))
    answers = answers_of(request.user)
    clean: dict[str, Any] = {}
    for step, form_class in STEPS.items():
        form = form_class(answers)
        if not is_answered(answers, step):
            return redirect("organisations:registration_step", step=step)
        if not form.is_valid():
            return redirect(reverse("organisations:registration_step", args=[step]) + "?again=1")
        clean |= form.cleaned_data
    refusal = ""
    if request.method == "POST":
        try:
            organisation = organisation_register(actor=request.user, profile=Profile(**profile_from(clean)))
        except NotAllowed:
            raise
        except DomainError as error:
            refusal = str(error)
        else:
            messages.success(request, _("It is registered. A portal administrator checks it; you can start meanwhile."))
            return redirect("organisations:organisation_detail", ref=organisation.ref)
    context = {
        "rows": answer_rows(clean),
        "heading": _("Check your answers"),
        "refusal": refusal,
        "name": clean["name"],
    }
    return render(request, "organisations/registration_check.html", context)


@login_required
def registration_discard_view(request: PortalRequest) -> HttpResponse:
    """Throw away what was not sent, after a look."""
    check(can_register_organisation(request.user))
    if request.method == "POST":
        registration_discard(actor=request.user)
        messages.success(request, _("What you wrote is thrown away. Nothing was sent."))
        return redirect("organisations:organisation_list")
    context = {"name": answers_of(request.user).get("name", ""), "heading": _("Throw away what you wrote?")}
    return render(request, "organisations/registration_discard.html", context)


@login_required
def commissioner_create_view(request: PortalRequest) -> HttpResponse:
    """A portal administrator adds a body that buys."""
    check(can_create_commissioner(request.user))
    form = CommissionerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            organisation = commissioner_create(actor=request.user, profile=Profile(**form.profile()), email=email)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("It is added, and the invitation is sent. Another administrator verifies it."))
            return redirect("organisations:organisation_detail", ref=organisation.ref)
    return render(request, "organisations/commissioner_create.html", {"form": form, "heading": _("Add a commissioner")})
