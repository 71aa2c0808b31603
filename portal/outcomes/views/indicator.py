from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.http import PortalRequest
from portal.outcomes.access import access_indicator, access_outcome
from portal.outcomes.forms import PARTS, InstrumentForm
from portal.outcomes.instruments import READY
from portal.outcomes.permissions import can_edit_framework, can_see_framework
from portal.outcomes.selectors import indicator_gaps, indicator_view
from portal.outcomes.selectors.answers import licensed_for
from portal.outcomes.services import indicator_edit, indicator_remove, indicator_start
from portal.outcomes.views.way import framework_url, indicator_url, kept


def indicator_add_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """One choice fills in how the change is measured."""
    outcome = access_outcome(request.user, ref, number, can_edit_framework)
    organisation = outcome.framework.organisation
    licensed = licensed_for(organisation)
    form = InstrumentForm(request.POST or None, initial={"instrument": "GBO"}, licensed=licensed)
    if request.method == "POST" and form.is_valid():
        made = indicator_start(actor=request.user, outcome=outcome, **form.cleaned_data)
        return redirect(indicator_url(request, ref, number, made.position))
    context = {
        "form": form,
        "heading": _("How will you see the change?"),
        "caption": outcome.statement,
        "back_url": framework_url(request, ref),
        "licences_url": reverse("outcomes:licence_list", args=[organisation.ref]),
        "section": "codesign",
    }
    return render(request, "outcomes/indicator_add.html", context)


def indicator_detail_view(request: PortalRequest, ref: str, number: int, position: int) -> HttpResponse:
    """A measure, part by part, and what it still needs."""
    indicator = access_indicator(request.user, ref, number, position, can_see_framework)
    framework = indicator.outcome.framework
    may_edit = can_edit_framework(request.user, framework)
    view = indicator_view(indicator)
    links = _part_links(request, ref, number, position) if may_edit else {}
    context = {
        "framework": framework,
        "indicator": indicator,
        "may_edit": may_edit,
        "rows": _rows(view, links),
        "ready": READY[indicator.instrument],
        "gaps": indicator_gaps(indicator) if may_edit else [],
        "remove_url": reverse("outcomes:indicator_remove", args=[ref, number, position]) + kept(request),
        "framework_url": framework_url(request, ref),
        "section": "codesign",
    }
    return render(request, "outcomes/indicator_detail.html", context)


def _part_links(request: PortalRequest, ref: str, number: int, position: int) -> dict[str, str]:
    return {
        part: reverse("outcomes:indicator_edit", args=[ref, number, position, part]) + kept(request) for part in PARTS
    }


def _rows(view: Any, links: dict[str, str]) -> list[tuple[str, Any, str]]:
    indicator = view.indicator
    return [
        (_("What shows it"), [indicator.title, indicator.get_kind_display()], links.get("what", "")),
        (
            _("How it is measured"),
            [indicator.get_instrument_display(), view.counted, indicator.get_reporter_display()],
            links.get("measure", ""),
        ),
        (
            _("Who is asked, and when"),
            [
                indicator.population or _("Not said yet"),
                indicator.collection_points or _("Not said yet"),
                _("At least %(n)s people, both times") % {"n": indicator.min_n},
            ],
            links.get("people", ""),
        ),
        (_("Start"), [view.baseline, indicator.baseline_source], links.get("numbers", "")),
        (_("Floor: nothing is paid below"), view.floor, links.get("numbers", "")),
        (_("Target: everything is paid from"), view.target, links.get("numbers", "")),
        (_("Share of the payment"), view.weight, links.get("weight", "")),
    ]


def indicator_edit_view(request: PortalRequest, ref: str, number: int, position: int, part: str) -> HttpResponse:
    """One part of a measure."""
    indicator = access_indicator(request.user, ref, number, position, can_edit_framework)
    if part not in PARTS:
        raise Http404
    heading, form_class = PARTS[part]
    start = {name: getattr(indicator, name) for name in form_class.base_fields}
    form = form_class(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            indicator_edit(actor=request.user, indicator=indicator, **form.cleaned_data)
            return redirect(indicator_url(request, ref, number, position))
        except NotAllowed:
            raise
        except DomainError as error:
            form.refuse(error)
    context = {
        "form": form,
        "heading": heading,
        "caption": indicator.title,
        "back_url": indicator_url(request, ref, number, position),
        "section": "codesign",
    }
    return render(request, "outcomes/indicator_form.html", context)


def indicator_remove_view(request: PortalRequest, ref: str, number: int, position: int) -> HttpResponse:
    """Take a measure out."""
    indicator = access_indicator(request.user, ref, number, position, can_edit_framework)
    if request.method == "POST":
        indicator_remove(actor=request.user, indicator=indicator)
        return redirect(framework_url(request, ref))
    context = {
        "heading": _("Take this measure out?"),
        "framework": indicator.outcome.framework,
        "rows": [(_("Outcome"), indicator.outcome.statement), (_("Measure"), indicator.title)],
        "button": _("Take it out"),
        "back_url": indicator_url(request, ref, number, position),
        "section": "codesign",
    }
    return render(request, "outcomes/remove.html", context)
