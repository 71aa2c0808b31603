"""Writing the pack: a task list, one part a page, lists of lots and questions, and everything to check at the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.tenders.access.procurement import access_lot, access_procurement, access_question
from portal.tenders.forms.pack import FORMS
from portal.tenders.forms.procurement import ConflictForm, LotForm, QuestionForm
from portal.tenders.permissions.procurement import can_ask_publication, can_edit_pack, can_read_draft
from portal.tenders.selectors.procurement_conflicts import conflict_lines
from portal.tenders.selectors.procurement_pages import lot_start, question_start, weights_rows
from portal.tenders.selectors.procurement_regime import regime_choice
from portal.tenders.selectors.procurement_tasks import answers_of, draft_of, gate_rows, part_names
from portal.tenders.services.pack import (
    conflict_add,
    conflicts_assess,
    lot_remove,
    lot_save,
    pack_keep,
    pack_save,
    question_remove,
    question_save,
)
from portal.tenders.services.publication import publication_ask

IS_LATER = ("act", "later")


def _is_later(request: HttpRequest) -> bool:
    return request.POST.get(IS_LATER[0]) == IS_LATER[1]


@login_required
def pack_tasks_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The parts of a draft."""
    procurement = access_procurement(request.user, ref, can_read_draft)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "draft": draft_of(request.user, procurement, now()),
        "may_edit": can_edit_pack(request.user, procurement),
    }
    return render(request, "tenders/pack_tasks.html", context)


@login_required
def pack_edit_view(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    """One part: kept as typed, or written when it is sound."""
    procurement = access_procurement(request.user, ref, can_edit_pack)
    names = part_names(procurement)
    if part not in FORMS or part not in names:
        raise Http404
    form_class = FORMS[part]
    start = procurement.typed.get(part) or form_class.start(procurement)
    form = form_class(request.POST or None, procurement=procurement, initial=start)
    is_kept = part in procurement.typed
    if request.method == "POST":
        if _is_later(request):
            pack_keep(actor=request.user, procurement=procurement, part=part, typed=form.typed())
            messages.success(request, _("What you wrote is kept as it is."))
            return redirect("tenders:pack_tasks", ref=ref)
        if form.is_valid() and _saved(request, procurement, part, form):
            return redirect("tenders:pack_tasks", ref=ref)
        pack_keep(actor=request.user, procurement=procurement, part=part, typed=form.typed())
        is_kept = True
    order = list(names)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "form": form,
        "heading": names[part],
        "part": part,
        "place": order.index(part) + 1,
        "parts": len(order),
        "is_kept": is_kept,
        "lines": conflict_lines(procurement) if part == "conflicts" else [],
        "choice": regime_choice(procurement) if part == "rules" else None,
    }
    return render(request, "tenders/pack_edit.html", context)


def _saved(request: HttpRequest, procurement: Any, part: str, form: Any) -> bool:
    try:
        if part == "conflicts":
            note = form.cleaned_data["note"]
            conflicts_assess(actor=request.user, procurement=procurement, handling=form.handling(), note=note)
        else:
            pack_save(actor=request.user, procurement=procurement, part=part, values=form.values())
    except DomainError as error:
        form.refuse(error)
        return False
    return True


@login_required
def conflict_add_view(request: HttpRequest, ref: str) -> HttpResponse:
    """A conflict that the portal cannot know of."""
    procurement = access_procurement(request.user, ref, can_edit_pack)
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        conflict_add(actor=request.user, procurement=procurement, **form.cleaned_data)
        return redirect("tenders:pack_edit", ref=ref, part="conflicts")
    context = {
        "section": "tenders",
        "procurement": procurement,
        "form": form,
        "heading": _("Add a conflict of interest"),
    }
    return render(request, "tenders/pack_item.html", context | {"back": "conflicts"})


@login_required
def pack_check_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Check your tender before it is published."""
    procurement = access_procurement(request.user, ref, can_read_draft)
    may_edit = can_edit_pack(request.user, procurement)
    at = now()
    draft = draft_of(request.user, procurement, at)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "draft": draft,
        "gate": gate_rows(procurement, draft.checks, request.user),
        "blocks": answers_of(procurement, at, may_change=bool(may_edit)),
        "may_edit": may_edit,
    }
    return render(request, "tenders/pack_check.html", context)


@login_required
def publication_ask_view(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the publisher to check and publish (a button of the page above)."""
    procurement = access_procurement(request.user, ref, can_ask_publication)
    if request.method == "POST":
        try:
            publication_ask(actor=request.user, procurement=procurement)
            messages.success(request, _("The publisher has been asked to check and publish it."))
        except DomainError as error:
            messages.error(request, str(error))
    return redirect("tenders:pack_check", ref=ref)


@login_required
def lot_list_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The lots of the draft."""
    procurement = access_procurement(request.user, ref, can_read_draft)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "lots": list(procurement.lots.all()),
        "may_edit": can_edit_pack(request.user, procurement),
    }
    return render(request, "tenders/pack_lots.html", context)


@login_required
def lot_edit_view(request: HttpRequest, ref: str, number: int | None = None) -> HttpResponse:
    """Add a lot, or change one."""
    procurement = access_procurement(request.user, ref, can_edit_pack)
    start = lot_start(access_lot(procurement, number)) if number else {}
    form = LotForm(request.POST or None, initial=start)
    if form.is_valid():
        lot_save(actor=request.user, procurement=procurement, number=number, **form.cleaned_data)
        return redirect("tenders:lot_list", ref=ref)
    heading = _("Change lot %(n)d") % {"n": number} if number else _("Add a lot")
    context = {"section": "tenders", "procurement": procurement, "form": form, "heading": heading, "back": "lots"}
    return render(request, "tenders/pack_item.html", context)


@login_required
def lot_remove_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Take a lot out, after asking."""
    procurement = access_procurement(request.user, ref, can_edit_pack)
    lot = access_lot(procurement, number)
    if request.method == "POST":
        lot_remove(actor=request.user, procurement=procurement, number=number)
        return redirect("tenders:lot_list", ref=ref)
    context = {"section": "tenders", "procurement": procurement, "what": str(lot), "back": "lots"}
    note = _("Its questions go with it.")
    return render(request, "tenders/pack_remove.html", context | {"heading": _("Remove this lot?"), "note": note})


@login_required
def question_list_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The questions with their weights and what these make for each lot."""
    procurement = access_procurement(request.user, ref, can_read_draft)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "may_edit": can_edit_pack(request.user, procurement),
        **weights_rows(procurement),
    }
    return render(request, "tenders/pack_questions.html", context)


@login_required
def question_edit_view(request: HttpRequest, ref: str, number: int | None = None) -> HttpResponse:
    """Add a question, or change one."""
    procurement = access_procurement(request.user, ref, can_edit_pack)
    question = access_question(procurement, number) if number else None
    form = QuestionForm(request.POST or None, procurement=procurement, initial=question_start(question))
    if form.is_valid():
        try:
            question_save(actor=request.user, procurement=procurement, number=number, **form.values())
            return redirect("tenders:question_list", ref=ref)
        except DomainError as error:
            form.refuse(error)
    heading = _("Change question %(n)d") % {"n": number} if number else _("Add a question")
    context = {"section": "tenders", "procurement": procurement, "form": form, "heading": heading, "back": "questions"}
    return render(request, "tenders/pack_item.html", context)


@login_required
def question_remove_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Take a question out, after asking."""
    procurement = access_procurement(request.user, ref, can_edit_pack)
    question = access_question(procurement, number)
    if request.method == "POST":
        question_remove(actor=request.user, procurement=procurement, number=number)
        return redirect("tenders:question_list", ref=ref)
    context = {"section": "tenders", "procurement": procurement, "what": str(question), "back": "questions"}
    note = _("The questions after it move up by one.")
    return render(request, "tenders/pack_remove.html", context | {"heading": _("Remove this question?"), "note": note})
