from django.http import HttpResponse
from django.shortcuts import render

from portal.common.http import PortalRequest
from portal.outcomes.access import access_framework
from portal.outcomes.permissions import can_edit_framework
from portal.outcomes.selectors import framework_outcomes, framework_problems, framework_warnings, weight_total
from portal.outcomes.views.way import kept, way_back
from portal.outcomes.wording import plain_number


def framework_detail_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Everybody's page of the outcomes; those who write it find their buttons here."""
    framework = access_framework(request.user, ref)
    may_edit = can_edit_framework(request.user, framework)
    context = {
        "framework": framework,
        "outcomes": framework_outcomes(framework),
        "may_edit": may_edit,
        "problems": framework_problems(framework) if may_edit else [],
        "warnings": framework_warnings(framework),
        "weight_total": plain_number(weight_total(framework)),
        "back": way_back(request),
        "keep": kept(request),
        "section": "codesign",
    }
    return render(request, "outcomes/framework_detail.html", context)
