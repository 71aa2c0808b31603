"""What people tell us about the directory: something is wrong on a page, or what they need is not there."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.marketplace.events import ReportMade
from portal.marketplace.models import GapReport, Service, ServiceReport
from portal.marketplace.workflow import REPORT

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def service_report(*, actor: Any, service: Service, text: str, reply_email: str = "") -> ServiceReport:
    """Tell the editors that something is wrong. Anybody may; who it was is kept only if they want an answer."""
    is_known = actor is not None and actor.is_authenticated
    report = ServiceReport(
        service=service,
        text=text,
        reply_email=reply_email,
        reported_by=actor if is_known and reply_email else None,
        reported_at=now(),
    )
    report.full_clean()
    report.save()
    audit_record(actor=report.reported_by or AnonymousUser(), verb="marketplace.report.make", subject=report)
    publish(ReportMade(report.pk))
    return report


@transaction.atomic
def report_close(*, actor: "User", report: ServiceReport, outcome: str) -> ServiceReport:
    """An editor says what was done about it; whoever wanted an answer gets it."""
    changes = {"dealt_with_by": actor, "dealt_with_at": now(), "outcome": outcome}
    closed: ServiceReport = transition(REPORT, report, "deal_with", actor=actor, changes=changes)
    return closed


@transaction.atomic
def gap_tell(*, what: str, area: str) -> GapReport:
    """Count what somebody looked for and did not find: what and roughly where, never who."""
    gap = GapReport(what=what, area=area, told_at=now())
    gap.full_clean()
    gap.save()
    audit_record(actor=AnonymousUser(), verb="marketplace.gap.tell", subject=gap)
    return gap
