"""The months of a fund's books, and closing them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.budgets.access import access_closing, access_fund
from portal.budgets.forms import PeriodForm
from portal.budgets.permissions import can_close_period, can_manage_fund, can_withdraw_period
from portal.budgets.selectors.period import came_in, in_month, month_close, paid_out, waiting_for_board
from portal.budgets.services.period import period_approve, period_prepare, period_refuse, period_withdraw
from portal.budgets.views.approval import approval_context, withdraw
from portal.budgets.views.decide import decide
from portal.common.forms import attempt
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import to_the_penny


def month_name(starts_on: Any) -> str:
    """ "October 2026"."""
    return date_format(starts_on, "F Y")


def _rows(fund: Any, starts_on: Any) -> list[tuple[str, Any]]:
    """What the month holds, from the ledger."""
    month, end = in_month(fund, starts_on), month_close(fund, starts_on)
    count = month["entries"]
    return [
        (_("Fund"), fund.name),
        (_("Month"), month_name(starts_on)),
        (_("Entries in the month"), ngettext("%(n)d entry", "%(n)d entries", count) % {"n": count}),
        (_("Paid in the month"), to_the_penny(paid_out(month))),
        (_("Came in since the beginning"), to_the_penny(came_in(end.figures))),
        (_("Paid since the beginning"), to_the_penny(paid_out(end.figures))),
        (_("In the pot at the end"), to_the_penny(came_in(end.figures) - paid_out(end.figures))),
    ]


@login_required
def period_prepare_view(request: PortalRequest, ref: str, year: int, month: int) -> HttpResponse:
    """Look at the month, then ask the board to close it."""
    fund = access_fund(request.user, ref, can_manage_fund)
    try:
        starts_on = date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    form = PeriodForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: period_prepare(actor=request.user, fund=fund, starts_on=starts_on, **form.cleaned_data)
        )
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:period_detail", ref=made.ref)
    page = {
        "form": form,
        "heading": _("Close %(month)s") % {"month": month_name(starts_on)},
        "small_heading": fund.name,
        "rows": _rows(fund, starts_on),
        "waiting": waiting_for_board(fund),
        "button": _("Ask the board to close it"),
        "back_url": reverse("budgets:fund_manage", args=[ref]),
        "back_label": fund.name,
        "section": "budgets",
    }
    return render(request, "budgets/period_prepare.html", page)


def _context(closing: Any) -> dict[str, Any]:
    rows = _rows(closing.fund, closing.starts_on)
    if closing.reason:
        rows.append((_("To know"), closing.reason))
    if closing.state == "approved":
        rows.append((_("Ends with entry"), str(closing.last_sequence) if closing.last_sequence else _("None")))
    words = _("The books of %(month)s") if closing.state == "approved" else _("Close %(month)s")
    heading = words % {"month": month_name(closing.starts_on)}
    context = approval_context(closing, closing.fund, heading, rows)
    return context | ({"state": _("Closed")} if closing.state == "approved" else {})


@login_required
def period_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """A month that is closed, or asked to be, and what became of it."""
    closing = access_closing(request.user, ref)
    context = _context(closing) | {"acts": [], "withdraw": None, "section": "budgets"}
    if closing.state == "prepared":
        url = reverse("budgets:period_decide", args=[ref])
        context["acts"] = [(_("Go to the decision"), url, can_close_period(request.user, closing))]
        if can_withdraw_period(request.user, closing):
            context["withdraw"] = reverse("budgets:period_withdraw", args=[ref])
    return render(request, "budgets/approval_detail.html", context)


@login_required
def period_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Close it or not, with the summary before."""
    closing = access_closing(request.user, ref, can_close_period)
    month = month_name(closing.starts_on)
    return decide(
        request,
        yes=lambda reason: period_approve(actor=request.user, closing=closing, reason=reason),
        no=lambda reason: period_refuse(actor=request.user, closing=closing, reason=reason),
        yes_label=_("Close %(month)s") % {"month": month},
        no_label=_("Leave it open"),
        detail_url=reverse("budgets:period_detail", args=[ref]),
        context=_context(closing)
        | {
            "explain": _(
                "A closed month never opens again. Nothing can be written into it; a mistake is put right by a new "
                "entry in the open month."
            )
        },
    )


@login_required
def period_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back before it is decided."""
    closing = access_closing(request.user, ref, can_withdraw_period)
    return withdraw(
        request,
        act=lambda: period_withdraw(actor=request.user, closing=closing),
        detail_url=reverse("budgets:period_detail", args=[ref]),
        context=_context(closing),
    )
