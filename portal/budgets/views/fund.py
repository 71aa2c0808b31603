"""The fund from the inside: people, schemes, what waits, the books."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.budgets.access import access_fund, access_person, access_scheme, hosts_for
from portal.budgets.forms import ForecastForm, FundForm, PersonForm, SchemeForm
from portal.budgets.permissions import can_manage_fund, can_read_fund_money
from portal.budgets.selectors.choices import financial_years, person_by_email
from portal.budgets.selectors.contract import allocations_of, commitments_of, payments_of
from portal.budgets.selectors.fund import contributions_of, fund_view, people_of, scheme_budget, virements_of
from portal.budgets.selectors.ledger import entries_of
from portal.budgets.selectors.period import can_close_now, closings_of, next_month
from portal.budgets.selectors.release import releases_of
from portal.budgets.services.fund import fund_create, person_add, person_end, scheme_add, scheme_forecast
from portal.common.exceptions import NotAllowed
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.permissions import no
from portal.common.templatetags.ui_text import pounds


@login_required
def fund_create_view(request: PortalRequest) -> HttpResponse:
    """Set up a fund for a body whose finance officer one is."""
    hosts = {host.ref: host for host in hosts_for(request.user)}
    if not hosts:
        raise NotAllowed(_("Only a finance officer of a verified commissioner can set up a pooled fund."))
    years = {f"{start.year}": (start, end) for start, end in financial_years()}
    form = FundForm(
        request.POST or None,
        hosts=[(ref, host.name) for ref, host in hosts.items()],
        years=[(key, f"{start.year} to {end.year}") for key, (start, end) in years.items()],
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        starts_on, ends_on = years[values.pop("year")]
        fund = fund_create(
            actor=request.user, host=hosts[values.pop("host")], starts_on=starts_on, ends_on=ends_on, **values
        )
        messages.success(request, _("The fund is set up. You are its manager."))
        return redirect("budgets:fund_manage", ref=fund.ref)
    context = _page(form, _("Set up a pooled fund"), reverse("budgets:fund_list"), _("Where the money goes"))
    return render(request, "budgets/form.html", context)


def _page(form: Any, heading: str, back_url: str, back_label: str, **more: Any) -> dict[str, Any]:
    return {
        "form": form,
        "heading": heading,
        "back_url": back_url,
        "back_label": back_label,
        "section": "budgets",
        "intro": "",
        "button": _("Save"),
        "small_heading": "",
        **more,
    }


def manage_page(fund: Any, form: Any, heading: str, **more: Any) -> dict[str, Any]:
    """The context of a form that belongs to a fund."""
    return _page(form, heading, reverse("budgets:fund_manage", args=[fund.ref]), fund.name, **more)


@login_required
def fund_manage_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Everything of the fund that its people work with."""
    fund = access_fund(request.user, ref, can_read_fund_money)
    context = {
        "fund": fund,
        "view": fund_view(fund),
        "contributions": contributions_of(fund),
        "people": people_of(fund),
        "allocations": allocations_of(fund),
        "commitments": commitments_of(fund),
        "payments": payments_of(fund),
        "releases": releases_of(fund),
        "virements": virements_of(fund),
        "closings": closings_of(fund)[:12],
        **_month_turn(request.user, fund),
        "may_manage": can_manage_fund(request.user, fund),
        "section": "budgets",
    }
    return render(request, "budgets/fund_manage.html", context)


def _month_turn(user: Any, fund: Any) -> dict[str, Any]:
    """The month whose turn it is to be closed, and why it cannot be yet."""
    turn, may_close = next_month(fund), can_manage_fund(user, fund)
    if may_close and not can_close_now(fund):
        may_close = no(_("The month has to be over, and nobody may have asked for it already."))
    return {"month_turn": turn, "may_close": may_close}


@login_required
def person_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Give somebody a part in the fund."""
    fund = access_fund(request.user, ref, can_manage_fund)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = person_by_email(form.cleaned_data["email"])
        if user is None:
            form.add_error("email", _("Nobody with this e-mail address has an account here"))
        elif attempt(
            form, lambda: person_add(actor=request.user, fund=fund, user=user, role=form.cleaned_data["role"])
        ):
            messages.success(request, _("%(name)s has a part in the fund now.") % {"name": user.display_name})
            return redirect("budgets:fund_manage", ref=ref)
    return render(request, "budgets/form.html", manage_page(fund, form, _("Give a person a part in the fund")))


@login_required
def person_end_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """End somebody's part, after a look."""
    assignment = access_person(request.user, ref, number, can_manage_fund)
    if request.method == "POST":
        person_end(actor=request.user, assignment=assignment)
        messages.success(request, _("Their part has ended."))
        return redirect("budgets:fund_manage", ref=ref)
    context = {
        "heading": _("End this person's part?"),
        "rows": [
            (_("Person"), assignment.user.display_name),
            (_("Part"), assignment.get_role_display()),
            (_("Fund"), assignment.fund.name),
        ],
        "explain": _(
            "With their next click they can no longer do or see anything of it. The record of what they did stays."
        ),
        "button": _("End it"),
        "back_url": reverse("budgets:fund_manage", args=[ref]),
        "back_label": assignment.fund.name,
        "danger": True,
        "section": "budgets",
    }
    return render(request, "budgets/confirm.html", context)


@login_required
def scheme_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Plan part of the pot for something."""
    fund = access_fund(request.user, ref, can_manage_fund)
    form = SchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: scheme_add(actor=request.user, fund=fund, **form.cleaned_data))
        if made:
            messages.success(request, _("“%(name)s” is planned.") % {"name": made.name})
            return redirect("budgets:fund_manage", ref=ref)
    left = fund_view(fund).unplanned_pence
    intro = _("%(left)s of the agreed contributions is not planned yet.") % {"left": pounds(left)}
    return render(request, "budgets/form.html", manage_page(fund, form, _("Plan a scheme"), intro=intro))


@login_required
def scheme_forecast_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Say what a scheme will have cost by the year's end."""
    scheme = access_scheme(request.user, ref, number, can_manage_fund)
    form = ForecastForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scheme_forecast(actor=request.user, scheme=scheme, **form.cleaned_data)
        messages.success(request, _("The forecast is published."))
        return redirect("budgets:fund_manage", ref=ref)
    intro = _("Planned: %(planned)s.") % {"planned": pounds(scheme_budget(scheme))}
    page = manage_page(scheme.fund, form, _("What do you expect?"), intro=intro, small_heading=scheme.name)
    return render(request, "budgets/form.html", page)


@login_required
def ledger_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The books: every entry, to the penny. Reading them is recorded."""
    fund = access_fund(request.user, ref, can_read_fund_money)
    page = Paginator(entries_of(fund), 20).get_page(request.GET.get("page"))
    audit_record(actor=request.user, verb="budgets.ledger.read", subject=fund)
    entries = [(entry, _ledger_rows(entry)) for entry in page.object_list]
    context = {"fund": fund, "page": page, "entries": entries, "section": "budgets"}
    return render(request, "budgets/ledger.html", context)


def _ledger_rows(entry: Any) -> list[tuple[str, int, int]]:
    rows = []
    for line in sorted(entry.lines.all(), key=lambda line: line.position):
        name = line.account.get_kind_display()
        label = f"{name}: {line.account.scheme.name}" if line.account.scheme else name
        rows.append((label, max(line.amount_pence, 0), max(-line.amount_pence, 0)))
    return rows
