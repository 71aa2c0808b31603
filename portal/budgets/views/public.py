"""Where the money goes: pages for everybody."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.budgets.access import access_contract, access_fund, hosts_for
from portal.budgets.exports import fund_csv, fund_json
from portal.budgets.permissions import can_manage_fund, can_read_fund_money, can_report_outcome
from portal.budgets.selectors.contract import ContractMoney, contract_money, fund_contracts, payee, project_of
from portal.budgets.selectors.fund import agreed_contributions, all_funds, decisions, fund_view
from portal.budgets.selectors.period import came_in, closed_months, paid_out
from portal.budgets.selectors.release import why_not_releasable
from portal.budgets.views.shown import coins_said, outcome_split, payment_rows, release_sentences
from portal.common.http import PortalRequest
from portal.common.permissions import YES, Decision, no
from portal.outcomes.selectors import observations_of

MONTHS = 12
"""How many closed months a page shows, the newest first."""


def fund_list_view(request: PortalRequest) -> HttpResponse:
    """All funds, each with its £100."""
    funds = all_funds()
    context = {
        "funds": [(view, view.coins(), coins_said(view)) for view in funds],
        "may_create": bool(hosts_for(request.user)),
        "section": "budgets",
    }
    return render(request, "budgets/fund_list.html", context)


def fund_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """One fund: who puts in, what it is for, what was decided, what it brought."""
    fund = access_fund(request.user, ref)
    view = fund_view(fund)
    contracts = fund_contracts(fund)
    context = {
        **outcome_split(contracts),
        "fund": fund,
        "view": view,
        "coins": view.coins(),
        "said": coins_said(view),
        "contracts": contracts,
        "outcome_rows": [(each, money.contract) for money in contracts for each in money.outcomes if each.most_pence],
        "decisions": decisions(fund),
        "closed": [
            (row.starts_on, came_in(row.figures) - paid_out(row.figures)) for row in closed_months(fund)[:MONTHS]
        ],
        "may_manage": can_manage_fund(request.user, fund),
        "may_read": can_read_fund_money(request.user, fund),
        "section": "budgets",
    }
    return render(request, "budgets/fund_detail.html", context)


def fund_csv_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The figures of a fund as a table."""
    view = fund_view(access_fund(request.user, ref))
    response = HttpResponse(fund_csv(view), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{view.fund.ref}.csv"'
    return response


def fund_json_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The figures of a fund for machines."""
    fund = access_fund(request.user, ref)
    response = JsonResponse(fund_json(fund_view(fund), fund_contracts(fund), agreed_contributions(fund)))
    response["Content-Disposition"] = f'attachment; filename="{fund.ref}.json"'
    return response


def contract_money_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The payments of a contract, outcome by outcome."""
    contract = access_contract(request.user, ref)
    money, project = contract_money(contract), project_of(contract)
    context = {
        "contract": contract,
        "money": money,
        "project": project,
        "project_ref": project.ref if project else "-",
        "payee": payee(contract),
        "payment_rows": payment_rows(money),
        "may_report": can_report_outcome(request.user, contract),
        "may_release": _may_release(money),
        "may_manage": bool(money.fund) and bool(can_manage_fund(request.user, money.fund)),  # type: ignore[arg-type]
        "may_read": bool(money.fund) and bool(can_read_fund_money(request.user, money.fund)),  # type: ignore[arg-type]
        "release_lines": release_sentences(money),
        "results": observations_of(contract.ref),
        "section": "budgets",
    }
    return render(request, "budgets/contract_money.html", context)


def _may_release(money: ContractMoney) -> Decision:
    """Whether anything could go back to its scheme now."""
    if money.commitment is None:
        return no(_("No money is promised to this contract."))
    reason = why_not_releasable(money.commitment)
    return no(reason) if reason else YES
