"""The doors to needs, services, proposals and reports."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.marketplace.enums import ReportState
from portal.marketplace.models import Service, ServiceProposal, ServiceReport, UnmetNeed
from portal.marketplace.permissions import (
    can_change_service,
    can_confirm_service,
    can_decide_proposal,
    can_edit_directory,
    can_see_proposal,
    can_write_proposal,
)
from portal.marketplace.selectors import need_list
from portal.marketplace.selectors.service import with_page_parts

if TYPE_CHECKING:
    from portal.accounts.models import User


def access_need(user: "User", ref: str) -> UnmetNeed:
    """The need, if this person may know of it (else 404)."""
    need = need_list(user).filter(ref=ref).prefetch_related("evidence").first()
    if need is None:
        raise Http404
    return need


def access_service(uuid: UUID) -> Service:
    """A service with a public page, with everything its page shows."""
    service: Service | None = with_page_parts(Service.objects.open_to_all()).filter(uuid=uuid).first()
    if service is None:
        raise Http404
    return service


def access_service_to_change(user: "User", uuid: UUID) -> Service:
    """A service, for its own people (else 403 with the reason: everybody knows of it)."""
    service = access_service(uuid)
    if not (decision := can_change_service(user, service)):
        raise NotAllowed(decision.reason, subject=service, who_can=decision.who_can)
    return service


def access_service_to_confirm(user: "User", uuid: UUID) -> Service:
    """A service, for those who may say that its details are right."""
    service = access_service(uuid)
    if not (decision := can_confirm_service(user, service)):
        raise NotAllowed(decision.reason, subject=service, who_can=decision.who_can)
    return service


def access_proposal(user: "User", ref: str) -> ServiceProposal:
    """A proposal, for those who write it and for editors (else 404: nobody else knows of it)."""
    rows = ServiceProposal.objects.select_related("organisation", "service__organisation", "editor", "written_by")
    proposal = rows.filter(ref=ref).first()
    if proposal is None or not can_see_proposal(user, proposal):
        raise Http404
    return proposal


def access_proposal_to_write(user: "User", ref: str) -> ServiceProposal:
    """For those who write it; an editor is told why not."""
    proposal = access_proposal(user, ref)
    if not (decision := can_write_proposal(user, proposal)):
        raise NotAllowed(decision.reason, subject=proposal, who_can=decision.who_can)
    return proposal


def access_proposal_to_decide(user: "User", ref: str) -> ServiceProposal:
    """For the editor it was given to; others are told why not."""
    proposal = access_proposal(user, ref)
    if not (decision := can_decide_proposal(user, proposal)):
        raise NotAllowed(decision.reason, subject=proposal, who_can=decision.who_can)
    return proposal


def access_directory_to_edit(user: "User") -> None:
    """The editors' pages (else 403)."""
    if not (decision := can_edit_directory(user)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)


def access_report(user: "User", ref: str) -> ServiceReport:
    """What somebody told the editors (else 404)."""
    rows = ServiceReport.objects.select_related("service__organisation", "dealt_with_by")
    report = rows.filter(ref=ref).first()
    if report is None or not can_edit_directory(user):
        raise Http404
    return report


def access_answer(ref: str) -> ServiceReport:
    """What an editor found, for whoever has the address that was sent to them (else 404)."""
    rows = ServiceReport.objects.select_related("service").filter(state=ReportState.DEALT_WITH)
    report = rows.exclude(reply_email="").filter(ref=ref).first()
    if report is None:
        raise Http404
    return report
