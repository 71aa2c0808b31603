"""What was promised and not earned goes back to its scheme."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.access import access_contract_to_pay, access_release
from portal.budgets.forms import ReleaseForm
from portal.budgets.permissions import can_decide_release, can_withdraw_release
from portal.budgets.selectors.contract import payee
from portal.budgets.selectors.release import is_over, releasable, why_not_releasable
from portal.budgets.services.release import release_approve, release_prepare, release_refuse, release_withdraw
from portal.budgets.views.approval import approval_context, withdraw
from portal.budgets.views.decide import decide
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import day, to_the_penny


@login_required
def release_prepare_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Ask the board to give back what was not earned."""
    commitment = access_contract_to_pay(request.user, ref)
    contract, left = commitment.contract, releasable(commitment)
    has_ended = is_over(contract)
    form = ReleaseForm(
        request.POST or None, has_ended=has_ended, initial={"amount_pence": left if has_ended and left > 0 else None}
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: release_prepare(actor=request.user, commitment=commitment, **form.cleaned_data))
        if made:
            messages.success(request, _("The board is asked to decide."))
            return redirect("budgets:release_detail", ref=made.ref)
    page = {
        "form": form,
        "heading": _("Give back what was not earned"),
        "small_heading": contract.title,
        "lines": _lines(commitment, left, has_ended),
        "scheme": commitment.scheme.name,
        "button": _("Ask the board to decide"),
        "back_url": reverse("budgets:contract_money", args=[ref]),
        "back_label": contract.title,
        "section": "budgets",
    }
    return render(request, "budgets/release_prepare.html", page)


def _lines(commitment: Any, left: int, has_ended: bool) -> list[str]:
    """What one must know before: how much, on which ground, and what stands in the way."""
    amount = {"left": to_the_penny(max(left, 0)), "scheme": commitment.scheme.name}
    if has_ended:
        lines = [_("The contract is over. %(left)s of its money is neither paid nor on its way to be.") % amount]
    else:
        ends = day(commitment.contract.ends_on)
        lines = [
            _("%(left)s of the part for outcomes is neither paid nor on its way to be.") % amount,
            _("The contract runs until %(day)s, and later results could still earn it. So its provider has to agree.")
            % {"day": ends},
        ]
    if reason := why_not_releasable(commitment):
        lines.append(reason)
    return [*lines, _("What goes back is free in “%(scheme)s” again, for another project.") % amount]


def _context(release: Any) -> dict[str, Any]:
    commitment = release.commitment
    contract, scheme = commitment.contract, commitment.scheme
    rows: list[tuple[str, Any]] = [
        (_("Contract"), [contract.title, contract.ref]),
        (_("Provider"), payee(contract)),
        (_("Promised at first"), to_the_penny(commitment.amount_pence)),
        (_("Goes back"), to_the_penny(release.amount_pence)),
        (_("Of it from the part for outcomes"), to_the_penny(release.outcome_pence)),
        (_("Back to the scheme"), scheme.name),
        (_("Fund"), scheme.fund.name),
        (_("Why"), release.reason),
    ]
    if release.agreement_reference:
        rows.append((_("The provider agreed"), release.agreement_reference))
    heading = _("Give money back from %(name)s") % {"name": contract.title}
    return approval_context(release, scheme.fund, heading, rows)


@login_required
def release_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What is asked to go back, and what became of it."""
    release = access_release(request.user, ref)
    context = _context(release) | {"acts": [], "withdraw": None, "section": "budgets"}
    if release.state == "prepared":
        url = reverse("budgets:release_decide", args=[ref])
        context["acts"] = [(_("Go to the decision"), url, can_decide_release(request.user, release))]
        if can_withdraw_release(request.user, release):
            context["withdraw"] = reverse("budgets:release_withdraw", args=[ref])
    return render(request, "budgets/approval_detail.html", context)


@login_required
def release_decide_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Approve or refuse, with the summary before."""
    release = access_release(request.user, ref, can_decide_release)
    return decide(
        request,
        yes=lambda reason: release_approve(actor=request.user, release=release, reason=reason),
        no=lambda reason: release_refuse(actor=request.user, release=release, reason=reason),
        yes_label=_("Give %(amount)s back") % {"amount": to_the_penny(release.amount_pence)},
        no_label=_("Leave it promised"),
        detail_url=reverse("budgets:release_detail", args=[ref]),
        context=_context(release)
        | {
            "explain": _(
                "If you approve, it can no longer be paid on this contract. Everybody reads that it went back."
            )
        },
    )


@login_required
def release_withdraw_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Take it back before it is decided."""
    release = access_release(request.user, ref, can_withdraw_release)
    return withdraw(
        request,
        act=lambda: release_withdraw(actor=request.user, release=release),
        detail_url=reverse("budgets:release_detail", args=[ref]),
        context=_context(release),
    )
