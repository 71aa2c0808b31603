"""How things are for me: the person's own answers, and the instruments that everybody may look at."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.common.disclosure import Figure
from portal.common.exceptions import NotAllowed
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import day
from portal.outcomes.access import access_sheet
from portal.outcomes.answer_forms import HandInForm, QuestionForm
from portal.outcomes.enums import LICENSED, SHIPPED, Declined, Instrument
from portal.outcomes.instruments import READY
from portal.outcomes.permissions import can_answer_sheet, can_remove_sheet, can_see_distance
from portal.outcomes.rules.answers import ITEMS
from portal.outcomes.rules.distance import MIN_PAIRS_TO_SHOW
from portal.outcomes.selectors.answers import (
    Course,
    Distance,
    courses,
    distances,
    drafts_of,
    last_quarter_end,
    sheets_of,
)
from portal.outcomes.services.answers import sheet_answer, sheet_hand_in, sheet_remove, sheet_start

if TYPE_CHECKING:
    from portal.outcomes.models import AnswerSheet


@require_safe
def instruments_view(request: PortalRequest) -> HttpResponse:
    """Which questions the portal asks, word for word, and which instruments belong to somebody."""
    shown = [(Instrument(code), ready) for code, ready in READY.items() if code != Instrument.LOCAL]
    context = {
        "shown": [(code.label, ready) for code, ready in shown],
        "licensed": [code.label for code in LICENSED],
        "may_see_distance": bool(request.user.is_authenticated and can_see_distance(request.user)),
    }
    return render(request, "outcomes/instruments.html", context)


@require_safe
@login_required
def answers_mine_view(request: PortalRequest) -> HttpResponse:
    """One's own answers over time, and the way to answer now."""
    sheets, drafts = list(sheets_of(request.user)), drafts_of(request.user)
    parts = []
    for code in SHIPPED:
        mine = [sheet for sheet in sheets if sheet.instrument == code]
        draft = drafts.get(code)
        parts.append(
            {
                "code": code.value,
                "name": code.label,
                "ready": READY[code],
                "courses": [_shown(course) for course in courses(mine, code)] if mine else [],
                "sheets": mine,
                "on_href": reverse("outcomes:sheet_question", args=[draft.ref, 1]) if draft else "",
            }
        )
    return render(request, "outcomes/answers_mine.html", {"parts": parts})


def _shown(course: Course) -> dict[str, Any]:
    measure = course.measure
    rows = []
    for point in course.points:
        value = point.value
        said = _("not answered") if value is None else f"{value}, {point.band}" if point.band else str(value)
        rows.append((day(point.on), (value or 0) - (0 if value is None else measure.lowest), said, ""))
    better = _("lower is better") if measure.lower_is_better else _("higher is better")
    scale = _("%(low)s to %(high)s, %(better)s") % {"low": measure.lowest, "high": measure.highest, "better": better}
    return {"title": f"{measure.name} ({scale})", "rows": rows}


@login_required
@require_POST
def sheet_start_view(request: PortalRequest, instrument: str) -> HttpResponse:
    """Begin."""
    if instrument not in SHIPPED:
        raise Http404
    sheet = sheet_start(actor=request.user, instrument=instrument)
    return redirect("outcomes:sheet_question", ref=sheet.ref, number=1)


@login_required
def sheet_question_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One question a page. Each answer is kept at once."""
    sheet = access_sheet(request.user, ref, can_answer_sheet)
    items = ITEMS[sheet.instrument]
    if not 1 <= number <= len(items):
        raise Http404
    item = items[number - 1]
    form = QuestionForm(request.POST or None, item=item, initial={"answer": _chosen(sheet, item.code)})
    if request.method == "POST" and form.is_valid():
        sheet_answer(actor=request.user, sheet=sheet, item=item.code, **form.as_answer())
        if number == len(items):
            return redirect("outcomes:sheet_check", ref=ref)
        return redirect("outcomes:sheet_question", ref=ref, number=number + 1)
    back = reverse("outcomes:sheet_question", args=[ref, number - 1]) if number > 1 else ""
    place = {"number": number, "count": len(items), "back_url": back}
    context = {"form": form, "heading": item.text, "sheet": sheet, **place}
    return render(request, "outcomes/sheet_question.html", context)


def _chosen(sheet: "AnswerSheet", item: str) -> str:
    answer = sheet.answers.filter(item=item).first()
    if answer is None:
        return ""
    return answer.declined or str(answer.value)


@login_required
def sheet_check_view(request: PortalRequest, ref: str) -> HttpResponse:
    """All answers once more, then hand them in."""
    sheet = access_sheet(request.user, ref, can_answer_sheet)
    form = HandInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_counted = form.cleaned_data["is_counted"] == "yes"
        if attempt(form, lambda: sheet_hand_in(actor=request.user, sheet=sheet, is_counted=is_counted)):
            messages.success(request, _("Your answers are kept. Only you see them."))
            return redirect("outcomes:answers_mine")
    context = {"form": form, "heading": _("Check your answers"), "sheet": sheet, "rows": _answer_rows(sheet)}
    return render(request, "outcomes/sheet_check.html", context)


def _answer_rows(sheet: "AnswerSheet") -> list[tuple[str, str, str, str]]:
    given = {answer.item: answer for answer in sheet.answers.all()}
    rows = []
    for number, item in enumerate(ITEMS[sheet.instrument], start=1):
        answer = given.get(item.code)
        words = dict(item.choices)
        if answer is None:
            said = _("No answer yet")
        elif answer.value is None:
            said = str(Declined(answer.declined).label)
        else:
            said = words.get(answer.value, str(answer.value))
        rows.append((item.text, said, reverse("outcomes:sheet_question", args=[sheet.ref, number]), _("Change")))
    return rows


@login_required
def sheet_remove_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Delete one's own answers, after one question."""
    sheet = access_sheet(request.user, ref, can_remove_sheet)
    if request.method == "POST":
        sheet_remove(actor=request.user, sheet=sheet)
        messages.success(request, _("These answers are deleted."))
        return redirect("outcomes:answers_mine")
    return render(request, "outcomes/sheet_remove.html", {"sheet": sheet, "heading": _("Delete these answers")})


@require_safe
@login_required
def distance_view(request: PortalRequest) -> HttpResponse:
    """What changed for those who answered twice, with the pairing rate beside it."""
    if not (decision := can_see_distance(request.user)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)
    parts = [(code.label, [_row(each) for each in distances(code)]) for code in SHIPPED]
    heads = [
        *(_("Measure"), _("Answered first"), _("Answered twice"), _("Share of pairs")),
        *(_("Mean change, more is better"), _("Share who are better")),
    ]
    context = {"parts": parts, "heads": heads, "as_at": last_quarter_end(), "min_shown": MIN_PAIRS_TO_SHOW}
    return render(request, "outcomes/distance.html", context)


def _row(each: Distance) -> list[str]:
    few = _("Too few to report")
    mean = str(each.mean) if each.may_be_claimed else _("%(mean)s, too few for a claim") % {"mean": each.mean}
    return [
        each.measure.name,
        str(each.started),
        str(each.pairs),
        _percent(each.pairing_rate),
        mean if each.is_shown else few,
        _percent(each.improved) if each.is_shown else few,
    ]


def _percent(figure: Figure) -> str:
    return str(figure) if figure.value is None else f"{figure}%"
