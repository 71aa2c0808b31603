"""Money set aside for a project."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.access import access_allocation, access_fund, access_scheme
from portal.budgets.forms import AllocationForm
from portal.budgets.permissions import can_decide_allocation, can_manage_fund, can_withdraw_allocation
from portal.budgets.selectors.choices import project_by_ref, projects_for, scheme_rooms
from portal.budgets.services.allocation import (
    allocation_approve,
    allocation_prepare,
    allocation_refuse,
    allocation_withdraw,
)
from portal.budgets.views.approval import approval_context, withdraw
from portal.budgets.views.decide import decide
from portal.budgets.views.fund import manage_page
from portal.common.exceptions import DomainError
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import to_the_penny


@login_required
def allocation_prepare_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask the board to set money aside for a project."""
    fund = access_fund(request.user, ref, can_manage_fund)
    form = AllocationForm(
        request.POST or None,
        projects=[(project.ref, project.title) for project in projects_for(fund)],
        schemes=scheme_rooms(fund),
        initial={"project": request.GET.get("project", "")},
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _prepare(request, fund, form.cleaned_data))
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:allocation_detail", ref=made.ref)
    page = manage_page(
        fund,
        form,
        _("Set money aside for a project"),
        intro=_("Somebody of the partnership board decides. In brackets: what is left of each scheme."),
        button=_("Ask the board to decide"),
    )
    return render(request, "budgets/form.html", page)


def _prepare(request: PortalRequest, fund: Any, values: dict[str, Any]) -> Any:
    project = project_by_ref(fund, values["project"])
    if project is None:
        raise DomainError(_("This project is not one of the fund's partners any more."))
    return allocation_prepare(
        actor=request.user,
        scheme=access_scheme(request.user, fund.ref, int(values["scheme"]), can_manage_fund),
        project=project,
        amount_pence=values["amount_pence"],
        reason=values["reason"],
    )


def _context(allocation: Any) -> dict[str, Any]:
    rows = [
        (_("Project"), [allocation.project.title, allocation.project.ref]),
        (_("Amount"), to_the_penny(allocation.amount_pence)),
        (_("Scheme"), allocation.scheme.name),
        (_("Fund"), allocation.scheme.fund.name),
        (_("Why"), allocation.reason),
    ]
    heading = _("Set money aside for %(name)s") % {"name": allocation.project.title}
    return approval_context(allocation, allocation.scheme.fund, heading, rows) | {"project": allocation.project}


@login_required
def allocation_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What was asked for, and what became of it."""
    allocation = access_allocation(request.user, ref)
    context = _context(allocation) | {"acts": [], "withdraw": None, "section": "budgets"}
    if allocation.state == "prepared":
        url = reverse("budgets:allocation_decide", args=[ref])
        context["acts"] = [(_("Go to the decision"), url, can_decide_allocation(request.user, allocation))]
        if can_withdraw_allocation(request.user, allocation):
            context["withdraw"] = reverse("budgets:allocation_withdraw", args=[ref])
    return render(request, "budgets/approval_detail.html", context)


@login_required
def allocation_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Approve or refuse, with the summary before."""
    allocation = access_allocation(request.user, ref, can_decide_allocation)
    return decide(
        request,
        yes=lambda reason: allocation_approve(actor=request.user, allocation=allocation, reason=reason),
        no=lambda reason: allocation_refuse(actor=request.user, allocation=allocation, reason=reason),
        yes_label=_("Set %(amount)s aside") % {"amount": to_the_penny(allocation.amount_pence)},
        no_label=_("Do not set it aside"),
        detail_url=reverse("budgets:allocation_detail", args=[ref]),
        context=_context(allocation)
        | {"explain": _("If you approve, a tender for this project can be published up to this amount.")},
    )


@login_required
def allocation_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back before it is decided."""
    allocation = access_allocation(request.user, ref, can_withdraw_allocation)
    return withdraw(
        request,
        act=lambda: allocation_withdraw(actor=request.user, allocation=allocation),
        detail_url=reverse("budgets:allocation_detail", args=[ref]),
        context=_context(allocation),
    )
