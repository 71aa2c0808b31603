"""The only way to change a state: locked, permitted, unopposed, recorded, announced."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.guards import objections
from portal.common.workflow import Workflow


@transaction.atomic
def transition(
    workflow: Workflow, obj: Any, name: str, *, actor: Any, changes: dict[str, Any] | None = None, **data: Any
) -> Any:
    """Move `obj` by the named step and return it. `changes` are further columns saved in the same statement.

    Raises DomainError when the state or a guard forbids the step, NotAllowed when the policy does.
    """
    step = workflow.get(name)
    locked = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if locked.state not in step.source:
        raise DomainError(
            _("This cannot be done now: it is already %(state)s.") % {"state": locked.get_state_display().lower()}
        )
    if not (decision := step.allow(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb=f"{workflow.label}.{name}")
    if reasons := objections(f"{workflow.label}.{name}", locked):
        raise DomainError(" ".join(reasons))
    before, locked.state = locked.state, step.target
    for field, value in (changes or {}).items():
        setattr(locked, field, value)
    locked.save(update_fields=["state", *(changes or {})])
    audit_record(
        actor=actor,
        verb=f"{workflow.label}.{name}",
        subject=locked,
        data={"from": before, "to": locked.state, **data},
    )
    if step.event:
        publish(step.event(locked.pk))
    for field in ("state", *(changes or {})):
        setattr(obj, field, getattr(locked, field))
    return locked
