"""The end of an alliance's work: by the exit plan, with account, data and lessons written down (domain 4.3)."""

from typing import Any

from django.db import transaction

from portal.alliances.models import Alliance, ClosingRecord
from portal.alliances.permissions.closing import can_record_closing
from portal.alliances.services.common import demand, grants_follow, locked
from portal.alliances.workflow import ALLIANCE
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now


@transaction.atomic
def closing_begin(*, actor: Any, alliance: Alliance, reason: str) -> Alliance:
    """The members begin to work by their exit plan. `reason` is told to them."""
    row = locked(alliance)
    closing: Alliance = transition(ALLIANCE, row, "wind_down", actor=actor, reason=reason)
    return closing


@transaction.atomic
def closing_record(*, actor: Any, alliance: Alliance, part: str, text: str) -> ClosingRecord:
    """Write one part down. What was written before stays; the newest counts."""
    row = locked(alliance)
    demand(can_record_closing, actor, row, "alliances.closing.record")
    made = ClosingRecord.objects.create(alliance=row, part=part, text=text, recorded_by=actor, recorded_at=now())
    audit_record(actor=actor, verb="alliances.closing.record", subject=row, data={"part": part})
    return made


@transaction.atomic
def alliance_close(*, actor: Any, alliance: Alliance) -> Alliance:
    """All is written down: it is closed for good, and stays readable for its members and auditors."""
    row = locked(alliance)
    closed: Alliance = transition(ALLIANCE, row, "close", actor=actor)
    grants_follow(closed)
    return closed
