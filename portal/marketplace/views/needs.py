"""Pages about needs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from portal.common.disclosure import disclose_count
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest
from portal.marketplace.access import access_need
from portal.marketplace.enums import NeedSource
from portal.marketplace.forms import EvidenceForm, NeedForm
from portal.marketplace.permissions import can_record_need
from portal.marketplace.selectors import commissioners_of, is_insider, need_list
from portal.marketplace.selectors.needs import gaps_alike
from portal.marketplace.services import Evidence, need_evidence_add, unmet_need_record


def need_list_view(request: PortalRequest) -> HttpResponse:
    """Public needs, and those of one's own commissioner."""
    page = Paginator(need_list(request.user), 20).get_page(request.GET.get("page"))
    may_record = commissioners_of(request.user).exists()
    return render(
        request, "marketplace/need_list.html", {"page": page, "may_record": may_record, "section": "codesign"}
    )


def need_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """One need; counts are exact only for those who counted."""
    need = access_need(request.user, ref)
    inside = is_insider(request.user, need)
    count = f"{need.people_count:,}" if inside else str(disclose_count(need.people_count))
    context = {"need": need, "count": count, "is_inside": inside, "section": "codesign"}
    return render(request, "marketplace/need_detail.html", context)


@login_required
def need_record_view(request: PortalRequest) -> HttpResponse:
    """Write down a need."""
    mine = commissioners_of(request.user)
    if not mine.exists():
        raise NotAllowed("Only people of a verified commissioner record needs.")
    what, area = request.GET.get("what", "")[:200], request.GET.get("area", "")[:100]
    gaps = gaps_alike(what, area) if what else ()
    initial = {"organisation": mine.first(), "title": what, "area": area} | (
        {"source": NeedSource.EMPTY_SEARCH, "people_count": len(gaps) or None} if what else {}
    )
    form = NeedForm(request.POST or None, organisations=mine, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            need = unmet_need_record(actor=request.user, gaps=gaps, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "The need is recorded. Add the sources that show it, or open a project from it.")
            return redirect("marketplace:need_detail", ref=need.ref)
    return render(
        request, "marketplace/need_record.html", {"form": form, "heading": "Record a need", "section": "codesign"}
    )


@login_required
def need_evidence_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Add a published source to a need."""
    need = access_need(request.user, ref)
    if not (decision := can_record_need(request.user, need.organisation)):
        raise NotAllowed(decision.reason, subject=need)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        need_evidence_add(actor=request.user, need=need, evidence=Evidence(**form.cleaned_data))
        return redirect("marketplace:need_detail", ref=need.ref)
    context = {"form": form, "need": need, "heading": "Add a source", "section": "codesign"}
    return render(request, "marketplace/need_evidence_add.html", context)
