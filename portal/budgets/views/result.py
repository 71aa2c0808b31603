"""Results of a contract: reported by those who deliver, with evidence."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.budgets.access import access_contract, access_indicator, access_result
from portal.budgets.permissions import can_report_outcome
from portal.budgets.selectors.contract import contract_money, found_view
from portal.budgets.services.outcome import outcome_report
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import day, when
from portal.outcomes.forms import ObservationForm
from portal.outcomes.services import Evidence
from portal.outcomes.wording import measured


@login_required
def result_choose_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The outcomes of the contract: which one is reported on?"""
    contract = access_contract(request.user, ref, can_report_outcome)
    money = contract_money(contract)
    items = [
        {
            "name": each.indicator.title,
            "href": reverse(
                "budgets:result_report", args=[ref, each.indicator.outcome.position, each.indicator.position]
            ),
            "status": _("Reported") if each.found else _("Nothing reported yet"),
            "kind": "done" if each.found else "waiting",
            "hint": f"“{each.indicator.outcome.statement}”",
        }
        for each in money.outcomes
    ]
    context = {
        "contract": contract,
        "items": items,
        "back_url": reverse("budgets:contract_money", args=[ref]),
        "section": "budgets",
    }
    return render(request, "budgets/result_choose.html", context)


@login_required
def result_report_view(request: PortalRequest, ref: str, number: int, position: int) -> HttpResponse:
    """Report what was measured for one outcome."""
    contract = access_contract(request.user, ref, can_report_outcome)
    indicator = access_indicator(contract, number, position)
    return _report(request, contract, indicator, None)


@login_required
def result_correct_view(request: PortalRequest, ref: str, result_ref: str) -> HttpResponse:
    """Put a result right that no payment stands on."""
    contract, observation = access_result(request.user, ref, result_ref, can_report_outcome)
    return _report(request, contract, observation.indicator, observation)


def _report(request: PortalRequest, contract: Any, indicator: Any, replaces: Any) -> HttpResponse:
    start = {}
    if replaces is not None:
        names = ("period_from_on", "period_to_on", "people_started", "people_measured", "value", "evidence")
        start = {name: getattr(replaces, name) for name in names}
    form = ObservationForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        sent = values.pop("evidence_file")
        found = Evidence(sent.name or "", sent.read()) if sent else None
        made = attempt(
            form,
            lambda: outcome_report(
                actor=request.user, contract=contract, indicator=indicator, evidence_file=found, replaces=replaces,
                **values,
            ),
        )  # fmt: skip
        if made:
            messages.success(request, _("The result is recorded. The fund manager is told."))
            return redirect("budgets:result_detail", ref=contract.ref, result_ref=made.ref)
    context = {
        "form": form,
        "heading": _("Put a result right") if replaces else _("Report what changed"),
        "contract": contract,
        "indicator": indicator,
        "aims": [
            (_("Start"), measured(indicator, indicator.baseline), ""),
            (_("Floor"), measured(indicator, indicator.floor), _("nothing is paid below")),
            (_("Target"), measured(indicator, indicator.target), ""),
            (_("People"), str(indicator.min_n), _("or more who answer both times, or nothing can be paid")),
        ],
        "back_url": reverse("budgets:result_choose", args=[contract.ref]),
        "section": "budgets",
    }
    return render(request, "budgets/result_report.html", context)


@login_required
def result_detail_view(request: PortalRequest, ref: str, result_ref: str) -> HttpResponse:
    """A result with its evidence, for those who deliver, buy, pay or audit."""
    contract, observation = access_result(request.user, ref, result_ref)
    indicator = observation.indicator
    rows = [
        (_("What was found"), measured(indicator, observation.value)),
        (_("Period"), f"{day(observation.period_from_on)} – {day(observation.period_to_on)}"),
        (
            _("Who answered"),
            _("%(n)d of %(all)d people, both times")
            % {"n": observation.people_measured, "all": observation.people_started},
        ),
        (_("How it was measured"), observation.evidence),
        (
            _("Recorded"),
            _("%(when)s by %(name)s")
            % {"when": when(observation.recorded_at), "name": observation.recorded_by.display_name},
        ),
    ]
    may_report = can_report_outcome(request.user, contract)
    context = {
        "contract": contract,
        "observation": observation,
        "indicator": indicator,
        "rows": rows,
        "seen": found_view(observation),
        "is_replaced": hasattr(observation, "replaced_by"),
        "may_report": may_report,
        "back_url": reverse("budgets:contract_money", args=[ref]),
        "section": "budgets",
    }
    return render(request, "budgets/result_detail.html", context)


@login_required
def result_file_view(request: PortalRequest, ref: str, result_ref: str) -> HttpResponse:
    """The evidence as an attachment; reading it is recorded."""
    _contract, observation = access_result(request.user, ref, result_ref)
    if not observation.evidence_file:
        raise Http404
    audit_record(actor=request.user, verb="outcomes.evidence.read", subject=observation)
    name = str(observation.evidence_file.name).rpartition(".")[2]
    with observation.evidence_file.open("rb") as held:
        response = HttpResponse(held.read(), content_type=observation.evidence_type)
    response["Content-Disposition"] = f'attachment; filename="{observation.ref}.{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
