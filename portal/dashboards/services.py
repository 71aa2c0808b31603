"""The one act of the dashboards: an administrator moves the demo's clock."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.permissions import can_administer_portal
from portal.audit.services import audit_record
from portal.common.clock import demo_move_to, now
from portal.common.exceptions import DomainError, NotAllowed


def clock_move(*, actor: Any, to: datetime) -> datetime:
    """Move the demo's clock forward. Raises DomainError outside the demo and for the past."""
    if not (decision := can_administer_portal(actor)):
        raise NotAllowed(decision.reason, verb="dashboards.clock.move")
    before = now()
    try:
        demo_move_to(to)
    except ValueError as error:
        raise DomainError(_("The clock only moves forward, and only in the demo.")) from error
    audit_record(actor=actor, verb="dashboards.clock.move", subject="dashboards.clock", data={"from": before, "to": to})
    return now()
