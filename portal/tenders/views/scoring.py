"""Individual scoring: checking bids, scoring answers, handing in, absences, closing; and reading one answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError
from portal.common.rounding import digits
from portal.tenders.access.evaluation import (
    access_answer,
    access_answer_file,
    access_answer_to_score,
    access_evaluation,
    access_evaluator,
    access_labelled_bid,
)
from portal.tenders.forms.evaluation import YES, AbsenceForm, ComplianceForm, ScoreForm, ScoringStartForm
from portal.tenders.permissions.evaluation import (
    can_check_compliance,
    can_close_scoring,
    can_read_answer,
    can_score,
    can_score_answer,
    can_start_scoring,
)
from portal.tenders.selectors.evaluation import board_of, scale_of
from portal.tenders.selectors.evaluation_scoring import (
    closing_page,
    compliance_page,
    next_url,
    score_page,
    scoring_overview,
    starting_page,
    submit_rows,
)
from portal.tenders.services.reading import answer_file_read, answers_read
from portal.tenders.services.scoring import (
    absence_log,
    closing_problems,
    compliance_decide,
    score_save,
    scores_submit,
    scoring_close,
    scoring_start,
)


@login_required
@require_http_methods(["GET", "POST"])
def compliance_decide_view(request: HttpRequest, ref: str, lot: int, letter: str) -> HttpResponse:
    """The pass-or-fail answers of one bid, and the lead's judgement."""
    evaluation = access_evaluation(request.user, ref, lot, can_check_compliance, "tenders.bid.read")
    bid = access_labelled_bid(evaluation, letter)
    page = compliance_page(evaluation, bid)
    form = ComplianceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            compliance_decide(
                actor=request.user,
                evaluation=evaluation,
                bid=bid,
                is_compliant=data["is_compliant"] == YES,
                reason=data["reason"],
            )
            messages.success(request, _("Your judgement is recorded."))
            return redirect("tenders:evaluation_detail", ref=ref)
        except DomainError as error:
            form.refuse(error)
    answers = answers_read(actor=request.user, bid=bid, questions=page["questions"])
    return _page(request, "scoring_compliance", page | {"form": form, "answers": answers})


@login_required
@require_http_methods(["GET", "POST"])
def scoring_start_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """The lead says by when."""
    evaluation = access_evaluation(request.user, ref, lot, can_start_scoring, "tenders.evaluation.start_scoring")
    form = ScoringStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            scoring_start(actor=request.user, evaluation=evaluation, due_at=form.cleaned_data["due_at"])
            messages.success(request, _("Scoring has started. Evaluators who are cleared have been told."))
            return redirect("tenders:evaluation_detail", ref=ref)
        except DomainError as error:
            form.refuse(error)
    return _page(request, "scoring_start", starting_page(evaluation) | {"form": form})


@login_required
@require_safe
def scoring_detail_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """An evaluator's own table and what is left."""
    evaluation = access_evaluation(request.user, ref, lot, can_score, "tenders.bid.read")
    return _page(request, "scoring_detail", scoring_overview(request.user, evaluation))


@login_required
@require_http_methods(["GET", "POST"])
def score_save_view(request: HttpRequest, ref: str, lot: int, number: int, letter: str) -> HttpResponse:
    """One answer beside the scale."""
    place = access_answer_to_score(request.user, ref, lot, letter, number, can_score_answer)
    page = score_page(request.user, place.evaluation, place.bid, place.question)
    own = page["own"]
    initial = {"value": digits(own.value), "reason": own.reason} if own else {}
    form = ScoreForm(request.POST or None, scale=scale_of(place.evaluation.lot.procurement), initial=initial)
    if request.method == "POST" and form.is_valid():
        score_save(
            actor=request.user,
            evaluation=place.evaluation,
            bid=place.bid,
            question=place.question,
            value=form.value(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("Saved: question %(n)d, %(bid)s.") % {"n": number, "bid": page["label"]})
        if "stay" in request.POST:
            return redirect(request.path)
        return redirect(next_url(request.user, place.evaluation, place.bid, place.question))
    answer = answers_read(actor=request.user, bid=place.bid, questions=[place.question])[0]
    return _page(request, "scoring_answer", page | {"form": form, "answer": answer})


@login_required
@require_http_methods(["GET", "POST"])
def score_submit_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """A summary of one's own scores, then they are handed in."""
    evaluation = access_evaluation(request.user, ref, lot, can_score, "tenders.score.submit")
    if request.method == "POST":
        scores_submit(actor=request.user, evaluation=evaluation)
        messages.success(request, _("Handed in. You can change your scores until individual scoring closes."))
        return redirect("tenders:scoring_detail", ref=ref, lot=lot)
    page = scoring_overview(request.user, evaluation) | {
        "heading": _("Hand in your scores"),
        "rows": submit_rows(request.user, evaluation),
    }
    return _page(request, "scoring_submit", page)


@login_required
@require_http_methods(["GET", "POST"])
def absence_log_view(request: HttpRequest, ref: str, lot: int, number: int) -> HttpResponse:
    """Why an evaluator is not waited for."""
    evaluation = access_evaluation(request.user, ref, lot, can_close_scoring, "tenders.evaluation.absence")
    person = access_evaluator(evaluation, number)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            absence_log(actor=request.user, evaluation=evaluation, evaluator=person, reason=form.cleaned_data["reason"])
            return redirect("tenders:scoring_close", ref=ref, lot=lot)
        except DomainError as error:
            form.refuse(error)
    page = {
        "procurement": evaluation.lot.procurement,
        "evaluation": evaluation,
        "form": form,
        "heading": _("Record that %(name)s is absent") % {"name": person},
        "back_url": reverse("tenders:scoring_close", args=[ref, lot]),
    }
    return _page(request, "scoring_absence", page)


@login_required
@require_http_methods(["GET", "POST"])
def scoring_close_view(request: HttpRequest, ref: str, lot: int) -> HttpResponse:
    """Who has handed in; then every score is locked."""
    evaluation = access_evaluation(request.user, ref, lot, can_close_scoring, "tenders.evaluation.close_scoring")
    if request.method == "POST":
        scoring_close(actor=request.user, evaluation=evaluation)
        messages.success(request, _("Individual scores are locked. The panel can see them now."))
        return redirect("tenders:evaluation_detail", ref=ref)
    return _page(request, "scoring_close", closing_page(evaluation, closing_problems(board_of(evaluation))))


@login_required
@require_safe
def answer_read_view(request: HttpRequest, ref: str, lot: int, letter: str, number: int) -> HttpResponse:
    """One answer, for those whose part needs it. The reading is recorded."""
    place = access_answer(request.user, ref, lot, letter, number, can_read_answer)
    answer = answers_read(actor=request.user, bid=place.bid, questions=[place.question])[0]
    page = {
        "procurement": place.evaluation.lot.procurement,
        "evaluation": place.evaluation,
        "question": place.question,
        "label": place.evaluation.label_of(place.bid),
        "letter": letter,
        "answer": answer,
    }
    return _page(request, "evaluation_answer", page)


@login_required
@require_safe
def answer_file_view(request: HttpRequest, ref: str, lot: int, letter: str, number: int, slot: str) -> HttpResponse:
    """A file of one answer, always as a download. The reading is recorded."""
    place = access_answer_file(request.user, ref, lot, letter, number, slot)
    name, media_type, content = answer_file_read(actor=request.user, bid=place.bid, question=place.question, slot=slot)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
