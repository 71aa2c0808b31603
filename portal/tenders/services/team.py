"""Giving people their parts in a procurement, each kept apart from the others as the law asks."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.tenders.enums import TeamRole
from portal.tenders.events.procurement import TeamChanged
from portal.tenders.models import Procurement, ProcurementAssignment
from portal.tenders.permissions.procurement import can_hold_role, can_manage_team, wanted_grants

MOST_OPENERS = 2


@transaction.atomic
def team_assign(
    *, actor: Any, procurement: Procurement, person: Any, role: TeamRole, supporter: str = ""
) -> ProcurementAssignment:
    """Give `person` a part. Raises DomainError with the rule that keeps it apart from what they do already."""
    locked = _locked(actor, procurement, "tenders.team.assign")
    active = [row for row in locked.assignments.select_related("user") if row.is_active(now())]
    if any(row.user_id == person.pk and row.role == role for row in active):
        raise DomainError(_("%(name)s already has this part.") % {"name": person})
    if not (decision := can_hold_role(person, locked, TeamRole(role))):
        raise DomainError(decision.reason)
    _check_places(TeamRole(role), active)
    row = ProcurementAssignment.objects.create(
        procurement=locked,
        user=person,
        number=(locked.assignments.aggregate(last=Max("number"))["last"] or 0) + 1,
        role=role,
        supporter=supporter,
        assigned_by=actor,
        assigned_at=now(),
    )
    grants_sync(locked, wanted_grants(locked))
    audit_record(
        actor=actor,
        verb="tenders.team.assign",
        subject=locked,
        data={"person": person.pk, "role": TeamRole(role).value},
    )
    publish(TeamChanged(row.pk))
    return row


@transaction.atomic
def team_end(*, actor: Any, procurement: Procurement, number: int) -> ProcurementAssignment:
    """End a part. The person's rights in it are gone with their next request; what they did stays theirs."""
    locked = _locked(actor, procurement, "tenders.team.end")
    row = locked.assignments.filter(number=number, ended_at=None).select_related("user").first()
    if row is None:
        raise DomainError(_("This part has already ended."))
    if (
        row.role == TeamRole.LEAD
        and not locked.assignments.filter(role=TeamRole.LEAD, ended_at=None).exclude(pk=row.pk).exists()
    ):
        raise DomainError(_("A procurement always has a lead. Assign the next one first."))
    row.ended_at = now()
    row.save(update_fields=["ended_at"])
    grants_sync(locked, wanted_grants(locked))
    audit_record(actor=actor, verb="tenders.team.end", subject=locked, data={"person": row.user_id, "role": row.role})
    return row


def _locked(actor: Any, procurement: Procurement, verb: str) -> Procurement:
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if not (decision := can_manage_team(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb=verb)
    return locked


def _check_places(role: TeamRole, active: list[ProcurementAssignment]) -> None:
    taken = [row for row in active if row.role == role]
    if role == TeamRole.OPENER and len(taken) >= MOST_OPENERS:
        raise DomainError(_("Two opening officers are assigned already. End one of them first."))
    if role in (TeamRole.FACILITATOR, TeamRole.APPROVER, TeamRole.PUBLISHER) and taken:
        raise DomainError(_("%(name)s has this part already. End it first.") % {"name": taken[0].user})
