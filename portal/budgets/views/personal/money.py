"""The money: what came in, is planned, spent and left; putting in what was spent; questions about it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.budgets.access.personal import (
    access_line,
    access_money,
    access_part,
    access_query,
    access_spend,
    access_spending,
)
from portal.budgets.enums import WRITABLE, BudgetState, HoldingMode, SpendState
from portal.budgets.forms.personal import PaymentInForm, ReceiptForm, SpendForm, WordsForm
from portal.budgets.permissions import personal as may
from portal.budgets.selectors.personal import (
    open_queries,
    payments_of,
    queries_of,
    spendable_of,
    spends_of,
    statement_of,
    waiting_spends,
)
from portal.budgets.services.circle import plan_look
from portal.budgets.services.spend import (
    payment_record,
    query_answer,
    query_ask,
    receipt_add,
    receipt_read,
    spend_confirm,
    spend_record,
    spend_take_back,
)
from portal.budgets.views.personal.parts import ask, confirm, url, whom
from portal.budgets.views.personal.pictures import money_bar, pace_said
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import day, to_the_penny, when
from portal.outcomes.services import Evidence

PAGE = 25
KINDS = {"counted": "done", "waiting": "waiting", "refused": "stopped", "withdrawn": "draft"}


@login_required
def personal_money_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The statement. Finance reads this and nothing else."""
    budget = plan_look(actor=request.user, budget=access_money(request.user, ref), what="money")
    page = whom(request.user, budget)
    statement = statement_of(budget)
    spends = Paginator(spends_of(budget), PAGE).get_page(request.GET.get("page"))
    context = page | {
        "statement": statement,
        "bar": money_bar(statement, page["is_own"]),
        "pace": pace_said(statement),
        "line_heads": [_("What"), _("Planned"), _("Spent"), _("Left")],
        "line_table": _line_table(statement),
        "spent_caption": _("What was spent"),
        "spend_heads": [_("Day"), _("What"), _("How much"), _("State")],
        "in_caption": _("What came in"),
        "in_heads": [_("Day"), _("From"), _("How much")],
        "can_pay": budget.state in (BudgetState.AGREED, BudgetState.ACTIVE, BudgetState.ENDING),
        "can_change": budget.state in (BudgetState.INDICATIVE_SET, *WRITABLE),
        "spends": spends,
        "spend_rows": [_spend_row(ref, spend) for spend in spends],
        "payments": [_payment_row(row) for row in payments_of(budget)],
        "waiting": waiting_spends(budget) if page["held"].is_principal else [],
        "queries": open_queries(budget),
        "may_spend": may.can_record_spend(request.user, budget),
        "may_pay": may.can_record_payment(request.user, budget),
        "may_confirm": may.can_confirm_funding(request.user, budget),
        "may_set": may.can_set_amount(request.user, budget),
    }
    return render(request, "budgets/personal/money.html", context)


def _line_table(statement: Any) -> list[list[str]]:
    """Line by line, then all together."""
    sums = [(each.line.planned_pence, each.spent_pence, each.left_pence) for each in statement.lines]
    rows = [[each.line.name, *map(to_the_penny, figures)] for each, figures in zip(statement.lines, sums, strict=True)]
    return [*rows, [_("Together"), *(to_the_penny(sum(column)) for column in zip(*sums, strict=True))]]


def _spend_row(ref: str, spend: Any) -> list[Any]:
    return [
        day(spend.spent_on),
        {
            "text": spend.what,
            "href": url("spend_detail", ref, spend.number),
            "small": spend.line.name,
        },
        {"text": to_the_penny(spend.amount_pence)},
        {"tag": str(spend.get_state_display()), "kind": KINDS[spend.state], "text": ""},
    ]


def _payment_row(row: Any) -> list[Any]:
    off = _("and %(off)s that was not used counts towards it") % {"off": to_the_penny(row.set_off_pence)}
    return [
        day(row.paid_on),
        {"text": str(row.part.get_funder_kind_display()), "small": off if row.set_off_pence else ""},
        to_the_penny(row.amount_pence),
    ]


@login_required
def payment_in_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Write down that money was paid into the budget."""
    part = access_part(request.user, ref, number, may.can_record_payment)
    modes = [(row.mode, f"{row.get_mode_display()}: {to_the_penny(row.amount_pence)}") for row in part.holdings.all()]
    return ask(
        request,
        PaymentInForm(posted(request), modes=modes),
        lambda data: payment_record(
            actor=request.user,
            part=part,
            mode=HoldingMode(data["mode"]),
            amount_pence=data["amount_pence"],
            paid_on=data["paid_on"],
            items=data["items"] or 0,
            set_off_pence=data["set_off_pence"] or 0,
            set_off_reason=data["set_off_reason"],
        ),
        budget=part.budget,
        heading=_("Write down a payment"),
        rows=[(_("Who pays"), part.organisation.name), (_("For the whole time"), to_the_penny(part.whole_pence))],
        intro=_("The portal moves no money. It keeps what was paid, when and by whom."),
        button=_("Write it down"),
        to=url("personal_money", ref),
        said=_("It is written down. The person is told."),
    )


@login_required
def spend_choose_view(request: PortalRequest, ref: str) -> HttpResponse:
    """On what was it spent?"""
    budget = access_spending(request.user, ref, may.can_record_spend)
    context = whom(request.user, budget) | {"lines": spendable_of(budget)}
    return render(request, "budgets/personal/spend_choose.html", context)


@login_required
def spend_record_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Put in what was spent."""
    line = access_line(request.user, ref, number, may.can_record_spend)
    held = whom(request.user, line.budget)["held"]
    form = SpendForm(posted(request), request.FILES or None, initial={"what": line.name})

    def save(data: dict[str, Any]) -> Any:
        sent = data.pop("receipt")
        receipt = Evidence(sent.name or "", sent.read()) if sent else None
        return spend_record(actor=request.user, line=line, receipt=receipt, **data)

    said = (
        _("It is in your numbers.")
        if held.is_principal
        else _("It is put in. It counts when %(name)s has said yes.") % {"name": line.budget.holder.display_name}
    )
    return ask(
        request,
        form,
        save,
        budget=line.budget,
        heading=_("What was spent: %(name)s") % {"name": line.name},
        button=_("Put it in"),
        to=lambda spend: url("spend_detail", ref, spend.number),
        back=url("personal_detail", ref),
        said=said,
    )


@login_required
def spend_detail_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One entry: what, when, by whom, its receipt and the questions about it."""
    spend = access_spend(request.user, ref, number)
    budget = spend.budget
    who = spend.recorded_by.display_name
    if spend.is_for_holder:
        who = _("%(who)s, acting for %(name)s") % {"who": who, "name": budget.holder.display_name}
    rows = [
        (_("How much"), to_the_penny(spend.amount_pence)),
        (_("On which day"), day(spend.spent_on)),
        (_("For"), spend.line.name),
        (_("Put in"), _("%(when)s by %(who)s") % {"when": when(spend.recorded_at), "who": who}),
    ]
    if spend.decided_by and spend.decided_by_id != spend.recorded_by_id:
        words = {"when": when(spend.decided_at), "who": spend.decided_by.display_name}
        rows.append((spend.get_state_display(), _("%(when)s by %(who)s") % words))
    can_look = may.can_read_money(request.user, budget)
    context = whom(request.user, budget) | {
        "spend": spend,
        "rows": rows,
        "kind": KINDS[spend.state],
        "queries": queries_of(spend),
        "can_open_receipt": bool(spend.receipt) and bool(can_look),
        "may_confirm": spend.state == SpendState.WAITING and bool(may.can_confirm_spend(request.user, spend)),
        "may_take_back": spend.state in (SpendState.WAITING, SpendState.COUNTED)
        and bool(may.can_take_back_spend(request.user, spend)),
        "may_add_receipt": not spend.receipt and bool(may.can_record_spend(request.user, budget)),
        "may_query": may.can_query_spend(request.user, budget),
        "may_answer": may.can_answer_query(request.user, budget),
    }
    return render(request, "budgets/personal/spend.html", context)


@login_required
def spend_receipt_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The receipt, always as an attachment, through the same question as the money."""
    spend = access_spend(request.user, ref, number)
    if not spend.receipt or not may.can_read_money(request.user, spend.budget):
        raise Http404
    ending = str(spend.receipt.name).rpartition(".")[2]
    response = HttpResponse(receipt_read(actor=request.user, spend=spend), content_type=spend.receipt_type)
    response["Content-Disposition"] = f'attachment; filename="{ref}-{spend.number}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def spend_receipt_add_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Add the receipt later."""
    spend = access_spend(request.user, ref, number)
    access_spending(request.user, ref, may.can_record_spend)
    return ask(
        request,
        ReceiptForm(posted(request), request.FILES or None),
        lambda data: receipt_add(
            actor=request.user,
            spend=spend,
            receipt=Evidence(data["receipt"].name or "", data["receipt"].read()),
        ),
        budget=spend.budget,
        heading=_("Add the receipt"),
        to=url("spend_detail", ref, number),
        said=_("The receipt is there."),
        is_heading_inside=True,
        field="receipt",
    )


@login_required
def spend_confirm_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The person says whether a helper's entry is right."""
    spend = access_spend(request.user, ref, number, may.can_confirm_spend)
    is_right = request.POST.get("right", "yes") == "yes"
    return confirm(
        request,
        lambda: spend_confirm(actor=request.user, spend=spend, is_right=is_right),
        budget=spend.budget,
        heading=_("Is this right?"),
        rows=[
            (_("What"), spend.what),
            (_("How much"), to_the_penny(spend.amount_pence)),
            (_("On which day"), day(spend.spent_on)),
            (_("Put in by"), spend.recorded_by.display_name),
        ],
        explain=_("When you say yes, it counts in your numbers."),
        button=_("Yes, it is right"),
        to=url("spend_detail", ref, number),
        said=_("It counts now.") if is_right else _("It does not count."),
    )


@login_required
def spend_take_back_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """It was a mistake."""
    spend = access_spend(request.user, ref, number, may.can_take_back_spend)
    return confirm(
        request,
        lambda: spend_take_back(actor=request.user, spend=spend),
        budget=spend.budget,
        heading=_("Take this back"),
        rows=[(_("What"), spend.what), (_("How much"), to_the_penny(spend.amount_pence))],
        explain=_("It does not count any more. It stays in the list, marked as taken back."),
        button=_("Take it back"),
        danger=True,
        to=url("spend_detail", ref, number),
        said=_("It does not count any more."),
    )


@login_required
def query_ask_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Ask about a spend."""
    spend = access_spend(request.user, ref, number)
    access_money(request.user, ref, may.can_query_spend)
    return ask(
        request,
        WordsForm(
            posted(request),
            label=_("What do you want to know?"),
            hint=_("Use easy words. A question stops nothing, and nothing is taken."),
        ),
        lambda data: query_ask(actor=request.user, spend=spend, question=data["words"]),
        budget=spend.budget,
        heading=_("What do you want to know?"),
        button=_("Ask"),
        to=url("spend_detail", ref, number),
        said=_("The person is asked."),
        is_heading_inside=True,
    )


@login_required
def query_answer_view(request: PortalRequest, ref: str, number: int, query: int) -> HttpResponse:
    """Answer a question about a spend."""
    asked = access_query(request.user, ref, number, query, may.can_answer_query)
    return ask(
        request,
        WordsForm(posted(request), label=asked.question, hint=_("A few words are enough.")),
        lambda data: query_answer(actor=request.user, query=asked, answer=data["words"]),
        budget=asked.spend.budget,
        heading=asked.question,
        button=_("Answer"),
        to=url("spend_detail", ref, number),
        said=_("Your answer is sent."),
        is_heading_inside=True,
    )
