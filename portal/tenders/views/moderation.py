"""Moderation: every score at a glance, what the panel agrees on each answer, locking it."""

import csv
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.rounding import digits
from portal.tenders.access.evaluation import access_answer_of_lot, access_evaluation
from portal.tenders.forms.evaluation import ConsensusForm
from portal.tenders.permissions.evaluation import can_lock_quality, can_record_consensus, can_see_all_scores
from portal.tenders.selectors.evaluation import scale_of
from portal.tenders.selectors.evaluation_moderation import earlier_records, lock_rows, moderation_page, numbers
from portal.tenders.services.moderation import consensus_record, quality_lock

READ = "tenders.score.read"


@login_required
@require_safe
def moderation_detail_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """All scores of the panel, once individual scoring has closed."""
    evaluation = access_evaluation(request.user, ref, lot, can_see_all_scores, READ)
    return _page(request, "moderation_detail", moderation_page(request.user, evaluation))


@login_required
@require_http_methods(["GET", "POST"])
def consensus_record_view(request: HttpRequest, ref: str, lot: int, number: int, letter: str) -> HttpResponse:
    """One answer: what each evaluator wrote, and what the panel agrees."""
    evaluation = access_evaluation(request.user, ref, lot, can_see_all_scores, READ)
    place = access_answer_of_lot(evaluation, letter, number)
    if request.method == "POST" and not (decision := can_record_consensus(request.user, evaluation)):
        raise NotAllowed(decision.reason, subject=evaluation, verb="tenders.consensus.record")
    page = moderation_page(request.user, evaluation, place.bid, place.question)
    form = _form(request, evaluation, page["item"])
    if request.method == "POST" and form.is_valid():
        try:
            consensus_record(
                actor=request.user,
                evaluation=evaluation,
                bid=place.bid,
                question=place.question,
                agreement=form.agreement(),
            )
            messages.success(
                request, _("Recorded: question %(n)d, %(bid)s.") % {"n": number, "bid": page["item"].label}
            )
            return redirect("tenders:moderation_detail", ref=ref, lot=lot)
        except DomainError as error:
            form.refuse(error)
    earlier = earlier_records(evaluation, place.bid, place.question)
    return _page(request, "moderation_detail", page | {"form": form, "earlier": earlier})


def _form(request: HttpRequest, evaluation: Any, item: Any) -> ConsensusForm:
    agreed = item.agreed
    initial = (
        {
            "value": digits(agreed.value),
            "strengths": agreed.strengths,
            "weaknesses": agreed.weaknesses,
            "reason_for_change": agreed.reason_for_change,
            "absences": agreed.absences,
            "present": [str(row["number"]) for row in agreed.participants],
        }
        if agreed
        else {}
    )
    return ConsensusForm(
        request.POST or None,
        scale=scale_of(evaluation.lot.procurement),
        people=item.people,
        spread=item.spread,
        has_earlier=agreed is not None,
        initial=initial,
    )


@login_required
@require_http_methods(["GET", "POST"])
def quality_lock_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """A summary of what was agreed; then it is fixed for good."""
    evaluation = access_evaluation(request.user, ref, lot, can_lock_quality, "tenders.evaluation.lock_quality")
    if request.method == "POST":
        quality_lock(actor=request.user, evaluation=evaluation)
        messages.success(request, _("The agreed scores are locked. The lead can open the prices."))
        return redirect("tenders:evaluation_detail", ref=ref)
    page = moderation_page(request.user, evaluation)
    context = page | {"heading": _("Lock the agreed scores"), "rows": lock_rows(evaluation)}
    return _page(request, "moderation_lock", context)


@login_required
@require_safe
def moderation_numbers_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """All scores as CSV."""
    evaluation = access_evaluation(request.user, ref, lot, can_see_all_scores, READ)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{ref}-lot-{lot}-scores.csv"'
    csv.writer(response).writerows(numbers(evaluation))
    return response


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
