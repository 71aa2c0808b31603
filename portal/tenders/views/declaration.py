"""Declaring interests, and deciding on declarations one by one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.access.evaluation import access_declaration, access_evaluated
from portal.tenders.enums import DeclarationState
from portal.tenders.forms.evaluation import DecisionForm, DeclarationForm
from portal.tenders.permissions.evaluation import can_declare, can_see_declarations
from portal.tenders.selectors.evaluation_declaration import (
    declaration_form_page,
    declaration_list_page,
    declaration_page,
)
from portal.tenders.services.declaration import declaration_decide, declaration_make


@login_required
@require_http_methods(["GET", "POST"])
def declaration_make_view(request: HttpRequest, ref: str) -> HttpResponse:
    """One question for each bidder; then a summary; then it is made."""
    procurement = access_evaluated(request.user, ref, can_declare, "tenders.declaration.make")
    page = declaration_form_page(request.user, procurement)
    form = DeclarationForm(request.POST or None, bidders=page["bidders"], are_names_known=page["are_names_known"])
    act = request.POST.get("act", "")
    if request.method == "POST" and act != "change" and form.is_valid():
        if act != "confirm":
            summary = {"heading": _("Check your declaration"), "rows": form.rows(), "carried": form.carried()}
            return _page(request, "declaration_check", page | summary)
        try:
            return _make(request, procurement, form)
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
    return _page(request, "declaration_make", page | {"form": form, "heading": _("Declare your interests")})


def _make(request: HttpRequest, procurement: Any, form: DeclarationForm) -> HttpResponse:
    made = declaration_make(
        actor=request.user,
        procurement=procurement,
        answers=form.answers(),
        confidentiality_accepted=form.cleaned_data["confidentiality"],
        details=form.cleaned_data["details"],
    )
    if made.state == DeclarationState.BLOCKING:
        messages.warning(request, _("Your declaration is recorded. %(why)s") % {"why": made.decision_reason})
    else:
        messages.success(request, _("Your declaration is made. We write to you when it has been decided."))
    return redirect("tenders:evaluation_detail", ref=procurement.ref)


@login_required
@require_safe
def declaration_list_view(request: HttpRequest, ref: str) -> HttpResponse:
    """All declarations that this person decides on."""
    procurement = access_evaluated(request.user, ref, can_see_declarations, "tenders.declaration.read")
    return _page(request, "declaration_list", declaration_list_page(request.user, procurement))


@login_required
@require_http_methods(["GET", "POST"])
def declaration_decide_view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One declaration, with the form that decides on it."""
    declaration = access_declaration(request.user, ref, number)
    form = DecisionForm(request.POST or None, is_nil=not declaration.has_interest)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            declaration_decide(
                actor=request.user,
                declaration=declaration,
                outcome=DeclarationState(data["outcome"]),
                reason=data["reason"],
                mitigation=data["mitigation"],
            )
            messages.success(request, _("Decided. The person has been told."))
            return redirect("tenders:declaration_list", ref=ref)
        except DomainError as error:
            form.refuse(error)
    return _page(request, "declaration_decide", declaration_page(declaration) | {"form": form})


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"tenders/{name}.html", {"section": "tenders", **context})
