"""Publishing a tender: asked by one person, done by another; afterwards only the deadline can move, forward."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.services import specification_freeze
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import NoticeKind, ProcurementState, TeamRole
from portal.tenders.events.procurement import ProcurementExtended, PublicationAsked
from portal.tenders.models import Notice, Procurement
from portal.tenders.permissions.procurement import (
    can_ask_publication,
    can_extend_deadline,
    can_publish_procurement,
    has_team_role,
)
from portal.tenders.selectors.procurement_check import STOP, pack_checks
from portal.tenders.selectors.procurement_pack import pack_snapshot
from portal.tenders.services.seal_keys import procurement_key_create
from portal.tenders.workflow.procurement import PROCUREMENT


@transaction.atomic
def publication_ask(*, actor: Any, procurement: Procurement) -> Procurement:
    """Ask the publisher to check the finished pack. Money may still be waiting; everything else must be there."""
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if not (decision := can_ask_publication(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.procurement.ask_publication")
    missing = [check.what for check in pack_checks(locked, now()) if check.kind == STOP and check.part != "money"]
    if missing:
        raise DomainError(_("Something is still missing: %(what)s.") % {"what": "; ".join(missing)})
    locked.publish_asked_at = now()
    locked.save(update_fields=["publish_asked_at"])
    audit_record(actor=actor, verb="tenders.procurement.ask_publication", subject=locked)
    publish(PublicationAsked(locked.pk))
    return locked


@transaction.atomic
def procurement_publish(*, actor: Any, procurement: Procurement) -> Procurement:
    """Make it public and fix it: specification frozen, key made, notice written. Repeating it changes nothing (C1)."""
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if (
        locked.published_at
        and locked.state != ProcurementState.DRAFT
        and has_team_role(actor, locked, TeamRole.PUBLISHER)
    ):
        return locked
    if not (decision := can_publish_procurement(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.procurement.publish")
    missing = [check.what for check in pack_checks(locked, now()) if check.kind == STOP]
    if missing:
        raise DomainError(_("This cannot be published yet: %(what)s.") % {"what": "; ".join(missing)})
    _freeze_specification(actor, locked)
    result: Procurement = transition(
        PROCUREMENT,
        locked,
        "publish",
        actor=actor,
        changes={"published_at": now(), "published_by": actor, "typed": {}},
    )
    procurement_key_create(actor=actor, procurement=result)
    Notice.objects.create(
        procurement=result,
        kind=NoticeKind.TENDER,
        content=pack_snapshot(result),
        published_at=now(),
        recorded_by=actor,
    )
    return result


@transaction.atomic
def deadline_extend(*, actor: Any, procurement: Procurement, deadline_at: datetime, reason: str) -> Notice:
    """Move the deadline forward, with a reason that everybody reads; who registered interest is told."""
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if not (decision := can_extend_deadline(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.procurement.extend")
    before = locked.deadline_at
    if before is None or deadline_at <= before:
        raise DomainError(_("The deadline can only move forward: nobody may have less time than was promised."))
    if not reason.strip():
        raise DomainError(_("Say why the deadline moves: everybody reads the reason."))
    if locked.intention_planned_on and locked.intention_planned_on <= deadline_at.date():
        raise DomainError(_("The decision is planned before that. Choose an earlier deadline."))
    locked.deadline_at = deadline_at
    locked.save(update_fields=["deadline_at"])
    notice = Notice.objects.create(
        procurement=locked,
        kind=NoticeKind.AMENDMENT,
        content={"reason": reason.strip(), "from": before.isoformat(), "to": deadline_at.isoformat()},
        published_at=now(),
        recorded_by=actor,
    )
    audit_record(actor=actor, verb="tenders.procurement.extend", subject=locked, data=dict(notice.content))
    publish(ProcurementExtended(locked.pk, notice.pk))
    return notice


def _freeze_specification(actor: Any, procurement: Procurement) -> None:
    """The wording that bidders answer never changes again."""
    if procurement.specification:
        specification_freeze(actor=actor, version=procurement.specification)
