"""The public pages of tenders: the list, one tender, its whole pack; and drafting one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from portal.common.clock import now
from portal.common.documents import LARGE, NORMAL, take_away
from portal.common.exceptions import DomainError
from portal.tenders.access.procurement import access_procurement
from portal.tenders.forms.procurement import DraftForm, ReasonForm
from portal.tenders.permissions.procurement import can_abandon_procurement
from portal.tenders.selectors.pack_document import pack_document
from portal.tenders.selectors.procurement import phase_tag
from portal.tenders.selectors.procurement_draft import draftable_versions
from portal.tenders.selectors.procurement_list import (
    PER_PAGE,
    count_facets,
    find_procurements,
    groups,
    read_query,
    stage_names,
    used_filters,
)
from portal.tenders.selectors.procurement_pack import pack_page
from portal.tenders.selectors.procurement_page import tender_page
from portal.tenders.selectors.procurement_rows import list_rows
from portal.tenders.selectors.procurement_sourced import number_rows, said_rows
from portal.tenders.services.procurement import procurement_abandon, procurement_draft


@require_safe
def procurement_list_view(request: HttpRequest) -> HttpResponse:
    """Opportunities: search, filters, a page of results."""
    at = now()
    query = read_query(request.GET, at)
    page = Paginator(find_procurements(query, at), PER_PAGE).get_page(request.GET.get("page"))
    facets = count_facets(query, at)
    is_empty = page.paginator.count == 0
    context = {
        "section": "tenders",
        "query": query,
        "page": page,
        "rows": list_rows(page.object_list, at),
        "stages": [
            (value, label, facets.stages[value], value == query.stage) for value, label in stage_names().items()
        ],
        "stage_label": stage_names()[query.stage],
        "groups": [_group(group, query, facets.options) for group in groups(at)],
        "used": [
            (u.label, "?" + urlencode(u.query.pairs()), u.found) for u in used_filters(query, at, is_counted=is_empty)
        ],
        "orders": _orders(query),
        "carried": [pair for pair in query.pairs() if pair[0] == "order"],
    }
    return render(request, "tenders/procurement_list.html", context)


def _group(group: Any, query: Any, counts: dict[tuple[str, str], int]) -> dict[str, Any]:
    ticked = query.ticked.get(group.name, ())
    return {
        "name": group.name,
        "legend": group.legend,
        "used": ", ".join(option.label for option in group.options if option.value in ticked),
        "options": [
            (option.value, option.label, counts[group.name, option.value], option.value in ticked)
            for option in group.options
        ],
    }


def _orders(query: Any) -> list[tuple[str, str]]:
    pairs = [pair for pair in query.pairs() if pair[0] != "order"]
    return [
        (key, "" if key == query.order else "?" + urlencode([*pairs, ("order", key)]))
        for key in ("closing", "newest", "largest")
    ]


@require_safe
def procurement_detail_view(request: HttpRequest, ref: str) -> HttpResponse:
    """One tender, with everything a bidder needs."""
    procurement = access_procurement(request.user, ref)
    at = now()
    label, kind = phase_tag(procurement, at)
    context = {
        "section": "tenders",
        "procurement": procurement,
        "project": procurement.specification.project if procurement.specification else None,
        "phase_label": label,
        "phase_kind": kind,
        "said": said_rows(procurement),
        "numbers": number_rows(procurement),
        **tender_page(request.user, procurement, at),
    }
    return render(request, "tenders/procurement_detail.html", context)


@require_safe
def pack_detail_view(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole pack on one page."""
    procurement = access_procurement(request.user, ref)
    label, kind = phase_tag(procurement, now())
    context = {"section": "tenders", "procurement": procurement, "phase_label": label, "phase_kind": kind}
    return render(request, "tenders/pack_detail.html", context | pack_page(procurement, now()))


@require_safe
def pack_file_view(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The whole pack to take away, as PDF or Word; `?size=large` in large print."""
    procurement = access_procurement(request.user, ref)
    if procurement.is_sourced:
        raise Http404
    address = request.build_absolute_uri(reverse("tenders:procurement_detail", args=[ref]))
    size = LARGE if request.GET.get("size") == "large" else NORMAL
    return take_away(pack_document(procurement, now(), address, size), f"{ref}-pack", kind)


@login_required
def procurement_draft_view(request: HttpRequest) -> HttpResponse:
    """Choose an agreed specification and begin."""
    versions = {version.project.ref: version for version in draftable_versions(request.user)}
    choices = [(ref, f"{version.title}, version {version.number}") for ref, version in versions.items()]
    chosen = request.GET.get("from", "")
    form = DraftForm(request.POST or None, choices=choices, initial={"specification": chosen})
    if form.is_valid():
        version = versions[form.cleaned_data["specification"]]
        procurement = procurement_draft(actor=request.user, specification=version)
        return redirect("tenders:pack_tasks", ref=procurement.ref)
    return render(
        request, "tenders/procurement_draft.html", {"section": "tenders", "form": form, "has_any": bool(versions)}
    )


@login_required
def procurement_abandon_view(request: HttpRequest, ref: str) -> HttpResponse:
    """End it without an award: what follows, and why."""
    procurement = access_procurement(request.user, ref, can_abandon_procurement)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            procurement_abandon(actor=request.user, procurement=procurement, reason=form.cleaned_data["reason"])
            return redirect("tenders:procurement_detail", ref=ref)
        except DomainError as error:
            form.refuse(error)
    context = {"section": "tenders", "procurement": procurement, "form": form}
    return render(request, "tenders/procurement_abandon.html", context)
