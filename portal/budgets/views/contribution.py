"""What the partners put in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.access import access_contribution, access_fund
from portal.budgets.forms import ContributionForm, ReceivedForm
from portal.budgets.permissions import can_agree_contribution, can_manage_fund, can_receive_contribution
from portal.budgets.selectors.choices import contributors
from portal.budgets.services.contribution import (
    contribution_agree,
    contribution_propose,
    contribution_receive,
    contribution_refuse,
)
from portal.budgets.views.decide import decide
from portal.budgets.views.fund import manage_page
from portal.budgets.views.shown import who_did_what
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import day, to_the_penny


@login_required
def contribution_propose_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Note what a partner would put in; the board is told."""
    fund = access_fund(request.user, ref, can_manage_fund)
    bodies = {body.ref: body for body in contributors()}
    form = ContributionForm(request.POST or None, organisations=[(key, body.name) for key, body in bodies.items()])
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"organisation": bodies[form.cleaned_data["organisation"]]}
        made = attempt(form, lambda: contribution_propose(actor=request.user, fund=fund, **values))
        if made:
            messages.success(request, _("The board is asked to agree."))
            return redirect("budgets:contribution_detail", ref=ref, number=made.number)
    page = manage_page(fund, form, _("Propose a contribution"), button=_("Ask the board to agree"))
    return render(request, "budgets/form.html", page)


def _rows(contribution: Any) -> list[tuple[str, str]]:
    rows = [
        (_("Who"), contribution.organisation.name),
        (_("Source"), contribution.get_source_code_display()),
        (_("Amount"), to_the_penny(contribution.agreed_pence)),
        (_("Fund"), contribution.fund.name),
    ]
    if contribution.received_on:
        rows.append((_("Received"), day(contribution.received_on)))
    return rows


def _context(contribution: Any) -> dict[str, Any]:
    fund = contribution.fund
    return {
        "heading": _("Contribution of %(name)s") % {"name": contribution.organisation.name},
        "rows": _rows(contribution),
        "ref": fund.ref,
        "state": contribution.get_state_display(),
        "kind": {"proposed": "waiting", "agreed": "open", "received": "done", "refused": "refused"}[contribution.state],
        "steps": who_did_what(contribution, _("Proposed by")),
        "back_url": reverse("budgets:fund_manage", args=[fund.ref]),
        "back_label": fund.name,
    }


@login_required
def contribution_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """A contribution and what became of it."""
    contribution = access_contribution(request.user, ref, number)
    acts = []
    if contribution.state == "proposed":
        url = reverse("budgets:contribution_decide", args=[ref, number])
        acts.append((_("Go to the decision"), url, can_agree_contribution(request.user, contribution)))
    if contribution.state == "agreed":
        url = reverse("budgets:contribution_receive", args=[ref, number])
        acts.append((_("Record that the money came in"), url, can_receive_contribution(request.user, contribution)))
    context = _context(contribution) | {"acts": acts, "section": "budgets", "withdraw": None}
    return render(request, "budgets/approval_detail.html", context)


@login_required
def contribution_decide_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Agree or not."""
    contribution = access_contribution(request.user, ref, number, can_agree_contribution)
    return decide(
        request,
        yes=lambda reason: contribution_agree(actor=request.user, contribution=contribution, reason=reason),
        no=lambda reason: contribution_refuse(actor=request.user, contribution=contribution, reason=reason),
        yes_label=_("Agree to %(amount)s") % {"amount": to_the_penny(contribution.agreed_pence)},
        no_label=_("Do not agree"),
        detail_url=reverse("budgets:contribution_detail", args=[ref, number]),
        context=_context(contribution)
        | {"explain": _("The partner then owes this to the fund, and schemes can be planned from it.")},
    )


@login_required
def contribution_receive_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Book that the money has come in."""
    contribution = access_contribution(request.user, ref, number, can_receive_contribution)
    form = ReceivedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = lambda: contribution_receive(actor=request.user, contribution=contribution, **form.cleaned_data)  # noqa: E731
        if attempt(form, act):
            messages.success(request, _("Booked in the ledger."))
            return redirect("budgets:contribution_detail", ref=ref, number=number)
    page = manage_page(
        contribution.fund,
        form,
        _("Record that the money came in"),
        small_heading=contribution.organisation.name,
        intro=_("%(amount)s goes into the pot. The ledger cannot be edited afterwards.")
        % {"amount": to_the_penny(contribution.agreed_pence)},
        button=_("Book it"),
    )
    return render(request, "budgets/form.html", page)
