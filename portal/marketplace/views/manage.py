"""A provider's part: what the directory shows of one's services, and changing it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.common.clock import today
from portal.common.exceptions import DomainError
from portal.common.forms import attempt
from portal.common.http import PortalRequest, posted
from portal.marketplace.access import (
    access_proposal,
    access_proposal_to_write,
    access_service_to_change,
    access_service_to_confirm,
)
from portal.marketplace.forms.listing import FORMS, LISTS, form_for
from portal.marketplace.forms.starting import StartingForm
from portal.marketplace.permissions import can_decide_proposal, can_take_proposal, can_write_proposal
from portal.marketplace.rules.listing import STEPS, missing_steps
from portal.marketplace.selectors.proposals import (
    cost_line,
    kind_choices,
    managed_rows,
    organisations_managed,
    proposals_of,
    sides,
    step_names,
    task_rows,
    time_words,
)
from portal.marketplace.services.assurance import service_confirm
from portal.marketplace.services.proposals import (
    WRITABLE,
    proposal_change,
    proposal_save,
    proposal_send,
    proposal_start,
    proposal_withdraw,
)


@login_required
@require_safe
def managed_list_view(request: PortalRequest) -> HttpResponse:
    """My organisations' services, and what is on its way."""
    context = {
        "organisations": organisations_managed(request.user),
        "services": managed_rows(request.user, today()),
        "proposals": proposals_of(request.user),
        "section": "marketplace",
    }
    return render(request, "marketplace/managed_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_start_view(request: PortalRequest) -> HttpResponse:
    """Begin a new service: for which organisation?"""
    mine = organisations_managed(request.user)
    form = StartingForm(posted(request), organisations=mine)
    if request.method == "POST" and form.is_valid():
        proposal = proposal_start(actor=request.user, organisation=form.cleaned_data["organisation"])
        return redirect("marketplace:proposal_detail", ref=proposal.ref)
    context = {"form": form, "mine": mine, "heading": _("Put a service into the directory"), "section": "marketplace"}
    return render(request, "marketplace/proposal_start.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def service_change_view(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Begin a change: says what happens before it does."""
    service = access_service_to_change(request.user, uuid)
    if request.method == "POST":
        proposal = proposal_change(actor=request.user, service=service)
        return redirect("marketplace:proposal_detail", ref=proposal.ref)
    context = {"service": service, "heading": _("Change what it says"), "section": "marketplace"}
    return render(request, "marketplace/service_change.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def service_confirm_view(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Say that the details are still right."""
    service = access_service_to_confirm(request.user, uuid)
    if request.method == "POST":
        service_confirm(actor=request.user, service=service)
        messages.success(request, _("Thank you. The page says that the details were confirmed today."))
        return redirect("marketplace:service_detail", uuid=uuid)
    context = {"service": service, "heading": _("Is it still right?"), "section": "marketplace"}
    return render(request, "marketplace/service_confirm.html", context)


@login_required
@require_safe
def proposal_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The task list for those who write it; old and new side by side for editors and once it was sent."""
    proposal = access_proposal(request.user, ref)
    may_write = can_write_proposal(request.user, proposal)
    is_writing = bool(may_write) and proposal.state in WRITABLE
    context = {
        "proposal": proposal,
        "may_write": may_write,
        "is_writing": is_writing,
        "tasks": task_rows(proposal, may_write=True) if is_writing else [],
        "missing": len(missing_steps(proposal.answers)),
        # What changes is read first.
        "sides": sorted(sides(proposal), key=lambda side: not side.differs),
        "may_decide": can_decide_proposal(request.user, proposal),
        "may_take": can_take_proposal(request.user, proposal),
        "is_mine_to_edit": proposal.editor_id == request.user.pk,
        "section": "marketplace",
    }
    return render(request, "marketplace/proposal_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_step_view(request: PortalRequest, ref: str, step: str) -> HttpResponse:
    """One question of the list."""
    if step not in STEPS:
        raise Http404
    proposal = access_proposal_to_write(request.user, ref)
    form = form_for(step, proposal.answers, posted(request), kind_choices(proposal.answers))
    if request.method == "POST" and form.is_valid():
        added = form.answers()
        answers = {step: [*proposal.answers[step], added]} if step in LISTS else added
        if attempt(form, lambda: proposal_save(actor=request.user, proposal=proposal, step=step, answers=answers)):
            return redirect(_next(proposal.ref, step))
    return render(request, "marketplace/proposal_step.html", _step_context(proposal, step, form))


def _next(ref: str, step: str) -> str:
    """A list asks for more; any other question leads back to the list of questions."""
    if step in LISTS:
        return reverse("marketplace:proposal_step", args=[ref, step])
    return reverse("marketplace:proposal_detail", args=[ref])


def _step_context(proposal: object, step: str, form: object) -> dict[str, object]:
    answers = proposal.answers  # type: ignore[attr-defined]
    words = {"times": time_words, "costs": cost_line}.get(step)
    return {
        "proposal": proposal,
        "step": step,
        "form": form,
        "heading": step_names()[step],
        "rows": [(row["id"], words(row)) for row in answers[step]] if words else [],
        "is_list": step in LISTS,
        "number": list(FORMS).index(step) + 1,
        "count": len(FORMS),
        "section": "marketplace",
    }


@login_required
@require_POST
def proposal_row_remove_view(request: PortalRequest, ref: str, step: str) -> HttpResponse:
    """Take one time or one price away, or say that there is none."""
    if step not in LISTS:
        raise Http404
    proposal = access_proposal_to_write(request.user, ref)
    rows = [row for row in proposal.answers[step] if row["id"] != request.POST.get("row")]
    try:
        proposal_save(actor=request.user, proposal=proposal, step=step, answers={step: rows})
    except DomainError as error:
        messages.error(request, str(error))
    if request.POST.get("row"):
        return redirect("marketplace:proposal_step", ref=ref, step=step)
    return redirect("marketplace:proposal_detail", ref=ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_send_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Read it once more, then ask an editor."""
    proposal = access_proposal_to_write(request.user, ref)
    refusal = ""
    if request.method == "POST":
        try:
            proposal_send(actor=request.user, proposal=proposal)
        except DomainError as error:
            refusal = str(error)
        else:
            return redirect("marketplace:proposal_detail", ref=ref)
    context = {
        "proposal": proposal,
        "sides": sides(proposal),
        "missing": missing_steps(proposal.answers),
        "names": step_names(),
        "refusal": refusal,
        "heading": _("Check it and send it"),
        "section": "marketplace",
    }
    return render(request, "marketplace/proposal_send.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back for good."""
    proposal = access_proposal_to_write(request.user, ref)
    if request.method == "POST":
        proposal_withdraw(actor=request.user, proposal=proposal)
        messages.success(request, _("It is taken back. Everybody reads on what they read before."))
        return redirect("marketplace:managed_list")
    context = {"proposal": proposal, "heading": _("Take it back?"), "section": "marketplace"}
    return render(request, "marketplace/proposal_withdraw.html", context)
