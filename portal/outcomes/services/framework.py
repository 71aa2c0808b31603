"""A framework from its first line to the day it is fixed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.outcomes.enums import FrameworkRole
from portal.outcomes.models import FrameworkAssignment, Indicator, Outcome, OutcomesFramework
from portal.outcomes.permissions import can_create_framework, can_edit_framework, can_publish_framework, wanted_grants
from portal.outcomes.selectors import framework_problems
from portal.outcomes.workflow import FRAMEWORK

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation


def locked_for_edit(actor: "User", framework: OutcomesFramework) -> OutcomesFramework:
    """The framework, locked, when the actor may still write in it. Call inside a transaction."""
    locked = OutcomesFramework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    if not (decision := can_edit_framework(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    return locked


@transaction.atomic
def framework_create(*, actor: "User", organisation: "Organisation", title: str) -> OutcomesFramework:
    """An empty framework; the actor may write in it."""
    if not (decision := can_create_framework(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation)
    framework = OutcomesFramework(
        ref=next_reference(OutcomesFramework, "OF"),
        title=title,
        organisation=organisation,
        created_by=actor,
        created_at=now(),
    )
    framework.full_clean()
    framework.save()
    grants_sync(framework, wanted_grants(framework))
    audit_record(actor=actor, verb="outcomes.framework.create", subject=framework)
    return framework


@transaction.atomic
def framework_share(
    *, actor: "User", framework: OutcomesFramework, editors: Iterable["User"], deciders: Iterable["User"] = ()
) -> OutcomesFramework:
    """Make exactly these people its editors and deciders (its maker stays an editor)."""
    if not (decision := can_publish_framework(actor, framework)):
        raise NotAllowed(decision.reason, subject=framework)
    locked = OutcomesFramework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    wanted = {(user.pk, FrameworkRole.EDITOR.value) for user in editors}
    wanted |= {(user.pk, FrameworkRole.DECIDER.value) for user in deciders}
    current = {(row.user_id, row.role): row for row in locked.assignments.filter(ended_at=None)}
    for key in sorted(wanted - current.keys()):
        FrameworkAssignment.objects.create(
            framework=locked, user_id=key[0], role=key[1], assigned_by=actor, assigned_at=now()
        )
    gone = [row.pk for key, row in current.items() if key not in wanted]
    FrameworkAssignment.objects.filter(pk__in=gone).update(ended_at=now())
    grants_sync(locked, wanted_grants(locked))
    audit_record(actor=actor, verb="outcomes.framework.share", subject=locked, data={"people": sorted(wanted)})
    return locked


@transaction.atomic
def framework_publish(*, actor: "User", framework: OutcomesFramework) -> OutcomesFramework:
    """Let everybody read it: the specification it belongs to is public."""
    if not (decision := can_publish_framework(actor, framework)):
        raise NotAllowed(decision.reason, subject=framework)
    locked = OutcomesFramework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    if not locked.is_public:
        locked.is_public = True
        locked.save(update_fields=["is_public"])
        audit_record(actor=actor, verb="outcomes.framework.publish", subject=locked)
    framework.is_public = True
    return locked


@transaction.atomic
def framework_fix(*, actor: "User", framework: OutcomesFramework) -> OutcomesFramework:
    """No outcome, floor, target or weight changes from now on. DomainError says what is still missing."""
    OutcomesFramework.objects.select_for_update(of=("self",)).get(pk=framework.pk)
    if problems := framework_problems(framework):
        raise DomainError(" ".join(problems))
    fixed: OutcomesFramework = transition(
        FRAMEWORK, framework, "fix", actor=actor, changes={"fixed_by": actor, "fixed_at": now()}
    )
    return fixed


@transaction.atomic
def framework_copy(*, actor: "User", framework: OutcomesFramework, title: str = "") -> OutcomesFramework:
    """A new draft with the same outcomes, for the next version of a specification."""
    copy = framework_create(actor=actor, organisation=framework.organisation, title=title or framework.title)
    for outcome in framework.outcomes.prefetch_related("indicators"):
        made = Outcome.objects.create(
            framework=copy, position=outcome.position, statement=outcome.statement, description=outcome.description
        )
        for indicator in outcome.indicators.all():
            values = {f.attname: getattr(indicator, f.attname) for f in Indicator._meta.concrete_fields}
            del values["id"]
            Indicator.objects.create(**values | {"outcome_id": made.pk})
    audit_record(actor=actor, verb="outcomes.framework.copy", subject=copy, data={"of": framework.ref})
    return copy
