"""A provider proposes, an editor decides; the public keeps the last approved state meanwhile."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.marketplace.enums import AssuredHow, ProposalState
from portal.marketplace.events import ServiceChanged
from portal.marketplace.models import Service, ServiceProposal
from portal.marketplace.permissions import (
    can_change_service,
    can_list_service,
    can_take_proposal,
    can_write_proposal,
)
from portal.marketplace.rules.listing import EMPTY, STEPS, Answers, answers_from, facts_from, missing_steps
from portal.marketplace.selectors.facts import facts_of
from portal.marketplace.services.writing import service_write
from portal.marketplace.workflow import PROPOSAL
from portal.organisations.enums import MemberRole
from portal.organisations.groups import role_group
from portal.organisations.models import Organisation

if TYPE_CHECKING:
    from portal.accounts.models import User

OPEN = (ProposalState.DRAFT, ProposalState.PROPOSED, ProposalState.RETURNED)
WRITABLE = (ProposalState.DRAFT, ProposalState.RETURNED)


@transaction.atomic
def proposal_start(*, actor: "User", organisation: Organisation) -> ServiceProposal:
    """Begin to write about a new service."""
    if not (decision := can_list_service(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation, who_can=decision.who_can)
    return _begin(actor, organisation, None, dict(EMPTY))


@transaction.atomic
def proposal_change(*, actor: "User", service: Service) -> ServiceProposal:
    """Begin to change a service; the change that is open already, when there is one."""
    row = Service.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=service.pk)
    if not (decision := can_change_service(actor, row)):
        raise NotAllowed(decision.reason, subject=row, who_can=decision.who_can)
    known = row.proposals.filter(state__in=OPEN).first()
    return known or _begin(actor, row.organisation, row, answers_from(facts_of(row)))


def _begin(actor: "User", organisation: Organisation, service: Service | None, answers: Answers) -> ServiceProposal:
    proposal = ServiceProposal(
        service=service,
        organisation=organisation,
        is_new=service is None,
        answers=answers,
        before={} if service is None else answers,
        written_by=actor,
        begun_at=now(),
        saved_at=now(),
    )
    proposal.full_clean()
    proposal.save()
    audit_record(actor=actor, verb="marketplace.proposal.begin", subject=proposal)
    return proposal


@transaction.atomic
def proposal_save(*, actor: "User", proposal: ServiceProposal, step: str, answers: Answers) -> ServiceProposal:
    """Keep the answer to one question. DomainError while an editor looks at it, or after."""
    row = ServiceProposal.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=proposal.pk)
    if not (decision := can_write_proposal(actor, row)):
        raise NotAllowed(decision.reason, subject=row, who_can=decision.who_can)
    if row.state not in WRITABLE:
        raise DomainError(_("This is with an editor, so it cannot be changed. You can take it back first."))
    if step not in STEPS:
        raise DomainError(_("There is no such question."))
    row.answers = row.answers | answers | {"done": list(dict.fromkeys([*row.answers.get("done", []), step]))}
    row.written_by, row.saved_at = actor, now()
    row.save(update_fields=["answers", "written_by", "saved_at"])
    audit_record(actor=actor, verb="marketplace.proposal.write", subject=row, data={"question": step})
    return row


@transaction.atomic
def proposal_send(*, actor: "User", proposal: ServiceProposal) -> ServiceProposal:
    """Ask an editor to approve it. It goes to the editor from outside the organisation who has least to look at."""
    row = ServiceProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if missing := missing_steps(row.answers):
        raise DomainError(_("%(n)d questions are not answered yet.") % {"n": len(missing)})
    if row.service and row.answers | {"done": []} == answers_from(facts_of(row.service)) | {"done": []}:
        raise DomainError(_("Nothing differs from what everybody reads already."))
    changes = {"proposed_at": now(), "editor": _least_busy_editor(row, actor), "reason": ""}
    sent: ServiceProposal = transition(PROPOSAL, row, "send", actor=actor, changes=changes)
    return sent


def _least_busy_editor(proposal: ServiceProposal, writer: "User") -> "User | None":
    group = Group.objects.filter(name=PortalRole.EDITOR.value).first()
    if group is None:
        return None
    members = role_group(proposal.organisation, MemberRole.MEMBER)
    people = group.user_set.filter(is_active=True).exclude(groups=members).exclude(pk=writer.pk)
    waiting = ServiceProposal.objects.filter(state=ProposalState.PROPOSED).values_list("editor_id", flat=True)
    busy = list(waiting)
    found: list[User] = sorted(people, key=lambda person: (busy.count(person.pk), person.email))
    return found[0] if found else None


@transaction.atomic
def proposal_take(*, actor: "User", proposal: ServiceProposal) -> ServiceProposal:
    """An editor takes it over, from nobody or from another editor."""
    row = ServiceProposal.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=proposal.pk)
    if not (decision := can_take_proposal(actor, row)):
        raise NotAllowed(decision.reason, subject=row, who_can=decision.who_can)
    if row.state != ProposalState.PROPOSED:
        raise DomainError(_("Nothing is to be decided here now."))
    row.editor = actor
    row.save(update_fields=["editor"])
    audit_record(actor=actor, verb="marketplace.proposal.take", subject=row)
    return row


@transaction.atomic
def proposal_approve(*, actor: "User", proposal: ServiceProposal) -> Service:
    """Put it live: from this moment the public reads it, checked today. DomainError: what of it cannot be kept."""
    row = ServiceProposal.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=proposal.pk)
    service = row.service or Service(organisation=row.organisation)
    base = facts_of(service) if row.service else None
    changes: dict[str, Any] = {
        "decided_by": actor,
        "decided_at": now(),
        "before": answers_from(base) if base else {},
    }
    transition(PROPOSAL, row, "approve", actor=actor, changes=changes)
    service.assured_on, service.assured_how, service.assured_by = today(), AssuredHow.EDITOR, actor
    try:
        service_write(service, facts_from(row.answers, base))
    except ValidationError as error:
        raise DomainError("; ".join(error.messages)) from error
    row.service = service
    row.save(update_fields=["service"])
    audit_record(actor=actor, verb="marketplace.service.publish", subject=service, data={"proposal": row.ref})
    publish(ServiceChanged(service.pk))
    return service


@transaction.atomic
def proposal_return(*, actor: "User", proposal: ServiceProposal, reason: str) -> ServiceProposal:
    """Send it back with a reason; its people can put it right and send it again."""
    changes = {"decided_by": actor, "decided_at": now(), "reason": reason}
    row: ServiceProposal = transition(PROPOSAL, proposal, "return", actor=actor, changes=changes)
    return row


@transaction.atomic
def proposal_withdraw(*, actor: "User", proposal: ServiceProposal) -> ServiceProposal:
    """Take it back for good; the public reads on what it reads now."""
    row: ServiceProposal = transition(PROPOSAL, proposal, "withdraw", actor=actor)
    return row
