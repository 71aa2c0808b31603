"""Money moves between schemes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.access import access_fund, access_scheme, access_virement
from portal.budgets.forms import VirementForm
from portal.budgets.permissions import can_decide_virement, can_manage_fund, can_withdraw_virement
from portal.budgets.selectors.choices import scheme_rooms
from portal.budgets.services.virement import virement_approve, virement_prepare, virement_refuse, virement_withdraw
from portal.budgets.views.approval import approval_context, withdraw
from portal.budgets.views.decide import decide
from portal.budgets.views.fund import manage_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import to_the_penny


@login_required
def virement_prepare_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask the board to move money from one scheme to another."""
    fund = access_fund(request.user, ref, can_manage_fund)
    form = VirementForm(posted(request), schemes=scheme_rooms(fund))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _prepare(request, ref, form.cleaned_data))
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:virement_detail", ref=made.ref)
    page = manage_page(
        fund,
        form,
        _("Move money between schemes"),
        intro=_("Only what is not set aside can move. In brackets: what is left of each scheme."),
        button=_("Ask the board to decide"),
    )
    return render(request, "budgets/form.html", page)


def _prepare(request: PortalRequest, ref: str, values: dict[str, Any]) -> Any:
    schemes = {
        name: access_scheme(request.user, ref, int(values[name]), can_manage_fund)
        for name in ("from_scheme", "to_scheme")
    }
    return virement_prepare(actor=request.user, **values | schemes)


def _context(virement: Any) -> dict[str, Any]:
    fund = virement.from_scheme.fund
    rows = [
        (_("From"), virement.from_scheme.name),
        (_("To"), virement.to_scheme.name),
        (_("Amount"), to_the_penny(virement.amount_pence)),
        (_("Why"), virement.reason),
        (_("Fund"), fund.name),
    ]
    heading = _("Move money to %(name)s") % {"name": virement.to_scheme.name}
    return approval_context(virement, fund, heading, rows)


@login_required
def virement_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What moved, or is asked to, and what became of it."""
    virement = access_virement(request.user, ref)
    context = _context(virement) | {"acts": [], "withdraw": None, "section": "budgets"}
    if virement.state == "prepared":
        url = reverse("budgets:virement_decide", args=[ref])
        context["acts"] = [(_("Go to the decision"), url, can_decide_virement(request.user, virement))]
        if can_withdraw_virement(request.user, virement):
            context["withdraw"] = reverse("budgets:virement_withdraw", args=[ref])
    return render(request, "budgets/approval_detail.html", context)


@login_required
def virement_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Approve or refuse, with the summary before."""
    virement = access_virement(request.user, ref, can_decide_virement)
    return decide(
        request,
        yes=lambda reason: virement_approve(actor=request.user, virement=virement, reason=reason),
        no=lambda reason: virement_refuse(actor=request.user, virement=virement, reason=reason),
        yes_label=_("Move %(amount)s") % {"amount": to_the_penny(virement.amount_pence)},
        no_label=_("Leave it where it is"),
        detail_url=reverse("budgets:virement_detail", args=[ref]),
        context=_context(virement)
        | {"explain": _("If you approve, both budgets change at once, and everybody reads it on the fund's page.")},
    )


@login_required
def virement_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back before it is decided."""
    virement = access_virement(request.user, ref, can_withdraw_virement)
    return withdraw(
        request,
        act=lambda: virement_withdraw(actor=request.user, virement=virement),
        detail_url=reverse("budgets:virement_detail", args=[ref]),
        context=_context(virement),
    )
