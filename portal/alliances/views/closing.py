"""The end of the work: begin to close, write down its parts, close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.alliances.access import access_space
from portal.alliances.enums import ClosingPart
from portal.alliances.forms.agreement import ClosingPartForm, ClosingReasonForm
from portal.alliances.permissions.closing import can_begin_closing, can_close_alliance, can_record_closing
from portal.alliances.selectors.closing import closing_rows, newest_records
from portal.alliances.selectors.space import agreement_in_force
from portal.alliances.services.closing import alliance_close, closing_begin, closing_record
from portal.alliances.views.pages import alliance_url, confirm_page, form_page
from portal.common.forms import attempt
from portal.common.http import PortalRequest
from portal.common.templatetags.ui_text import when

HELP = {
    ClosingPart.ACCOUNT: gettext_lazy("What came in, what went out, and how gain or loss was shared."),
    ClosingPart.DATA: gettext_lazy(
        "Which data went back to whom, what was destroyed, and who has seen that it is done."
    ),
    ClosingPart.LESSONS: gettext_lazy(
        "What you would do again, what not, and who should know. Write nothing about single people."
    ),
}


@login_required
def closing_begin_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Read the exit plan and begin to work by it."""
    alliance = access_space(request.user, ref, can_begin_closing)
    form = ClosingReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: closing_begin(actor=request.user, alliance=alliance, reason=reason), "reason"):
            messages.success(request, _("The alliance is closing. All members are told to work by the exit plan."))
            return redirect(alliance_url(alliance, "leaving"))
    agreement = agreement_in_force(alliance)
    return form_page(
        request,
        form,
        _("Begin to close %(name)s?") % {"name": alliance.name},
        _("Begin to close"),
        alliance,
        intro=[
            _("Nobody joins and no bid starts any more. Members still decide."),
            _("It can be closed when account, data and lessons are written down."),
        ],
        rows=[(_("The exit plan"), agreement.exit_plan if agreement else "")],
        danger=True,
        who=_("From now on auditors can read the members' space as well."),
    )


@login_required
def closing_record_view(request: PortalRequest, ref: str, part: str) -> HttpResponse:
    """Write one part down."""
    alliance = access_space(request.user, ref, can_record_closing)
    if part not in ClosingPart.values:
        raise Http404
    kind = ClosingPart(part)
    before = newest_records(alliance).get(part)
    form = ClosingPartForm(request.POST or None, initial={"text": before.text if before else ""})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(form, lambda: closing_record(actor=request.user, alliance=alliance, part=part, text=text)):
            messages.success(request, _("It is written down."))
            return redirect(alliance_url(alliance, "leaving"))
    return form_page(
        request,
        form,
        str(kind.label),
        _("Write it down"),
        alliance,
        intro=[str(HELP[kind]), _("What was written before stays on record; the newest counts.")],
        who=_("People of the members and auditors read it."),
    )


@login_required
def alliance_close_view(request: PortalRequest, ref: str) -> HttpResponse:
    """See that all is written down, and close for good."""
    alliance = access_space(request.user, ref, can_close_alliance)
    if request.method == "POST":
        alliance_close(actor=request.user, alliance=alliance)
        messages.success(request, _("The alliance is closed. Its members and auditors can still read everything."))
        return redirect(alliance_url(alliance))
    rows = [
        (str(part.label), f"{record.text} ({record.recorded_by}, {when(record.recorded_at)})")
        for part, record in closing_rows(alliance)
        if record is not None
    ]
    return confirm_page(
        request,
        _("Close %(name)s for good?") % {"name": alliance.name},
        _("Close the alliance"),
        alliance,
        rows=rows,
        lines=[_("Nothing can be decided, signed or varied any more.")],
        danger=True,
    )
